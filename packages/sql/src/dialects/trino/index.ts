import { isFloating, isNumeric, make } from '@ibert/ir';
import type { DataType, LiteralValue, OpArgs, Value } from '@ibert/ir';

import { aggregate, filtered, joined, sortKey } from '../../expressions/aggregates.js';
import { unlessNull } from '../../expressions/cases.js';
import { COMMON, countable } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { quoted, standardLiteral } from '../../expressions/literals.js';
import { atom, call, PRECEDENCE, sql, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { flat, list, run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { identifiers } from '../identifiers.js';
import { RESERVED } from '../reserved.js';
import { clipPassingNulls, floatDivide, logOfBase, skippingNulls } from '../shared/numbers.js';
import {
  concatBars,
  containsBy,
  ending,
  dollarReferences,
  findBy,
  lengthOf,
  lowerLike,
  substringBy,
} from '../shared/strings.js';
import { extreme, STANDARD_FEATURES, STANDARD_JOINS, STANDARD_ROWS } from '../shared/standard.js';
import { refuse, rows } from '../spec.js';
import type { DialectSpec } from '../spec.js';
import { TRINO_NESTED } from './nested.js';
import { TRINO_TEMPORAL } from './temporal.js';
import { trinoType } from './types.js';

const { comparison } = PRECEDENCE;
const strpos = (text: Doc, part: Doc): Doc => call('STRPOS', text, part).doc;
const WHITESPACE = "' \t\n\r\u000b\f'";

const trim =
  (side: string) =>
  ({ arg }: OpArgs<'Strip'>, e: Emitter): Sql =>
    atom(run(`TRIM(${side}${WHITESPACE} FROM `, e.doc(arg), ')'));

function literal(value: Exclude<LiteralValue, null>, type: DataType, e: Emitter): Sql | undefined {
  // A decimal point makes a DECIMAL there, an exponent a DOUBLE.
  const standard = standardLiteral(value, type);
  if (standard !== undefined) return isFloating(type) ? e.cast(standard.doc, type) : standard;
  if (isFloating(type))
    return atom(Number.isNaN(value) ? 'NAN()' : Number(value) > 0 ? 'INFINITY()' : '-INFINITY()');
  switch (type.kind) {
    case 'decimal':
      return atom(`CAST(${quoted(String(value))} AS ${trinoType(type) ?? 'DECIMAL'})`);
    case 'uuid':
      return atom(`UUID ${quoted(String(value))}`);
    case 'json':
      return atom(`JSON ${quoted(String(value))}`);
    case 'timestamp':
      return atom(`TIMESTAMP ${quoted(`${String(value)} ${type.timezone ?? ''}`.trimEnd())}`);
    case 'interval':
      return e.value(
        make('IntervalFromInteger', {
          arg: make('Literal', { value: value as bigint, type: { kind: 'int64', nullable: true } }),
          unit: type.unit,
        }),
      );
    case 'array':
      return atom(
        list(
          'ARRAY[',
          (value as readonly LiteralValue[]).map((item) =>
            e.doc(make('Literal', { value: item, type: type.value })),
          ),
          ']',
        ),
      );
    default:
      return undefined;
  }
}

const collected = (
  { arg, include_null, order_by, where }: OpArgs<'First'>,
  distinct: boolean,
  e: Emitter,
): Sql =>
  aggregate(e, 'ARRAY_AGG', [arg], {
    where,
    distinct,
    orderBy: order_by,
    ...(include_null ? {} : { also: make('NotNull', { arg }) }),
  });

const ROWS = {
  ...COMMON,
  ...STANDARD_ROWS,
  ...TRINO_TEMPORAL,
  ...TRINO_NESTED,
  ...rows({
    Divide: floatDivide,
    Clip: clipPassingNulls('LEAST', 'GREATEST'),
    Greatest: skippingNulls('GREATEST'),
    Least: skippingNulls('LEAST'),
    Log: logOfBase,
    Log2: 'LOG2',
    Log10: 'LOG10',
    Cot: ({ arg }, e) => sql(run('1 / ', e.call('TAN', arg).doc), PRECEDENCE.multiply),
    E: () => atom('E()'),
    Cast: ({ arg, to }, e) =>
      to.kind === 'timestamp' && isNumeric(arg.dtype)
        ? call('FROM_UNIXTIME', e.doc(arg), "'UTC'")
        : e.cast(arg, to),
    IsNan: 'IS_NAN',
    IsInf: 'IS_INFINITE',
    BitwiseAnd: 'BITWISE_AND',
    BitwiseOr: 'BITWISE_OR',
    BitwiseXor: 'BITWISE_XOR',
    BitwiseNot: 'BITWISE_NOT',
    BitwiseLeftShift: 'BITWISE_LEFT_SHIFT',
    BitwiseRightShift: 'BITWISE_RIGHT_SHIFT',
    RandomScalar: () => atom('RANDOM()'),
    RandomUUID: () => atom('UUID()'),
    TypeOf: 'TYPEOF',
    TryCast: ({ arg, to }, e) => atom(run('TRY_CAST(', e.doc(arg), ` AS ${e.type(to)})`)),
    HexDigest: ({ arg, how }, e) => {
      if (how !== 'md5' && how !== 'sha256')
        throw e.refusal(`HexDigest with ${how}`, 'it has md5 and sha256');
      return call(
        'LOWER',
        call('TO_HEX', call(how.toUpperCase(), e.call('TO_UTF8', arg).doc).doc).doc,
      );
    },

    Strip: trim(''),
    LStrip: trim('LEADING '),
    RStrip: trim('TRAILING '),
    Substring: substringBy('SUBSTR'),
    StringFind: findBy(strpos),
    StringContains: containsBy(strpos),
    StartsWith: 'STARTS_WITH',
    EndsWith: ({ arg, end }, e) =>
      sql(
        run(ending(arg, e.doc(lengthOf(end)), e).doc, ' = ', e.operand(end, tighter(comparison))),
        comparison,
      ),
    StrRight: ({ arg, nchars }, e) => ending(arg, e.operand(nchars, PRECEDENCE.multiply), e),
    Repeat: ({ arg, times }, e) => call('ARRAY_JOIN', e.call('REPEAT', arg, times).doc, "''"),
    StringAscii: refuse('CODEPOINT takes a single character only'),
    StringConcat: concatBars,
    StringJoin: ({ arg, sep }, e) => e.call('CONCAT_WS', sep, ...arg),
    ExtractProtocol: 'URL_EXTRACT_PROTOCOL',
    ExtractHost: 'URL_EXTRACT_HOST',
    ExtractPath: 'URL_EXTRACT_PATH',
    ExtractQuery: ({ arg, key }, e) =>
      key === null ? e.call('URL_EXTRACT_QUERY', arg) : e.call('URL_EXTRACT_PARAMETER', arg, key),
    ExtractFragment: 'URL_EXTRACT_FRAGMENT',
    StringSplit: 'SPLIT',
    StringSQLILike: lowerLike,
    Levenshtein: 'LEVENSHTEIN_DISTANCE',
    RegexSearch: 'REGEXP_LIKE',
    RegexSplit: 'REGEXP_SPLIT',
    RegexReplace: ({ arg, pattern, replacement: by }, e) =>
      call('REGEXP_REPLACE', e.doc(arg), e.doc(pattern), dollarReferences(by, quoted, e)),
    RegexExtract: ({ arg, pattern, index }, e) =>
      unlessNull(
        e,
        [arg],
        call('COALESCE', e.call('REGEXP_EXTRACT', arg, pattern, index).doc, "''").doc,
      ),

    Min: extreme('MIN', 'BOOL_AND'),
    Max: extreme('MAX', 'BOOL_OR'),
    Any: 'BOOL_OR',
    All: 'BOOL_AND',
    Arbitrary: 'ANY_VALUE',
    ApproxCountDistinct: 'APPROX_DISTINCT',
    ApproxMedian: ({ arg, where }, e) => {
      const median = call('APPROX_PERCENTILE', e.doc(arg), '0.5');
      return where === null ? median : filtered(e, median, where);
    },
    ApproxQuantile: 'APPROX_PERCENTILE',
    Kurtosis: ({ arg, how, where }, e) => {
      if (how === 'pop')
        throw e.refusal('the kurtosis of a population', 'it only has that of a sample');
      return aggregate(e, 'KURTOSIS', [countable(arg)], { where });
    },
    First: (args, e) => call('ELEMENT_AT', collected(args, false, e).doc, '1'),
    Last: (args, e) => call('ELEMENT_AT', collected(args, false, e).doc, '-1'),
    ArgMin: 'MIN_BY',
    ArgMax: 'MAX_BY',
    ArrayCollect: ({ distinct, ...args }, e) => collected(args, distinct, e),
    GroupConcat: ({ arg, sep, order_by, where }, e) => {
      const order =
        order_by.length === 0
          ? [make('Literal', { value: 1n, type: { kind: 'int8', nullable: true } })]
          : order_by;
      const keys = joined(order.map((key) => sortKey(e, key)));
      const text =
        arg.dtype.kind === 'string'
          ? e.doc(arg)
          : e.cast(arg, { kind: 'string', length: null, nullable: true }).doc;
      const all = atom(
        run(call('LISTAGG', text, e.doc(sep)).doc, ' WITHIN GROUP (ORDER BY ', keys, ')'),
      );
      return where === null ? all : filtered(e, all, where);
    },
    CountDistinctStar: ({ arg, where }, e) => {
      const args = [...arg.schema.keys()].map((name): Value => make('Field', { rel: arg, name }));
      const row = make('ScalarUDF', {
        name: 'ROW',
        args,
        type: { kind: 'unknown', nullable: true },
      });
      return aggregate(e, 'COUNT', [row], { distinct: true, where });
    },
    BitAnd: 'BITWISE_AND_AGG',
    BitOr: 'BITWISE_OR_AGG',
    BitXor: 'BITWISE_XOR_AGG',
  }),
};

/** Trino. */
export const TRINO: DialectSpec = {
  name: 'trino',
  label: 'Trino',
  rows: ROWS,
  features: { ...STANDARD_FEATURES, filterClause: true, nullsSort: 'last', offsetFirst: true },
  joins: STANDARD_JOINS,
  identifier: identifiers('"', RESERVED, true),
  type: trinoType,
  literal,
  sampling: null,
  unnest: {
    item: (array, alias, element, offset) => {
      const names = offset === null ? element : `${element}, ${offset}`;
      return `UNNEST(${flat(array.doc)})${offset === null ? '' : ' WITH ORDINALITY'} AS ${alias}(${names})`;
    },
    position: (column) => `${column} - 1`,
  },
  windowFault: ({ func }) =>
    func.kind === 'CountDistinct' ? 'DISTINCT is not allowed there' : null,
};
