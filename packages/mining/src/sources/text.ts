import { isUtf8 } from 'node:buffer';

/** A file's text, or why it has none. */
export type Decoded = { readonly text: string } | { readonly skipped: string };

const BYTE_ORDER_MARK = '\uFEFF';

/** Text of UTF-8 bytes: without a byte order mark, lines end with `\n`. */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes.includes(0)) return { skipped: 'it is no text: it holds NUL bytes' };
  if (!isUtf8(bytes)) return { skipped: 'it is no UTF-8 text' };
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
  const text = whole.startsWith(BYTE_ORDER_MARK) ? whole.slice(1) : whole;
  return { text: text.replace(/\r\n?/g, '\n') };
}
