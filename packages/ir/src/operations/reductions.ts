import { higherPrecedence } from '../dtypes/cast.js';
import { isFloating, isNumeric, isUnsigned } from '../dtypes/classes.js';
import * as t from '../dtypes/types.js';
import type { DataType } from '../dtypes/types.js';
import { same } from '../hash.js';
import type { Value } from '../node.js';
import {
  arrayOf,
  column,
  optional,
  plain,
  reduction,
  relation,
  someValues,
  value,
  values,
} from './spec.js';
import { decimalOrDouble } from './type-rules.js';

const where = optional('Boolean');
const any = column();
const soft = column('Numeric', 'Boolean');
const integers = column('Integer');
const how = plain<'sample' | 'pop'>();
const flag = plain<boolean>();
const order_by = values();

type OneArg = { readonly arg: Value };
const likeArg = ({ arg }: OneArg): DataType => arg.dtype;
const quantileType = ({ arg }: OneArg): DataType =>
  isNumeric(arg.dtype) ? higherPrecedence(arg.dtype, t.FLOAT64) : arg.dtype;
const sumType = ({ arg: { dtype } }: OneArg): DataType => {
  if (isFloating(dtype)) return t.FLOAT64;
  if (dtype.kind === 'decimal') {
    return t.decimal(
      dtype.precision === null ? null : Math.max(dtype.precision, 38),
      dtype.scale === null ? null : Math.max(dtype.scale, 2),
    );
  }
  if (dtype.kind === 'unknown') return t.UNKNOWN;
  // Ibis tests for "integer" before "unsigned", so unsigned sums are signed too.
  return isUnsigned(dtype) ? t.INT64 : t.INT64;
};

const keepArg = reduction({ arg: any, where }, likeArg);
const ordered = reduction({ arg: any, include_null: flag, order_by, where }, likeArg);
const spread = reduction({ arg: soft, how, where }, decimalOrDouble);
const pair = reduction({ left: soft, right: soft, how, where }, t.FLOAT64);
const byKey = reduction({ arg: any, key: any, where }, likeArg);
const bits = reduction({ arg: integers, where }, likeArg);
const ofRows = reduction({ arg: relation, where }, t.INT64);
const truth = reduction({ arg: column('Boolean'), where }, t.BOOLEAN);

/** Aggregates. All but user-defined ones take `where`. */
export const REDUCTIONS = {
  Count: reduction({ arg: any, where }, t.INT64),
  CountStar: ofRows,
  CountDistinct: reduction({ arg: any, where }, t.INT64),
  CountDistinctStar: ofRows,
  ApproxCountDistinct: reduction({ arg: any, where }, t.INT64),
  Sum: reduction({ arg: soft, where }, sumType),
  Mean: reduction({ arg: soft, where }, ({ arg }) =>
    arg.dtype.kind === 'boolean' ? t.FLOAT64 : higherPrecedence(arg.dtype, t.FLOAT64),
  ),
  Min: keepArg,
  Max: keepArg,
  Mode: keepArg,
  Arbitrary: keepArg,
  ArgMin: byKey,
  ArgMax: byKey,
  First: ordered,
  Last: ordered,
  ArrayCollect: reduction(
    { arg: any, include_null: flag, distinct: flag, order_by, where },
    ({ arg }) => t.array(arg.dtype),
    {
      check: ({ arg, distinct, order_by: keys }) =>
        distinct && keys.length > 0 && !(keys.length === 1 && same(keys[0]?.args['arg'], arg))
          ? '`collect` with `order_by` and `distinct=True` and may only order by the collected column'
          : undefined,
      checkError: 'ValidationError',
    },
  ),
  GroupConcat: reduction({ arg: any, sep: value('String'), order_by, where }, t.STRING),
  StandardDev: spread,
  Variance: spread,
  Kurtosis: spread,
  Correlation: pair,
  Covariance: pair,
  Median: reduction({ arg: any, where }, quantileType),
  ApproxMedian: reduction({ arg: any, where }, quantileType),
  Quantile: reduction({ arg: any, quantile: value('Numeric'), where }, quantileType),
  ApproxQuantile: reduction(
    { arg: column('Numeric'), quantile: value('Numeric'), where },
    quantileType,
  ),
  MultiQuantile: reduction({ arg: any, quantile: arrayOf('Numeric'), where }, (args) =>
    t.array(quantileType(args)),
  ),
  ApproxMultiQuantile: reduction(
    { arg: column('Numeric'), quantile: arrayOf('Numeric'), where },
    (args) => t.array(quantileType(args)),
  ),
  BitAnd: bits,
  BitOr: bits,
  BitXor: bits,
  All: truth,
  Any: truth,
  AggUDF: reduction(
    { name: plain<string>(), args: someValues(), type: plain<DataType>(), where },
    ({ type }) => type,
    { name: ({ name, args }, nameOf) => `${name}_0(${args.map(nameOf).join(', ')})` },
  ),
} as const;
