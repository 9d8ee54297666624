import { isFloating, isInteger, isNumeric, make } from '@ibert/ir';
import type { DataType, LiteralValue, OpArgs, Value } from '@ibert/ir';

import { aggregate, conditional } from '../../expressions/aggregates.js';
import { COMMON, countable, integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { quoted, standardLiteral } from '../../expressions/literals.js';
import { atom, call, PRECEDENCE, sql, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { flat, run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { floatDivide } from '../shared/numbers.js';
import { NO_NESTED_TYPES, NO_ORDERED_AGGREGATES } from '../shared/refusals.js';
import {
  clipUnlessNull,
  digestBy,
  exclusiveOr,
  spreadBy,
  STANDARD_FEATURES,
  STANDARD_JOINS,
  STANDARD_ROWS,
} from '../shared/standard.js';
import { textOf } from '../shared/strings.js';
import { isDistance } from '../shared/frames.js';
import { within } from '../shared/within.js';
import { infix, refuse, rows } from '../spec.js';
import type { DialectSpec } from '../spec.js';
import { MSSQL_STRINGS } from './strings.js';
import { MSSQL_TEMPORAL } from './temporal.js';
import { mssqlType } from './types.js';

const { bitwise, comparison, multiply, unary } = PRECEDENCE;
const FLOAT64: DataType = { kind: 'float64', nullable: true };

/** Letters beyond ASCII are lost in a literal that is not marked. */
const text = (plain: string): string => {
  const ascii = [...plain].every((char) => char.charCodeAt(0) < 128);
  return ascii ? quoted(plain) : `N${quoted(plain)}`;
};

const asFloat = (arg: Value): Value =>
  isFloating(arg.dtype) ? arg : make('Cast', { arg, to: FLOAT64 });

/** A function that yields an integer for one. */
const ofFloat =
  (name: string) =>
  ({ arg }: { readonly arg: Value }, e: Emitter): Sql =>
    e.call(name, asFloat(arg));

const logarithm =
  (base: string | null) =>
  ({ arg }: { readonly arg: Value }, e: Emitter): Sql =>
    base === null ? e.call('LOG', arg) : call('LOG', e.doc(arg), base);

function round({ arg, digits }: OpArgs<'Round'>, e: Emitter, node: Value): Sql {
  const rounded = call('ROUND', e.doc(arg), e.doc(digits));
  return integerOf(digits) === 0n || node.dtype.kind === 'decimal'
    ? e.cast(rounded.doc, node.dtype)
    : rounded;
}

function cast({ arg, to }: OpArgs<'Cast'>, e: Emitter): Sql {
  const from = arg.dtype;
  if (to.kind === 'timestamp' && isNumeric(from))
    return e.value(make('TimestampFromUNIX', { arg, unit: 's' }));
  if (from.kind === 'timestamp' && isNumeric(to))
    throw e.refusal('a timestamp as a number', 'it has no such cast; use epoch_seconds()');
  // A cast would cut the fraction off.
  const rounds = isInteger(to) && isFloating(from);
  return e.cast(rounds ? call('ROUND', e.doc(arg), '0').doc : arg, to);
}

/** Extremes of booleans are those of numbers; BIT has none. */
const extreme =
  (name: 'MIN' | 'MAX') =>
  ({ arg, where }: OpArgs<'Min'>, e: Emitter): Sql =>
    aggregate(e, name, [countable(arg)], { where });

const hashBytes = (how: string, arg: Doc): Doc => call('HASHBYTES', `'${how}'`, arg).doc;
const hex =
  (how: string) =>
  (arg: Doc): Doc =>
    call('LOWER', call('CONVERT', 'VARCHAR(MAX)', hashBytes(how, arg), '2').doc).doc;

function literal(value: Exclude<LiteralValue, null>, type: DataType): Sql | undefined {
  if (typeof value === 'boolean') return atom(value ? '1' : '0');
  if (typeof value === 'string') {
    const numbers = value.split(/[- :.]/).map(Number);
    const [a = 0, b = 0, c = 0, hour = 0, minute = 0, second = 0] = numbers;
    if (type.kind === 'date') return atom(`DATEFROMPARTS(${a}, ${b}, ${c})`);
    if (value.includes('.') && (type.kind === 'time' || type.kind === 'timestamp')) {
      const name = mssqlType(type) ?? '';
      return atom(`CAST(${text(value)} AS ${name})`);
    }
    if (type.kind === 'time') return atom(`TIMEFROMPARTS(${a}, ${b}, ${c}, 0, 0)`);
    if (type.kind === 'timestamp' && type.timezone === null)
      return atom(`DATETIME2FROMPARTS(${a}, ${b}, ${c}, ${hour}, ${minute}, ${second}, 0, 6)`);
  }
  const standard = standardLiteral(value, type, text);
  if (standard !== undefined) return standard;
  return type.kind === 'decimal' || type.kind === 'uuid'
    ? atom(`CAST(${text(String(value))} AS ${mssqlType(type) ?? ''})`)
    : undefined;
}

const ROWS = {
  ...COMMON,
  ...NO_NESTED_TYPES,
  ...NO_ORDERED_AGGREGATES,
  ...STANDARD_ROWS,
  ...MSSQL_TEMPORAL,
  ...MSSQL_STRINGS,
  ...rows({
    Cast: cast,
    TryCast: ({ arg, to }, e) => atom(run('TRY_CAST(', e.doc(arg), ` AS ${e.type(to)})`)),
    Xor: exclusiveOr,
    HashBytes: ({ arg, how }, e) => {
      const names: Readonly<Record<string, string>> = {
        md5: 'MD5',
        sha1: 'SHA1',
        sha256: 'SHA2_256',
        sha512: 'SHA2_512',
      };
      const name = names[how];
      if (name === undefined)
        throw e.refusal(`HashBytes with ${how}`, 'it has md5 and the sha kind');
      return atom(hashBytes(name, e.doc(arg)));
    },
    HexDigest: digestBy({
      md5: hex('MD5'),
      sha1: hex('SHA1'),
      sha256: hex('SHA2_256'),
      sha512: hex('SHA2_512'),
    }),
    RandomScalar: () => atom('RAND(CHECKSUM(NEWID()))'),
    RandomUUID: () => atom('NEWID()'),

    Divide: floatDivide,
    Modulus: ({ left, right }, e, node) => {
      if (isFloating(node.dtype))
        throw e.refusal('the rest of a division of floats', '% takes integers and decimals');
      return e.infix(infix('%', multiply), { left, right });
    },
    Power: ({ left, right }, e) => e.call('POWER', asFloat(left), right),
    Ceil: ({ arg }, e, node) => e.cast(e.call('CEILING', arg).doc, node.dtype),
    Round: round,
    Clip: clipUnlessNull,
    Log: ({ arg, base }, e) =>
      base === null ? e.call('LOG', arg) : call('LOG', e.doc(arg), e.doc(base)),
    Ln: logarithm(null),
    Log2: logarithm('2'),
    Log10: logarithm('10'),
    Atan2: 'ATN2',
    Degrees: ofFloat('DEGREES'),
    Radians: ofFloat('RADIANS'),
    IsNan: refuse('its floats have no NaN'),
    IsInf: refuse('its floats have no infinity'),
    BitwiseNot: ({ arg }, e) => sql(run('~', e.operand(arg, tighter(unary))), unary),
    BitwiseAnd: infix('&', bitwise),
    BitwiseOr: infix('|', bitwise),
    BitwiseXor: infix('^', bitwise),
    BitwiseLeftShift: infix('<<', bitwise),
    BitwiseRightShift: infix('>>', bitwise),

    CountStar: ({ where }, e) =>
      where === null
        ? atom('COUNT_BIG(*)')
        : atom(run('COUNT_BIG(CASE WHEN ', e.conditionDoc(where), ' THEN 1 END)')),
    Count: 'COUNT',
    CountDistinct: ({ arg, where }, e) =>
      aggregate(e, 'COUNT_BIG', [arg], { distinct: true, where }),
    CountDistinctStar: refuse('it counts one column only'),
    ApproxCountDistinct: 'APPROX_COUNT_DISTINCT',
    Mean: ({ arg, where }, e) =>
      aggregate(
        e,
        'AVG',
        [isInteger(arg.dtype) || arg.dtype.kind === 'boolean' ? asFloat(countable(arg)) : arg],
        { where },
      ),
    Min: extreme('MIN'),
    Max: extreme('MAX'),
    All: extreme('MIN'),
    Any: extreme('MAX'),
    StandardDev: spreadBy('STDEVP', 'STDEV'),
    Variance: spreadBy('VARP', 'VAR'),
    Covariance: refuse('it has no aggregates of two columns'),
    Correlation: refuse('it has no aggregates of two columns'),
    GroupConcat: ({ arg, sep, order_by, where }, e) =>
      atom(within(e, call('STRING_AGG', conditional(e, arg, where), e.doc(sep)).doc, order_by)),
    ApproxQuantile: ({ arg, quantile, where }, e) =>
      atom(
        run(
          `APPROX_PERCENTILE_CONT(${flat(e.doc(quantile))}) WITHIN GROUP (ORDER BY `,
          conditional(e, arg, where),
          ')',
        ),
      ),
    NthValue: refuse('it has no NTH_VALUE'),
    JSONGetItem: ({ arg, index }, e) => {
      const path = integerOf(index) ?? textOf(index);
      if (path === null) throw e.refusal('a computed JSON path', 'paths are literals');
      const at = text(typeof path === 'bigint' ? `$[${path}]` : `$.${path}`);
      const [object, scalar] = ['JSON_QUERY', 'JSON_VALUE'].map(
        (name) => call(name, e.doc(arg), at).doc,
      );
      return call('ISNULL', object ?? '', scalar ?? '');
    },
  }),
};

/** SQL Server 2022 and later. */
export const MSSQL: DialectSpec = {
  name: 'mssql',
  label: 'SQL Server',
  rows: ROWS,
  features: {
    ...STANDARD_FEATURES,
    nullsSort: 'smallest',
    nullsClause: false,
    windowNullsClause: false,
    intersectAll: false,
    sortsByCondition: false,
    limit: 'top',
    groupPositions: false,
    sortedSubqueries: false,
    sortedSets: false,
  },
  joins: STANDARD_JOINS,
  identifier: (name) => `[${name.replaceAll(']', ']]')}]`,
  type: mssqlType,
  literal,
  sampling: null,
  unnest: null,
  booleans: {
    asValue: ({ doc }, mayBeNull) =>
      mayBeNull
        ? atom(run('CASE WHEN ', doc, ' THEN 1 WHEN NOT (', doc, ') THEN 0 END'))
        : atom(run('CASE WHEN ', doc, ' THEN 1 ELSE 0 END')),
    asCondition: (value) => sql(run(value.doc, ' <> 0'), comparison),
  },
  windowFault: ({ func, how, start, end, order_by }) => {
    if (func.kind === 'CountDistinct') return 'DISTINCT is not allowed there';
    if (func.kind === 'GroupConcat') return 'STRING_AGG is not allowed there';
    if (how === 'range' && (isDistance(start) || isDistance(end)))
      return 'its ranges have no distances';
    const unordered = order_by.length === 0;
    const frame = start !== null || end !== null;
    const ranked = /^(RowNumber|MinRank|DenseRank|PercentRank|CumeDist|Lag|Lead|First|Last)$/;
    return unordered && (frame || ranked.test(func.kind)) ? 'it needs an order' : null;
  },
};
