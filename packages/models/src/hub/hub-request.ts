import { IbertError } from '@ibert/core';
import { durationText, raceTime } from '../interruption.js';
import type { HubEnvironment } from './hub-environment.js';

/** How to go on without the hub; ends the hint of every error of the network. */
export const WITHOUT_HUB =
  'Use --engine compiler, which needs no model, or give a folder that holds the model.';

/**
 * Asks the hub for one address and gives the answer's head; the body is left to be read.
 *
 * The token goes to the hub's own address only: `fetch` drops it when it is sent on elsewhere.
 *
 * @throws IbertError `MODEL_OFFLINE` if the hub cannot be reached, `MODEL_NOT_FOUND` or
 *   `MODEL_DOWNLOAD` if it refuses.
 */
export async function askHub(
  hub: HubEnvironment,
  url: string,
  what: string,
  signal: AbortSignal,
): Promise<Response> {
  const headers = hub.token === undefined ? {} : { authorization: `Bearer ${hub.token}` };
  const late = (): IbertError =>
    unreachable(hub, what, `no answer within ${durationText(hub.timeoutMs)}`);
  const controller = new AbortController();
  const answer = fetch(url, {
    headers,
    signal: AbortSignal.any([signal, controller.signal]),
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw unreachable(hub, what, causeText(error));
  });
  const response = await raceTime(answer, hub.timeoutMs, signal, late).catch((error: unknown) => {
    controller.abort();
    throw error;
  });
  if (response.ok) return response;
  await response.body?.cancel();
  throw refused(hub, what, response.status);
}

function unreachable(hub: HubEnvironment, what: string, reason: string): IbertError {
  return new IbertError('MODEL_OFFLINE', `cannot get ${what} from ${hub.endpoint}: ${reason}`, {
    hint: `Check the network and HF_ENDPOINT; HF_HUB_DOWNLOAD_TIMEOUT gives it more seconds. ${WITHOUT_HUB}`,
  });
}

function refused(hub: HubEnvironment, what: string, status: number): IbertError {
  const answer = `${hub.endpoint} answers ${status} for ${what}`;
  if (status === 401 || status === 403 || status === 404) {
    const key =
      hub.token === undefined
        ? 'if it is private or gated, set HF_TOKEN'
        : 'HF_TOKEN may lack access to it';
    return new IbertError('MODEL_NOT_FOUND', answer, {
      hint: `Check the name and the revision; ${key}.`,
    });
  }
  return new IbertError('MODEL_DOWNLOAD', answer, {
    hint: `Try again in a while. ${WITHOUT_HUB}`,
  });
}

/** What went wrong in the network, in the words of the system. */
export function causeText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof AggregateError && error.cause.errors.length > 0) {
    return causeText(error.cause.errors[0]);
  }
  return error.cause instanceof Error ? causeText(error.cause) : error.message;
}
