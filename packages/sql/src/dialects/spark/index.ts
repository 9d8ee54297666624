import { isFloating, isInteger, make } from '@ibert/ir';
import type { DataType, LiteralValue, OpArgs, Value } from '@ibert/ir';

import { aggregate, conditional } from '../../expressions/aggregates.js';
import { COMMON, integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { standardLiteral } from '../../expressions/literals.js';
import { like } from '../../expressions/predicates.js';
import { atom, call, PRECEDENCE, sql } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { list, run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { identifiers } from '../identifiers.js';
import { RESERVED } from '../reserved.js';
import {
  clipUnlessNull,
  digestBy,
  extreme,
  items,
  spreadBy,
  STANDARD_FEATURES,
  STANDARD_JOINS,
  STANDARD_ROWS,
} from '../shared/standard.js';
import { dollarReferences, findBy, substringBy, textOf } from '../shared/strings.js';
import { infix, refuse, rows } from '../spec.js';
import type { DialectSpec, RowTable } from '../spec.js';
import { SPARK_NESTED } from './nested.js';
import { SPARK_TEMPORAL, sparkInterval } from './temporal.js';
import { sparkType } from './types.js';

const { bitwise, multiply, comparison } = PRECEDENCE;
const locate = (text: Doc, part: Doc): Doc => call('LOCATE', part, text).doc;

/** Backslashes escape in strings there, quotes included. */
const text = (plain: string): string =>
  `'${plain.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
const WHITESPACE = "' \\t\\n\\r\\013\\014'";

const trim =
  (side: string) =>
  ({ arg }: OpArgs<'Strip'>, e: Emitter): Sql =>
    atom(run(`TRIM(${side}${WHITESPACE} FROM `, e.doc(arg), ')'));

const logarithm =
  (base: number) =>
  ({ arg }: { readonly arg: Value }, e: Emitter): Sql =>
    call('LOG', String(base), e.doc(arg));

const present =
  (name: 'FIRST' | 'LAST') =>
  ({ arg, where }: { readonly arg: Value; readonly where: Value | null }, e: Emitter): Sql =>
    atom(run(`${name}(`, conditional(e, arg, where), ') IGNORE NULLS'));

const end =
  (name: 'FIRST' | 'LAST') =>
  (args: OpArgs<'First'>, e: Emitter): Sql => {
    if (args.order_by.length > 0) throw e.refusal(`${name} in an order`, 'it takes no order');
    if (args.include_null) throw e.refusal(`${name} of values with NULLs`, 'it passes NULLs over');
    return present(name)(args, e);
  };

const percentile = (name: string, arg: Value, level: Doc, where: Value | null, e: Emitter): Sql =>
  call(name, conditional(e, arg, where), level);

function literal(value: Exclude<LiteralValue, null>, type: DataType, e: Emitter): Sql | undefined {
  if (typeof value === 'string') {
    if (type.kind === 'time') return undefined;
    if (type.kind === 'date') {
      const [year, month, day] = value.split('-').map(Number);
      return atom(`MAKE_DATE(${year}, ${month}, ${day})`);
    }
    if (type.kind === 'timestamp' && type.timezone === null)
      return atom(`CAST(${text(value.replace(' ', 'T'))} AS TIMESTAMP)`);
  }
  const standard = standardLiteral(value, type, text);
  if (standard !== undefined) return standard;
  if (isFloating(type)) {
    const name = Number.isNaN(value) ? 'NaN' : Number(value) > 0 ? 'Inf' : '-Inf';
    return atom(`CAST('${name}' AS DOUBLE)`);
  }
  switch (type.kind) {
    case 'decimal':
      return atom(`CAST(${text(String(value))} AS ${sparkType(type) ?? 'DECIMAL'})`);
    case 'uuid':
      return atom(text(String(value)));
    case 'interval':
      return typeof value === 'bigint'
        ? sparkInterval(make('Literal', { value, type }), e)
        : undefined;
    case 'array':
      return atom(list('ARRAY(', items(value as readonly unknown[], type, e), ')'));
    default:
      return undefined;
  }
}

const ROWS = {
  ...COMMON,
  ...STANDARD_ROWS,
  ...SPARK_TEMPORAL,
  ...SPARK_NESTED,
  ...rows({
    // A cast would cut the fraction off.
    Cast: ({ arg, to }, e) =>
      e.cast(isInteger(to) && isFloating(arg.dtype) ? e.call('BROUND', arg).doc : arg, to),
    TryCast: ({ arg, to }, e) => atom(run('TRY_CAST(', e.doc(arg), ` AS ${e.type(to)})`)),
    RandomScalar: () => atom('RAND()'),
    RandomUUID: () => atom('UUID()'),
    HexDigest: digestBy({
      md5: (arg) => call('MD5', arg).doc,
      sha1: (arg) => call('SHA', arg).doc,
      sha256: (arg) => call('SHA2', arg, '256').doc,
      sha512: (arg) => call('SHA2', arg, '512').doc,
    }),
    Divide: infix('/', multiply),
    FloorDivide: ({ left, right }, e, node) => {
      const quotient = e.infix(infix('/', multiply), { left, right });
      return e.cast(call('FLOOR', quotient.doc).doc, node.dtype);
    },
    Clip: clipUnlessNull,
    Log: ({ arg, base }, e) =>
      base === null
        ? e.call('LN', arg)
        : sql(run(e.call('LN', arg).doc, ' / ', e.call('LN', base).doc), multiply),
    Log2: logarithm(2),
    Log10: logarithm(10),
    IsNan: 'ISNAN',
    BitwiseNot: ({ arg }, e) => sql(run('~', e.operand(arg, PRECEDENCE.atom)), PRECEDENCE.unary),
    BitwiseAnd: infix('&', bitwise),
    BitwiseOr: infix('|', bitwise),
    BitwiseXor: infix('^', bitwise),
    BitwiseLeftShift: 'SHIFTLEFT',
    BitwiseRightShift: 'SHIFTRIGHT',

    Strip: trim(''),
    LStrip: trim('LEADING '),
    RStrip: trim('TRAILING '),
    Substring: substringBy('SUBSTRING'),
    StringFind: findBy(locate),
    StringContains: 'CONTAINS',
    StartsWith: 'STARTSWITH',
    EndsWith: 'ENDSWITH',
    StringConcat: 'CONCAT',
    StringJoin: ({ arg, sep }, e) => e.call('CONCAT_WS', sep, ...arg),
    StringSQLILike: like('ILIKE'),
    Levenshtein: 'LEVENSHTEIN',
    RegexSearch: ({ arg, pattern }, e) =>
      sql(run(e.operand(arg, bitwise), ' RLIKE ', e.operand(pattern, bitwise)), comparison),
    RegexExtract: ({ arg, pattern, index }, e) => {
      const group = integerOf(index);
      if (group === null)
        throw e.refusal('RegexExtract of a computed group', 'the group must be a number');
      return e.call('REGEXP_EXTRACT', arg, pattern, index);
    },
    RegexReplace: ({ arg, pattern, replacement: by }, e) =>
      call('REGEXP_REPLACE', e.doc(arg), e.doc(pattern), dollarReferences(by, text, e)),
    RegexSplit: 'SPLIT',
    StringSplit: ({ arg, delimiter }, e) => {
      const plain = textOf(delimiter);
      if (plain === null || /[\\^$.|?*+()[\]{}]/.test(plain))
        throw e.refusal('a split at such a text', 'its SPLIT takes a pattern, not a plain text');
      return e.call('SPLIT', arg, delimiter);
    },

    CountDistinctStar: refuse('it leaves out rows with a NULL when it counts several columns'),
    ApproxCountDistinct: 'APPROX_COUNT_DISTINCT',
    Min: extreme('MIN', 'BOOL_AND'),
    Max: extreme('MAX', 'BOOL_OR'),
    All: 'BOOL_AND',
    Any: 'BOOL_OR',
    Variance: spreadBy('VAR_POP', 'VAR_SAMP'),
    Correlation: ({ left, right, where }, e) => aggregate(e, 'CORR', [left, right], { where }),
    Mode: 'MODE',
    Arbitrary: present('FIRST'),
    First: end('FIRST'),
    Last: end('LAST'),
    ArgMin: 'MIN_BY',
    ArgMax: 'MAX_BY',
    ArrayCollect: ({ arg, include_null, distinct, order_by, where }, e) => {
      if (order_by.length > 0) throw e.refusal('ArrayCollect in an order', 'it takes no order');
      if (include_null) throw e.refusal('collecting NULLs', 'its arrays leave NULLs out');
      return atom(
        run('COLLECT_LIST(', distinct ? 'DISTINCT ' : '', conditional(e, arg, where), ')'),
      );
    },
    GroupConcat: ({ arg, sep, order_by, where }, e) => {
      if (order_by.length > 0) throw e.refusal('GroupConcat in an order', 'it takes no order');
      const values = call('COLLECT_LIST', conditional(e, arg, where)).doc;
      const some = run('CASE WHEN SIZE(', values, ') <> 0 THEN ', values, ' END');
      return call('ARRAY_JOIN', some, e.doc(sep));
    },
    Median: ({ arg, where }, e) => percentile('PERCENTILE', arg, '0.5', where, e),
    Quantile: ({ arg, quantile, where }, e) =>
      percentile('PERCENTILE', arg, e.doc(quantile), where, e),
    MultiQuantile: ({ arg, quantile, where }, e) =>
      percentile('PERCENTILE', arg, e.doc(quantile), where, e),
    ApproxMedian: ({ arg, where }, e) => percentile('PERCENTILE_APPROX', arg, '0.5', where, e),
    ApproxQuantile: ({ arg, quantile, where }, e) =>
      percentile('APPROX_PERCENTILE', arg, e.doc(quantile), where, e),
    ApproxMultiQuantile: ({ arg, quantile, where }, e) =>
      percentile('APPROX_PERCENTILE', arg, e.doc(quantile), where, e),
    BitAnd: 'BIT_AND',
    BitOr: 'BIT_OR',
    BitXor: 'BIT_XOR',
    JSONGetItem: ({ arg, index }, e) => {
      const path = integerOf(index) ?? textOf(index);
      if (path === null) throw e.refusal('a computed JSON path', 'paths are literals');
      return call(
        'GET_JSON_OBJECT',
        e.doc(arg),
        text(typeof path === 'bigint' ? `$[${path}]` : `$.${path}`),
      );
    },
  }),
};

/** Apache Spark 3.5 and later. */
export const SPARK: DialectSpec = {
  name: 'spark',
  label: 'Spark',
  rows: ROWS,
  features: {
    ...STANDARD_FEATURES,
    nullsSort: 'smallest',
    semiJoin: true,
  },
  joins: { ...STANDARD_JOINS, semi: 'LEFT SEMI JOIN', anti: 'LEFT ANTI JOIN' },
  identifier: identifiers('`', RESERVED, true),
  type: sparkType,
  literal,
  sampling: null,
  unnest: null,
  windowFault: ({ func }) =>
    func.kind === 'CountDistinct' ? 'DISTINCT is not allowed there' : null,
};

/** `TRY_DIVIDE`: an error of the division by zero becomes NULL. */
const tryDivide = (left: Value, right: Value, e: Emitter): Sql => e.call('TRY_DIVIDE', left, right);

const DATABRICKS_ROWS: RowTable = {
  ...ROWS,
  ...rows({
    TypeOf: 'TYPEOF',
    Divide: ({ left, right }, e) => tryDivide(left, right, e),
    FloorDivide: ({ left, right }, e, node) =>
      e.cast(call('FLOOR', tryDivide(left, right, e).doc).doc, node.dtype),
    RegexSearch: 'REGEXP_LIKE',
    JSONGetItem: refuse('its path operator takes only what it knows to be VARIANT'),
  }),
};

/** Databricks SQL: Spark with strict arithmetic and functions of its own. */
export const DATABRICKS: DialectSpec = {
  ...SPARK,
  name: 'databricks',
  label: 'Databricks',
  rows: DATABRICKS_ROWS,
  features: { ...SPARK.features, qualify: true, star: { exclude: 'EXCEPT', replace: 'REPLACE' } },
};
