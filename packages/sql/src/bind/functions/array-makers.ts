import { make } from '@ibert/ir';
import type { DataType, Value } from '@ibert/ir';

import { integer, literal } from '../literals.js';
import { canBeNull, coalesce, integerOf, shift, ZERO } from './build.js';
import type { BoundLambda } from './params.js';
import { fn, refused } from './row.js';
import type { FunctionContext, Row } from './row.js';

/** The type of an array's elements. */
export const elementOf = ({ dtype }: Value): DataType =>
  dtype.kind === 'array' ? dtype.value : dtype;

/** NULL lists count as empty ones. */
export function concatLists(lists: readonly Value[], cx: FunctionContext): Value {
  const parts = lists.map((list) =>
    canBeNull(list) ? coalesce(list, literal([], list.dtype)) : list,
  );
  const nullable = lists.filter(canBeNull);
  if (nullable.length === lists.length && lists.length > 1)
    return cx.refuse('all of the lists may be NULL');
  return parts.length === 1 ? (parts[0] as Value) : make('ArrayConcat', { arg: parts });
}
const single = (item: Value): Value => make('Array', { exprs: [item] });

/** Each element by a lambda of one parameter. */
const byLambda =
  (kind: 'ArrayMap' | 'ArrayFilter') =>
  (arg: Value, lambda: BoundLambda, cx: FunctionContext): Value => {
    if (lambda.arity !== 1) return cx.refuse('a lambda with more than one parameter');
    const { params, body } = lambda.apply([elementOf(arg)]);
    const [param] = params;
    return param === undefined
      ? cx.refuse('a lambda without a parameter')
      : make(kind, { arg, body, param, index: null });
  };
const mapped = byLambda('ArrayMap');
const filtered = byLambda('ArrayFilter');

const range = (start: Value, stop: Value, step: Value): Value =>
  make('IntegerRange', { start, stop, step });
/** With its end. */
function series(start: Value, stop: Value, step: Value | null, cx: FunctionContext): Value {
  const by = step === null ? 1n : integerOf(step);
  if (by === undefined || by === 0n) return cx.refuse('the step must be a constant');
  return range(start, shift(stop, by > 0n ? 1n : -1n), integer(by));
}
/** Spark and Trino count down by themselves where the end is before the start. */
function sequence(start: Value, stop: Value, step: Value | null, cx: FunctionContext): Value {
  const [from, to] = [integerOf(start), integerOf(stop)];
  if (step === null && (from === undefined || to === undefined || from > to))
    return cx.refuse('without a step, the start and the end must be constants');
  return series(start, stop, step, cx);
}
const moments = (start: Value, stop: Value, step: Value): Value =>
  make('TimestampRange', { start, stop, step });
const momentSeries = (start: Value, stop: Value, step: Value): Value => {
  const past = make('TimestampAdd', {
    left: stop,
    right: literal(1n, { kind: 'interval', unit: 'us', nullable: true }),
  });
  return moments(start, past, step);
};

/** Arrays made of values, of other arrays and of numbers. */
export const ARRAY_MAKERS: readonly Row[] = [
  fn('list_value list_pack', ['any...'], (items) => make('Array', { exprs: items }), {
    only: 'duckdb',
  }),
  fn('array_construct', ['any...'], (items) => make('Array', { exprs: items }), {
    only: 'snowflake',
  }),
  fn('array', ['any...'], (items) => make('Array', { exprs: items }), { only: 'spark clickhouse' }),
  fn(
    'list_concat list_cat array_concat array_cat',
    ['array', 'array...'],
    (first, rest, cx) => concatLists([first, ...rest], cx),
    { only: 'duckdb' },
  ),
  fn(
    'array_concat',
    ['array', 'array+'],
    (first, rest) => make('ArrayConcat', { arg: [first, ...rest] }),
    { only: 'bigquery' },
  ),
  fn(
    'array_cat',
    ['array', 'array'],
    (left, right) => make('ArrayConcat', { arg: [left, right] }),
    { only: 'snowflake' },
  ),
  fn('array_cat', ['array', 'array'], (left, right, cx) => concatLists([left, right], cx), {
    only: 'postgres',
  }),
  fn(
    'list_append array_append array_push_back',
    ['array', 'any'],
    (arg, item, cx) => concatLists([arg, single(item)], cx),
    { only: 'duckdb postgres' },
  ),
  fn(
    'array_append',
    ['array', 'any'],
    (arg, item) => make('ArrayConcat', { arg: [arg, single(item)] }),
    { only: 'snowflake spark' },
  ),
  fn(
    'list_prepend array_prepend',
    ['any', 'array'],
    (item, arg, cx) => concatLists([single(item), arg], cx),
    { only: 'duckdb postgres' },
  ),
  fn(
    'array_push_front',
    ['array', 'any'],
    (arg, item, cx) => concatLists([single(item), arg], cx),
    { only: 'duckdb' },
  ),
  fn('list_transform list_apply array_transform array_apply apply', ['array', 'lambda'], mapped, {
    only: 'duckdb',
  }),
  fn('transform', ['array', 'lambda'], mapped, { only: 'trino spark' }),
  fn('list_filter array_filter filter', ['array', 'lambda'], filtered, { only: 'duckdb' }),
  fn('filter', ['array', 'lambda'], filtered, { only: 'trino spark snowflake' }),
  fn('repeat', ['array', 'integer'], (arg, times) => make('ArrayRepeat', { arg, times }), {
    only: 'duckdb',
  }),
  fn(
    'repeat',
    ['any', 'integer'],
    (item, times) => make('ArrayRepeat', { arg: single(item), times }),
    { only: 'trino' },
  ),
  fn(
    'array_repeat',
    ['any', 'integer'],
    (item, times) => make('ArrayRepeat', { arg: single(item), times }),
    { only: 'spark' },
  ),

  fn('range', ['integer'], (stop) => range(ZERO, stop, integer(1)), { only: 'duckdb' }),
  fn(
    'range',
    ['integer', 'integer', 'integer?'],
    (start, stop, step) => range(start, stop, step ?? integer(1)),
    { only: 'duckdb' },
  ),
  fn('range', ['timestamp', 'timestamp', 'interval'], moments, { only: 'duckdb' }),
  fn('generate_series', ['integer'], (stop, cx) => series(ZERO, stop, null, cx), {
    only: 'duckdb',
  }),
  fn('generate_series', ['integer', 'integer', 'integer?'], series, { only: 'duckdb' }),
  fn('generate_series', ['timestamp', 'timestamp', 'interval'], momentSeries, { only: 'duckdb' }),
  fn('generate_array', ['integer', 'integer', 'integer?'], series, { only: 'bigquery' }),
  fn('sequence', ['integer', 'integer', 'integer?'], sequence, { only: 'trino spark' }),
  fn(
    'array_generate_range',
    ['integer', 'integer', 'integer?'],
    (start, stop, step) => range(start, stop, step ?? integer(1)),
    { only: 'snowflake' },
  ),

  refused('generate_series', 'it gives rows; write it in FROM', { only: 'postgres' }),
];
