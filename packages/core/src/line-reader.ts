import { IbertError } from './errors.js';
import { groupThousands } from './text.js';
import type { ByteSource } from './text-input.js';
import { decodeUtf8 } from './utf8.js';

/** One line of an input: its text, or why it has none. Reading goes on after a fault. */
export type InputLine =
  | { readonly kind: 'Line'; readonly line: number; readonly text: string }
  | { readonly kind: 'Fault'; readonly line: number; readonly error: IbertError };

export interface LineReaderOptions {
  /** The input's name in messages. */
  readonly file: string;
  /** Most bytes of one line; a longer one is a fault and is skipped without being held. */
  readonly maxLineBytes?: number;
}

/** Most bytes of one line unless told otherwise: 16 MiB. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

/**
 * The lines of UTF-8 bytes that arrive at any speed and cut anywhere. Lines end in LF or CR LF;
 * the last one may lack its end. A byte order mark at the start is dropped.
 *
 * Faults: `LINE_TOO_LONG`, `NOT_UTF8`.
 */
export async function* readLines(
  source: ByteSource,
  options: LineReaderOptions,
): AsyncGenerator<InputLine> {
  const limit = options.maxLineBytes ?? MAX_LINE_BYTES;
  let line = 1;
  let lineOffset = 0;
  let pending: Uint8Array[] = [];
  let size = 0;

  const take = (part: Uint8Array): void => {
    size += part.length;
    if (size <= limit) pending.push(part);
    else pending = [];
  };
  const finish = (): InputLine => {
    const bytes = pending.length === 1 ? pending[0] : Buffer.concat(pending);
    const origin = { file: options.file, line, byteOffset: lineOffset };
    const done =
      size > limit ? tooLong(origin, limit) : decodeLine(bytes ?? new Uint8Array(), origin);
    pending = [];
    size = 0;
    line++;
    return done;
  };

  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      take(chunk.subarray(start, end));
      const length = size + 1;
      yield finish();
      lineOffset += length;
      start = end + 1;
    }
    if (start < chunk.length) take(chunk.subarray(start));
  }
  if (size > 0) yield finish();
}

interface LineOrigin {
  readonly file: string;
  readonly line: number;
  readonly byteOffset: number;
}

function decodeLine(bytes: Uint8Array, origin: LineOrigin): InputLine {
  const { line } = origin;
  const end = bytes.at(-1) === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length;
  try {
    const text = decodeUtf8(bytes.subarray(0, end), origin);
    const bare = line === 1 && text.startsWith('\uFEFF') ? text.slice(1) : text;
    return { kind: 'Line', line, text: bare };
  } catch (error) {
    if (error instanceof IbertError) return { kind: 'Fault', line, error };
    throw error;
  }
}

function tooLong({ file, line }: LineOrigin, limit: number): InputLine {
  const error = new IbertError(
    'LINE_TOO_LONG',
    `the line is longer than ${groupThousands(limit)} bytes`,
    {
      file,
      span: { start: 0, end: 0, line, column: 1 },
      hint: 'A JSON lines file has one complete JSON value per line, with line ends between them.',
    },
  );
  return { kind: 'Fault', line, error };
}
