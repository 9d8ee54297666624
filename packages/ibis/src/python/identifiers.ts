import { syntaxError } from './source-text.js';

const IDENTIFIER_START = /^[\p{XID_Start}_]/u;
const IDENTIFIER_PART = /^[\p{XID_Continue}]/u;

/** Checks a name that has characters beyond ASCII; SyntaxErrors in CPython's words. */
export function checkIdentifier(text: string, start: number, end: number): void {
  let pos = start;
  for (const char of text.slice(start, end)) {
    const ok = (pos === start ? IDENTIFIER_START : IDENTIFIER_PART).test(char);
    if (!ok) throw syntaxError(text, invalidCharacter(char), pos);
    pos += char.length;
  }
}

/** What CPython says of a character that belongs to no token. */
function invalidCharacter(char: string): string {
  const hex = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return /[\p{C}\p{Z}]/u.test(char)
    ? `invalid non-printable character U+${hex}`
    : `invalid character '${char}' (U+${hex})`;
}
