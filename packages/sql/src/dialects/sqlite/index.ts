import { isFloating, isInteger, isNumeric } from '@ibert/ir';
import type { DataType, LiteralValue, OpArgs, Value } from '@ibert/ir';

import { aggregate } from '../../expressions/aggregates.js';
import { unlessNull } from '../../expressions/cases.js';
import { COMMON, integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { number, quoted, standardLiteral } from '../../expressions/literals.js';
import { atom, call, PRECEDENCE, sql, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { identifiers } from '../identifiers.js';
import { RESERVED } from '../reserved.js';
import {
  castResult,
  clipPassingNulls,
  floatDivide,
  floorOfDivide,
  isNotZero,
  logOfBase,
  roundTo,
  skippingNulls,
} from '../shared/numbers.js';
import {
  capitalized,
  concatBars,
  containsBy,
  findBy,
  lengthOf,
  sliceAsSubstring,
  substringBy,
  textOf,
} from '../shared/strings.js';
import { NO_NESTED_TYPES, NO_ORDERED_AGGREGATES } from '../shared/refusals.js';
import { infix, refuse, rows } from '../spec.js';
import type { DialectSpec } from '../spec.js';
import { SQLITE_TEMPORAL } from './temporal.js';

const { add, bitwise, comparison, unary } = PRECEDENCE;
const instr = (text: Doc, part: Doc): Doc => call('INSTR', text, part).doc;
const REGEX = refuse('it has no regular expressions of its own');
const STATISTICS = refuse('it has no such aggregate');

const NAMES: Readonly<Partial<Record<DataType['kind'], string>>> = {
  boolean: 'INTEGER',
  int8: 'INTEGER',
  int16: 'INTEGER',
  int32: 'INTEGER',
  int64: 'INTEGER',
  uint8: 'INTEGER',
  uint16: 'INTEGER',
  uint32: 'INTEGER',
  float32: 'REAL',
  float64: 'REAL',
  decimal: 'REAL',
  string: 'TEXT',
  uuid: 'TEXT',
  json: 'TEXT',
  binary: 'BLOB',
};

/** Dates and times are texts there. */
function literal(value: Exclude<LiteralValue, null>, type: DataType): Sql | undefined {
  switch (type.kind) {
    case 'date':
    case 'time':
    case 'uuid':
    case 'json':
      return atom(quoted(String(value)));
    case 'timestamp':
      return type.timezone === null ? atom(quoted(String(value))) : undefined;
    case 'decimal':
      return number(String(value));
    default:
      if (isFloating(type) && (value === Infinity || value === -Infinity)) {
        return number(value > 0 ? '9e999' : '-9e999');
      }
      return standardLiteral(value, type);
  }
}

function cast({ arg, to }: OpArgs<'Cast'>, e: Emitter): Sql {
  if (to.kind === 'date') return e.call('DATE', arg);
  if (to.kind === 'timestamp' && to.timezone === null && arg.dtype.kind !== 'timestamp') {
    return arg.dtype.kind === 'date' || arg.dtype.kind === 'string'
      ? e.call('DATETIME', arg)
      : call('DATETIME', e.doc(arg), "'unixepoch'");
  }
  if (to.kind === 'time') return e.call('TIME', arg);
  if (to.kind === 'boolean' && isNumeric(arg.dtype)) return isNotZero(arg, e);
  // CAST would cut the fraction off instead of rounding.
  if (isInteger(to) && isFloating(arg.dtype)) return e.cast(e.call('ROUND', arg).doc, to);
  return e.cast(arg, to);
}

/** LIKE ignores case there, GLOB does not: `%` and `_` become `*` and `?`. */
const like =
  (words: string) =>
  ({ arg, pattern, escape }: OpArgs<'StringSQLLike'>, e: Emitter): Sql => {
    const known = textOf(pattern);
    if (known === null || escape !== null) {
      throw e.refusal(
        'LIKE with a computed pattern or an escape',
        'its LIKE ignores case, and GLOB has other signs',
      );
    }
    const glob = known.replaceAll(/[*?[]/g, '[$&]').replaceAll('%', '*').replaceAll('_', '?');
    return sql(run(e.operand(arg, tighter(comparison)), ` ${words} `, quoted(glob)), comparison);
  };

function endsWith({ arg, end }: OpArgs<'EndsWith'>, e: Emitter): Sql {
  const size = textOf(end) === null ? null : [...(textOf(end) ?? '')].length;
  const length = size === null ? e.doc(lengthOf(end)) : String(size);
  if (size === 0) return sql(run(e.operand(arg, add), ' IS NOT NULL'), comparison);
  if (size === null)
    throw e.refusal('EndsWith of a computed text', 'an empty text would be found nowhere');
  return sql(run(call('SUBSTR', e.doc(arg), run('-', length)).doc, ' = ', e.doc(end)), comparison);
}

const ROWS = {
  ...COMMON,
  ...NO_NESTED_TYPES,
  ...NO_ORDERED_AGGREGATES,
  ...SQLITE_TEMPORAL,
  ...rows({
    Cast: cast,
    IdenticalTo: infix('IS', comparison),
    Divide: floatDivide,
    FloorDivide: floorOfDivide,
    Modulus: ({ left, right }, e, node) =>
      isFloating(node.dtype)
        ? e.call('MOD', left, right)
        : sql(
            run(e.operand(left, PRECEDENCE.multiply), ' % ', e.operand(right, unary)),
            PRECEDENCE.multiply,
          ),
    Ceil: castResult('CEIL'),
    Floor: castResult('FLOOR'),
    Round: roundTo,
    Clip: clipPassingNulls('MIN', 'MAX'),
    Greatest: skippingNulls('MAX'),
    Least: skippingNulls('MIN'),
    Log: logOfBase,
    Log2: 'LOG2',
    Log10: 'LOG10',
    Cot: refuse('it has no cotangent'),
    IsNan: refuse('its floats have no NaN'),
    IsInf: ({ arg }, e) => sql(run(e.operand(arg, add), ' IN (9e999, -9e999)'), comparison),
    BitwiseAnd: infix('&', bitwise),
    BitwiseOr: infix('|', bitwise),
    BitwiseNot: ({ arg }, e) => sql(run('~', e.operand(arg, tighter(unary))), unary),
    BitwiseXor: refuse('it has no exclusive or of bits'),
    BitwiseLeftShift: infix('<<', bitwise),
    BitwiseRightShift: infix('>>', bitwise),
    TryCast: refuse('it has no cast that yields NULL for what cannot be cast'),
    RandomScalar: () => sql('RANDOM() / 18446744073709551616.0 + 0.5', add),
    Hash: refuse('it has no hash function'),
    HexDigest: refuse('it has no hash function'),
    TypeOf: 'TYPEOF',
    Capitalize: capitalized,
    Substring: substringBy('SUBSTR'),
    StringSlice: sliceAsSubstring,
    StringFind: findBy(instr),
    StringContains: containsBy(instr),
    StartsWith: ({ arg, start }, e) =>
      sql(
        run(
          call('SUBSTR', e.doc(arg), '1', e.doc(lengthOf(start))).doc,
          ' = ',
          e.operand(start, tighter(comparison)),
        ),
        comparison,
      ),
    EndsWith: endsWith,
    StrRight: ({ arg, nchars }, e) => {
      const count = integerOf(nchars);
      if (count === null || count <= 0n)
        throw e.refusal('the right end of a computed length', 'it must be a positive number');
      return call('SUBSTR', e.doc(arg), `-${count}`, String(count));
    },
    Strip: ({ arg }, e) => call('TRIM', e.doc(arg), WHITESPACE),
    LStrip: ({ arg }, e) => call('LTRIM', e.doc(arg), WHITESPACE),
    RStrip: ({ arg }, e) => call('RTRIM', e.doc(arg), WHITESPACE),
    StringConcat: concatBars,
    StringJoin: ({ arg, sep }, e) => e.call('CONCAT_WS', sep, ...arg),
    StringSQLLike: like('GLOB'),
    StringSQLILike: ({ arg, pattern }, e) =>
      sql(
        run(e.operand(arg, tighter(comparison)), ' LIKE ', e.operand(pattern, tighter(comparison))),
        comparison,
      ),
    StringAscii: ({ arg }, e) =>
      unlessNull(e, [arg], call('COALESCE', e.call('UNICODE', arg).doc, '0').doc),
    Reverse: refuse('it cannot turn a text around'),
    Repeat: refuse('it cannot repeat a text'),
    Translate: refuse('it cannot replace characters one by one'),
    LPad: refuse('it cannot pad a text'),
    RPad: refuse('it cannot pad a text'),
    RegexSearch: REGEX,
    RegexExtract: REGEX,
    RegexReplace: REGEX,
    Any: 'MAX',
    All: 'MIN',
    Arbitrary: 'MIN',
    ApproxCountDistinct: ({ arg, where }, e) =>
      aggregate(e, 'COUNT', [arg], { distinct: true, where }),
    GroupConcat: ({ arg, sep, order_by, where }, e) =>
      aggregate(e, 'GROUP_CONCAT', [arg, sep], { where, orderBy: order_by }),
    StandardDev: STATISTICS,
    Variance: STATISTICS,
    Covariance: STATISTICS,
    JSONGetItem: ({ arg, index }, e) => call('JSON_EXTRACT', e.doc(arg), jsonPath(index, e)),
  }),
};

const WHITESPACE = 'CHAR(32, 9, 10, 13, 11, 12)';

function jsonPath(index: Value, e: Emitter): string {
  const known = integerOf(index) ?? textOf(index);
  if (known === null) throw e.refusal('a computed JSON path', 'paths are literals');
  return quoted(typeof known === 'bigint' ? `$[${known}]` : `$."${known}"`);
}

/** SQLite 3.46 and later. */
export const SQLITE: DialectSpec = {
  name: 'sqlite',
  label: 'SQLite',
  rows: ROWS,
  features: {
    qualify: false,
    semiJoin: false,
    tableSample: false,
    filterClause: true,
    nullsSort: 'smallest',
    nullsClause: true,
    windowNullsClause: true,
    setParentheses: false,
    intersectAll: false,
    values: false,
    star: null,
    noLimit: '-1',
    limitExpression: true,
    offsetFirst: false,
    setDistinct: false,
  },
  joins: {
    inner: 'JOIN',
    left: 'LEFT JOIN',
    right: 'RIGHT JOIN',
    outer: 'FULL JOIN',
    cross: 'CROSS JOIN',
  },
  identifier: identifiers('"', RESERVED, true),
  type: (type) => NAMES[type.kind],
  literal,
  sampling: null,
  unnest: null,
  windowFault: ({ func, start, end }) => {
    if (func.kind === 'CountDistinct') return 'DISTINCT is not allowed there';
    if (start?.dtype.kind === 'interval' || end?.dtype.kind === 'interval')
      return 'frames count rows or numbers there';
    const order = func.args['order_by'];
    return func.kind === 'GroupConcat' && Array.isArray(order) && order.length > 0
      ? 'aggregates with an order of their own are not allowed there'
      : null;
  },
};
