import type { Expression } from './ast.js';
import { notSupported } from './errors.js';
import { parseFormatted, type ParseEmbedded } from './f-strings.js';
import { present } from './present.js';
import { locate, syntaxError } from './source-text.js';
import { decodeString, splitStringToken } from './string-literals.js';
import type { Token } from './tokens.js';
import { PyBytes } from './values.js';

/** Digits that CPython converts between text and int without refusing. */
export const MAX_INT_DIGITS = 4300;

/** The value of a number token: an int (bigint) or a float (number). */
export function parseNumber(text: string, token: Token): bigint | number {
  const digits = token.text.includes('_') ? token.text.replaceAll('_', '') : token.text;
  const second = digits[1];
  if (digits[0] === '0' && second !== undefined && /[xXoObB]/.test(second)) return BigInt(digits);
  const last = present(digits[digits.length - 1]);
  if (last === 'j' || last === 'J') {
    throw notSupported('complex numbers', locate(text, token.start, token.end));
  }
  for (let i = 0; i < digits.length; i++) {
    const code = digits.charCodeAt(i);
    if (code < 48 || code > 57) return Number(digits);
  }
  if (digits.length > MAX_INT_DIGITS) {
    throw syntaxError(
      text,
      `Exceeds the limit (${MAX_INT_DIGITS} digits) for integer string conversion: value has ` +
        `${digits.length} digits; use sys.set_int_max_str_digits() to increase the limit - ` +
        'Consider hexadecimal for huge integer literals to avoid decimal conversion limits.',
      token.start,
      token.end,
    );
  }
  return BigInt(digits);
}

/** The node of string tokens that stand side by side. */
export function parseLiteral(
  text: string,
  pieces: readonly Token[],
  parseExpression: ParseEmbedded,
): Expression {
  const { start } = present(pieces[0]);
  const { end } = present(pieces[pieces.length - 1]);
  const tokens = pieces.map((piece) => splitStringToken(text, piece.start, piece.end));
  const { bytes } = present(tokens[0]);
  if (tokens.some((token) => token.bytes !== bytes)) {
    throw syntaxError(text, 'cannot mix bytes and nonbytes literals', end);
  }
  if (!tokens.some((token) => token.formatted)) {
    let value = '';
    for (const { from, to, raw } of tokens) value += decodeString(text, from, to, raw, bytes);
    if (!bytes) return { kind: 'Str', value, pieces, start, end };
    const content = new PyBytes(Uint8Array.from(value, (char) => char.charCodeAt(0)));
    return { kind: 'Constant', value: content, start, end };
  }
  const parts = tokens.flatMap((token) =>
    token.formatted
      ? parseFormatted(text, token, parseExpression)
      : [decodeString(text, token.from, token.to, token.raw, false)],
  );
  return { kind: 'JoinedStr', parts, pieces, start, end };
}
