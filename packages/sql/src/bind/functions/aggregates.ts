import { FLOAT64, make } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { literal } from '../literals.js';
import {
  and,
  asDouble,
  canBeNull,
  cast,
  coalesce,
  countRows,
  divide,
  isLiteral,
  multiply,
  notNull,
  nullIf,
  subtract,
  towardsZero,
  ZERO,
} from './build.js';
import { agg, refused } from './row.js';
import type { AggregateContext, Row } from './row.js';

/** A decimal's mean or spread has more digits than the decimal's type would keep. */
const wide = (value: Value): Value => (value.dtype.kind === 'decimal' ? asDouble(value) : value);

const mean = (arg: Value, { where }: AggregateContext): Value => wide(make('Mean', { arg, where }));
/** SQL Server's mean of integers is an integer, towards zero. */
const wholeMean = (arg: Value, { where }: AggregateContext): Value =>
  towardsZero(make('Mean', { arg, where }));

/** SUM; of a constant: so many times the number of rows. */
function sum(arg: Value, cx: AggregateContext): Value {
  if (!isLiteral(arg)) return make('Sum', { arg, where: cx.where });
  return multiply(nullIf(countRows(cx, cx.where), ZERO), arg);
}

function count(arg: Value, cx: AggregateContext): Value {
  const { where, distinct } = cx;
  if (distinct) return make('CountDistinct', { arg, where });
  return isLiteral(arg) && !canBeNull(arg) ? countRows(cx, where) : make('Count', { arg, where });
}

/** The rows that meet the condition, beside what FILTER says. */
const given = (condition: Value, where: Value | null): Value =>
  where === null ? condition : and(where, condition);
const countIf = (condition: Value, cx: AggregateContext): Value =>
  countRows(cx, given(condition, cx.where));

const present = (values: readonly Value[], where: Value | null): Value | null =>
  values.filter(canBeNull).reduce<Value | null>((all, value) => given(notNull(value), all), where);

/** The value in the row with the smallest or largest key; rows without a key (or a value) do not count. */
const byKey =
  (kind: 'ArgMin' | 'ArgMax', skipsNullValues: boolean) =>
  (arg: Value, key: Value, { where }: AggregateContext): Value =>
    make(kind, { arg, key, where: present(skipsNullValues ? [arg, key] : [key], where) });

const spread =
  (kind: 'StandardDev' | 'Variance', how: 'sample' | 'pop') =>
  (arg: Value, { where }: AggregateContext): Value =>
    wide(make(kind, { arg, how, where }));
const covariance =
  (how: 'sample' | 'pop') =>
  (left: Value, right: Value, { where }: AggregateContext): Value =>
    make('Covariance', { left, right, how, where });
const correlation = (left: Value, right: Value, { where }: AggregateContext): Value =>
  make('Correlation', { left, right, how: 'pop', where });
const kurtosis =
  (how: 'sample' | 'pop') =>
  (arg: Value, { where }: AggregateContext): Value =>
    wide(make('Kurtosis', { arg, how, where }));

const truth =
  (kind: 'All' | 'Any') =>
  (arg: Value, { where }: AggregateContext): Value =>
    make(kind, { arg, where });
const bits =
  (kind: 'BitAnd' | 'BitOr' | 'BitXor') =>
  (arg: Value, { where }: AggregateContext): Value =>
    make(kind, { arg, where });
const kept =
  (kind: 'Min' | 'Max' | 'Mode' | 'Arbitrary' | 'ApproxCountDistinct' | 'CountDistinct') =>
  (arg: Value, { where }: AggregateContext): Value =>
    make(kind, { arg, where });
const end =
  (kind: 'First' | 'Last', includeNull: boolean) =>
  (arg: Value, { where, orderBy, windowed }: AggregateContext): Value =>
    // Over a window Ibis always counts NULLs.
    make(kind, { arg, include_null: includeNull && !windowed, order_by: [...orderBy], where });

/** Spark's, which can be told to skip NULLs. */
const endOrPresent =
  (kind: 'First' | 'Last') =>
  (arg: Value, cx: AggregateContext): Value => {
    if (cx.nulls === 'ignore' && cx.windowed) return cx.refuse('IGNORE NULLS over a window');
    return end(kind, cx.nulls !== 'ignore')(arg, cx);
  };

const ifRows =
  (build: (arg: Value, cx: AggregateContext) => Value) =>
  (arg: Value, condition: Value, cx: AggregateContext): Value =>
    build(arg, { ...cx, where: given(condition, cx.where) });

/** The mean of one side of a regression, over the rows that have both. */
const regressionMean = (arg: Value, other: Value, { where }: AggregateContext): Value =>
  cast(wide(make('Mean', { arg, where: present([other], where) })), FLOAT64);

/** The slope of the line through the points, by its covariance. */
function slopeOf(y: Value, x: Value, cx: AggregateContext, isNan: boolean): Value {
  const { where } = cx;
  const together = make('Covariance', { left: y, right: x, how: 'pop', where });
  const alone = wide(make('Variance', { arg: x, how: 'pop', where: present([y], where) }));
  return divide(together, isNan ? alone : nullIf(alone, ZERO));
}
/** Of points above each other DuckDB's slope is NaN, its intercept NULL. */
const slope = (y: Value, x: Value, cx: AggregateContext): Value =>
  slopeOf(y, x, cx, cx.dialect === 'duckdb');
const intercept = (y: Value, x: Value, cx: AggregateContext): Value =>
  subtract(regressionMean(y, x, cx), multiply(slopeOf(y, x, cx, false), regressionMean(x, y, cx)));

const SAMPLE = 'duckdb postgres bigquery snowflake trino spark';

/** Aggregates of numbers, truth values and single values. */
export const AGGREGATES: readonly Row[] = [
  agg('count', [], (cx) => countRows(cx, cx.where)),
  agg('count', ['any'], count, { takes: 'distinct' }),
  agg('count_star', [], (cx) => countRows(cx, cx.where), { only: 'duckdb' }),
  agg('count_big', ['any'], count, { takes: 'distinct', only: 'mssql' }),
  // DuckDB's is the sum of the truth values, so NULL where there is none.
  agg('count_if countif', ['boolean'], sum, { only: 'duckdb' }),
  agg('count_if countif', ['boolean'], countIf, {
    only: 'bigquery snowflake trino clickhouse spark',
  }),
  agg('sum', ['soft'], sum),
  agg('fsum kahan_sum sumkahan', ['floating'], sum, { only: 'duckdb' }),
  agg('total', ['soft'], (arg, cx) => coalesce(asDouble(sum(arg, cx)), literal(0, FLOAT64)), {
    only: 'sqlite',
  }),
  agg('min', ['any'], kept('Min'), { takes: 'distinct' }),
  agg('max', ['any'], kept('Max'), { takes: 'distinct' }),
  agg('avg', ['integer'], wholeMean, { only: 'mssql' }),
  agg('avg', ['soft'], mean),
  agg('mean', ['soft'], mean, { only: 'duckdb spark' }),
  agg('favg', ['floating'], mean, { only: 'duckdb' }),

  agg('any_value', ['any'], kept('Arbitrary'), {
    only: 'duckdb postgres mysql bigquery snowflake trino spark oracle clickhouse',
  }),
  agg('arbitrary', ['any'], kept('Arbitrary'), { only: 'trino' }),
  agg('first arbitrary', ['any'], end('First', true), { takes: 'order', only: 'duckdb' }),
  agg('last', ['any'], end('Last', true), { takes: 'order', only: 'duckdb' }),
  agg('first first_value', ['any'], endOrPresent('First'), { takes: 'nulls', only: 'spark' }),
  agg('last last_value', ['any'], endOrPresent('Last'), { takes: 'nulls', only: 'spark' }),
  agg('arg_min argmin min_by', ['any', 'any'], byKey('ArgMin', true), { only: 'duckdb' }),
  agg('arg_max argmax max_by', ['any', 'any'], byKey('ArgMax', true), { only: 'duckdb' }),
  agg('arg_min_null', ['any', 'any'], byKey('ArgMin', false), { only: 'duckdb' }),
  agg('arg_max_null', ['any', 'any'], byKey('ArgMax', false), { only: 'duckdb' }),
  agg('min_by', ['any', 'any'], byKey('ArgMin', false), { only: 'snowflake trino spark bigquery' }),
  agg('max_by', ['any', 'any'], byKey('ArgMax', false), { only: 'snowflake trino spark bigquery' }),
  agg('argmin', ['any', 'any'], byKey('ArgMin', true), { only: 'clickhouse' }),
  agg('argmax', ['any', 'any'], byKey('ArgMax', true), { only: 'clickhouse' }),
  agg('mode', ['any'], kept('Mode'), { only: 'duckdb snowflake' }),

  agg('bool_and', ['boolean'], truth('All'), { only: 'duckdb postgres trino spark' }),
  agg('bool_or', ['boolean'], truth('Any'), { only: 'duckdb postgres trino spark' }),
  agg('every', ['boolean'], truth('All'), { only: 'postgres trino spark' }),
  agg('any', ['any'], kept('Arbitrary'), { only: 'clickhouse' }),
  agg('any some', ['boolean'], truth('Any'), { only: 'spark' }),
  agg('logical_and', ['boolean'], truth('All'), { only: 'bigquery' }),
  agg('logical_or', ['boolean'], truth('Any'), { only: 'bigquery' }),
  agg('booland_agg', ['boolean'], truth('All'), { only: 'snowflake' }),
  agg('boolor_agg', ['boolean'], truth('Any'), { only: 'snowflake' }),
  agg('bit_and', ['integer'], bits('BitAnd'), { only: 'duckdb postgres bigquery spark' }),
  agg('bit_or', ['integer'], bits('BitOr'), { only: 'duckdb postgres bigquery spark' }),
  agg('bit_xor', ['integer'], bits('BitXor'), { only: 'duckdb postgres bigquery spark' }),
  agg('bitand_agg', ['integer'], bits('BitAnd'), { only: 'snowflake' }),
  agg('bitor_agg', ['integer'], bits('BitOr'), { only: 'snowflake' }),
  agg('bitxor_agg', ['integer'], bits('BitXor'), { only: 'snowflake' }),

  agg('stddev', ['soft'], spread('StandardDev', 'sample'), { only: SAMPLE }),
  agg('stddev_samp', ['soft'], spread('StandardDev', 'sample'), { only: `${SAMPLE} mysql oracle` }),
  agg('stddev_pop', ['soft'], spread('StandardDev', 'pop'), { only: `${SAMPLE} mysql oracle` }),
  agg('variance', ['soft'], spread('Variance', 'sample'), { only: SAMPLE }),
  agg('var_samp', ['soft'], spread('Variance', 'sample'), { only: `${SAMPLE} mysql oracle` }),
  agg('var_pop', ['soft'], spread('Variance', 'pop'), { only: `${SAMPLE} mysql oracle` }),
  agg('variance_samp', ['soft'], spread('Variance', 'sample'), { only: 'snowflake' }),
  agg('variance_pop', ['soft'], spread('Variance', 'pop'), { only: 'snowflake' }),
  // MySQL's short names are of the population.
  agg('stddev std', ['soft'], spread('StandardDev', 'pop'), { only: 'mysql' }),
  agg('variance', ['soft'], spread('Variance', 'pop'), { only: 'mysql' }),
  agg('std', ['soft'], spread('StandardDev', 'sample'), { only: 'spark' }),
  agg('stdev', ['soft'], spread('StandardDev', 'sample'), { only: 'mssql' }),
  agg('stdevp', ['soft'], spread('StandardDev', 'pop'), { only: 'mssql' }),
  agg('var', ['soft'], spread('Variance', 'sample'), { only: 'mssql' }),
  agg('varp', ['soft'], spread('Variance', 'pop'), { only: 'mssql' }),
  agg('stddevsamp', ['soft'], spread('StandardDev', 'sample'), { only: 'clickhouse' }),
  agg('stddevpop', ['soft'], spread('StandardDev', 'pop'), { only: 'clickhouse' }),
  agg('varsamp', ['soft'], spread('Variance', 'sample'), { only: 'clickhouse' }),
  agg('varpop', ['soft'], spread('Variance', 'pop'), { only: 'clickhouse' }),
  agg('covar_pop', ['numeric', 'numeric'], covariance('pop'), { only: `${SAMPLE} oracle` }),
  agg('covar_samp', ['numeric', 'numeric'], covariance('sample'), { only: `${SAMPLE} oracle` }),
  agg('corr', ['numeric', 'numeric'], correlation, { only: 'duckdb' }),
  agg('kurtosis', ['numeric'], kurtosis('sample'), { only: 'duckdb' }),
  agg('kurtosis_pop', ['numeric'], kurtosis('pop'), { only: 'duckdb' }),
  agg(
    'regr_count',
    ['numeric', 'numeric'],
    (y, x, cx) => countRows(cx, present([y, x], cx.where)),
    { only: `${SAMPLE} oracle` },
  ),
  agg('regr_slope', ['numeric', 'numeric'], slope, { only: 'duckdb postgres' }),
  agg('regr_intercept', ['numeric', 'numeric'], intercept, { only: 'duckdb postgres' }),
  agg(
    'geomean geometric_mean',
    ['numeric'],
    (arg, { where }) =>
      make('Exp', { arg: make('Mean', { arg: make('Ln', { arg: asDouble(arg) }), where }) }),
    { only: 'duckdb' },
  ),
  agg('regr_avgx', ['numeric', 'numeric'], (y, x, cx) => regressionMean(x, y, cx), {
    only: `${SAMPLE} oracle`,
  }),
  agg('regr_avgy', ['numeric', 'numeric'], (y, x, cx) => regressionMean(y, x, cx), {
    only: `${SAMPLE} oracle`,
  }),

  agg('approx_count_distinct', ['any'], kept('ApproxCountDistinct'), {
    only: 'duckdb bigquery snowflake spark mssql oracle',
  }),
  agg('approx_distinct', ['any'], kept('ApproxCountDistinct'), { only: 'trino' }),
  agg('uniqexact', ['any'], kept('CountDistinct'), { only: 'clickhouse' }),
  agg('uniq', ['any'], kept('ApproxCountDistinct'), { only: 'clickhouse' }),
  agg(
    'sumif',
    ['soft', 'boolean'],
    // Of no rows it gives the type's default value, which is NULL only for a Nullable type.
    (arg, condition, cx) => {
      const some = ifRows(sum)(arg, condition, cx);
      return canBeNull(arg) ? some : coalesce(some, ZERO);
    },
    { only: 'clickhouse' },
  ),
  agg('minif', ['any', 'boolean'], ifRows(kept('Min')), { only: 'clickhouse' }),
  agg('maxif', ['any', 'boolean'], ifRows(kept('Max')), { only: 'clickhouse' }),
  agg('uniqexactif', ['any', 'boolean'], ifRows(kept('CountDistinct')), { only: 'clickhouse' }),
  agg(
    'ratio_to_report',
    ['soft'],
    (arg, cx) =>
      cx.windowed ? divide(arg, nullIf(sum(arg, cx), ZERO)) : cx.refuse('it needs OVER'),
    { only: 'snowflake oracle' },
  ),

  refused(
    'product entropy skewness mad sem histogram histogram_exact bitstring_agg approx_top_k weighted_avg wavg regr_r2 regr_sxx regr_syy regr_sxy',
    'Ibis has no such aggregate',
  ),
  refused('mode', 'among equally frequent values it takes another one than DuckDB', {
    only: 'postgres oracle spark',
  }),
  refused('stddev variance', 'of a single row it gives 0, where Ibis gives NULL', {
    only: 'oracle',
  }),
  refused('corr', 'where one side is constant it gives NULL, DuckDB NaN', {
    only: 'postgres bigquery snowflake trino spark oracle',
  }),
  refused(
    'arg_min_nulls_last arg_max_nulls_last reservoir_quantile fill sum_no_overflow',
    'Ibis has no such aggregate',
    { only: 'duckdb' },
  ),
];
