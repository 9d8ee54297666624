import { isFloating, isNumeric, make } from '@ibert/ir';
import type { DataType, LiteralValue, OpArgs, Value } from '@ibert/ir';

import { aggregate, conditional } from '../../expressions/aggregates.js';
import { unlessNull, when } from '../../expressions/cases.js';
import { COMMON, countable, integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { standardLiteral } from '../../expressions/literals.js';
import { like } from '../../expressions/predicates.js';
import { atom, call, PRECEDENCE, sql } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { flat, run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { clipPassingNulls, floatDivide, log, logOfBase, skippingNulls } from '../shared/numbers.js';
import { concatBars, findBy, substringBy } from '../shared/strings.js';
import { turned } from '../shared/order.js';
import { extreme, STANDARD_FEATURES, STANDARD_JOINS, STANDARD_ROWS } from '../shared/standard.js';
import { within } from '../shared/within.js';
import { refuse, rows } from '../spec.js';
import type { DialectSpec } from '../spec.js';
import { SNOWFLAKE_TEMPORAL } from './temporal.js';

const { add, comparison } = PRECEDENCE;
const position = (text: Doc, part: Doc): Doc => call('POSITION', part, text).doc;
const WHITESPACE = "' \\t\\n\\r\\f\\x0B'";

const NAMES: Readonly<Partial<Record<DataType['kind'], string>>> = {
  boolean: 'BOOLEAN',
  int8: 'TINYINT',
  int16: 'SMALLINT',
  int32: 'INT',
  int64: 'BIGINT',
  uint8: 'BIGINT',
  uint16: 'BIGINT',
  uint32: 'BIGINT',
  float16: 'FLOAT',
  float32: 'FLOAT',
  float64: 'DOUBLE',
  string: 'VARCHAR',
  uuid: 'VARCHAR',
  binary: 'BINARY',
  date: 'DATE',
  time: 'TIME',
  json: 'VARIANT',
  array: 'ARRAY',
  map: 'OBJECT',
  struct: 'OBJECT',
};

function type(dtype: DataType): string | undefined {
  if (dtype.kind === 'decimal') return `DECIMAL(${dtype.precision ?? 38}, ${dtype.scale ?? 9})`;
  if (dtype.kind === 'timestamp') return dtype.timezone === null ? 'TIMESTAMP_NTZ' : 'TIMESTAMP_TZ';
  return NAMES[dtype.kind];
}

/** Backslashes escape in strings there. */
const text = (plain: string): string => `'${plain.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

function literal(value: Exclude<LiteralValue, null>, dtype: DataType): Sql | undefined {
  const standard = standardLiteral(value, dtype, text);
  if (standard !== undefined) return standard;
  if (isFloating(dtype)) {
    const name = Number.isNaN(value) ? 'NaN' : Number(value) > 0 ? 'inf' : '-inf';
    return atom(`CAST('${name}' AS DOUBLE)`);
  }
  switch (dtype.kind) {
    case 'decimal':
      return atom(`CAST(${text(String(value))} AS ${type(dtype) ?? 'DECIMAL'})`);
    case 'uuid':
      return atom(text(String(value)));
    case 'timestamp':
      return atom(
        `CAST(${text(`${String(value)} ${dtype.timezone ?? ''}`.trimEnd())} AS TIMESTAMP_TZ)`,
      );
    case 'json':
      return atom(`PARSE_JSON(${text(String(value))})`);
    default:
      return undefined;
  }
}

function firstOf(
  { arg, include_null, order_by, where }: OpArgs<'First'>,
  e: Emitter,
  node: Value,
): Sql {
  if (include_null) throw e.refusal('the first of values with NULLs', 'its arrays leave NULLs out');
  const values = within(e, run('ARRAY_AGG(', conditional(e, arg, where), ')'), order_by);
  return e.cast(call('GET', values, '0').doc, node.dtype);
}

const ROWS = {
  ...COMMON,
  ...STANDARD_ROWS,
  ...SNOWFLAKE_TEMPORAL,
  ...rows({
    Cast: ({ arg, to }, e) => {
      if (to.kind === 'timestamp' && isNumeric(arg.dtype))
        return call('TO_TIMESTAMP_NTZ', e.doc(arg), '0');
      // There is one type of arrays, whatever is in them.
      if (to.kind === 'array') return when(call('IS_ARRAY', e.doc(arg)).doc, e.doc(arg), null);
      return e.cast(arg, to);
    },
    TypeOf: ({ arg }, e) => call('TYPEOF', e.call('TO_VARIANT', arg).doc),
    Divide: floatDivide,
    Clip: clipPassingNulls('LEAST', 'GREATEST'),
    Greatest: skippingNulls('GREATEST'),
    Least: skippingNulls('LEAST'),
    Log: logOfBase,
    Log2: log(2n),
    Log10: log(10n),
    IsNan: ({ arg }, e) => sql(run(e.operand(arg, add), " = CAST('NaN' AS DOUBLE)"), comparison),
    IsInf: ({ arg }, e) => sql(run(e.call('ABS', arg).doc, " = CAST('inf' AS DOUBLE)"), comparison),
    BitwiseAnd: 'BITAND',
    BitwiseOr: 'BITOR',
    BitwiseXor: 'BITXOR',
    BitwiseNot: 'BITNOT',
    BitwiseLeftShift: 'BITSHIFTLEFT',
    BitwiseRightShift: 'BITSHIFTRIGHT',
    RandomScalar: () => atom('UNIFORM(0::DOUBLE, 1::DOUBLE, RANDOM())'),
    RandomUUID: () => atom('UUID_STRING()'),
    TryCast: ({ arg, to }, e) => {
      if (arg.dtype.kind !== 'string')
        throw e.refusal('TryCast of a value that is no text', 'TRY_CAST takes texts only');
      return atom(run('TRY_CAST(', e.doc(arg), ` AS ${e.type(to)})`));
    },
    HexDigest: ({ arg, how }, e) => {
      if (how === 'md5') return e.call('MD5', arg);
      if (how === 'sha256') return call('SHA2', e.doc(arg), '256');
      throw e.refusal(`HexDigest with ${how}`, 'it has md5 and sha256');
    },

    Strip: ({ arg }, e) => call('TRIM', e.doc(arg), WHITESPACE),
    LStrip: ({ arg }, e) => call('LTRIM', e.doc(arg), WHITESPACE),
    RStrip: ({ arg }, e) => call('RTRIM', e.doc(arg), WHITESPACE),
    Substring: substringBy('SUBSTRING'),
    StringFind: findBy(position),
    StringContains: 'CONTAINS',
    StartsWith: 'STARTSWITH',
    EndsWith: 'ENDSWITH',
    StringConcat: concatBars,
    StringJoin: refuse('its CONCAT_WS yields NULL where one of the texts is NULL'),
    StringSplit: 'SPLIT',
    StringSQLILike: like('ILIKE'),
    Levenshtein: 'EDITDISTANCE',
    RegexSearch: ({ arg, pattern }, e) =>
      sql(run(e.call('REGEXP_INSTR', arg, pattern).doc, ' > 0'), comparison),
    RegexReplace: 'REGEXP_REPLACE',
    RegexExtract: ({ arg, pattern, index }, e) => {
      const group = integerOf(index);
      if (group === null)
        throw e.refusal('RegexExtract of a computed group', 'the group must be a number');
      const rest = group === 0n ? [] : ['1', '1', "'ce'", String(group)];
      const found = call('REGEXP_SUBSTR', e.doc(arg), e.doc(pattern), ...rest).doc;
      return unlessNull(e, [arg], call('COALESCE', found, "''").doc);
    },

    Min: extreme('MIN', 'BOOLAND_AGG'),
    Max: extreme('MAX', 'BOOLOR_AGG'),
    Any: 'BOOLOR_AGG',
    All: 'BOOLAND_AGG',
    Arbitrary: 'MIN',
    Mode: 'MODE',
    Median: ({ arg, where }, e) => {
      if (!isNumeric(arg.dtype))
        throw e.refusal('the median of values that are no numbers', 'MEDIAN takes numbers');
      return aggregate(e, 'MEDIAN', [arg], { where });
    },
    Quantile: ({ arg, quantile, where }, e) => {
      const kind = isNumeric(arg.dtype) ? 'CONT' : 'DISC';
      const at = flat(e.doc(quantile));
      return atom(
        run(`PERCENTILE_${kind}(${at}) WITHIN GROUP (ORDER BY `, conditional(e, arg, where), ')'),
      );
    },
    ApproxMedian: ({ arg, where }, e) =>
      call('APPROX_PERCENTILE', conditional(e, arg, where), '0.5'),
    ApproxQuantile: 'APPROX_PERCENTILE',
    ApproxCountDistinct: 'APPROX_COUNT_DISTINCT',
    Kurtosis: ({ arg, how, where }, e) => {
      if (how === 'pop')
        throw e.refusal('the kurtosis of a population', 'it only has that of a sample');
      return aggregate(e, 'KURTOSIS', [countable(arg)], { where });
    },
    First: firstOf,
    Last: (args, e, node) => {
      if (args.order_by.length === 0)
        throw e.refusal('Last without an order', 'it can only turn an order around; say order_by=');
      return firstOf({ ...args, order_by: args.order_by.map(turned) }, e, node);
    },
    ArgMin: 'MIN_BY',
    ArgMax: 'MAX_BY',
    ArrayCollect: ({ arg, include_null, distinct, order_by, where }, e) => {
      if (include_null) throw e.refusal('collecting NULLs', 'its arrays leave NULLs out');
      return atom(
        within(
          e,
          run('ARRAY_AGG(', distinct ? 'DISTINCT ' : '', conditional(e, arg, where), ')'),
          order_by,
        ),
      );
    },
    // LISTAGG of nothing is an empty text there.
    GroupConcat: ({ arg, sep, order_by, where }, e) => {
      const value = conditional(e, arg, where);
      const all = within(e, call('LISTAGG', value, e.doc(sep)).doc, order_by);
      return when(run(call('COUNT', value).doc, ' > 0'), all, null);
    },
    CountDistinctStar: refuse('it leaves out rows with a NULL when it counts several columns'),
    BitAnd: 'BITAND_AGG',
    BitOr: 'BITOR_AGG',
    BitXor: 'BITXOR_AGG',

    Array: ({ exprs }, e) => e.call('ARRAY_CONSTRUCT', ...exprs),
    ArrayLength: 'ARRAY_SIZE',
    ArrayRemove: 'ARRAY_REMOVE',
    ArrayDistinct: 'ARRAY_DISTINCT',
    ArraySort: 'ARRAY_SORT',
    ArrayIntersect: 'ARRAY_INTERSECTION',
    ArrayFlatten: 'ARRAY_FLATTEN',
    ArrayUnion: ({ left, right }, e) =>
      call('ARRAY_DISTINCT', e.call('ARRAY_CAT', left, right).doc),
    StructColumn: ({ names, values }, e) =>
      call(
        'OBJECT_CONSTRUCT_KEEP_NULL',
        ...values.flatMap((v, i) => [text(names[i] ?? ''), e.doc(v)]),
      ),
    JSONGetItem: 'GET',
    StructField: ({ arg, field }, e, node) =>
      e.cast(call('GET', e.doc(arg), text(field)).doc, node.dtype),
    Unnest: refuse('it spreads arrays in FROM only; use Table.unnest'),
    ArrayIndex: ({ arg, index }, e, node) => {
      const known = integerOf(index);
      if (known === null || known < 0n)
        throw e.refusal('an index from the end', 'it counts from the start only');
      return e.cast(call('GET', e.doc(arg), String(known)).doc, node.dtype);
    },
    ArrayContains: ({ arg, other }, e) => {
      const variant = make('ScalarUDF', { name: 'TO_VARIANT', args: [other], type: other.dtype });
      return e.call('ARRAY_CONTAINS', variant, arg);
    },
  }),
};

/** Snowflake; all names are quoted, since it would turn bare ones to upper case. */
export const SNOWFLAKE: DialectSpec = {
  name: 'snowflake',
  label: 'Snowflake',
  rows: ROWS,
  features: {
    ...STANDARD_FEATURES,
    qualify: true,
    intersectAll: false,
    star: { exclude: 'EXCLUDE', replace: 'REPLACE' },
    noLimit: 'NULL',
  },
  joins: STANDARD_JOINS,
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  type,
  literal,
  sampling: null,
  unnest: null,
  windowFault: ({ func, order_by, start, end }) => {
    if (func.kind === 'CountDistinct' && order_by.length > 0)
      return 'DISTINCT is not allowed in an ordered one';
    if (order_by.length === 0 && (start !== null || end !== null)) return 'a frame needs an order';
    return null;
  },
};
