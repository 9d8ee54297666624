import { make, STRING } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { integer, text } from '../literals.js';
import {
  asText,
  canBeNull,
  cast,
  coalesce,
  concatenate,
  EMPTY,
  equals,
  ifElse,
  lengthOf,
  multiply,
  textOf,
} from './build.js';
import { concatLists } from './array-makers.js';
import { fn, refused } from './row.js';
import type { FunctionContext, Row } from './row.js';
import { trimmed } from './string-trims.js';

/** Dialects whose LENGTH counts characters. */
const CHARACTERS = 'duckdb postgres sqlite bigquery snowflake trino spark oracle';

/** Types whose text is the same in every engine. */
const PLAIN_TEXT: ReadonlySet<string> = new Set([
  'int8',
  'int16',
  'int32',
  'int64',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'date',
  'uuid',
  'string',
  'unknown',
  'null',
]);

/** A value as the text that the dialect makes of it. */
function textual(value: Value, cx: FunctionContext): Value {
  const { kind } = value.dtype;
  const isKnown = PLAIN_TEXT.has(kind) || (kind === 'timestamp' && value.dtype.timezone === null);
  if (cx.dialect !== 'duckdb' && !isKnown && kind !== 'decimal') {
    cx.refuse(`the text of a ${kind} value differs between engines; cast it to text`);
  }
  return asText(value);
}

const isList = (items: readonly Value[]): boolean =>
  items.some(({ dtype }) => dtype.kind === 'array');

/** Texts put together where NULL counts as ''. */
function concatPresent(items: readonly Value[], cx: FunctionContext): Value {
  if (isList(items)) return concatLists(items, cx);
  const parts = items
    .map((item) => textual(item, cx))
    .map((item) => (canBeNull(item) ? coalesce(item, EMPTY) : item));
  const [only] = parts;
  if (only === undefined) return cx.refuse('no arguments');
  return parts.length === 1 ? only : concatenate(...parts);
}
/** Texts put together; NULL where one of them is NULL. */
function concatAll(items: readonly Value[], cx: FunctionContext): Value {
  if (isList(items)) return make('ArrayConcat', { arg: items });
  const parts = items.map((item) => textual(item, cx));
  const [only] = parts;
  if (only === undefined) return cx.refuse('no arguments');
  return parts.length === 1 ? cast(only, STRING) : concatenate(...parts);
}

/** CONCAT_WS that skips NULLs. */
function joinPresent(sep: Value, items: readonly Value[], cx: FunctionContext): Value {
  if (items.some((item) => item.dtype.kind === 'array')) cx.refuse('arrays among the texts');
  return make('StringJoin', { arg: items.map((item) => textual(item, cx)), sep });
}
/** CONCAT_WS that is NULL where one of the texts is. */
function joinAll(sep: Value, items: readonly Value[], cx: FunctionContext): Value {
  const parts = items.map((item) => textual(item, cx));
  return concatenate(...parts.flatMap((part, i) => (i === 0 ? [part] : [sep, part])));
}

/** Pads or cuts to the length. */
function padded(
  side: 'LPad' | 'RPad',
  arg: Value,
  length: Value,
  pad: Value | null,
  cx: FunctionContext,
): Value {
  const filler = pad ?? text(' ');
  const known = textOf(filler);
  if (known === undefined || known === '')
    return cx.refuse('the filler must be a constant that is not empty');
  const cut = (value: Value, to: Value): Value =>
    make('Substring', { arg: value, start: integer(0), length: to });
  if ([...known].length === 1 || side === 'RPad')
    return cut(make(side, { arg, length, pad: filler }), length);
  // Ibis repeats the filler once for each missing character; only its first part belongs there.
  const missing = make('Clip', {
    arg: make('Subtract', { left: length, right: lengthOf(arg) }),
    lower: integer(0),
    upper: null,
  });
  return concatenate(
    cut(make('Repeat', { arg: filler, times: missing }), missing),
    cut(arg, length),
  );
}

const codePoint = (code: bigint, cx: FunctionContext): Value =>
  code > 0n && code < 0x11_0000n && !(code >= 0xd800n && code < 0xe000n)
    ? text(String.fromCodePoint(Number(code)))
    : cx.refuse(`there is no character ${code}`);

/** Characters that take more than one byte in UTF-8, as many letters as bytes. */
const WIDE: readonly (readonly [set: string, letters: string])[] = [
  ['[\\x{80}-\\x{7ff}]', 'xx'],
  ['[\\x{800}-\\x{ffff}]', 'xxx'],
  ['[\\x{10000}-\\x{10ffff}]', 'xxxx'],
];
/** Bytes in UTF-8: Ibis counts characters only. */
const byteLength = (arg: Value): Value =>
  lengthOf(
    WIDE.reduce<Value>(
      (value, [set, letters]) =>
        make('RegexReplace', { arg: value, pattern: text(set), replacement: text(letters) }),
      arg,
    ),
  );

const CONCAT_SKIPS = 'duckdb postgres sqlite mssql';
const CONCAT_NULL = 'mysql bigquery snowflake trino clickhouse spark';

/** Strings: case, length, joining, padding, characters. */
export const STRING_FUNCTIONS: readonly Row[] = [
  fn('upper ucase', ['string'], (arg) => make('Uppercase', { arg })),
  fn('lower lcase', ['string'], (arg) => make('Lowercase', { arg })),
  fn('reverse', ['string'], (arg) => make('Reverse', { arg })),
  fn('length', ['string'], (arg) => lengthOf(arg), { only: CHARACTERS }),
  fn('length', ['string'], byteLength, { only: 'mysql clickhouse' }),
  fn('strlen', ['string'], byteLength, { only: 'duckdb' }),
  fn('octet_length', ['string'], byteLength, {
    only: 'postgres mysql sqlite bigquery snowflake spark',
  }),
  fn('byte_length', ['string'], byteLength, { only: 'bigquery' }),
  fn('lengthb', ['string'], byteLength, { only: 'oracle' }),
  fn('bit_length', ['string'], (arg) => multiply(byteLength(arg), integer(8)), {
    only: 'duckdb postgres mysql snowflake spark',
  }),
  fn('char_length character_length', ['string'], (arg) => lengthOf(arg)),
  fn('len', ['string'], (arg) => lengthOf(arg), { only: 'duckdb postgres snowflake spark' }),
  // SQL Server does not count trailing spaces.
  fn('len', ['string'], (arg) => lengthOf(trimmed('trailing', arg, ' ')), { only: 'mssql' }),
  fn('replace', ['string', 'string', 'string'], (arg, pattern, replacement) =>
    make('StringReplace', { arg, pattern, replacement }),
  ),
  fn(
    'replace',
    ['string', 'string'],
    (arg, pattern) => make('StringReplace', { arg, pattern, replacement: EMPTY }),
    { only: 'snowflake trino spark' },
  ),
  fn(
    'translate',
    ['string', 'string', 'string'],
    (arg, from, to) => make('Translate', { arg, from_str: from, to_str: to }),
    { only: 'duckdb postgres snowflake trino spark bigquery' },
  ),
  fn('repeat', ['string', 'integer'], (arg, times) => make('Repeat', { arg, times }), {
    only: 'duckdb postgres mysql bigquery snowflake clickhouse spark',
  }),
  fn('replicate', ['string', 'integer'], (arg, times) => make('Repeat', { arg, times }), {
    only: 'mssql postgres',
  }),
  fn('space', ['integer'], (times) => make('Repeat', { arg: text(' '), times }), {
    only: 'mysql snowflake spark mssql clickhouse',
  }),

  fn('concat', ['any', 'any...'], (first, rest, cx) => concatPresent([first, ...rest], cx), {
    only: CONCAT_SKIPS,
  }),
  fn('concat', ['any', 'any...'], (first, rest, cx) => concatAll([first, ...rest], cx), {
    only: CONCAT_NULL,
  }),
  fn('concat_ws', ['string', 'any+'], joinPresent, {
    only: 'duckdb postgres mysql sqlite trino spark mssql',
  }),
  fn('concat_ws', ['string', 'any+'], joinAll, { only: 'snowflake clickhouse' }),

  fn('lpad', ['string', 'integer', 'string?'], (arg, length, pad, cx) =>
    padded('LPad', arg, length, pad, cx),
  ),
  fn(
    'lpad',
    ['integer', 'integer', 'string?'],
    (arg, length, pad, cx) => padded('LPad', make('Cast', { arg, to: STRING }), length, pad, cx),
    { only: 'mysql' },
  ),
  fn('tostring', ['integer'], (arg) => make('Cast', { arg, to: STRING }), { only: 'clickhouse' }),
  fn('rpad', ['string', 'integer', 'string?'], (arg, length, pad, cx) =>
    padded('RPad', arg, length, pad, cx),
  ),

  fn('ascii', ['string'], (arg) => make('StringAscii', { arg }), { only: 'duckdb postgres' }),
  fn(
    'ord unicode',
    ['string'],
    (arg) => ifElse(equals(arg, EMPTY), integer(-1), make('StringAscii', { arg })),
    { only: 'duckdb' },
  ),
  fn('chr', ['int!'], codePoint, { only: 'duckdb postgres bigquery snowflake trino spark oracle' }),
  fn('char', ['int!'], codePoint, { only: 'sqlite snowflake spark mssql mysql' }),
  fn(
    'levenshtein editdist3',
    ['string', 'string'],
    (left, right) => make('Levenshtein', { left, right }),
    { only: 'duckdb' },
  ),
  fn(
    'levenshtein levenshtein_distance edit_distance editdistance',
    ['string', 'string'],
    (left, right) => make('Levenshtein', { left, right }),
    { only: 'postgres trino spark bigquery snowflake' },
  ),

  refused('initcap', 'Ibis capitalizes the first letter of a text only, not of each word'),
  refused('soundex difference metaphone dmetaphone', 'Ibis has no phonetic codes'),
  refused('octet_length', 'Ibis counts characters, not bytes'),
  refused('format printf format_string formatmessage', 'Ibis has no formatting of texts'),
  refused('quote_literal quote_ident quote_nullable quote', 'Ibis does not quote SQL'),
  refused(
    'to_hex hex unhex to_base64 from_base64 base64 base64_encode base64_decode_string encode decode_base64 md5_binary',
    'Ibis has no encodings of texts',
    { only: 'duckdb postgres sqlite bigquery snowflake trino clickhouse spark mssql' },
  ),
  refused(
    'regexp_escape strip_accents unaccent nfc_normalize normalize',
    'Ibis has no operation for it',
  ),
  refused(
    'jaccard jaro_similarity jaro_winkler_similarity hamming mismatches damerau_levenshtein similarity word_similarity jarowinkler_similarity',
    'of the distances between texts Ibis has levenshtein only',
  ),
  refused('url_encode url_decode', 'Ibis has no encodings of URLs'),
  refused('decode encode from_hex', 'Ibis has no encodings of texts', { only: 'duckdb postgres' }),
  refused(
    'parse_filename parse_dirname parse_dirpath parse_path parse_formatted_bytes left_grapheme right_grapheme length_grapheme substring_grapheme',
    'Ibis has no such function of texts',
    { only: 'duckdb' },
  ),
  refused(
    'format_bytes formatreadabledecimalsize formatreadablesize pg_size_pretty bar',
    'Ibis has no formatting of numbers',
  ),
];
