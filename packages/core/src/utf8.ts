import { isUtf8 } from 'node:buffer';
import { IbertError } from './errors.js';

/** Where bytes come from, for messages. */
export interface ByteOrigin {
  /** The file as the user named it. */
  readonly file: string;
  /** The line, from 1, that the bytes start on; 1 when left out. */
  readonly line?: number;
  /** The offset in the file of the first byte; 0 when left out. */
  readonly byteOffset?: number;
}

/**
 * Text of UTF-8 bytes. A byte order mark stays in the text.
 *
 * @throws IbertError `NOT_UTF8` naming the line and the offset of the first wrong byte.
 */
export function decodeUtf8(bytes: Uint8Array, origin: ByteOrigin): string {
  if (isUtf8(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
  throw notUtf8(bytes, origin);
}

/** The offset of the first byte that is not part of valid UTF-8, or -1 when all are. */
export function invalidUtf8At(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return -1;
}

function notUtf8(bytes: Uint8Array, origin: ByteOrigin): IbertError {
  const at = invalidUtf8At(bytes);
  let line = origin.line ?? 1;
  let lineStart = 0;
  for (let index = bytes.indexOf(10); index !== -1 && index < at;) {
    line++;
    lineStart = index + 1;
    index = bytes.indexOf(10, lineStart);
  }
  const column = Buffer.from(bytes.subarray(lineStart, at)).toString().length + 1;
  const offset = (origin.byteOffset ?? 0) + at;
  const byte = (bytes[at] ?? 0).toString(16).padStart(2, '0');
  return new IbertError(
    'NOT_UTF8',
    `not UTF-8: byte 0x${byte} at byte offset ${offset} starts no valid character`,
    {
      file: origin.file,
      span: { start: at, end: at + 1, line, column },
      hint: 'Save it as UTF-8, e.g. with: iconv -f WINDOWS-1252 -t UTF-8',
    },
  );
}

/** How many bytes the valid sequence at an offset has; 0 when it is not valid. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const second = bytes[at + 1] ?? 0;
  // The second byte is where overlong forms, surrogates and values past U+10FFFF show.
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let index = 2; index < length; index++) {
    if (((bytes[at + index] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}
