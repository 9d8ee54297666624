import { type Interruption, raceTime } from '../interruption.js';
import type { ServerConnection } from './server-connection.js';
import { brokenOffError, garbageError, silentError, streamedError } from './server-errors.js';
import {
  createLineSplitter,
  dataOf,
  isEventLine,
  readEvent,
  type TokenCounts,
} from './server-events.js';
import { causeText } from '../hub/hub-request.js';

/** A piece of the answer, and what the server says it cost so far. */
export interface ServerPiece {
  readonly text: string;
  readonly tokens: TokenCounts | undefined;
}

/** An answer that is longer than this without a line's end is no stream of events. */
const LONGEST_LINE = 1_000_000;

/**
 * Reads the streamed answer of a server; a server that cannot stream and answers in one piece is
 * read too.
 *
 * @throws IbertError `SERVER_GARBAGE`, `SERVER_TIMEOUT`, `SERVER_REFUSED`, `SERVER_UNREACHABLE`.
 */
export async function* readAnswer(
  connection: ServerConnection,
  response: Response,
  interruption: Interruption,
): AsyncGenerator<ServerPiece> {
  const splitter = createLineSplitter();
  let whole = '';
  let streamed = false;
  let any = false;
  for await (const piece of piecesOf(connection, response, interruption, () => any)) {
    for (const line of splitter.push(piece)) {
      const data = dataOf(line);
      if (data === undefined) {
        if (streamed || isEventLine(line)) continue;
        whole += `${line}\n`;
        continue;
      }
      streamed = true;
      const event = readData(connection, data);
      if (event === 'done') return;
      any ||= event.text !== '';
      yield event;
    }
    if (whole.length + splitter.rest().length > LONGEST_LINE) throw garbageError(connection, whole);
  }
  const rest = splitter.rest();
  if (!streamed && dataOf(rest) === undefined) {
    yield wholeAnswer(connection, whole + rest);
    return;
  }
  const last = dataOf(rest);
  if (last !== undefined && readData(connection, last) === 'done') return;
  throw brokenOffError(connection, 'the end of the stream is missing');
}

function readData(connection: ServerConnection, data: string): ServerPiece | 'done' {
  const event = readEvent(data);
  if (event.kind === 'done') return 'done';
  if (event.kind === 'error') throw streamedError(connection, event.message);
  if (event.kind === 'garbage') throw garbageError(connection, data);
  return event;
}

function wholeAnswer(connection: ServerConnection, body: string): ServerPiece {
  if (body.trim() === '') throw brokenOffError(connection, 'the answer is empty');
  const event = readEvent(body);
  if (event.kind === 'error') throw streamedError(connection, event.message);
  if (event.kind !== 'text') throw garbageError(connection, body);
  return event;
}

async function* piecesOf(
  connection: ServerConnection,
  response: Response,
  { signal }: Interruption,
  begun: () => boolean,
): AsyncGenerator<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  const decoder = new TextDecoder();
  const { firstTokenMs, betweenTokensMs } = connection.timeouts;
  try {
    for (;;) {
      const [ms, part] = begun()
        ? ([betweenTokensMs, 'next'] as const)
        : ([firstTokenMs, 'first'] as const);
      const next = (
        reader.read() as Promise<{ done: boolean; value: Uint8Array | undefined }>
      ).catch((error: unknown) => {
        signal.throwIfAborted();
        throw brokenOffError(connection, causeText(error));
      });
      const { done, value } = await raceTime(next, ms, signal, () =>
        silentError(connection, ms, part),
      );
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
