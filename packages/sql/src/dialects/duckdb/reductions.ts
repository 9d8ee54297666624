import { isFloating, isInteger, isNumeric, isOp, make, REST, some } from '@ibert/ir';
import type { OpArgs, Value } from '@ibert/ir';

import { aggregate, filtered } from '../../expressions/aggregates.js';
import { countable } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { atom } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import { rows } from '../spec.js';

type Where = { readonly where: Value | null };

const present = (arg: Value, includeNull: boolean): { readonly also?: Value } =>
  includeNull ? {} : { also: make('NotNull', { arg }) };

const end =
  (name: 'FIRST' | 'LAST') =>
  ({ arg, include_null, order_by, where }: OpArgs<'First'>, e: Emitter): Sql =>
    aggregate(e, name, [arg], { where, orderBy: order_by, ...present(arg, include_null) });

/** The value in the row with the smallest or largest key. */
const byKey =
  (ascending: boolean) =>
  ({ arg, key, where }: OpArgs<'ArgMin'>, e: Emitter): Sql => {
    const order = make('SortKey', { arg: key, ascending, nulls_first: false });
    return aggregate(e, 'FIRST', [arg], { where, orderBy: [order] });
  };

const extreme =
  (name: 'MIN' | 'MAX', ofBooleans: 'BOOL_AND' | 'BOOL_OR') =>
  ({ arg, where }: OpArgs<'Min'>, e: Emitter): Sql =>
    aggregate(e, arg.dtype.kind === 'boolean' ? ofBooleans : name, [arg], { where });

function quantile({ arg, quantile: at, where }: OpArgs<'Quantile'>, e: Emitter): Sql {
  return aggregate(e, isNumeric(arg.dtype) ? 'QUANTILE_CONT' : 'QUANTILE_DISC', [arg, at], {
    where,
  });
}

function median({ arg, where }: OpArgs<'Median'>, e: Emitter): Sql {
  return isNumeric(arg.dtype)
    ? aggregate(e, 'MEDIAN', [arg], { where })
    : aggregate(e, 'QUANTILE_DISC', [arg, HALF], { where });
}

const HALF = make('Literal', { value: 0.5, type: { kind: 'float64', nullable: true } });

function approximate(arg: Value, at: Value, { where }: Where, e: Emitter): Sql {
  const float = isFloating(arg.dtype)
    ? arg
    : make('Cast', { arg, to: { kind: 'float64', nullable: true } });
  return aggregate(e, 'APPROX_QUANTILE', [float, at], { where });
}

function correlation({ left, right, how, where }: OpArgs<'Correlation'>, e: Emitter): Sql {
  if (how === 'sample') {
    throw e.refusal('a sample correlation', 'it only has that of the population; say how="pop"');
  }
  return aggregate(e, 'CORR', [countable(left), countable(right)], { where });
}

/** Distinct rows, as distinct tuples of all columns. */
function countDistinctRows({ arg, where }: OpArgs<'CountDistinctStar'>, e: Emitter): Sql {
  const names = [...arg.schema.keys()];
  if (names.includes(REST)) {
    throw e.refusal('the number of distinct rows', 'the columns of the table must be known for it');
  }
  const columns = names.map((name) => e.value(make('Field', { rel: arg, name })).doc);
  const row = columns.flatMap((column, i) => (i === 0 ? [column] : [', ', column]));
  const count = atom(run('COUNT(DISTINCT (', ...row, '))'));
  return where === null ? count : filtered(e, count, where);
}

/** Bits of integers. A clip between fractions is an integer in Ibis and a decimal in DuckDB. */
const bits =
  (name: string) =>
  ({ arg, where }: OpArgs<'BitAnd'>, e: Emitter): Sql => {
    const whole = some(arg, isFractionalClip) ? make('Round', { arg, digits: ZERO }) : arg;
    return aggregate(e, name, [whole], { where });
  };

const ZERO = make('Literal', { value: 0n, type: { kind: 'int8', nullable: true } });

const isFractionalClip = (value: Value): boolean =>
  isOp(value, 'Clip') &&
  [value.args.lower, value.args.upper].some((bound) => bound !== null && !isInteger(bound.dtype));

export const DUCKDB_REDUCTIONS = rows({
  CountDistinctStar: countDistinctRows,
  ApproxCountDistinct: 'APPROX_COUNT_DISTINCT',
  Min: extreme('MIN', 'BOOL_AND'),
  Max: extreme('MAX', 'BOOL_OR'),
  Mode: 'MODE',
  Arbitrary: 'ANY_VALUE',
  ArgMin: byKey(true),
  ArgMax: byKey(false),
  First: end('FIRST'),
  Last: end('LAST'),
  ArrayCollect: ({ arg, include_null, distinct, order_by, where }, e) =>
    aggregate(e, 'ARRAY_AGG', [arg], {
      where,
      distinct,
      orderBy: order_by,
      ...present(arg, include_null),
    }),
  GroupConcat: ({ arg, sep, order_by, where }, e) => {
    return aggregate(e, 'STRING_AGG', [arg, sep], { where, orderBy: order_by });
  },
  Kurtosis: ({ arg, how, where }, e) =>
    aggregate(e, how === 'pop' ? 'KURTOSIS_POP' : 'KURTOSIS', [countable(arg)], { where }),
  Correlation: correlation,
  Median: median,
  ApproxMedian: ({ arg, where }, e) => aggregate(e, 'APPROX_QUANTILE', [arg, HALF], { where }),
  Quantile: quantile,
  ApproxQuantile: ({ arg, quantile: at, where }, e) => approximate(arg, at, { where }, e),
  MultiQuantile: quantile,
  ApproxMultiQuantile: ({ arg, quantile: at, where }, e) => approximate(arg, at, { where }, e),
  BitAnd: bits('BIT_AND'),
  BitOr: bits('BIT_OR'),
  BitXor: bits('BIT_XOR'),
  All: 'BOOL_AND',
  Any: 'BOOL_OR',
});
