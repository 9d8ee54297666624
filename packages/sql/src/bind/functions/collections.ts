import { array, FLOAT64, make } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { constantOf, float, literal, text } from '../literals.js';
import { asDouble, asText, cast, coalesce, EMPTY } from './build.js';
import { agg, refused } from './row.js';
import type { AggregateContext, Row } from './row.js';

const TEXTUAL: ReadonlySet<string> = new Set(['string', 'unknown', 'date', 'uuid']);

/** Texts put together, with a separator between. */
function joined(arg: Value, separator: Value, cx: AggregateContext): Value {
  const { where, orderBy, distinct } = cx;
  const { kind } = arg.dtype;
  if (cx.dialect !== 'duckdb' && !TEXTUAL.has(kind) && !/^u?int/.test(kind)) {
    return cx.refuse(`the text of a ${kind} value differs between engines; cast it to text`);
  }
  const item = asText(arg);
  if (!distinct)
    return make('GroupConcat', { arg: item, sep: separator, order_by: [...orderBy], where });
  const items = make('ArrayCollect', {
    arg: item,
    include_null: false,
    distinct,
    order_by: [...orderBy],
    where,
  });
  return make('ArrayStringJoin', { arg: items, sep: separator });
}
const joinedBy =
  (otherwise: string) =>
  (arg: Value, separator: Value | null, cx: AggregateContext): Value =>
    joined(arg, cx.separator ?? separator ?? text(otherwise), cx);

const collected =
  (includeNull: boolean) =>
  (arg: Value, { where, distinct, orderBy, nulls }: AggregateContext): Value =>
    make('ArrayCollect', {
      arg,
      include_null: includeNull && nulls !== 'ignore',
      distinct,
      order_by: [...orderBy],
      where,
    });
/** An empty array where there is nothing. */
const collectedOrEmpty =
  (distinct: boolean) =>
  (arg: Value, cx: AggregateContext): Value =>
    coalesce(
      make('ArrayCollect', {
        arg,
        include_null: false,
        distinct: distinct || cx.distinct,
        order_by: [...cx.orderBy],
        where: cx.where,
      }),
      literal([], array(arg.dtype)),
    );

const median = (arg: Value, { where, dialect }: AggregateContext): Value =>
  make('Median', { arg: dialect === 'duckdb' ? arg : cast(arg, asDouble(arg).dtype), where });

/** Between the two nearest values; for several shares an array of them. */
function continuous(arg: Value, at: Value, cx: AggregateContext): Value {
  const exact = cx.dialect === 'duckdb' ? arg : asDouble(arg);
  const { where } = cx;
  if (at.dtype.kind === 'array')
    return make('MultiQuantile', { arg: exact, quantile: shares(at, cx), where });
  return make('Quantile', { arg: exact, quantile: asConstant(at), where });
}
/** `0.5` as a float: Ibis takes no decimals there. */
const asConstant = (at: Value): Value => {
  const written = constantOf(at);
  return written === undefined || written === null
    ? asDouble(at)
    : float(Number(written as string));
};
/** A list of constants, as Ibis takes it. */
function shares(at: Value, cx: AggregateContext): Value {
  const items = at.kind === 'Array' ? (at.args['exprs'] as readonly Value[]).map(constantOf) : [];
  const numbers = items.map((item) =>
    item === undefined || item === null ? NaN : Number(item as string),
  );
  if (numbers.length === 0 || numbers.some(Number.isNaN))
    return cx.refuse('the shares must be a list of constants');
  return literal(numbers, array(FLOAT64));
}

/** One of the values; Ibis has it for what is no number. */
const discrete = (arg: Value, at: Value, { where }: AggregateContext): Value =>
  make('Quantile', { arg, quantile: asConstant(at), where });

/** `PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x)`. */
function percentile(at: Value, cx: AggregateContext): Value {
  const [key, second] = cx.orderBy;
  if (key === undefined || second !== undefined)
    return cx.refuse('it needs WITHIN GROUP (ORDER BY …) of one value');
  const arg = key.args['arg'] as Value;
  const share = constantOf(asConstant(at));
  if (typeof share !== 'number') return cx.refuse('the share must be a constant');
  const isNumber = /^(?:u?int|float|decimal|unknown)/.test(arg.dtype.kind);
  if (cx.name === 'percentile_disc' ? isNumber : !isNumber) {
    return cx.refuse(isNumber ? 'Ibis interpolates between numbers' : `a ${arg.dtype.kind} value`);
  }
  const ascending = key.args['ascending'] === true;
  if (cx.name === 'percentile_disc')
    return ascending ? discrete(arg, at, cx) : cx.refuse('a descending order');
  return continuous(arg, float(ascending ? share : 1 - share), cx);
}

const ORDERED = 'order distinct';
const LISTED = 'within-group distinct order';

/** Aggregates into texts and arrays, quantiles. */
export const COLLECTIONS: readonly Row[] = [
  agg('string_agg group_concat listagg', ['any', 'string?'], joinedBy(','), {
    takes: ORDERED,
    only: 'duckdb',
  }),
  agg('string_agg', ['any', 'string'], joined, {
    takes: `${ORDERED} within-group`,
    only: 'postgres mssql sqlite spark',
  }),
  agg('string_agg', ['any', 'string?'], joinedBy(','), { takes: ORDERED, only: 'bigquery' }),
  agg('group_concat', ['any', 'string?'], joinedBy(','), { takes: ORDERED, only: 'sqlite' }),
  agg('group_concat', ['any'], (arg, cx) => joinedBy(',')(arg, null, cx), {
    takes: `${ORDERED} separator`,
    only: 'mysql',
  }),
  agg('listagg', ['any', 'string?'], joinedBy(''), {
    takes: LISTED,
    only: 'oracle trino postgres spark',
  }),
  // Snowflake's is '' where there is nothing.
  agg(
    'listagg',
    ['any', 'string?'],
    (arg, separator, cx) => coalesce(joinedBy('')(arg, separator, cx), EMPTY),
    { takes: LISTED, only: 'snowflake' },
  ),
  agg('array_agg list', ['any'], collected(true), { takes: ORDERED, only: 'duckdb' }),
  agg('array_agg', ['any'], collected(true), {
    takes: `${ORDERED} nulls`,
    only: 'postgres bigquery trino',
  }),
  agg('array_agg', ['any'], collectedOrEmpty(false), { takes: LISTED, only: 'snowflake' }),
  agg('collect_list array_agg', ['any'], collectedOrEmpty(false), { only: 'spark' }),
  agg('collect_set', ['any'], collectedOrEmpty(true), { only: 'spark' }),
  agg('grouparray', ['any'], collectedOrEmpty(false), { only: 'clickhouse' }),
  agg('groupuniqarray', ['any'], collectedOrEmpty(true), { only: 'clickhouse' }),

  agg('median', ['numeric'], median, { only: 'duckdb snowflake oracle spark' }),
  agg('quantile_cont', ['numeric', 'numeric'], continuous, { only: 'duckdb' }),
  agg('quantile_cont', ['numeric', 'array'], continuous, { only: 'duckdb' }),
  agg(
    'quantile_disc quantile',
    ['string', 'number!'],
    (arg, at, cx) => discrete(arg, float(at), cx),
    { only: 'duckdb' },
  ),
  agg(
    'quantile_disc quantile',
    ['temporal', 'number!'],
    (arg, at, cx) => discrete(arg, float(at), cx),
    { only: 'duckdb' },
  ),
  agg('percentile_cont percentile_disc', ['numeric'], percentile, {
    takes: 'within-group',
    only: 'duckdb postgres snowflake spark oracle',
  }),
  agg(
    'approx_quantile',
    ['floating', 'number!'],
    (arg, at, { where }) => make('ApproxQuantile', { arg, quantile: float(at), where }),
    { only: 'duckdb' },
  ),

  refused(
    'approx_quantiles approx_percentile percentile_approx approx_median quantiletdigest',
    'the approximation of each engine is its own',
  ),
  refused(
    'json_agg jsonb_agg json_object_agg jsonb_object_agg json_group_array json_group_object json_group_structure json_arrayagg json_objectagg object_agg map_agg multimap_agg array_concat_agg array_union_agg',
    'Ibis does not collect into objects',
  ),
];
