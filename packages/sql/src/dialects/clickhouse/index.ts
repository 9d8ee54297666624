import { isFloating, isInteger, isOp, make } from '@ibert/ir';
import type { DataType, LiteralValue, OpArgs, Value } from '@ibert/ir';

import { aggregate, conditional } from '../../expressions/aggregates.js';
import { COMMON, countable, integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { standardLiteral } from '../../expressions/literals.js';
import { atom, call, PRECEDENCE, sql } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { list, run } from '../../format/doc.js';
import { identifiers } from '../identifiers.js';
import { RESERVED } from '../reserved.js';
import { roundTo } from '../shared/numbers.js';
import {
  clipUnlessNull,
  items,
  STANDARD_FEATURES,
  STANDARD_JOINS,
  STANDARD_ROWS,
  spreadBy,
} from '../shared/standard.js';
import { textOf } from '../shared/strings.js';
import { isDistance } from '../shared/frames.js';
import { infix, refuse, rows } from '../spec.js';
import type { DialectSpec } from '../spec.js';
import { CLICKHOUSE_NESTED } from './nested.js';
import { CLICKHOUSE_STRINGS } from './strings.js';
import { CLICKHOUSE_TEMPORAL, clickhouseInterval } from './temporal.js';
import { clickhouseType } from './types.js';

const { multiply } = PRECEDENCE;
const INT64: DataType = { kind: 'int64', nullable: true };
const FLOAT64: DataType = { kind: 'float64', nullable: true };

/** Backslashes escape in strings there. */
const text = (plain: string): string => `'${plain.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** Two literals are of the smallest type that holds them, in which the bits would be cut off. */
const shift =
  (name: string) =>
  ({ left, right }: OpArgs<'BitwiseLeftShift'>, e: Emitter): Sql =>
    isOp(left, 'Literal') || isOp(right, 'Literal')
      ? call(name, e.cast(left, INT64).doc, e.cast(right, INT64).doc)
      : e.call(name, left, right);

const bitsOf =
  (name: string) =>
  ({ arg, where }: OpArgs<'BitAnd'>, e: Emitter): Sql => {
    const bits = make('ScalarUDF', { name: 'reinterpretAsUInt64', args: [arg], type: INT64 });
    return call('reinterpretAsInt64', aggregate(e, name, [bits], { where }).doc);
  };

/** `quantile(0.25)(value)`, the level in brackets of its own. */
const levelled = (name: string, level: Value, arg: Value, where: Value | null, e: Emitter): Sql => {
  const ending = where === null ? '' : 'If';
  const head = call(`${name}${ending}`, e.doc(level)).doc;
  const condition = where === null ? [] : [e.conditionDoc(where)];
  return atom(run(head, list('(', [e.doc(arg), ...condition], ')')));
};

const plain =
  (name: string) =>
  ({ arg, where }: { readonly arg: Value; readonly where: Value | null }, e: Emitter): Sql =>
    aggregate(e, where === null ? name : name.toLowerCase(), [countable(arg)], { where });

/** The value beside the extreme key; in a tuple, since a NULL by itself is passed over. */
const byKey =
  (name: string) =>
  ({ arg, key, where }: OpArgs<'ArgMin'>, e: Emitter): Sql => {
    const tuple = make('ScalarUDF', { name: 'tuple', args: [arg], type: arg.dtype });
    return atom(run(aggregate(e, name, [tuple, key], { where }).doc, '.1'));
  };

const unordered = (what: string, e: Emitter, keys: readonly Value[]): void => {
  if (keys.length > 0) throw e.refusal(`${what} in an order`, 'its aggregates take no order');
};

function literal(value: Exclude<LiteralValue, null>, type: DataType, e: Emitter): Sql | undefined {
  if (typeof value === 'string') {
    if (type.kind === 'date') return atom(`toDate(${text(value)})`);
    if (type.kind === 'timestamp' && type.timezone === null)
      return atom(`toDateTime64(${text(value)}, ${type.scale ?? 6})`);
    if (type.kind === 'time') return undefined;
  }
  const standard = standardLiteral(value, type, text);
  if (standard !== undefined) return standard;
  if (isFloating(type))
    return atom(Number.isNaN(value) ? 'nan' : Number(value) > 0 ? 'inf' : '-inf');
  if (type.kind === 'interval') return clickhouseInterval(make('Literal', { value, type }), e);
  if (type.kind === 'uuid') return atom(`toUUID(${text(String(value))})`);
  if (type.kind === 'array')
    return atom(list('[', items(value as readonly unknown[], type, e), ']'));
  return undefined;
}

/** Numbers with a fraction are rounded on their way to integers, halves to the even one. */
function cast({ arg, to }: OpArgs<'Cast'>, e: Emitter): Sql {
  const rounds = isInteger(to) && (isFloating(arg.dtype) || arg.dtype.kind === 'decimal');
  return e.cast(rounds ? e.call('ROUND', arg).doc : arg, to);
}

/** Halves away from zero, which ROUND does not do to floats. */
function round({ arg, digits }: OpArgs<'Round'>, e: Emitter, node: Value): Sql {
  if (!isFloating(arg.dtype)) return roundTo({ arg, digits }, e, node);
  const known = integerOf(digits);
  if (known === null) throw e.refusal('Round to computed digits', 'the digits must be a number');
  const scale = 10n ** (known < 0n ? -known : known);
  const [up, down] = known < 0n ? [' / ', ' * '] : [' * ', ' / '];
  const size = run(e.call('ABS', arg).doc, known === 0n ? '' : `${up}${scale}`, ' + 0.5');
  const whole = run(e.call('SIGN', arg).doc, ' * ', call('FLOOR', size).doc);
  return e.cast(known === 0n ? whole : run(whole, `${down}${scale}`), node.dtype);
}

/** Decimals are cut off when they are divided; floats are not. */
function divide({ left, right }: OpArgs<'Divide'>, e: Emitter): Sql {
  const exact = left.dtype.kind === 'decimal' && !isFloating(right.dtype);
  const dividend = exact ? make('Cast', { arg: left, to: FLOAT64 }) : left;
  return e.infix(infix('/', multiply), { left: dividend, right });
}

const ROWS = {
  ...COMMON,
  ...STANDARD_ROWS,
  ...CLICKHOUSE_TEMPORAL,
  ...CLICKHOUSE_NESTED,
  ...CLICKHOUSE_STRINGS,
  ...rows({
    Cast: cast,
    Xor: 'xor',
    TryCast: ({ arg, to }, e) => call('accurateCastOrNull', e.doc(arg), `'${e.type(to)}'`),
    TypeOf: 'toTypeName',
    NullIf: 'nullIf',
    RandomScalar: () => atom('randCanonical()'),
    RandomUUID: () => atom('generateUUIDv4()'),
    E: () => atom('e()'),
    HashBytes: ({ arg, how }, e) => {
      if (how !== 'md5' && how !== 'sha256')
        throw e.refusal(`HashBytes with ${how}`, 'it has md5 and sha256');
      return e.call(how.toUpperCase(), arg);
    },
    HexDigest: refuse('it hashes to bytes; use hashbytes'),

    Divide: divide,
    FloorDivide: (args, e, node) => e.cast(call('FLOOR', divide(args, e).doc).doc, node.dtype),
    Round: round,
    Sign: 'SIGN',
    Clip: clipUnlessNull,
    Log: ({ arg, base }, e) =>
      base === null
        ? e.call('LN', arg)
        : sql(run(e.call('LN', arg).doc, ' / ', e.call('LN', base).doc), multiply),
    Log2: 'LOG2',
    Log10: 'LOG10',
    Cot: ({ arg }, e) => sql(run('1.0 / ', e.call('TAN', arg).doc), multiply),
    IsNan: 'isNaN',
    IsInf: 'isInfinite',
    BitwiseNot: 'bitNot',
    BitwiseAnd: 'bitAnd',
    BitwiseOr: 'bitOr',
    BitwiseXor: 'bitXor',
    BitwiseLeftShift: shift('bitShiftLeft'),
    BitwiseRightShift: shift('bitShiftRight'),

    CountStar: ({ where }, e) =>
      where === null ? atom('COUNT(*)') : call('countIf', e.conditionDoc(where)),
    Count: ({ arg, where }, e) =>
      aggregate(e, where === null ? 'COUNT' : 'count', [arg], { where }),
    CountDistinct: ({ arg, where }, e) =>
      atom(run('COUNT(DISTINCT ', conditional(e, arg, where), ')')),
    CountDistinctStar: ({ arg, where }, e) => {
      const columns = [...arg.schema.keys()].map((name): Value =>
        make('Field', { rel: arg, name }),
      );
      const row = e.call('tuple', ...columns).doc;
      return where === null
        ? call('countDistinct', row)
        : call('countDistinctIf', row, e.conditionDoc(where));
    },
    ApproxCountDistinct: ({ arg, where }, e) => aggregate(e, 'uniqHLL12', [arg], { where }),
    Sum: plain('SUM'),
    Mean: plain('AVG'),
    Min: ({ arg, where }, e) => aggregate(e, 'min', [arg], { where }),
    Max: ({ arg, where }, e) => aggregate(e, 'max', [arg], { where }),
    All: ({ arg, where }, e) => aggregate(e, 'min', [arg], { where }),
    Any: ({ arg, where }, e) => aggregate(e, 'max', [arg], { where }),
    StandardDev: spreadBy('stddevPop', 'stddevSamp'),
    Variance: spreadBy('varPop', 'varSamp'),
    Covariance: ({ left, right, how, where }, e) =>
      aggregate(e, how === 'pop' ? 'covarPop' : 'covarSamp', [countable(left), countable(right)], {
        where,
      }),
    Correlation: ({ left, right, how, where }, e) => {
      if (how === 'pop')
        throw e.refusal('a population correlation', 'it only has that of a sample');
      return aggregate(e, where === null ? 'CORR' : 'corr', [countable(left), countable(right)], {
        where,
      });
    },
    Arbitrary: ({ arg, where }, e) => aggregate(e, 'any', [arg], { where }),
    ArgMin: byKey('argMin'),
    ArgMax: byKey('argMax'),
    First: ({ arg, include_null, order_by, where }, e) => {
      unordered('First', e, order_by);
      if (include_null) throw e.refusal('the first of values with NULLs', 'it passes NULLs over');
      return aggregate(e, 'any', [arg], { where });
    },
    Last: ({ arg, include_null, order_by, where }, e) => {
      unordered('Last', e, order_by);
      if (include_null) throw e.refusal('the last of values with NULLs', 'it passes NULLs over');
      return aggregate(e, 'anyLast', [arg], { where });
    },
    ArrayCollect: ({ arg, include_null, distinct, order_by, where }, e) => {
      unordered('ArrayCollect', e, order_by);
      if (include_null) throw e.refusal('collecting NULLs', 'its arrays leave NULLs out');
      return aggregate(e, distinct ? 'groupUniqArray' : 'groupArray', [arg], { where });
    },
    GroupConcat: ({ arg, sep, order_by, where }, e) => {
      unordered('GroupConcat', e, order_by);
      const values = aggregate(e, 'groupArray', [arg], { where }).doc;
      const joinedText = call('arrayStringConcat', values, e.doc(sep)).doc;
      return atom(
        run('CASE WHEN ', call('empty', values).doc, ' THEN NULL ELSE ', joinedText, ' END'),
      );
    },
    Median: ({ arg, where }, e) => aggregate(e, 'quantileExactExclusive', [arg], { where }),
    Quantile: ({ arg, quantile, where }, e) =>
      levelled('quantileExactInclusive', quantile, arg, where, e),
    ApproxMedian: ({ arg, where }, e) => aggregate(e, 'median', [arg], { where }),
    ApproxQuantile: ({ arg, quantile, where }, e) =>
      levelled('quantileTDigest', quantile, arg, where, e),
    BitAnd: bitsOf('groupBitAnd'),
    BitOr: bitsOf('groupBitOr'),
    BitXor: bitsOf('groupBitXor'),

    Lag: shiftedBy('lagInFrame'),
    Lead: shiftedBy('leadInFrame'),
    PercentRank: refuse('it came to it in its later versions only'),
    CumeDist: refuse('it came to it in its later versions only'),
    JSONGetItem: ({ arg, index }, e) => {
      if (textOf(index) === null)
        throw e.refusal('a position in JSON', 'it counts the fields of objects as well');
      return call('nullIf', e.call('JSONExtractRaw', arg, index).doc, "''");
    },
  }),
};

function shiftedBy(name: string) {
  return ({ arg, offset, default: otherwise }: OpArgs<'Lag'>, e: Emitter): Sql => {
    if (offset?.dtype.kind === 'interval')
      throw e.refusal(`${name} by an interval`, 'it only counts rows');
    const one = otherwise === null ? [] : ['1'];
    const by = offset === null ? one : [e.doc(offset)];
    return call(name, e.doc(arg), ...by, ...(otherwise === null ? [] : [e.doc(otherwise)]));
  };
}

/** ClickHouse 24.12 and later, whose GREATEST and LEAST pass over NULLs. */
export const CLICKHOUSE: DialectSpec = {
  name: 'clickhouse',
  label: 'ClickHouse',
  rows: ROWS,
  features: {
    ...STANDARD_FEATURES,
    qualify: true,
    semiJoin: true,
    intersectAll: false,
    nullsSort: 'last',
    values: false,
    star: { exclude: 'EXCEPT', replace: 'REPLACE' },
    setDistinct: true,
    aggregateIf: true,
    framedShifts: true,
    semiJoinShowsRight: true,
  },
  joins: {
    ...STANDARD_JOINS,
    semi: 'LEFT SEMI JOIN',
    anti: 'LEFT ANTI JOIN',
  },
  identifier: identifiers('"', RESERVED, true),
  type: clickhouseType,
  literal,
  sampling: null,
  unnest: null,
  windowFault: ({ how, start, end }) =>
    how === 'range' && (isDistance(start) || isDistance(end))
      ? 'its ranges around NULL take other rows in'
      : null,
};
