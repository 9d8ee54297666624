import { createReadStream } from 'node:fs';
import { IbertError } from './errors.js';
import { systemError } from './system-error.js';
import { groupThousands } from './text.js';
import { decodeUtf8 } from './utf8.js';

/** Bytes as they arrive, e.g. a pipe or a file stream. */
export type ByteSource = AsyncIterable<Uint8Array>;

/** The name by which messages call standard input. */
export const STDIN_NAME = '<stdin>';

/** Most bytes that one text (a program, a query, a template) may have: 4 MiB. */
export const MAX_TEXT_BYTES = 4 * 1024 * 1024;

/**
 * The bytes of a file, or of standard input for `-`, at whatever speed they come.
 *
 * @throws IbertError `INPUT_UNREADABLE` while iterating.
 */
export async function* openInput(path: string): AsyncGenerator<Uint8Array> {
  try {
    const stream: AsyncIterable<Uint8Array> = path === '-' ? process.stdin : createReadStream(path);
    yield* stream;
  } catch (error) {
    throw systemError('INPUT_UNREADABLE', 'read', inputName(path), error);
  }
}

/** How messages call an input path: `-` is standard input. */
export function inputName(path: string): string {
  return path === '-' ? STDIN_NAME : path;
}

/**
 * The whole text of a file, or of standard input for `-`, without a byte order mark.
 *
 * @throws IbertError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE` (as soon as `maxBytes` are passed),
 * `NOT_UTF8`.
 */
export async function readText(path: string, maxBytes = MAX_TEXT_BYTES): Promise<string> {
  return readTextFrom(openInput(path), inputName(path), maxBytes);
}

/** {@link readText} for bytes from anywhere; `file` is their name in messages. */
export async function readTextFrom(
  source: ByteSource,
  file: string,
  maxBytes = MAX_TEXT_BYTES,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new IbertError(
        'INPUT_TOO_LARGE',
        `the input is larger than ${groupThousands(maxBytes)} bytes`,
        { file, hint: 'Give one program or query at a time; many go into a JSON lines file.' },
      );
    }
    chunks.push(chunk);
  }
  const text = decodeUtf8(Buffer.concat(chunks), { file });
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
