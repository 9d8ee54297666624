import { clip, IbertError } from '@ibert/core';
import { causeText } from '../hub/hub-request.js';
import { durationText } from '../interruption.js';
import { type ServerConnection, withoutKey } from './server-connection.js';
import { errorText } from './server-events.js';

/** The most characters of a server's own words in a message. */
const MOST_WORDS = 300;

/** What a server says, short and without the key. */
export function serverWords({ key }: ServerConnection, body: string): string {
  return clip(withoutKey(errorText(body), key), MOST_WORDS);
}

export function unreachableError(connection: ServerConnection, error: unknown): IbertError {
  const reason = withoutKey(causeText(error), connection.key);
  return new IbertError('SERVER_UNREACHABLE', `cannot reach ${connection.address}: ${reason}`, {
    hint: 'Check that the server runs and that the base URL names its host and port.',
  });
}

export function brokenOffError(connection: ServerConnection, reason: string): IbertError {
  const words = withoutKey(reason, connection.key);
  return new IbertError(
    'SERVER_UNREACHABLE',
    `${connection.address} closed the connection before the answer was complete: ${words}`,
    { hint: 'Look into the log of the server; it may have stopped or run out of memory.' },
  );
}

export function silentError(
  { address }: ServerConnection,
  ms: number,
  part: 'first' | 'next',
): IbertError {
  const missing =
    part === 'first' ? 'did not begin to answer' : 'stopped in the middle of an answer';
  return new IbertError('SERVER_TIMEOUT', `${address} ${missing} within ${durationText(ms)}`, {
    hint: 'The server may be loading the model or be busy: try again, or give it more time.',
  });
}

export function lateAnswerError({ address }: ServerConnection, ms: number): IbertError {
  return new IbertError('SERVER_TIMEOUT', `${address} did not answer within ${durationText(ms)}`, {
    hint: 'Give it more time, or ask for fewer tokens.',
  });
}

export function garbageError(connection: ServerConnection, found: string): IbertError {
  const words = serverWords(connection, found);
  return new IbertError(
    'SERVER_GARBAGE',
    `${connection.address} answers with something else than chat completions: ${words}`,
    {
      hint: 'Check that the base URL is that of an OpenAI-compatible server, mostly with /v1 at the end.',
    },
  );
}

/** The remedy for each status that has one of its own. */
const REMEDIES: Readonly<Record<number, string>> = {
  400: 'The model or the server may not take one of the options.',
  401: 'Check the key in OPENAI_API_KEY or IBERT_API_KEY.',
  403: 'The key has no access to this model, or the account is blocked.',
  404: 'Check the name of the model and that the base URL ends as the server wants it, mostly with /v1.',
  413: 'Give less code or context at a time.',
  429: 'Too many requests: wait, or check the quota of the account.',
};

export function refusedError(
  connection: ServerConnection,
  status: number,
  body: string,
): IbertError {
  const words = serverWords(connection, body);
  return new IbertError(
    'SERVER_REFUSED',
    `${connection.address} answers ${status}${words === '' ? '' : `: ${words}`}`,
    {
      hint:
        REMEDIES[status] ??
        (status >= 500 ? 'Look into the log of the server, or try again.' : 'Check the request.'),
    },
  );
}

/** An error the server put into its stream. */
export function streamedError(connection: ServerConnection, message: string): IbertError {
  return new IbertError(
    'SERVER_REFUSED',
    `${connection.address} broke off the answer: ${clip(withoutKey(message, connection.key), MOST_WORDS)}`,
    { hint: 'Look into the log of the server, or try again.' },
  );
}
