import { make } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { integer, literal, nullValue } from '../literals.js';
import {
  canBeNull,
  coalesce,
  equals,
  ifElse,
  integerOf,
  isLiteral,
  EMPTY,
  lowerBound,
  nullIf,
  shift,
  unlessAnyNull,
  ZERO,
} from './build.js';
import { elementOf } from './array-makers.js';
import { fn, refused } from './row.js';
import type { FunctionContext, Row } from './row.js';

const lengthOf = (arg: Value): Value => make('ArrayLength', { arg });
const contains = (arg: Value, other: Value): Value => make('ArrayContains', { arg, other });

/** The elements that are not NULL. */
function withoutNulls(arg: Value): Value {
  const param = make('Argument', {
    name: 'x',
    type: elementOf(arg),
    columnar: arg.shape === 'columnar',
  });
  return make('ArrayFilter', { arg, body: make('NotNull', { arg: param }), param, index: null });
}

/** The element at a place that counts from 1, or from the end where it is negative. */
function element(arg: Value, at: Value): Value {
  const known = integerOf(at);
  if (known === 0n) return nullValue(elementOf(arg));
  if (known !== undefined && known < 0n) return make('ArrayIndex', { arg, index: at });
  if ((lowerBound(at) ?? 0n) >= 1n) return make('ArrayIndex', { arg, index: shift(at, -1n) });
  const counted = ifElse(
    make('Greater', { left: at, right: ZERO }),
    shift(at, -1n),
    nullIf(at, ZERO),
  );
  return make('ArrayIndex', { arg, index: counted });
}
const elementFromZero = (arg: Value, at: bigint, cx: FunctionContext): Value =>
  at < 0n ? cx.refuse('a negative place') : make('ArrayIndex', { arg, index: integer(at) });

/** From a place to a place, both included, from 1 or from the end. */
function slice(arg: Value, from: bigint, to: bigint): Value {
  const start = from > 0n ? from - 1n : from;
  const stop = to === -1n ? null : integer(to < 0n ? to + 1n : to);
  return make('ArraySlice', { arg, start: integer(start), stop });
}
const sliceBy = (arg: Value, from: bigint, length: bigint, cx: FunctionContext): Value =>
  from < 1n || length < 0n
    ? cx.refuse('a negative start')
    : make('ArraySlice', { arg, start: integer(from - 1n), stop: integer(from - 1n + length) });

/** The place from 1; NULL without one. */
function placeOrNull(arg: Value, other: Value, cx: FunctionContext): Value {
  if (canBeNull(other)) return cx.refuse('it would also look for NULL');
  return shift(nullIf(make('ArrayPosition', { arg, other }), integer(-1)), 1n);
}
const placeOrZero = (arg: Value, other: Value): Value =>
  shift(make('ArrayPosition', { arg, other }), 1n);

type Fold =
  | 'ArrayMin'
  | 'ArrayMax'
  | 'ArrayMode'
  | 'ArraySum'
  | 'ArrayMean'
  | 'ArrayAny'
  | 'ArrayAll';
const fold =
  (kind: Fold) =>
  (arg: Value): Value =>
    make(kind, { arg });
const FOLDS: Readonly<Record<string, Fold>> = {
  sum: 'ArraySum',
  min: 'ArrayMin',
  max: 'ArrayMax',
  avg: 'ArrayMean',
  mean: 'ArrayMean',
  mode: 'ArrayMode',
  bool_and: 'ArrayAll',
  bool_or: 'ArrayAny',
};
function aggregate(arg: Value, name: string, cx: FunctionContext): Value {
  const kind = FOLDS[name.toLowerCase()];
  if (kind !== undefined) return fold(kind)(arg);
  return name.toLowerCase() === 'count'
    ? lengthOf(withoutNulls(arg))
    : cx.refuse(`the aggregate '${name}'`);
}

/** Texts put together; where all elements are NULL, DuckDB gives NULL and the others ''. */
function joined(arg: Value, sep: Value, cx: FunctionContext): Value {
  const { kind } = elementOf(arg);
  if (kind !== 'string' && kind !== 'unknown')
    return cx.refuse('an array of something else than texts');
  const texts = make('ArrayStringJoin', { arg, sep });
  return cx.dialect === 'duckdb' ? texts : unlessAnyNull([arg, sep], coalesce(texts, EMPTY));
}

const CONTAINS = 'list_contains array_contains list_has array_has';

/** Arrays. */
export const ARRAY_FUNCTIONS: readonly Row[] = [
  fn('len length char_length character_length', ['array'], lengthOf, { only: 'duckdb clickhouse' }),
  fn('array_length', ['array'], lengthOf, { only: 'duckdb bigquery' }),
  fn('cardinality', ['array'], lengthOf, { only: 'postgres trino' }),
  fn('array_size', ['array'], lengthOf, { only: 'snowflake spark' }),
  fn(`${CONTAINS} contains`, ['array', 'any'], contains, { only: 'duckdb' }),
  fn('has', ['array', 'any'], contains, { only: 'clickhouse' }),
  fn('list_position list_indexof array_position array_indexof', ['array', 'any'], placeOrNull, {
    only: 'duckdb postgres',
  }),
  fn('array_position', ['array', 'any'], placeOrZero, { only: 'trino spark' }),
  fn('indexof', ['array', 'any'], placeOrZero, { only: 'clickhouse' }),
  fn('list_extract list_element array_extract', ['array', 'integer'], element, { only: 'duckdb' }),
  fn('element_at', ['array', 'integer'], element, { only: 'trino spark' }),
  fn('get', ['array', 'int!'], elementFromZero, { only: 'snowflake spark' }),
  fn('list_slice array_slice', ['array', 'int!', 'int!'], slice, { only: 'duckdb' }),
  fn('slice', ['array', 'int!', 'int!'], sliceBy, { only: 'trino spark' }),
  fn('list_first', ['array'], (arg) => make('ArrayIndex', { arg, index: ZERO }), {
    only: 'duckdb',
  }),
  fn('list_last', ['array'], (arg) => make('ArrayIndex', { arg, index: integer(-1) }), {
    only: 'duckdb',
  }),
  fn('array_first', ['array'], (arg) => make('ArrayIndex', { arg, index: ZERO }), {
    only: 'trino',
  }),
  fn('list_count', ['array'], (arg) => lengthOf(withoutNulls(arg)), { only: 'duckdb' }),
  fn('list_sort array_sort', ['array'], (arg) => make('ArraySort', { arg }), { only: 'duckdb' }),
  fn('array_sort', ['array'], (arg) => make('ArraySort', { arg }), { only: 'trino spark' }),
  fn('arraysort', ['array'], (arg) => make('ArraySort', { arg }), { only: 'clickhouse' }),
  fn('list_sum', ['array'], fold('ArraySum'), { only: 'duckdb' }),
  fn('list_avg', ['array'], fold('ArrayMean'), { only: 'duckdb' }),
  fn('list_min', ['array'], fold('ArrayMin'), { only: 'duckdb' }),
  fn('list_max', ['array'], fold('ArrayMax'), { only: 'duckdb' }),
  fn('list_mode', ['array'], fold('ArrayMode'), { only: 'duckdb' }),
  fn('list_bool_and', ['array'], fold('ArrayAll'), { only: 'duckdb' }),
  fn('list_bool_or', ['array'], fold('ArrayAny'), { only: 'duckdb' }),
  fn('array_min', ['array'], fold('ArrayMin'), { only: 'spark' }),
  fn('array_max', ['array'], fold('ArrayMax'), { only: 'spark' }),
  fn('flatten', ['array'], (arg) => make('ArrayFlatten', { arg }), { only: 'duckdb spark trino' }),
  fn('array_to_string', ['array', 'string'], joined, { only: 'duckdb postgres bigquery' }),
  fn('array_join', ['array', 'string'], joined, { only: 'trino spark' }),
  fn(
    'array_length',
    ['array', 'int!'],
    (arg, dimension, cx) =>
      dimension === 1n
        ? cx.dialect === 'postgres'
          ? nullIf(lengthOf(arg), ZERO)
          : lengthOf(arg)
        : cx.refuse('another dimension'),
    { only: 'duckdb postgres' },
  ),
  fn(
    'contains',
    ['array', 'any'],
    (arg, other) =>
      ifElse(
        contains(arg, other),
        literal(true, { kind: 'boolean', nullable: true }),
        ifElse(
          equals(lengthOf(arg), lengthOf(withoutNulls(arg))),
          literal(false, { kind: 'boolean', nullable: true }),
          nullValue({ kind: 'boolean', nullable: true }),
        ),
      ),
    { only: 'trino' },
  ),
  fn(
    'array_pop_back',
    ['array'],
    (arg) => make('ArraySlice', { arg, start: ZERO, stop: integer(-1) }),
    { only: 'duckdb' },
  ),
  fn(
    'array_pop_front',
    ['array'],
    (arg) => make('ArraySlice', { arg, start: integer(1), stop: null }),
    { only: 'duckdb' },
  ),
  fn(
    'list_any_value',
    ['array'],
    (arg) => make('ArrayIndex', { arg: withoutNulls(arg), index: ZERO }),
    { only: 'duckdb' },
  ),
  fn(
    'list_distinct array_distinct',
    ['array'],
    (arg) => withoutNulls(make('ArrayDistinct', { arg })),
    { only: 'duckdb' },
  ),
  fn(
    'list_unique array_unique',
    ['array'],
    (arg) => lengthOf(withoutNulls(make('ArrayDistinct', { arg }))),
    { only: 'duckdb' },
  ),
  fn(
    'list_aggregate list_aggr array_aggregate array_aggr aggregate',
    ['array', 'text!'],
    aggregate,
    { only: 'duckdb' },
  ),
  fn(
    'list_has_any array_has_any',
    ['array', 'array'],
    (left, right) =>
      make('Greater', { left: lengthOf(make('ArrayIntersect', { left, right })), right: ZERO }),
    { only: 'duckdb' },
  ),
  fn(
    'array_remove',
    ['array', 'any'],
    (arg, other, cx) =>
      isLiteral(other) && !canBeNull(other)
        ? make('ArrayRemove', { arg, other })
        : cx.refuse('the element must be a constant'),
    { only: 'postgres snowflake' },
  ),
  refused(
    'list_reverse array_reverse list_reverse_sort array_reverse_sort list_grade_up array_grade_up grade_up sort_array reverse_array',
    'Ibis sorts arrays upwards only',
  ),
  refused('list_reduce array_reduce reduce', 'Ibis has no folds over arrays'),
  refused('list_zip array_zip arrays_zip zip', 'Ibis names the fields f1, f2, …'),
  refused(
    'list_intersect array_intersect list_has_all array_has_all array_union array_except arrays_overlap',
    'the order of the result and NULLs are not those of Ibis',
  ),
  refused('array_distinct', 'the order of the result is not that of Ibis', {
    only: 'trino spark snowflake clickhouse',
  }),
  refused(
    'list_resize array_resize list_select array_select list_where array_where',
    'Ibis has no such function of arrays',
    { only: 'duckdb' },
  ),
  refused(
    'list_approx_count_distinct list_bit_and list_bit_or list_bit_xor list_entropy list_histogram list_kurtosis list_kurtosis_pop list_mad list_median list_product list_sem list_skewness list_stddev_pop list_stddev_samp list_string_agg list_var_pop list_var_samp',
    'Ibis does not fold arrays so',
    { only: 'duckdb' },
  ),
  refused(
    'array_value array_cosine_distance array_cosine_similarity array_cross_product array_distance array_dot_product array_inner_product array_negative_dot_product array_negative_inner_product list_cosine_distance list_cosine_similarity list_distance list_dot_product list_inner_product list_negative_dot_product list_negative_inner_product',
    'Ibis has no vectors',
    { only: 'duckdb' },
  ),
];
