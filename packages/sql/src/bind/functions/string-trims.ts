import { make } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { text } from '../literals.js';
import { EMPTY, textOf } from './build.js';
import { fn } from './row.js';
import type { FunctionContext, Row } from './row.js';

const strip = (kind: 'Strip' | 'LStrip' | 'RStrip', arg: Value): Value => make(kind, { arg });
const remove = (arg: Value, pattern: string): Value =>
  make('RegexReplace', { arg, pattern: text(pattern), replacement: EMPTY });

type Side = 'both' | 'leading' | 'trailing';
const STRIPS = { both: 'Strip', leading: 'LStrip', trailing: 'RStrip' } as const;
/** What Ibis's strip() takes away: Python's `string.whitespace`. */
const WHITESPACE = new Set(' \t\n\r\v\f');
const isWhitespace = (chars: string): boolean =>
  new Set(chars).size === WHITESPACE.size && [...chars].every((char) => WHITESPACE.has(char));

const edges = (side: Side, set: string): string => {
  const front = `^${set}+`;
  const back = `${set}+$`;
  return side === 'both' ? `${front}|${back}` : side === 'leading' ? front : back;
};
const escapeInSet = (char: string): string => (/[\\\]^-]/.test(char) ? `\\${char}` : char);

/** Takes away the characters of a constant set; a plain SQL trim takes away spaces, not tabs. */
export function trimmed(side: Side, arg: Value, chars: string): Value {
  if (isWhitespace(chars)) return strip(STRIPS[side], arg);
  const distinct = [...new Set(chars)];
  if (distinct.length === 0) return arg;
  const [only = ''] = distinct;
  const plain = distinct.length === 1 && /[\p{L}\p{N} _,;:'"#%&=@/!<>~`-]/u.test(only);
  const set = plain ? only : `[${distinct.map(escapeInSet).join('')}]`;
  return remove(arg, edges(side, set));
}

const trimOf =
  (side: Side) =>
  (arg: Value, chars: Value | null, cx: FunctionContext): Value => {
    if (chars === null) {
      if (cx.dialect === 'trino') return strip(STRIPS[side], arg);
      // All of Unicode's white space.
      if (cx.dialect === 'bigquery') return remove(arg, edges(side, '[\\t-\\r\\x{85}\\p{Z}]'));
      // DuckDB's own takes away every kind of space.
      return cx.dialect === 'duckdb'
        ? remove(arg, edges(side, '\\p{Zs}'))
        : trimmed(side, arg, ' ');
    }
    const known = textOf(chars);
    if (known === undefined) return cx.refuse('the characters must be a constant');
    return trimmed(side, arg, known);
  };

/** `TRIM(LEADING 'ab' FROM x)` in MySQL takes away the whole text, not its characters. */
const WHOLE = 'mysql';
const NOT_WHOLE = 'duckdb postgres sqlite bigquery snowflake trino clickhouse spark mssql oracle';
const trimWhole =
  (side: Side) =>
  (arg: Value, part: Value | null, cx: FunctionContext): Value => {
    const known = part === null ? ' ' : textOf(part);
    if (known === undefined) return cx.refuse('the text to remove must be a constant');
    if ([...known].length <= 1) return trimmed(side, arg, known);
    const escaped = known.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
    return remove(arg, edges(side, `(?:${escaped})`));
  };

/** Ends of texts taken away. */
export const STRING_TRIMS: readonly Row[] = [
  fn('trim', ['string', 'string?'], trimOf('both')),
  fn('btrim', ['string', 'string?'], trimOf('both'), { only: 'postgres' }),
  fn('ltrim', ['string', 'string?'], trimOf('leading')),
  fn('rtrim', ['string', 'string?'], trimOf('trailing')),
  fn('trim_both', ['string', 'string?'], trimOf('both'), { only: NOT_WHOLE }),
  fn('trim_leading', ['string', 'string?'], trimOf('leading'), { only: NOT_WHOLE }),
  fn('trim_trailing', ['string', 'string?'], trimOf('trailing'), { only: NOT_WHOLE }),
  fn('trim_both', ['string', 'string?'], trimWhole('both'), { only: WHOLE }),
  fn('trim_leading', ['string', 'string?'], trimWhole('leading'), { only: WHOLE }),
  fn('trim_trailing', ['string', 'string?'], trimWhole('trailing'), { only: WHOLE }),
];
