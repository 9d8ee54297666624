import { setTimeout as sleep } from 'node:timers/promises';
import { durationText, type Interruption, raceTime } from '../interruption.js';
import { type RequestBody, withoutRefusedOption } from './request-body.js';
import type { ServerConnection } from './server-connection.js';
import { refusedError, silentError, unreachableError } from './server-errors.js';

/** How often a server that says "later" is asked again, and the longest wait for it. */
const MOST_RETRIES = 3;
const LONGEST_WAIT_MS = 20_000;
const FIRST_WAIT_MS = 500;

/** The statuses with which a server says "later". */
const LATER: ReadonlySet<number> = new Set([429, 503]);

/**
 * Posts a request and gives the answer's head. A server that says "later" is asked again a few
 * times; one that refuses an option is asked again without it, and the user is told.
 *
 * @throws IbertError `SERVER_UNREACHABLE`, `SERVER_TIMEOUT`, `SERVER_REFUSED`.
 */
export async function postRequest(
  connection: ServerConnection,
  request: RequestBody,
  interruption: Interruption,
): Promise<Response> {
  let body = request;
  for (let retries = 0; ;) {
    const response = await post(connection, JSON.stringify(body), interruption);
    if (response.ok) return response;
    const { status } = response;
    const wait = LATER.has(status) ? waitOf(response, retries) : undefined;
    if (wait !== undefined) {
      retries++;
      await response.body?.cancel();
      connection.say(
        `${connection.address} answers ${status}; asking again in ${durationText(wait)}`,
      );
      await interruption.race(sleep(wait, undefined, { signal: interruption.signal }));
      continue;
    }
    const text = await bodyText(connection, response, interruption);
    const other = withoutRefusedOption(body, status, text);
    if (other === undefined) throw refusedError(connection, status, text);
    connection.say(`${connection.address} does not take ${other.option}; asking again without it`);
    body = other.body;
  }
}

async function post(
  connection: ServerConnection,
  body: string,
  { signal }: Interruption,
): Promise<Response> {
  const { url, key, timeouts } = connection;
  const controller = new AbortController();
  const answer = fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream, application/json',
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    },
    body,
    // The key must not follow to another server.
    redirect: 'manual',
    signal: AbortSignal.any([signal, controller.signal]),
  }).catch((error: unknown) => {
    throw unreachableError(connection, error);
  });
  const late = () => silentError(connection, timeouts.firstTokenMs, 'first');
  try {
    return await raceTime(answer, timeouts.firstTokenMs, signal, late);
  } catch (error) {
    controller.abort();
    throw error;
  }
}

/** Milliseconds to wait before asking again; `undefined` to give up. */
function waitOf(response: Response, retries: number): number | undefined {
  if (retries >= MOST_RETRIES) return undefined;
  const asked = response.headers.get('retry-after');
  const wait = asked === null ? FIRST_WAIT_MS * 2 ** retries : retryAfter(asked);
  return wait <= LONGEST_WAIT_MS ? wait : undefined;
}

/** `Retry-After` is a number of seconds or a date. */
function retryAfter(text: string): number {
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? FIRST_WAIT_MS : Math.max(0, date - Date.now());
}

/** The text of an answer that is no stream; what comes late or not at all is left out. */
async function bodyText(
  connection: ServerConnection,
  response: Response,
  { signal }: Interruption,
): Promise<string> {
  const { firstTokenMs } = connection.timeouts;
  const late = () => silentError(connection, firstTokenMs, 'first');
  return raceTime(response.text(), firstTokenMs, signal, late).catch(() => {
    signal.throwIfAborted();
    return '';
  });
}
