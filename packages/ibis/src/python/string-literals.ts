import { notSupported } from './errors.js';
import { matched, present } from './present.js';
import { locate, syntaxError } from './source-text.js';

/** A string token taken apart; the body runs from `from` to `to`, without quotes. */
export interface StringToken {
  readonly raw: boolean;
  readonly bytes: boolean;
  readonly formatted: boolean;
  readonly from: number;
  readonly to: number;
}

/** Takes prefix and quotes off the string literal that stands at `start`…`end` of the text. */
export function splitStringToken(text: string, start: number, end: number): StringToken {
  let at = start;
  let raw = false;
  let bytes = false;
  let formatted = false;
  for (; at < end; at++) {
    const code = text.charCodeAt(at) | 32;
    if (code === 114) raw = true;
    else if (code === 98) bytes = true;
    else if (code === 102) formatted = true;
    else if (code !== 117) break;
  }
  const quote = present(text[at]);
  const width = end - at >= 6 && text.startsWith(quote.repeat(3), at) ? 3 : 1;
  return { raw, bytes, formatted, from: at + width, to: end - width };
}

/** Where the literal begins whose body begins at `from`. */
function tokenStart(text: string, from: number): number {
  let start = from;
  while (start > 0 && /['"bBrR]/.test(present(text[start - 1]))) start--;
  return start;
}

const SIMPLE: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const HEX_WIDTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/**
 * The value of the literal text between two offsets: escapes decoded unless `raw`, line ends made
 * `\n`. For bytes literals the characters are the bytes.
 */
export function decodeString(
  text: string,
  from: number,
  to: number,
  raw: boolean,
  bytes: boolean,
): string {
  const body = text.slice(from, to);
  if (bytes && /[^\0-\x7f]/.test(body)) {
    throw syntaxError(
      text,
      'bytes can only contain ASCII literal characters',
      tokenStart(text, from),
    );
  }
  const plain = body.includes('\r') ? body.replace(/\r\n?/g, '\n') : body;
  if (raw || !plain.includes('\\')) return plain;
  let out = '';
  let i = 0;
  for (;;) {
    const next = plain.indexOf('\\', i);
    if (next < 0) return out + plain.slice(i);
    out += plain.slice(i, next);
    const char = plain[next + 1] ?? '';
    const simple = SIMPLE[char];
    if (simple !== undefined) {
      out += simple;
      i = next + 2;
    } else if (char === '\n') {
      i = next + 2;
    } else if (char >= '0' && char <= '7') {
      const octal = matched(/^[0-7]{1,3}/.exec(plain.slice(next + 1, next + 4)))[0];
      const code = Number.parseInt(octal, 8);
      out += String.fromCharCode(bytes ? code & 255 : code);
      i = next + 1 + octal.length;
    } else if (char === 'x' || (!bytes && (char === 'u' || char === 'U'))) {
      const width = present(HEX_WIDTH[char]);
      const digits = plain.slice(next + 2, next + 2 + width);
      out += decodeHex(text, from, plain, next, digits, width, bytes);
      i = next + 2 + width;
    } else if (char === 'N' && !bytes) {
      throw notSupported(
        'Unicode character names in string literals',
        locate(text, from, to),
        'Write the character itself or its \\u escape.',
      );
    } else {
      out += '\\';
      i = next + 1;
    }
  }
}

function decodeHex(
  text: string,
  from: number,
  body: string,
  at: number,
  digits: string,
  width: number,
  bytes: boolean,
): string {
  const valid = matched(/^[0-9a-fA-F]*/.exec(digits))[0].length;
  if (valid < width) {
    const position = new TextEncoder().encode(body.slice(0, at)).length;
    if (bytes) {
      throw syntaxError(text, `(value error) invalid \\x escape at position ${position}`, from);
    }
    const letter = present(body[at + 1]);
    throw syntaxError(
      text,
      `(unicode error) 'unicodeescape' codec can't decode bytes in position ${position}-` +
        `${position + 1 + valid}: truncated \\${letter}${letter === 'U' ? 'XXXXXXXX' : 'X'.repeat(width)} escape`,
      from,
    );
  }
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff) {
    const position = new TextEncoder().encode(body.slice(0, at)).length;
    throw syntaxError(
      text,
      `(unicode error) 'unicodeescape' codec can't decode bytes in position ${position}-` +
        `${position + 9}: illegal Unicode character`,
      from,
    );
  }
  return String.fromCodePoint(code);
}
