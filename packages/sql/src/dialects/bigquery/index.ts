import { isFloating, isNumeric, isOp, make } from '@ibert/ir';
import type { DataType, LiteralValue, OpArgs } from '@ibert/ir';

import { aggregate, conditional, joined, sortKey } from '../../expressions/aggregates.js';
import { unlessNull } from '../../expressions/cases.js';
import { COMMON, integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { standardLiteral } from '../../expressions/literals.js';
import { atom, call, PRECEDENCE, sql, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { flat, list, run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { identifiers } from '../identifiers.js';
import { RESERVED } from '../reserved.js';
import { clipPassingNulls, skippingNulls } from '../shared/numbers.js';
import {
  concatBars,
  containsBy,
  findBy,
  lowerLike,
  substringBy,
  textOf,
} from '../shared/strings.js';
import { turned } from '../shared/order.js';
import { extreme, STANDARD_FEATURES, STANDARD_JOINS, STANDARD_ROWS } from '../shared/standard.js';
import { infix, refuse, rows } from '../spec.js';
import type { DialectSpec } from '../spec.js';
import { BIGQUERY_NESTED } from './nested.js';
import { BIGQUERY_TEMPORAL } from './temporal.js';
import { bigqueryType } from './types.js';

const { bitwise, multiply, unary } = PRECEDENCE;
const strpos = (text: Doc, part: Doc): Doc => call('STRPOS', text, part).doc;

/** Quotes and backslashes are escaped with a backslash. */
function text(plain: string): string {
  const escaped = plain
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
  return `'${escaped}'`;
}
const WHITESPACE = "' \\t\\n\\r\\v\\f'";

/** Division of floats; by zero it is infinite only in IEEE_DIVIDE. */
function divide({ left, right }: OpArgs<'Divide'>, e: Emitter): Sql {
  const known = isOp(right, 'Literal') ? right.args.value : 0;
  if (known === 0 || known === 0n || known === null) return e.call('IEEE_DIVIDE', left, right);
  return sql(run(e.operand(left, multiply), ' / ', e.operand(right, tighter(multiply))), multiply);
}

function literal(value: Exclude<LiteralValue, null>, type: DataType, e: Emitter): Sql | undefined {
  if (type.kind === 'timestamp' && typeof value === 'string') {
    return type.timezone === null
      ? atom(`DATETIME ${text(value)}`)
      : atom(`TIMESTAMP ${text(`${value} ${type.timezone}`)}`);
  }
  const standard = standardLiteral(value, type, text);
  if (standard !== undefined) return standard;
  if (isFloating(type)) {
    const name = Number.isNaN(value) ? 'NaN' : Number(value) > 0 ? 'Infinity' : '-Infinity';
    return atom(`CAST('${name}' AS FLOAT64)`);
  }
  switch (type.kind) {
    case 'decimal':
      return atom(`${bigqueryType(type) ?? 'NUMERIC'} ${text(String(value))}`);
    case 'json':
      return atom(`JSON ${text(String(value))}`);
    case 'uuid':
      return atom(text(String(value)));
    case 'array': {
      const items = (value as readonly LiteralValue[]).map((item) =>
        e.doc(make('Literal', { value: item, type: type.value })),
      );
      return items.length === 0 ? e.cast('[]', type) : atom(list('[', items, ']'));
    }
    default:
      return undefined;
  }
}

/** The values as an array: without NULLs, in the order asked for. */
function collected(args: OpArgs<'First'>, e: Emitter, distinct: boolean, limit: string): Doc {
  const { arg, include_null, order_by, where } = args;
  if (where !== null && include_null)
    throw e.refusal('collecting NULLs under a condition', 'rows that fail it are NULLs as well');
  const order =
    order_by.length === 0 ? '' : run(' ORDER BY ', joined(order_by.map((key) => sortKey(e, key))));
  const nulls = include_null ? '' : ' IGNORE NULLS';
  return run(
    'ARRAY_AGG(',
    distinct ? 'DISTINCT ' : '',
    conditional(e, arg, where),
    nulls,
    order,
    limit,
    ')',
  );
}

const firstOf = (args: OpArgs<'First'>, e: Emitter): Sql =>
  atom(run(collected(args, e, false, ' LIMIT 1'), '[SAFE_OFFSET(0)]'));

const byKey =
  (ascending: boolean) =>
  ({ arg, key, where }: OpArgs<'ArgMin'>, e: Emitter): Sql => {
    if (where !== null)
      throw e.refusal(
        'the row with the extreme key under a condition',
        'rows that fail it are NULLs as well',
      );
    const order = make('SortKey', { arg: key, ascending, nulls_first: false });
    return firstOf({ arg, include_null: true, order_by: [order], where }, e);
  };

const ROWS = {
  ...COMMON,
  ...STANDARD_ROWS,
  ...BIGQUERY_TEMPORAL,
  ...BIGQUERY_NESTED,
  ...rows({
    Cast: ({ arg, to }, e) => {
      if (to.kind === 'timestamp' && isNumeric(arg.dtype)) return e.call('TIMESTAMP_SECONDS', arg);
      if (arg.dtype.kind === 'timestamp' && isNumeric(to))
        throw e.refusal('a timestamp as a number', 'it has no such cast; use epoch_seconds()');
      return e.cast(arg, to);
    },
    Divide: divide,
    FloorDivide: (args, e, node) => e.cast(call('FLOOR', divide(args, e).doc).doc, node.dtype),
    Modulus: ({ left, right }, e, node) => {
      if (isFloating(node.dtype))
        throw e.refusal('the rest of a division of floats', 'MOD takes integers and decimals');
      return e.call('MOD', left, right);
    },
    Clip: clipPassingNulls('LEAST', 'GREATEST'),
    Greatest: skippingNulls('GREATEST'),
    Least: skippingNulls('LEAST'),
    Log: ({ arg, base }, e) => (base === null ? e.call('LN', arg) : e.call('LOG', arg, base)),
    Log2: ({ arg }, e) => call('LOG', e.doc(arg), '2'),
    Log10: 'LOG10',
    Pi: () => atom('ACOS(-1)'),
    Degrees: ({ arg }, e) => sql(run(e.operand(arg, multiply), ' * 180 / ACOS(-1)'), multiply),
    Radians: ({ arg }, e) => sql(run(e.operand(arg, multiply), ' * ACOS(-1) / 180'), multiply),
    IsNan: 'IS_NAN',
    IsInf: 'IS_INF',
    BitwiseAnd: infix('&', bitwise),
    BitwiseOr: infix('|', bitwise),
    BitwiseXor: infix('^', bitwise),
    BitwiseNot: ({ arg }, e) => sql(run('~', e.operand(arg, tighter(unary))), unary),
    BitwiseLeftShift: infix('<<', bitwise),
    BitwiseRightShift: infix('>>', bitwise),
    RandomScalar: () => atom('RAND()'),
    RandomUUID: () => atom('GENERATE_UUID()'),
    TryCast: ({ arg, to }, e) => atom(run('SAFE_CAST(', e.doc(arg), ` AS ${e.type(to)})`)),
    HashBytes: ({ arg, how }, e) => {
      if (how !== 'md5' && how !== 'sha256')
        throw e.refusal(`HashBytes with ${how}`, 'it has md5 and sha256');
      return e.call(how.toUpperCase(), arg);
    },
    HexDigest: ({ arg, how }, e) => {
      if (how === 'md5' || how === 'sha256')
        return call('TO_HEX', e.call(how.toUpperCase(), arg).doc);
      throw e.refusal(`HexDigest with ${how}`, 'it has md5 and sha256');
    },

    Strip: ({ arg }, e) => call('TRIM', e.doc(arg), WHITESPACE),
    LStrip: ({ arg }, e) => call('LTRIM', e.doc(arg), WHITESPACE),
    RStrip: ({ arg }, e) => call('RTRIM', e.doc(arg), WHITESPACE),
    Substring: substringBy('SUBSTR'),
    StringFind: findBy(strpos),
    StringContains: containsBy(strpos),
    StartsWith: 'STARTS_WITH',
    EndsWith: 'ENDS_WITH',
    StringConcat: concatBars,
    StringJoin: ({ arg, sep }, e) =>
      call(
        'ARRAY_TO_STRING',
        list(
          '[',
          arg.map((v) => e.doc(v)),
          ']',
        ),
        e.doc(sep),
      ),
    StringSplit: 'SPLIT',
    StringSQLILike: lowerLike,
    Levenshtein: 'EDIT_DISTANCE',
    RegexSearch: 'REGEXP_CONTAINS',
    RegexReplace: 'REGEXP_REPLACE',
    RegexExtract: ({ arg, pattern, index }, e) => {
      const groups = (textOf(pattern) ?? '((').split(/(?<!\\)\((?!\?)/).length - 1;
      if (integerOf(index) !== BigInt(groups) || groups > 1) {
        throw e.refusal(
          'RegexExtract',
          'it yields the only group, or the match of a pattern without groups',
        );
      }
      return unlessNull(
        e,
        [arg],
        call('COALESCE', e.call('REGEXP_EXTRACT', arg, pattern).doc, "''").doc,
      );
    },

    CountStar: ({ where }, e) => (where === null ? atom('COUNT(*)') : e.call('COUNTIF', where)),
    Min: extreme('MIN', 'LOGICAL_AND'),
    Max: extreme('MAX', 'LOGICAL_OR'),
    Any: 'LOGICAL_OR',
    All: 'LOGICAL_AND',
    Arbitrary: ({ arg, where }, e) => firstOf({ arg, where, include_null: false, order_by: [] }, e),
    ApproxCountDistinct: 'APPROX_COUNT_DISTINCT',
    First: firstOf,
    Last: (args, e) => {
      if (args.order_by.length === 0)
        throw e.refusal('Last without an order', 'it can only turn an order around; say order_by=');
      return firstOf({ ...args, order_by: args.order_by.map(turned) }, e);
    },
    ArgMin: byKey(true),
    ArgMax: byKey(false),
    ArrayCollect: ({ distinct, ...args }, e) => atom(collected(args, e, distinct, '')),
    GroupConcat: ({ arg, sep, order_by, where }, e) =>
      aggregate(e, 'STRING_AGG', [arg, sep], { where, orderBy: order_by }),
    CountDistinctStar: ({ arg, where }, e) => {
      const columns = [...arg.schema.keys()].map((name) =>
        e.doc(make('Field', { rel: arg, name })),
      );
      const row = call('TO_JSON_STRING', call('STRUCT', ...columns).doc).doc;
      const value = where === null ? row : run('CASE WHEN ', e.doc(where), ' THEN ', row, ' END');
      return atom(run('COUNT(DISTINCT ', value, ')'));
    },
    BitAnd: 'BIT_AND',
    BitOr: 'BIT_OR',
    BitXor: 'BIT_XOR',

    Median: refuse('it only has approximate medians; use approx_median'),
    Quantile: refuse('it only has approximate quantiles; use approx_quantile'),
  }),
};

const INVALID = /[^\w\s-]+/g;
const columnName = (name: string): string => name.replaceAll(INVALID, '_');
const plain = identifiers('`', RESERVED, true);

/** GoogleSQL, as BigQuery speaks it. */
export const BIGQUERY: DialectSpec = {
  name: 'bigquery',
  label: 'BigQuery',
  rows: ROWS,
  features: {
    ...STANDARD_FEATURES,
    qualify: true,
    nullsSort: 'smallest',
    windowNullsClause: false,
    intersectAll: false,
    values: false,
    star: { exclude: 'EXCEPT', replace: 'REPLACE' },
    noLimit: '9223372036854775807',
    setDistinct: true,
  },
  joins: STANDARD_JOINS,
  identifier: (name) => plain(columnName(name)),
  columnName,
  type: bigqueryType,
  literal,
  sampling: null,
  unnest: {
    item: (array, alias, element, offset) => {
      const position = offset === null ? '' : `, ${offset}`;
      const by = offset === null ? '' : ` WITH OFFSET AS ${offset}`;
      const items = `SELECT AS STRUCT ${element}${position} FROM UNNEST(${flat(array.doc)}) AS ${element}${by}`;
      return `UNNEST(ARRAY(${items})) AS ${alias}`;
    },
    position: (column) => column,
  },
  windowFault: ({ func, start, end, order_by }) => {
    if (func.kind === 'CountDistinct' && order_by.length > 0)
      return 'DISTINCT is not allowed in an ordered one';
    return start?.dtype.kind === 'interval' || end?.dtype.kind === 'interval'
      ? 'ranges are numbers there'
      : null;
  },
};
