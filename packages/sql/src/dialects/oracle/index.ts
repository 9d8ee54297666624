import { isFloating, isNumeric, make } from '@ibert/ir';
import type { DataType, LiteralValue, OpArgs, Value } from '@ibert/ir';

import { conditional } from '../../expressions/aggregates.js';
import { unlessNull, when } from '../../expressions/cases.js';
import { COMMON, integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { quoted, standardLiteral } from '../../expressions/literals.js';
import { atom, call, PRECEDENCE, sql, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { flat, run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { clipPassingNulls, logOfBase, log, skippingNulls } from '../shared/numbers.js';
import { NO_NESTED_TYPES } from '../shared/refusals.js';
import {
  exclusiveOr,
  extreme,
  STANDARD_FEATURES,
  STANDARD_JOINS,
  STANDARD_ROWS,
} from '../shared/standard.js';
import {
  concatBars,
  containsBy,
  ending,
  findBy,
  lengthOf,
  lowerLike,
  substringBy,
} from '../shared/strings.js';
import { within } from '../shared/within.js';
import { infix, refuse, rows } from '../spec.js';
import type { DialectSpec } from '../spec.js';
import { ORACLE_TEMPORAL, oracleInterval } from './temporal.js';

const { add, comparison, multiply } = PRECEDENCE;
const WHITESPACE = "' \t\n\r\u000b\f'";
const instr = (text: Doc, part: Doc): Doc => call('INSTR', text, part).doc;
const BITS = refuse('it has operators for no bits but BITAND');
const ORDERED = refuse('it takes an order in KEEP only, which is not written yet');

const NAMES: Readonly<Partial<Record<DataType['kind'], string>>> = {
  boolean: 'BOOLEAN',
  int8: 'SMALLINT',
  int16: 'SMALLINT',
  int32: 'INT',
  int64: 'INT',
  float32: 'FLOAT',
  float64: 'DOUBLE PRECISION',
  string: 'VARCHAR2(4000)',
  date: 'DATE',
  json: 'JSON',
};

function oracleType(type: DataType): string | undefined {
  if (type.kind === 'decimal') return `NUMBER(${type.precision ?? 38}, ${type.scale ?? 9})`;
  if (type.kind !== 'timestamp') return NAMES[type.kind];
  const name = type.scale === null ? 'TIMESTAMP' : `TIMESTAMP(${type.scale})`;
  return type.timezone === null ? name : `${name} WITH TIME ZONE`;
}

function cast({ arg, to }: OpArgs<'Cast'>, e: Emitter): Sql {
  const from = arg.dtype;
  if (to.kind === 'date' && from.kind === 'string')
    return call('TO_DATE', e.doc(arg), "'FXYYYY-MM-DD'");
  const moments = [from, to].filter(({ kind }) => kind === 'timestamp' || kind === 'date').length;
  if (moments === 1 && (isNumeric(from) || isNumeric(to)))
    throw e.refusal('a cast between a number and a point in time', 'it has none');
  if (to.kind === 'date' && from.kind === 'timestamp') return e.value(make('Date', { arg }));
  return e.cast(arg, to);
}

function literal(value: Exclude<LiteralValue, null>, type: DataType, e: Emitter): Sql | undefined {
  if (type.kind === 'date') return atom(`TO_DATE('${String(value)}', 'FXYYYY-MM-DD')`);
  if (type.kind === 'time') return undefined;
  const standard = standardLiteral(value, type);
  if (standard !== undefined) return standard;
  if (isFloating(type)) {
    if (Number.isNaN(value)) return atom('binary_double_nan');
    return Number(value) > 0
      ? atom('binary_double_infinity')
      : sql('-binary_double_infinity', PRECEDENCE.unary);
  }
  if (type.kind === 'decimal')
    return atom(`CAST(${quoted(String(value))} AS ${oracleType(type) ?? ''})`);
  return type.kind === 'interval' ? oracleInterval(make('Literal', { value, type }), e) : undefined;
}

const level =
  (name: string) =>
  (arg: Value, at: Doc, where: Value | null, e: Emitter): Sql =>
    atom(run(`${name}(${flat(at)}) WITHIN GROUP (ORDER BY `, conditional(e, arg, where), ')'));
const percentile = level('PERCENTILE_CONT');

const trim =
  (...names: readonly string[]) =>
  ({ arg }: OpArgs<'Strip'>, e: Emitter): Sql =>
    atom(names.reduce<Doc>((text, name) => call(name, text, WHITESPACE).doc, e.doc(arg)));

/** `SUBSTR(text, at, LENGTH(part)) = part`. */
const edge = (arg: Value, part: Value, at: (length: Doc) => Doc, e: Emitter): Sql => {
  const length = e.doc(lengthOf(part));
  const found = call('SUBSTR', e.doc(arg), at(length), length).doc;
  return sql(run(found, ' = ', e.operand(part, tighter(comparison))), comparison);
};

const ROWS = {
  ...COMMON,
  ...NO_NESTED_TYPES,
  ...STANDARD_ROWS,
  ...ORACLE_TEMPORAL,
  ...rows({
    Cast: cast,
    TryCast: ({ arg, to }, e) => {
      if (arg.dtype.kind !== 'string')
        throw e.refusal('TryCast of a value that is no text', 'only texts fail to convert');
      const as = to.kind === 'date' ? ", 'YYYY-MM-DD'" : '';
      return atom(
        run('CAST(', e.doc(arg), ` AS ${e.type(to)} DEFAULT NULL ON CONVERSION ERROR${as})`),
      );
    },
    IdenticalTo: ({ left, right }, e) => {
      const [a, b] = [e.operand(left, add), e.operand(right, add)];
      const same = run(a, ' = ', b, ' OR (', a, ' IS NULL AND ', b, ' IS NULL)');
      return sql(run(when(same, '0', '1').doc, ' = 0'), comparison);
    },
    Xor: exclusiveOr,
    Greatest: skippingNulls('GREATEST'),
    Least: skippingNulls('LEAST'),
    RandomScalar: () => atom('DBMS_RANDOM.VALUE()'),
    Pi: () => atom('ACOS(-1)'),

    Divide: infix('/', multiply),
    FloorDivide: ({ left, right }, e, node) => {
      const quotient = e.infix(infix('/', multiply), { left, right });
      return e.cast(call('FLOOR', quotient.doc).doc, node.dtype);
    },
    Modulus: 'MOD',
    Clip: clipPassingNulls('LEAST', 'GREATEST'),
    Log: logOfBase,
    Log2: log(2n),
    Log10: log(10n),
    Degrees: ({ arg }, e) =>
      sql(run('180 * ', e.operand(arg, tighter(multiply)), ' / ACOS(-1)'), multiply),
    Radians: ({ arg }, e) =>
      sql(run('ACOS(-1) * ', e.operand(arg, tighter(multiply)), ' / 180'), multiply),
    Cot: ({ arg }, e) => sql(run('1 / ', e.call('TAN', arg).doc), multiply),
    IsNan: ({ arg }, e) => sql(run(e.operand(arg, add), ' = binary_double_nan'), comparison),
    IsInf: ({ arg }, e) =>
      sql(
        run(e.operand(arg, add), ' IN (binary_double_infinity, -binary_double_infinity)'),
        comparison,
      ),
    BitwiseAnd: 'BITAND',
    BitwiseOr: BITS,
    BitwiseXor: BITS,
    BitwiseNot: BITS,
    BitwiseLeftShift: BITS,
    BitwiseRightShift: BITS,

    Strip: trim('LTRIM', 'RTRIM'),
    LStrip: trim('LTRIM'),
    RStrip: trim('RTRIM'),
    Substring: substringBy('SUBSTR'),
    StrRight: ({ arg, nchars }, e) => ending(arg, e.operand(nchars, multiply), e),
    Repeat: ({ arg, times }, e) => {
      const length = make('Multiply', { left: lengthOf(arg), right: times });
      return call('RPAD', e.doc(arg), e.doc(length), e.doc(arg));
    },
    StringFind: findBy(instr),
    StringContains: containsBy(instr),
    StartsWith: ({ arg, start }, e) => edge(arg, start, () => '0', e),
    EndsWith: ({ arg, end }, e) => edge(arg, end, (length) => run('-1 * ', length), e),
    // Texts put together take NULL for an empty one there.
    StringConcat: (args, e) => unlessNull(e, args.arg, concatBars(args, e).doc),
    StringSQLILike: lowerLike,
    Levenshtein: 'UTL_MATCH.EDIT_DISTANCE',
    RegexSearch: 'REGEXP_LIKE',
    RegexReplace: 'REGEXP_REPLACE',
    RegexExtract: ({ arg, pattern, index }, e) => {
      const group = integerOf(index);
      if (group === null)
        throw e.refusal('RegexExtract of a computed group', 'the group must be a number');
      const rest = group === 0n ? [] : ['1', '1', "'cn'", String(group)];
      return call('REGEXP_SUBSTR', e.doc(arg), e.doc(pattern), ...rest);
    },
    StringJoin: refuse('it has no CONCAT_WS'),

    CountDistinctStar: refuse('it counts one column only'),
    ApproxCountDistinct: 'APPROX_COUNT_DISTINCT',
    Min: extreme('MIN', 'BOOLEAN_AND_AGG'),
    Max: extreme('MAX', 'BOOLEAN_OR_AGG'),
    All: 'BOOLEAN_AND_AGG',
    Any: 'BOOLEAN_OR_AGG',
    First: ORDERED,
    Last: ORDERED,
    ArgMin: ORDERED,
    ArgMax: ORDERED,
    Mode: 'STATS_MODE',
    Median: 'MEDIAN',
    Quantile: ({ arg, quantile, where }, e) => percentile(arg, e.doc(quantile), where, e),
    ApproxMedian: ({ arg, where }, e) => percentile(arg, '0.5', where, e),
    ApproxQuantile: ({ arg, quantile, where }, e) =>
      level('APPROX_PERCENTILE')(arg, e.doc(quantile), where, e),
    GroupConcat: ({ arg, sep, order_by, where }, e) =>
      atom(within(e, call('LISTAGG', conditional(e, arg, where), e.doc(sep)).doc, order_by)),
    BitAnd: 'BIT_AND_AGG',
    BitOr: 'BIT_OR_AGG',
    BitXor: 'BIT_XOR_AGG',
  }),
};

/** Oracle 23ai and later, which has booleans and needs no FROM; '' is NULL there. */
export const ORACLE: DialectSpec = {
  name: 'oracle',
  label: 'Oracle',
  rows: ROWS,
  features: {
    ...STANDARD_FEATURES,
    values: false,
    limit: 'fetch',
    groupPositions: false,
    tableAs: false,
  },
  joins: STANDARD_JOINS,
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  type: oracleType,
  literal,
  sampling: null,
  unnest: null,
  windowFault: ({ func, order_by, start, end }) => {
    if (func.kind === 'CountDistinct' && order_by.length > 0)
      return 'DISTINCT is not allowed in an ordered one';
    return order_by.length === 0 && (start !== null || end !== null)
      ? 'a frame needs an order'
      : null;
  },
};
