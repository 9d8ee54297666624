import { INTERVAL_UNITS, isFloating, isNumeric } from '@ibert/ir';
import type { IntervalUnit, OpArgs, Value } from '@ibert/ir';

import { aggregate, conditional } from '../../expressions/aggregates.js';
import { integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { atom, call } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { flat, run } from '../../format/doc.js';
import { POSTGRES } from '../postgres/index.js';
import { isNotZero } from '../shared/numbers.js';
import { digestBy, spreadBy, STANDARD_FEATURES } from '../shared/standard.js';
import { within } from '../shared/within.js';
import { edgeIs } from '../shared/strings.js';
import { deltaUnit, intervalIn, negated } from '../shared/temporal.js';
import { refuse, rows } from '../spec.js';
import type { DialectSpec, RowTable } from '../spec.js';

/** What Redshift's reference has as PostgreSQL has it; nothing else is taken over. */
const SHARED: readonly (keyof RowTable)[] = [
  ...(['And', 'Or', 'Not', 'Xor', 'Equals', 'NotEquals', 'Greater', 'GreaterEqual'] as const),
  ...(['Less', 'LessEqual', 'Between', 'InValues', 'IsNull', 'NotNull', 'NullIf'] as const),
  ...(['Coalesce', 'Greatest', 'Least', 'IfElse', 'SearchedCase', 'SimpleCase'] as const),
  ...(['Bucket', 'ScalarSubquery', 'ExistsSubquery', 'InSubquery', 'Literal'] as const),
  ...(['ScalarUDF', 'AggUDF', 'DateNow', 'ScalarParameter'] as const),
  ...(['Add', 'Subtract', 'Multiply', 'Divide', 'FloorDivide', 'Negate', 'Abs', 'Sign'] as const),
  ...(['Exp', 'Sqrt', 'Ln', 'Power', 'Acos', 'Asin', 'Atan', 'Atan2', 'Cos', 'Cot'] as const),
  ...(['Sin', 'Tan', 'Degrees', 'Radians', 'Pi', 'E', 'Ceil', 'Floor', 'Round', 'Clip'] as const),
  ...(['Log10', 'BitwiseAnd', 'BitwiseOr', 'BitwiseXor', 'BitwiseNot', 'RandomScalar'] as const),
  ...(['Uppercase', 'Lowercase', 'Reverse', 'Repeat', 'Translate', 'StringReplace'] as const),
  ...(['StringLength', 'StringAscii', 'StrRight', 'Capitalize', 'Substring'] as const),
  ...(['StringSlice', 'StringFind', 'StringContains', 'EndsWith', 'LPad', 'RPad'] as const),
  ...(['StringConcat', 'StringSQLLike', 'StringSQLILike', 'RegexSearch'] as const),
  ...(['ExtractYear', 'ExtractMonth', 'ExtractDay', 'ExtractQuarter', 'ExtractHour'] as const),
  ...(['ExtractMinute', 'ExtractWeekOfYear', 'ExtractDayOfYear', 'Date'] as const),
  ...(['DateTruncate', 'TimestampTruncate'] as const),
  ...(['CountStar', 'Count', 'CountDistinct', 'Sum', 'Mean', 'Min', 'Max', 'Any', 'All'] as const),
  ...(['Arbitrary', 'BitAnd', 'BitOr', 'WindowFunction', 'RowNumber', 'MinRank'] as const),
  ...(['DenseRank', 'PercentRank', 'CumeDist', 'NTile', 'Lag', 'Lead', 'NthValue'] as const),
];

const NESTED: ReadonlySet<string> = new Set(['array', 'map', 'struct', 'json', 'uuid']);

const shared: RowTable = Object.fromEntries(SHARED.map((name) => [name, POSTGRES.rows[name]]));

function cast({ arg, to }: OpArgs<'Cast'>, e: Emitter): Sql {
  const from = arg.dtype;
  const moments = [from, to].some(({ kind }) => kind === 'timestamp' || kind === 'date');
  if (moments && (isNumeric(from) || isNumeric(to)))
    throw e.refusal('a cast between a number and a point in time', 'it has none');
  if (to.kind === 'string' && (from.kind === 'boolean' || isFloating(from)))
    throw e.refusal(`the text of a ${from.kind}`, 'it has none or another one');
  return to.kind === 'boolean' && isNumeric(from) ? isNotZero(arg, e) : e.cast(arg, to);
}

const UNITS: readonly IntervalUnit[] = ['Y', 'Q', 'M', 'W', 'D', 'h', 'm', 's', 'ms', 'us'];

/** DATEADD, which makes a timestamp of a date. */
const shift =
  (forward: boolean) =>
  ({ left, right }: OpArgs<'DateAdd'>, e: Emitter, node: Value): Sql => {
    const { amount, unit } = intervalIn(right, UNITS, e);
    const by = e.doc(forward ? amount : negated(amount));
    const moved = call('DATEADD', INTERVAL_UNITS[unit].toUpperCase(), by, e.doc(left));
    return left.dtype.kind === 'date' ? e.cast(moved.doc, node.dtype) : moved;
  };

/** Boundaries crossed, which is what DATEDIFF counts; weeks begin on Sunday there. */
function delta(args: OpArgs<'DateDelta'>, e: Emitter): Sql {
  const unit = deltaUnit(args, e);
  if (unit === 'week') throw e.refusal('a difference in weeks', 'its weeks begin on Sunday');
  return call('DATEDIFF', unit.toUpperCase(), e.doc(args.right), e.doc(args.left));
}

/** Texts with a backslash are read in two ways, and there are no arrays. */
const literal: DialectSpec['literal'] = (value, type, e) =>
  NESTED.has(type.kind) || (typeof value === 'string' && value.includes('\\'))
    ? undefined
    : POSTGRES.literal(value, type, e);

const ROWS: RowTable = {
  ...shared,
  ...rows({
    Cast: cast,
    Modulus: ({ left, right }, e, node) => {
      if (isFloating(node.dtype))
        throw e.refusal('the rest of a division of floats', 'MOD takes integers and decimals');
      return e.call('MOD', left, right);
    },
    DateAdd: shift(true),
    DateSub: shift(false),
    TimestampAdd: shift(true),
    TimestampSub: shift(false),
    DateDelta: delta,
    TimestampDelta: delta,
    IntervalFromInteger: refuse('it has intervals of a constant length only'),
    StartsWith: ({ arg, start }, e) => edgeIs('LEFT', arg, start, e),
    HexDigest: digestBy({
      md5: (text) => call('MD5', text).doc,
      sha256: (text) => call('SHA2', text, '256').doc,
      sha512: (text) => call('SHA2', text, '512').doc,
    }),
    RegexExtract: ({ arg, pattern, index }, e) => {
      if (integerOf(index) !== 0n)
        throw e.refusal('RegexExtract of a group', 'it only yields the whole match');
      return e.call('REGEXP_SUBSTR', arg, pattern);
    },
    RegexReplace: refuse('its references to groups differ'),
    StandardDev: spreadBy('STDDEV_POP', 'STDDEV_SAMP'),
    Variance: spreadBy('VAR_POP', 'VAR_SAMP'),
    Median: ({ arg, where }, e) => aggregate(e, 'MEDIAN', [arg], { where }),
    Quantile: ({ arg, quantile, where }, e) =>
      atom(
        run(
          `PERCENTILE_CONT(${flat(e.doc(quantile))}) WITHIN GROUP (ORDER BY `,
          conditional(e, arg, where),
          ')',
        ),
      ),
    GroupConcat: ({ arg, sep, order_by, where }, e) =>
      atom(within(e, call('LISTAGG', conditional(e, arg, where), e.doc(sep)).doc, order_by)),
    ApproxCountDistinct: ({ arg, where }, e) =>
      aggregate(e, 'APPROXIMATE COUNT', [arg], { distinct: true, where }),
    Strip: refuse('its strings have no escapes for white space'),
    IdenticalTo: refuse('it has no IS NOT DISTINCT FROM'),
    Hash: refuse('its hashes are not those of other engines'),
    Correlation: refuse('it has no aggregates of two columns'),
    Covariance: refuse('it has no aggregates of two columns'),
  }),
};

/** Redshift: a PostgreSQL of its own, without arrays and FILTER. Real Ibis has no such backend. */
export const REDSHIFT: DialectSpec = {
  ...POSTGRES,
  name: 'redshift',
  label: 'Redshift',
  rows: ROWS,
  features: {
    ...STANDARD_FEATURES,
    qualify: true,
    intersectAll: false,
    values: false,
  },
  type: (type) => {
    if (NESTED.has(type.kind)) return undefined;
    return type.kind === 'string' ? 'VARCHAR(65535)' : POSTGRES.type(type);
  },
  literal,
  unnest: null,
  windowFault: ({ func, how, start, end }) => {
    if (func.kind === 'CountDistinct') return 'DISTINCT is not allowed there';
    return how === 'range' && (start !== null || end !== null)
      ? 'its ranges have no distances'
      : null;
  },
};
