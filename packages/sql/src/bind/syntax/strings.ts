import { syntaxError } from '../errors.js';
import type { SqlDialect } from '../dialects.js';
import type { Lexicon } from './lexicon.js';

interface StringToken {
  readonly kind: 'string' | 'blob';
  readonly text: string;
  readonly end: number;
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\u0007',
  0: '\0',
};
const PREFIXES: Readonly<Record<string, readonly SqlDialect[] | 'all'>> = {
  e: ['duckdb', 'postgres'],
  n: ['mssql', 'oracle', 'mysql', 'snowflake', 'postgres'],
  x: 'all',
  b: ['bigquery', 'postgres'],
  r: ['bigquery', 'spark', 'snowflake'],
};

/** Dialects whose `\0` is a NUL whatever digits come after it; elsewhere three digits are a byte. */
const NO_OCTAL: ReadonlySet<SqlDialect> = new Set(['mysql', 'clickhouse']);

/** A string at the offset, with its prefix (`E'…'`, `x'…'`), or undefined. */
export function readString(
  source: string,
  at: number,
  dialect: SqlDialect,
  lexicon: Lexicon,
): StringToken | undefined {
  const char = source.charAt(at);
  const octal = !NO_OCTAL.has(dialect);
  if (lexicon.stringQuotes.includes(char)) {
    return plain(source, at, lexicon, { escapes: lexicon.backslash, octal });
  }
  const prefix = char.toLowerCase();
  if (!Object.hasOwn(PREFIXES, prefix) || !lexicon.stringQuotes.includes(source.charAt(at + 1))) {
    return undefined;
  }
  if (source.charAt(at + 1) === '') return undefined;
  const known = PREFIXES[prefix];
  if (known !== 'all' && known?.includes(dialect) !== true) return undefined;
  if (prefix === 'b' && dialect === 'postgres') {
    throw syntaxError({ start: at, end: at + 1 }, 'Bit strings are not read');
  }
  const isRaw = prefix === 'r';
  const escapes = prefix === 'e' || (lexicon.backslash && !isRaw);
  const string = plain(source, at + 1, lexicon, { escapes, octal });
  return prefix === 'x' || prefix === 'b'
    ? { ...string, kind: 'blob', text: blobHex(prefix, string.text) }
    : string;
}

const blobHex = (prefix: string, text: string): string =>
  prefix === 'x'
    ? text
    : [...new TextEncoder().encode(text)]
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join('');

function plain(
  source: string,
  at: number,
  lexicon: Lexicon,
  { escapes, octal }: { readonly escapes: boolean; readonly octal: boolean },
): StringToken {
  const quote = source.charAt(at);
  const triple = quote.repeat(3);
  const isTriple = lexicon.pythonStrings && source.startsWith(triple, at);
  const close = isTriple ? triple : quote;
  let text = '';
  let i = at + close.length;
  while (i < source.length) {
    if (source.startsWith(close, i)) {
      const isDoubled = !isTriple && !lexicon.pythonStrings && source.charAt(i + 1) === quote;
      if (!isDoubled) return { kind: 'string', text, end: i + close.length };
      text += quote;
      i += 2;
    } else if (escapes && source.charAt(i) === '\\' && i + 1 < source.length) {
      const escape = readEscape(source, i, octal);
      text += escape.text;
      i = escape.end;
    } else {
      text += source.charAt(i);
      i += 1;
    }
  }
  throw syntaxError({ start: at, end: at + close.length }, 'The string does not end');
}

function readEscape(
  source: string,
  at: number,
  octal: boolean,
): { readonly text: string; readonly end: number } {
  const byte = octal ? /^\\([0-3][0-7]{2})/.exec(source.slice(at, at + 4))?.[1] : undefined;
  if (byte !== undefined) {
    return { text: String.fromCodePoint(Number.parseInt(byte, 8)), end: at + 4 };
  }
  const code = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2}))/y;
  code.lastIndex = at;
  const hex = code.exec(source);
  if (hex !== null) {
    const digits = hex[1] ?? hex[2] ?? hex[3] ?? '0';
    return { text: String.fromCodePoint(Number.parseInt(digits, 16)), end: code.lastIndex };
  }
  const char = source.charAt(at + 1);
  // `\%` and `\_` keep their backslash: LIKE wants it.
  if (char === '%' || char === '_') return { text: `\\${char}`, end: at + 2 };
  return {
    text: Object.hasOwn(SIMPLE_ESCAPES, char) ? (SIMPLE_ESCAPES[char] ?? char) : char,
    end: at + 2,
  };
}

/** `$$…$$` or `$tag$…$tag$`, or undefined. */
export function readDollarString(source: string, at: number): StringToken | undefined {
  const opening = /\$(?:[A-Za-z_]\w*)?\$/y;
  opening.lastIndex = at;
  const tag = opening.exec(source)?.[0];
  if (tag === undefined) return undefined;
  const close = source.indexOf(tag, at + tag.length);
  if (close === -1)
    throw syntaxError({ start: at, end: at + tag.length }, 'The string does not end');
  return { kind: 'string', text: source.slice(at + tag.length, close), end: close + tag.length };
}
