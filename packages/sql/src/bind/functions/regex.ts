import { make } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { integer, nullValue, text } from '../literals.js';
import { concatenate, ifElse, textOf } from './build.js';
import { flavourOf, groupCount, patternText } from './regex-text.js';
import { fn, refused } from './row.js';
import type { FunctionContext, Row } from './row.js';

/** `(?i)` and the like for the flags of a call; `g` is the caller's. */
function withFlags(pattern: string, flags: string, cx: FunctionContext): string {
  let inline = '';
  for (const flag of flags.toLowerCase()) {
    if (flag === 'i' || (flag === 's' && cx.dialect !== 'postgres')) inline += flag;
    else if (flag === 'c') inline = inline.replaceAll('i', '');
    else if (flag !== 'g') return cx.refuse(`the flag '${flag}'`);
  }
  return inline === '' ? pattern : `(?${inline})${pattern}`;
}

/** A pattern as RE2 reads it; what is not constant is only taken where the engine is RE2 itself. */
function patternOf(value: Value, cx: FunctionContext, part: boolean, flags = ''): Value {
  const known = textOf(value);
  if (known === undefined) {
    const isRe2 = cx.dialect === 'duckdb' || cx.dialect === 'bigquery';
    if (!isRe2) return cx.refuse('the pattern must be a constant');
    return flags === '' ? value : concatenate(text(withFlags('', flags, cx)), value);
  }
  const translated = patternText(known, flavourOf(cx.dialect), part);
  if ('reason' in translated) return cx.refuse(translated.reason);
  return text(withFlags(translated.pattern, flags, cx));
}

const search = (arg: Value, pattern: Value): Value => make('RegexSearch', { arg, pattern });
const matches = (arg: Value, pattern: Value, flags: string | null, cx: FunctionContext): Value =>
  search(arg, patternOf(pattern, cx, false, flags ?? ''));

/** The whole text must match. */
function fullMatch(arg: Value, pattern: Value, flags: string | null, cx: FunctionContext): Value {
  const known = textOf(patternOf(pattern, cx, false));
  if (known === undefined) return cx.refuse('the pattern must be a constant');
  return search(arg, text(withFlags(`^(?:${known})$`, flags ?? '', cx)));
}

const extract = (arg: Value, pattern: Value, group: bigint): Value =>
  make('RegexExtract', { arg, pattern, index: integer(group) });
const extractOrNull = (arg: Value, pattern: Value, group: bigint): Value =>
  ifElse(search(arg, pattern), extract(arg, pattern, group), nullValue(arg.dtype));

/** The first group where there is one, else the whole match; NULL without a match. */
function firstGroup(arg: Value, pattern: Value, flags: string, cx: FunctionContext): Value {
  const known = textOf(pattern);
  if (known === undefined) return cx.refuse('the pattern must be a constant');
  return extractOrNull(arg, patternOf(pattern, cx, true, flags), groupCount(known) > 0 ? 1n : 0n);
}

/** References in the replacement: `\1` here, `$1` in Java's engines. */
function replacementOf(value: Value, cx: FunctionContext): string {
  const known = textOf(value);
  if (known === undefined) return cx.refuse('the replacement must be a constant');
  if (cx.dialect === 'trino' || cx.dialect === 'spark') {
    if (/\$\{|\\/.test(known)) return cx.refuse('an escape or a named group in the replacement');
    return known.replaceAll(/\$(\d)/g, '\\$1');
  }
  // PostgreSQL writes the whole match as \&.
  return cx.dialect === 'postgres' ? known.replaceAll('\\&', '\\0') : known;
}

const replaceEvery = (arg: Value, pattern: Value, replacement: Value): Value =>
  make('RegexReplace', { arg, pattern, replacement });

function replaceAll(
  arg: Value,
  pattern: Value,
  by: Value | null,
  flags: string,
  cx: FunctionContext,
): Value {
  const isPlain = cx.dialect === 'duckdb' || cx.dialect === 'bigquery';
  const replacement = by === null ? text('') : isPlain ? by : text(replacementOf(by, cx));
  return replaceEvery(arg, patternOf(pattern, cx, true, flags), replacement);
}

/** Ibis replaces all matches: the first alone is taken together with everything before it. */
function replaceFirst(
  arg: Value,
  pattern: Value,
  by: Value,
  flags: string,
  cx: FunctionContext,
): Value {
  const known = textOf(patternOf(pattern, cx, true, flags));
  if (known === undefined)
    return cx.refuse(
      "the pattern must be a constant where only the first match is replaced (flag 'g' replaces all)",
    );
  const replacement = replacementOf(by, cx);
  if (/^\^[^|]*$/.test(known)) return replaceEvery(arg, text(known), text(replacement));
  if (/\\[89]/.test(replacement)) return cx.refuse('a reference to a group after the seventh');
  const moved = replacement.replaceAll(
    /\\(\d)/g,
    (_all, group: string) => `\\${Number(group) + 2}`,
  );
  return replaceEvery(arg, text(`^([\\s\\S]*?)(${known})`), text(`\\1${moved}`));
}

const replace = (
  arg: Value,
  pattern: Value,
  by: Value,
  flags: string | null,
  cx: FunctionContext,
): Value =>
  flags?.includes('g') === true
    ? replaceAll(arg, pattern, by, flags, cx)
    : replaceFirst(arg, pattern, by, flags ?? '', cx);

const split = (arg: Value, pattern: Value, cx: FunctionContext): Value =>
  make('RegexSplit', { arg, pattern: patternOf(pattern, cx, true) });

/** Regular expressions. */
export const REGEX_FUNCTIONS: readonly Row[] = [
  fn('regexp_matches', ['string', 'string', 'text!?'], matches, { only: 'duckdb' }),
  fn('regexp_like', ['string', 'string', 'text!?'], matches, { only: 'postgres trino spark' }),
  fn(
    'regexp_contains',
    ['string', 'string'],
    (arg, pattern, cx) => matches(arg, pattern, null, cx),
    { only: 'bigquery' },
  ),
  fn('rlike regexp regexp_like', ['string', 'string', 'text!?'], fullMatch, { only: 'snowflake' }),
  fn('rlike regexp', ['string', 'string'], (arg, pattern, cx) => matches(arg, pattern, null, cx), {
    only: 'spark',
  }),
  fn('regexp_full_match', ['string', 'string', 'text!?'], fullMatch, { only: 'duckdb' }),
  fn('match', ['string', 'string'], (arg, pattern, cx) => matches(arg, pattern, null, cx), {
    only: 'clickhouse',
  }),

  fn('regexp_replace', ['string', 'string', 'string', 'text!?'], replace, {
    only: 'duckdb postgres',
  }),
  fn(
    'regexp_replace',
    ['string', 'string', 'string'],
    (arg, pattern, by, cx) => replaceAll(arg, pattern, by, '', cx),
    { only: 'bigquery snowflake trino spark' },
  ),
  fn(
    'regexp_replace',
    ['string', 'string'],
    (arg, pattern, cx) => replaceAll(arg, pattern, null, '', cx),
    { only: 'snowflake trino' },
  ),
  fn(
    'replaceregexpall',
    ['string', 'string', 'string'],
    (arg, pattern, by, cx) => replaceAll(arg, pattern, by, '', cx),
    { only: 'clickhouse' },
  ),
  fn(
    'replaceregexpone',
    ['string', 'string', 'string'],
    (arg, pattern, by, cx) => replaceFirst(arg, pattern, by, '', cx),
    { only: 'clickhouse' },
  ),

  fn(
    'regexp_extract',
    ['string', 'string', 'int!?', 'text!?'],
    (arg, pattern, group, flags, cx) =>
      extract(arg, patternOf(pattern, cx, true, flags ?? ''), group ?? 0n),
    { only: 'duckdb' },
  ),
  fn(
    'regexp_extract',
    ['string', 'string'],
    (arg, pattern, cx) => firstGroup(arg, pattern, '', cx),
    { only: 'bigquery' },
  ),
  fn(
    'regexp_extract',
    ['string', 'string', 'int!?'],
    (arg, pattern, group, cx) => extractOrNull(arg, patternOf(pattern, cx, true), group ?? 0n),
    { only: 'trino' },
  ),
  fn(
    'regexp_extract',
    ['string', 'string', 'int!?'],
    (arg, pattern, group, cx) => extract(arg, patternOf(pattern, cx, true), group ?? 1n),
    { only: 'spark' },
  ),
  fn(
    'regexp_substr',
    ['string', 'string'],
    (arg, pattern, cx) =>
      cx.dialect === 'bigquery'
        ? firstGroup(arg, pattern, '', cx)
        : extractOrNull(arg, patternOf(pattern, cx, true), 0n),
    { only: 'postgres snowflake bigquery spark' },
  ),
  // `SUBSTRING(x FROM 'pattern')`.
  fn(
    'substring',
    ['string', 'text!'],
    (arg, pattern, cx) => firstGroup(arg, text(pattern), '', cx),
    { only: 'postgres' },
  ),

  fn('regexp_split_to_array', ['string', 'string'], split, { only: 'duckdb postgres' }),
  fn('string_split_regex str_split_regex', ['string', 'string'], split, { only: 'duckdb' }),
  fn('regexp_split', ['string', 'string'], split, { only: 'trino' }),
  fn('split', ['string', 'string'], split, { only: 'spark' }),

  refused(
    'regexp_extract_all regexp_count regexp_instr regexp_position regexp_split_to_table regexp_substr_all',
    'Ibis extracts the first match only',
  ),
  refused('regexp_matches', 'it gives one row for each match', { only: 'postgres' }),
  refused(
    'regexp_like regexp_replace regexp_substr',
    "whether it looks at upper and lower case depends on the column's collation",
    { only: 'mysql oracle mssql' },
  ),
];
