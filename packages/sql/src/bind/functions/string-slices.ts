import { array, make, STRING } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { integer, literal, nullValue, text } from '../literals.js';
import {
  add,
  atLeast,
  coalesce,
  EMPTY,
  equals,
  ifElse,
  integerOf,
  less,
  lengthOf,
  lowerBound,
  notBelow,
  ONE,
  shift,
  unlessNull,
  ZERO,
} from './build.js';
import type { SqlDialect } from '../dialects.js';
import { fn } from './row.js';
import type { FunctionContext, Row } from './row.js';

const from = (arg: Value, start: Value, length: Value | null): Value =>
  make('Substring', { arg, start, length });

/** What a start of 0 or less means. */
interface Starts {
  /** 0: the place before the first character, the first character, or no text at all. */
  readonly zero: 'before' | 'first' | 'empty';
  /**
   * Negative starts: places before the text, or counted from its end. A text that is too short for it is
   * then met by a window that starts before it, read from its first character, or gives ''.
   */
  readonly negative: 'before' | 'window' | 'first' | 'empty' | 'unknown';
}

const STARTS: Readonly<Record<SqlDialect, Starts>> = {
  duckdb: { zero: 'before', negative: 'window' },
  postgres: { zero: 'before', negative: 'before' },
  mysql: { zero: 'empty', negative: 'empty' },
  sqlite: { zero: 'before', negative: 'window' },
  bigquery: { zero: 'first', negative: 'first' },
  snowflake: { zero: 'first', negative: 'empty' },
  trino: { zero: 'empty', negative: 'empty' },
  clickhouse: { zero: 'empty', negative: 'unknown' },
  spark: { zero: 'first', negative: 'window' },
  mssql: { zero: 'before', negative: 'before' },
  oracle: { zero: 'first', negative: 'unknown' },
};

/** SUBSTRING with SQL's start, which counts from 1. */
function substring(arg: Value, start: Value, length: Value | null, cx: FunctionContext): Value {
  const least = lowerBound(start);
  const safe = safeLength(length, cx);
  const inside = (): Value => from(arg, shift(start, -1n), safe);
  if (least !== undefined && least >= 1n) return inside();
  const { zero, negative } = STARTS[cx.dialect];
  const known = integerOf(start);
  if (known === 0n) return fromZero(arg, safe, zero);
  if (negative === 'before') {
    if (safe === null) {
      const first = known === undefined ? notBelow(shift(start, -1n), ZERO) : ZERO;
      return from(arg, first, null);
    }
    if (known !== undefined) return from(arg, ZERO, notBelow(shift(safe, known - 1n), ZERO));
    const before = from(arg, ZERO, notBelow(shift(add(start, safe), -1n), ZERO));
    return ifElse(atLeast(start, ONE), inside(), before);
  }
  if (known !== undefined) return fromEnd(arg, -known, safe, cx);
  // A start of NULL gives NULL.
  if (least === 0n) return ifElse(equals(start, ZERO), fromZero(arg, safe, zero), inside());
  if (length !== null || negative === 'empty') return cx.refuse('the start may be negative');
  const tail = make('StrRight', { arg, nchars: make('Negate', { arg: start }) });
  return ifElse(
    atLeast(start, ONE),
    inside(),
    ifElse(equals(start, ZERO), fromZero(arg, null, zero), tail),
  );
}

function fromZero(arg: Value, length: Value | null, zero: Starts['zero']): Value {
  if (zero === 'empty') return unlessNull(arg, EMPTY);
  if (zero === 'first' || length === null) return from(arg, ZERO, length);
  return from(arg, ZERO, notBelow(shift(length, -1n), ZERO));
}

/** The substring that starts so many characters before the end. */
function fromEnd(arg: Value, back: bigint, length: Value | null, cx: FunctionContext): Value {
  const { negative } = STARTS[cx.dialect];
  if (negative === 'unknown') return cx.refuse('a negative start');
  const all = make('StrRight', { arg, nchars: integer(back) });
  const tail = length === null ? all : from(all, ZERO, length);
  if (negative === 'first' || (negative === 'window' && length === null)) return tail;
  const isLong = atLeast(lengthOf(arg), integer(back));
  if (negative === 'empty' || length === null) return ifElse(isLong, tail, unlessNull(arg, EMPTY));
  const reached = notBelow(shift(add(lengthOf(arg), length), -back), ZERO);
  return ifElse(isLong, tail, from(arg, ZERO, reached));
}

/** A length that is never negative, as most engines give '' then. */
function safeLength(length: Value | null, cx: FunctionContext): Value | null {
  if (length === null) return null;
  const least = lowerBound(length);
  if (least !== undefined && least >= 0n) return length;
  if (integerOf(length) !== undefined) return cx.refuse('a negative length');
  if (cx.dialect === 'sqlite') return cx.refuse('the length may be negative');
  // DuckDB executes the same function; PostgreSQL raises an error, so no result can differ.
  return cx.dialect === 'duckdb' || cx.dialect === 'postgres' ? length : notBelow(length, ZERO);
}

/** The first characters; a negative count leaves that many out in DuckDB and PostgreSQL. */
function left(arg: Value, count: Value, cx: FunctionContext): Value {
  const least = lowerBound(count);
  if (least !== undefined && least >= 0n) return from(arg, ZERO, count);
  const allBut = notBelow(add(lengthOf(arg), count), ZERO);
  if (cx.dialect !== 'duckdb' && cx.dialect !== 'postgres')
    return from(arg, ZERO, notBelow(count, ZERO));
  if (integerOf(count) !== undefined)
    return from(arg, ZERO, notBelow(shift(lengthOf(arg), least ?? 0n), ZERO));
  return from(arg, ZERO, ifElse(less(count, ZERO), allBut, count));
}

function right(arg: Value, count: Value, cx: FunctionContext): Value {
  const least = lowerBound(count);
  const isSafe =
    (least !== undefined && least >= 0n) || ['duckdb', 'postgres'].includes(cx.dialect);
  return make('StrRight', { arg, nchars: isSafe ? count : notBelow(count, ZERO) });
}

/** The n-th part, from 1; '' beyond the last. */
function splitPart(arg: Value, delimiter: string, position: bigint, cx: FunctionContext): Value {
  if (delimiter === '' && cx.dialect !== 'duckdb') return cx.refuse('an empty delimiter');
  if (position === 0n && cx.dialect !== 'snowflake') return cx.refuse('parts are counted from 1');
  const index = position > 0n ? position - 1n : position;
  const part = make('ArrayIndex', {
    arg: make('StringSplit', { arg, delimiter: text(delimiter) }),
    index: integer(index),
  });
  if (cx.dialect === 'trino' && position < 0n) return cx.refuse('a negative position');
  if (cx.dialect === 'trino' || cx.dialect === 'clickhouse' || index === 0n || index === -1n)
    return part;
  return unlessNull(arg, coalesce(part, EMPTY));
}

/** MySQL: everything before the n-th delimiter, or after the n-th from the end. */
function substringIndex(arg: Value, delimiter: string, count: bigint, cx: FunctionContext): Value {
  if (delimiter === '') return cx.refuse('an empty delimiter');
  if (count === 0n) return unlessNull(arg, EMPTY);
  const parts = make('StringSplit', { arg, delimiter: text(delimiter) });
  if (count === 1n) return make('ArrayIndex', { arg: parts, index: ZERO });
  if (count === -1n) return make('ArrayIndex', { arg: parts, index: integer(-1) });
  const kept = make('ArraySlice', {
    arg: parts,
    start: count > 0n ? ZERO : integer(count),
    stop: count > 0n ? integer(count) : null,
  });
  return make('ArrayStringJoin', { arg: kept, sep: text(delimiter) });
}

/** `OVERLAY(x PLACING y FROM n FOR m)`. */
function overlay(
  arg: Value,
  by: Value,
  start: bigint,
  count: bigint | null,
  cx: FunctionContext,
): Value {
  if (start < 1n) return cx.refuse('a start before the text');
  const gone = count === null ? lengthOf(by) : integer(count);
  const head = from(arg, ZERO, integer(start - 1n));
  const tail = from(arg, shift(gone, start - 1n), null);
  return make('StringConcat', { arg: [head, by, tail] });
}

const insertAt = (
  arg: Value,
  start: bigint,
  count: bigint,
  by: Value,
  cx: FunctionContext,
): Value =>
  start < 1n || count < 0n
    ? cx.refuse('a start before the text')
    : ifElse(less(lengthOf(arg), integer(start)), arg, overlay(arg, by, start, count, cx));

/** The characters from one place to another, both counted from 1 and included. */
function between(arg: Value, first: Value, last: Value, cx: FunctionContext): Value {
  const [start, end] = [integerOf(first), integerOf(last)];
  if (start === undefined || end === undefined || start < 1n || end < start)
    return cx.refuse('of a text, the places must be constants from 1 on');
  return from(arg, integer(start - 1n), integer(end - start + 1n));
}

/** Parts of texts. */
export const STRING_SLICES: readonly Row[] = [
  fn('substring substr mid', ['string', 'integer', 'integer?'], substring),
  fn('array_slice list_slice', ['string', 'integer', 'integer'], between, { only: 'duckdb' }),
  fn('left', ['string', 'integer'], left),
  fn('right', ['string', 'integer'], right),
  fn('strleft', ['string', 'integer'], left, { only: 'postgres' }),
  fn('strright', ['string', 'integer'], right, { only: 'postgres' }),
  fn('split_part', ['string', 'text!', 'int!'], splitPart, {
    only: 'duckdb postgres snowflake trino spark',
  }),
  fn('substring_index', ['string', 'text!', 'int!'], substringIndex, { only: 'mysql spark' }),
  fn(
    'overlay',
    ['string', 'string', 'int!', 'int!?'],
    (arg, by, start, count, cx) => overlay(arg, by, start, count, cx),
    { only: 'postgres spark' },
  ),
  fn('insert', ['string', 'int!', 'int!', 'string'], insertAt, { only: 'mysql snowflake' }),
  fn(
    'stuff',
    ['string', 'int!', 'int!', 'string'],
    (arg, start, count, by, cx) =>
      start < 1n || count < 0n
        ? cx.refuse('a start before the text')
        : ifElse(
            atLeast(lengthOf(arg), integer(start)),
            overlay(arg, by, start, count, cx),
            nullValue(arg.dtype),
          ),
    { only: 'mssql' },
  ),
  fn(
    'string_split str_split split',
    ['string', 'string'],
    (arg, delimiter) => make('StringSplit', { arg, delimiter }),
    { only: 'duckdb' },
  ),
  fn(
    'string_to_array',
    ['string', 'string'],
    (arg, delimiter) => make('StringSplit', { arg, delimiter }),
    { only: 'duckdb' },
  ),
  fn(
    'string_to_array',
    ['string', 'text!'],
    (arg, delimiter, cx) =>
      delimiter === ''
        ? cx.refuse('an empty delimiter')
        : ifElse(
            equals(arg, EMPTY),
            literal([], array(STRING)),
            make('StringSplit', { arg, delimiter: text(delimiter) }),
          ),
    { only: 'postgres' },
  ),
  fn(
    'split',
    ['string', 'text!'],
    (arg, delimiter, cx) =>
      delimiter === ''
        ? cx.refuse('an empty delimiter')
        : make('StringSplit', { arg, delimiter: text(delimiter) }),
    { only: 'bigquery trino' },
  ),
  fn('split', ['string'], (arg) => make('StringSplit', { arg, delimiter: text(',') }), {
    only: 'bigquery',
  }),
];
