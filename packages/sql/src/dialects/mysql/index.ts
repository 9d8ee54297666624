import { isFloating } from '@ibert/ir';
import type { DataType, LiteralValue, OpArgs, Value } from '@ibert/ir';

import { aggregate, conditional, joined, sortKey } from '../../expressions/aggregates.js';
import { unlessNull, when } from '../../expressions/cases.js';
import { COMMON, integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { quoted, standardLiteral } from '../../expressions/literals.js';
import { atom, call, PRECEDENCE, sql, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { identifiers } from '../identifiers.js';
import { castResult, clipPassingNulls, skippingNulls } from '../shared/numbers.js';
import { padWhole } from '../shared/padding.js';
import {
  capitalized,
  containsBy,
  edgeIs,
  findBy,
  lowerLike,
  sliceAsSubstring,
  substringBy,
  textOf,
} from '../shared/strings.js';
import { NO_NESTED_TYPES, NO_ORDERED_AGGREGATES } from '../shared/refusals.js';
import { infix, refuse, rows } from '../spec.js';
import type { DialectSpec } from '../spec.js';
import { MYSQL_NUMBERS } from './numbers.js';
import { MYSQL_RESERVED } from './reserved.js';
import { MYSQL_TEMPORAL } from './temporal.js';
import { mysqlType } from './types.js';

const { comparison } = PRECEDENCE;
const locate = (text: Doc, part: Doc): Doc => call('LOCATE', part, text).doc;

/** MySQL reads backslashes in strings as escapes. */
const text = (plain: string): string => quoted(plain.replaceAll('\\', '\\\\'));

/** Everything that Python calls whitespace, at the asked ends. */
const trim =
  (pattern: string) =>
  ({ arg }: OpArgs<'Strip'>, e: Emitter): Sql =>
    call('REGEXP_REPLACE', e.doc(arg), text(pattern), "''");

const SPACE = '[ \\t\\n\\r\\x0B\\f]+';

/** A replacement without references to groups, which MySQL and MariaDB write differently. */
function replacement(value: Value, e: Emitter): Doc {
  const plain = textOf(value);
  if (plain === null || /[\\$]/.test(plain))
    throw e.refusal('RegexReplace with such a replacement', 'references to groups differ');
  return text(plain);
}

/** A pattern in which case counts, whatever the collation. */
const cased = (pattern: Value, e: Emitter): Doc => {
  const known = textOf(pattern);
  return known === null ? run("CONCAT('(?-i)', ", e.doc(pattern), ')') : text(`(?-i)${known}`);
};

function literal(value: Exclude<LiteralValue, null>, type: DataType): Sql | undefined {
  const standard = standardLiteral(value, type, text);
  if (standard !== undefined) return standard;
  if (isFloating(type)) return undefined;
  switch (type.kind) {
    case 'decimal':
      return atom(`CAST(${quoted(String(value))} AS ${mysqlType(type) ?? 'DECIMAL'})`);
    case 'uuid':
      return atom(quoted(String(value)));
    case 'json':
      return atom(`CAST(${text(String(value))} AS JSON)`);
    default:
      return undefined;
  }
}

/** The item of an array by its place or of an object by its key; NULL in every other value. */
function jsonItem({ arg, index }: OpArgs<'JSONGetItem'>, e: Emitter): Sql {
  const item = (path: string): Sql => call('JSON_EXTRACT', e.doc(arg), text(path));
  const key = textOf(index);
  if (key !== null) return item(`$.${JSON.stringify(key)}`);
  const place = integerOf(index);
  if (place === null) throw e.refusal('a computed JSON path', 'paths are literals');
  const fromEnd = place === -1n ? 'last' : `last-${-1n - place}`;
  // It takes a value that is no array for an array of this value.
  const isArray = run(call('JSON_TYPE', e.doc(arg)).doc, " = 'ARRAY'");
  return when(isArray, item(`$[${place < 0n ? fromEnd : place}]`).doc, null);
}

const ROWS = {
  ...COMMON,
  ...NO_NESTED_TYPES,
  ...NO_ORDERED_AGGREGATES,
  ...MYSQL_NUMBERS,
  ...MYSQL_TEMPORAL,
  ...rows({
    IdenticalTo: infix('<=>', comparison),
    Ceil: castResult('CEIL'),
    Floor: castResult('FLOOR'),
    Clip: clipPassingNulls('LEAST', 'GREATEST'),
    Greatest: skippingNulls('GREATEST'),
    Least: skippingNulls('LEAST'),
    Log: ({ arg, base }, e) => (base === null ? e.call('LN', arg) : e.call('LOG', base, arg)),
    Log2: 'LOG2',
    Log10: 'LOG10',
    IsNan: refuse('its floats have no NaN'),
    IsInf: refuse('its floats have no infinity'),
    RandomScalar: () => atom('RAND()'),
    RandomUUID: () => atom('UUID()'),
    TryCast: refuse('it has no cast that yields NULL for what cannot be cast'),
    Hash: refuse('its hashes are not those of other engines'),
    HexDigest: ({ arg, how }, e) => {
      if (how === 'md5') return e.call('MD5', arg);
      if (how === 'sha256') return call('SHA2', e.doc(arg), '256');
      throw e.refusal(`HexDigest with ${how}`, 'it has md5 and sha256');
    },

    StringLength: 'CHAR_LENGTH',
    StringAscii: ({ arg }, e) => call('ORD', run('CONVERT(', e.doc(arg), ' USING utf32)')),
    Strip: trim(`^${SPACE}|${SPACE}$`),
    LStrip: trim(`^${SPACE}`),
    RStrip: trim(`${SPACE}$`),
    Capitalize: capitalized,
    Substring: substringBy('SUBSTRING'),
    StringSlice: sliceAsSubstring,
    StringFind: findBy(locate),
    StringContains: containsBy(locate),
    StartsWith: ({ arg, start }, e) => edgeIs('LEFT', arg, start, e),
    EndsWith: ({ arg, end }, e) => edgeIs('RIGHT', arg, end, e),
    LPad: padWhole('left', 'LPAD'),
    RPad: padWhole('right', 'RPAD'),
    StringConcat: ({ arg }, e) => e.call('CONCAT', ...arg),
    StringJoin: ({ arg, sep }, e) => e.call('CONCAT_WS', sep, ...arg),
    StringSQLILike: lowerLike,
    Translate: refuse('it cannot replace characters one by one'),
    RegexSearch: ({ arg, pattern }, e) =>
      sql(run(e.operand(arg, tighter(comparison)), ' REGEXP ', cased(pattern, e)), comparison),
    RegexReplace: ({ arg, pattern, replacement: by }, e) =>
      call('REGEXP_REPLACE', e.doc(arg), cased(pattern, e), replacement(by, e)),
    RegexExtract: ({ arg, pattern, index }, e) => {
      if (integerOf(index) !== 0n)
        throw e.refusal('RegexExtract of a group', 'it only yields the whole match');
      const found = call('REGEXP_SUBSTR', e.doc(arg), cased(pattern, e)).doc;
      return unlessNull(e, [arg], call('COALESCE', found, "''").doc);
    },

    Any: 'MAX',
    All: 'MIN',
    Arbitrary: 'MIN',
    ApproxCountDistinct: ({ arg, where }, e) =>
      aggregate(e, 'COUNT', [arg], { distinct: true, where }),
    GroupConcat: ({ arg, sep, order_by, where }, e) => {
      const order =
        order_by.length === 0
          ? ''
          : run(' ORDER BY ', joined(order_by.map((key) => sortKey(e, key))));
      return atom(
        run('GROUP_CONCAT(', conditional(e, arg, where), order, ' SEPARATOR ', e.doc(sep), ')'),
      );
    },
    Covariance: refuse('it has no aggregates of two columns'),
    CountDistinctStar: refuse('it leaves out rows with a NULL when it counts several columns'),
    JSONGetItem: jsonItem,
  }),
};

/** MySQL 8.0.31 and later. */
export const MYSQL: DialectSpec = {
  name: 'mysql',
  label: 'MySQL',
  rows: ROWS,
  features: {
    qualify: false,
    semiJoin: false,
    tableSample: false,
    filterClause: false,
    nullsSort: 'smallest',
    nullsClause: false,
    windowNullsClause: false,
    setParentheses: true,
    intersectAll: true,
    values: false,
    star: null,
    noLimit: '18446744073709551615',
    limitExpression: false,
    offsetFirst: false,
    setDistinct: false,
  },
  joins: { inner: 'JOIN', left: 'LEFT JOIN', right: 'RIGHT JOIN', cross: 'CROSS JOIN' },
  identifier: identifiers('`', MYSQL_RESERVED, true),
  type: mysqlType,
  literal,
  sampling: null,
  unnest: null,
  windowFault: ({ func }) => {
    if (func.kind === 'CountDistinct') return 'DISTINCT is not allowed there';
    return func.kind === 'GroupConcat' ? 'GROUP_CONCAT is not allowed there' : null;
  },
};
