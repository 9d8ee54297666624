import { childrenOf, isFloating, isInteger, isOp, make } from '@ibert/ir';
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
import { notBefore } from '../shared/negation.js';
import { padWhole } from '../shared/padding.js';
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
import { NO_NESTED_TYPES } from '../shared/refusals.js';
import { infix, refuse, rows } from '../spec.js';
import type { DialectSpec } from '../spec.js';
import { SORTS_ROWS, SQLITE_AGGREGATES } from './aggregates.js';
import { SQLITE_COMPARISONS } from './moments.js';
import { numericCast, SQLITE_NUMBERS } from './numbers.js';
import { SQLITE_TEMPORAL } from './temporal.js';

const { add, bitwise, comparison, concat, unary } = PRECEDENCE;
const MOMENTS: ReadonlySet<string> = new Set(['date', 'time', 'timestamp']);
const instr = (text: Doc, part: Doc): Doc => call('INSTR', text, part).doc;
const REGEX = refuse('it has no regular expressions of its own');

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
  const from = arg.dtype.kind;
  if (from === to.kind && from !== 'decimal') return e.value(arg);
  if (to.kind === 'json' || to.kind === 'binary' || from === 'binary') {
    throw e.refusal(`a cast of ${from} to ${to.kind}`, 'it would only say so, not convert');
  }
  const number = numericCast({ arg, to }, e);
  if (number !== null) return number;
  if (to.kind === 'date') {
    if (from === 'timestamp') return call('SUBSTR', e.doc(arg), '1', '10');
    return e.call('DATE', arg);
  }
  if (to.kind === 'timestamp' && to.timezone === null) {
    if (from === 'date') return sql(run(e.operand(arg, concat), " || ' 00:00:00'"), concat);
    if (isInteger(arg.dtype)) return call('DATETIME', e.doc(arg), "'unixepoch'");
    throw e.refusal('a cast to a timestamp', 'it would cut off fractions of a second');
  }
  if (to.kind === 'time') {
    if (from === 'timestamp') return call('SUBSTR', e.doc(arg), '12');
    throw e.refusal('a cast to a time', 'it would cut off fractions of a second');
  }
  if (to.kind === 'string' && MOMENTS.has(from)) return e.value(arg);
  if (from === 'string' && (isInteger(to) || isFloating(to) || to.kind === 'boolean')) {
    throw e.refusal(`a cast of text to ${to.kind}`, 'it takes a text that is none for zero');
  }
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
    const pattern_ = known.replaceAll(/[*?[]/g, '[$&]').replaceAll('%', '*').replaceAll('_', '?');
    return sql(
      run(e.operand(arg, tighter(comparison)), ` ${words} `, quoted(pattern_)),
      comparison,
    );
  };

const negate = notBefore((value) => childrenOf(value).some(({ dtype }) => MOMENTS.has(dtype.kind)));
const glob = like('GLOB');
const notGlob = like('NOT GLOB');

/** NOT, said by the operator itself where it has a negated form. */
function not(args: OpArgs<'Not'>, e: Emitter): Sql {
  const inner = isOp(args.arg, 'Alias') ? args.arg.args.arg : args.arg;
  return isOp(inner, 'StringSQLLike') ? notGlob(inner.args, e) : negate(args, e);
}

function endsWith({ arg, end }: OpArgs<'EndsWith'>, e: Emitter): Sql {
  const size = textOf(end) === null ? null : [...(textOf(end) ?? '')].length;
  const length = size === null ? e.doc(lengthOf(end)) : String(size);
  if (size === 0) return unlessNull(e, [arg], 'TRUE');
  if (size === null)
    throw e.refusal('EndsWith of a computed text', 'an empty text would be found nowhere');
  return sql(run(call('SUBSTR', e.doc(arg), run('-', length)).doc, ' = ', e.doc(end)), comparison);
}

const ROWS = {
  ...COMMON,
  ...NO_NESTED_TYPES,
  ...SQLITE_AGGREGATES,
  ...SQLITE_COMPARISONS,
  ...SQLITE_NUMBERS,
  ...SQLITE_TEMPORAL,
  ...rows({
    Cast: cast,
    Not: not,
    Coalesce: ({ arg }, e) => {
      const [only] = arg;
      return only !== undefined && arg.length === 1 ? e.value(only) : e.call('COALESCE', ...arg);
    },
    BitwiseAnd: infix('&', bitwise),
    BitwiseOr: infix('|', bitwise),
    BitwiseNot: ({ arg }, e) => sql(run('~', e.operand(arg, tighter(unary))), unary),
    BitwiseRightShift: infix('>>', bitwise),
    TryCast: refuse('it has no cast that yields NULL for what cannot be cast'),
    RandomScalar: () => sql('RANDOM() / 18446744073709551616.0 + 0.5', add),
    Hash: refuse('it has no hash function'),
    HexDigest: refuse('it has no hash function'),
    TypeOf: refuse('its types are those of values, not of columns'),
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
    StringSQLLike: glob,
    StringSQLILike: ({ arg, pattern }, e) =>
      sql(
        run(e.operand(arg, tighter(comparison)), ' LIKE ', e.operand(pattern, tighter(comparison))),
        comparison,
      ),
    StringAscii: ({ arg }, e) =>
      unlessNull(e, [arg], call('COALESCE', e.call('UNICODE', arg).doc, '0').doc),
    Reverse: refuse('it cannot turn a text around'),
    Repeat: ({ arg, times }, e) => {
      // A text of so many zero bytes, with each byte replaced.
      const zeros = call('HEX', call('ZEROBLOB', e.doc(times)).doc).doc;
      return unlessNull(e, [arg, times], call('REPLACE', zeros, "'00'", e.doc(arg)).doc);
    },
    Translate: refuse('it cannot replace characters one by one'),
    LPad: padWhole('left', null),
    RPad: padWhole('right', null),
    RegexSearch: REGEX,
    RegexExtract: REGEX,
    RegexReplace: REGEX,
    Any: 'MAX',
    All: 'MIN',
    Arbitrary: 'MIN',
    ApproxCountDistinct: ({ arg, where }, e) =>
      aggregate(e, 'COUNT', [arg], { distinct: true, where }),
    GroupConcat: ({ arg, sep, order_by, where }, e) => {
      const text =
        arg.dtype.kind === 'string'
          ? arg
          : make('Cast', { arg, to: { kind: 'string', length: null, nullable: true } });
      return aggregate(e, 'GROUP_CONCAT', [text, sep], { where, orderBy: order_by });
    },
    JSONGetItem: ({ arg, index }, e) =>
      atom(run('(', e.operand(arg, PRECEDENCE.atom), ' -> ', jsonPath(index, e), ')')),
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
    computedLimit: (value, of) => call('COALESCE', value, of === 'limit' ? '-1' : '0').doc,
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
  windowFault: ({ func, order_by, start, end }) => {
    if (func.kind === 'CountDistinct') return 'DISTINCT is not allowed there';
    if (SORTS_ROWS.has(func.kind)) return 'it is made of other aggregates';
    if (func.kind === 'Arbitrary' && order_by.length > 0) return 'it does not look at the order';
    if (start?.dtype.kind === 'interval' || end?.dtype.kind === 'interval')
      return 'frames count rows or numbers there';
    const order = func.args['order_by'];
    return func.kind === 'GroupConcat' && Array.isArray(order) && order.length > 0
      ? 'aggregates with an order of their own are not allowed there'
      : null;
  },
};
