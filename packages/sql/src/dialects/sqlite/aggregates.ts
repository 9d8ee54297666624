import { isFloating, isNumeric, isOp, make } from '@ibert/ir';
import type { DataType, OpArgs, Value } from '@ibert/ir';

import { aggregate } from '../../expressions/aggregates.js';
import { when } from '../../expressions/cases.js';
import { countable } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { atom, call, PRECEDENCE, sql } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { refuse, rows } from '../spec.js';

const { multiply } = PRECEDENCE;
const FLOAT64: DataType = { kind: 'float64', nullable: true };

const asFloat = (arg: Value): Value => {
  const number = countable(arg);
  return isFloating(number.dtype) || number.dtype.kind === 'decimal'
    ? number
    : make('Cast', { arg: number, to: FLOAT64 });
};

const sum = (e: Emitter, arg: Value, where: Value | null): Doc =>
  aggregate(e, 'SUM', [arg], { where }).doc;

/**
 * The variance by sums of squares: exact enough where the values are not far from zero compared
 * with how much they vary. NULL for fewer values than it needs.
 */
function variance({ arg, how, where }: OpArgs<'Variance'>, e: Emitter): Sql {
  const x = asFloat(arg);
  const count = aggregate(e, 'COUNT', [x], { where }).doc;
  const squares = sum(e, make('Multiply', { left: x, right: x }), where);
  const total = sum(e, x, where);
  const spread = run('(', squares, ' - ', total, ' * ', total, ' / ', count, ')');
  if (how === 'pop') return sql(run(spread, ' / ', count), multiply);
  const least = run(count, ' > 1');
  return when(least, run(spread, ' / (', count, ' - 1)'), null);
}

/** Rounding can leave a negative rest where nothing varies. */
const deviation = (args: OpArgs<'Variance'>, e: Emitter): Sql =>
  call('SQRT', call('MAX', variance(args, e).doc, '0').doc);

function covariance({ left, right, how, where }: OpArgs<'Covariance'>, e: Emitter): Sql {
  const both = make('And', {
    left: make('NotNull', { arg: left }),
    right: make('NotNull', { arg: right }),
  });
  const condition = where === null ? both : make('And', { left: both, right: where });
  const [x, y] = [asFloat(left), asFloat(right)];
  const count = aggregate(e, 'COUNT', [x], { where: condition }).doc;
  const products = sum(e, make('Multiply', { left: x, right: y }), condition);
  const totals = run(sum(e, x, condition), ' * ', sum(e, y, condition));
  const spread = run('(', products, ' - ', totals, ' / ', count, ')');
  if (how === 'pop') return sql(run(spread, ' / ', count), multiply);
  return when(run(count, ' > 1'), run(spread, ' / (', count, ' - 1)'), null);
}

/** Aggregates that look at all rows in an order: not in windows. */
export const SORTS_ROWS: ReadonlySet<string> = new Set([
  'ArgMin',
  'ArgMax',
  'Median',
  'Quantile',
  'StandardDev',
  'Variance',
  'Covariance',
]);

/** The values of the rows in an order, as a JSON array: the one ordered collection there is. */
function collected(
  e: Emitter,
  arg: Value,
  orderBy: readonly Value[],
  where: Value | null,
  includeNull: boolean,
): Doc {
  if (arg.dtype.kind === 'binary' || arg.dtype.kind === 'json') {
    throw e.refusal('an ordered aggregate of such values', 'it collects values as JSON');
  }
  const also = includeNull ? {} : { also: make('NotNull', { arg }) };
  return aggregate(e, 'JSON_GROUP_ARRAY', [arg], { where, orderBy, ...also }).doc;
}

const item = (array: Doc, index: Doc): Sql => atom(run('(', array, ' ->> (', index, '))'));

const ascending = (arg: Value, up = true): Value =>
  make('SortKey', { arg, ascending: up, nulls_first: false });

const byKey =
  (up: boolean) =>
  ({ arg, key, where }: OpArgs<'ArgMin'>, e: Emitter): Sql =>
    item(collected(e, arg, [ascending(key, up)], where, true), '0');

/** The value at the quantile, between its two neighbours where it falls between them. */
function quantileAt(arg: Value, at: number, where: Value | null, e: Emitter): Sql {
  if (!isNumeric(arg.dtype)) throw e.refusal('the quantile of such values', 'it is one of numbers');
  const values = collected(e, arg, [ascending(arg)], where, false);
  const count = aggregate(e, 'COUNT', [arg], { where }).doc;
  if (at === 0.5) {
    const [low, high] = [
      item(values, run('(', count, ' - 1) / 2')),
      item(values, run(count, ' / 2')),
    ];
    return sql(run('(', low.doc, ' + ', high.doc, ') / 2.0'), multiply);
  }
  const place = run('(', count, ` - 1) * ${at}`);
  const whole = run('CAST(', place, ' AS INTEGER)');
  const low = item(values, whole).doc;
  const high = item(values, run('CAST(CEIL(', place, ') AS INTEGER)')).doc;
  return sql(run(low, ' + (', high, ' - ', low, ') * (', place, ' - ', whole, ')'), PRECEDENCE.add);
}

function quantile({ arg, quantile: at, where }: OpArgs<'Quantile'>, e: Emitter): Sql {
  const known = isOp(at, 'Literal') ? at.args.value : null;
  if (typeof known !== 'number' && typeof known !== 'bigint')
    throw e.refusal('a computed quantile', 'it must know the share');
  return quantileAt(arg, Number(known), where, e);
}

export const SQLITE_AGGREGATES = rows({
  StandardDev: deviation,
  Variance: variance,
  Covariance: covariance,
  First: ({ arg, include_null, order_by, where }, e) =>
    item(collected(e, arg, order_by, where, include_null), '0'),
  Last: ({ arg, include_null, order_by, where }, e) =>
    item(collected(e, arg, order_by, where, include_null), "'$[#-1]'"),
  ArgMin: byKey(true),
  ArgMax: byKey(false),
  Median: ({ arg, where }, e) => quantileAt(arg, 0.5, where, e),
  Quantile: quantile,
  Mode: refuse('it has no such aggregate'),
});
