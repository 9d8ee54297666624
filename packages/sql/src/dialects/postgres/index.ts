import { childrenOf, isFloating, isNumeric, isOp, make } from '@ibert/ir';
import type { DataType, LiteralValue, OpArgs, Relation, Value } from '@ibert/ir';

import { aggregate } from '../../expressions/aggregates.js';
import { unlessNull, when } from '../../expressions/cases.js';
import { COMMON, integer, integerOf, plusOne } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { quoted, standardLiteral } from '../../expressions/literals.js';
import { atom, call, PRECEDENCE, sql, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { flat, list, run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { identifiers } from '../identifiers.js';
import { firstOf, lastOf, orderedSet } from './aggregates.js';
import { checkOperands, comparesBoolean, plainLike, POSTGRES_COMPARISONS } from './comparisons.js';
import { POSTGRES_NUMBERS } from './numbers.js';
import { POSTGRES_TEMPORAL } from './temporal.js';
import { incomparable, postgresType } from './types.js';
import { RESERVED } from '../reserved.js';
import { notBefore } from '../shared/negation.js';
import { padWhole } from '../shared/padding.js';
import {
  capitalized,
  concatBars,
  containsBy,
  edgeIs,
  findBy,
  sliceAsSubstring,
  substringBy,
} from '../shared/strings.js';
import { infix, refuse, rows } from '../spec.js';
import type { DialectSpec } from '../spec.js';

const { add, bitwise, unary, atom: tight } = PRECEDENCE;
const WHITESPACE = "E' \\t\\n\\r\\x0B\\f'";
const strpos = (text: Doc, part: Doc): Doc => call('STRPOS', text, part).doc;

const shift =
  (operator: string) =>
  ({ left, right }: OpArgs<'BitwiseLeftShift'>, e: Emitter): Sql => {
    const by = isOp(right, 'Literal')
      ? e.doc(right)
      : e.cast(right, { kind: 'int32', nullable: true }).doc;
    return sql(run(e.operand(left, tighter(bitwise)), ` ${operator} `, by), bitwise);
  };

function literal(value: Exclude<LiteralValue, null>, type: DataType, e: Emitter): Sql | undefined {
  const text = (plain: string): string =>
    plain.includes('\\') ? `E${quoted(plain.replaceAll('\\', '\\\\'))}` : quoted(plain);
  const standard = standardLiteral(value, type, text);
  if (standard !== undefined) return standard;
  if (isFloating(type) && typeof value === 'number') {
    const name = Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
    return atom(`CAST('${name}' AS DOUBLE PRECISION)`);
  }
  switch (type.kind) {
    case 'decimal':
    case 'uuid':
    case 'json':
      return atom(run('CAST(', text(String(value)), ` AS ${e.type(type)})`));
    case 'timestamp':
      return type.timezone === null
        ? undefined
        : atom(`TIMESTAMPTZ ${quoted(`${String(value)} ${type.timezone}`)}`);
    case 'interval':
      return e.value(
        make('IntervalFromInteger', { arg: integer(value as bigint), unit: type.unit }),
      );
    case 'array': {
      const items = (value as readonly LiteralValue[]).map((item) =>
        e.doc(make('Literal', { value: item, type: type.value })),
      );
      const array = list('ARRAY[', items, ']');
      return items.length === 0 ? e.cast(array, type) : atom(array);
    }
    default:
      return undefined;
  }
}

const negate = notBefore(comparesBoolean);
const notLike = plainLike('NOT LIKE');

/** NOT, said by the operator itself where it has a negated form. */
function not(args: OpArgs<'Not'>, e: Emitter): Sql {
  const inner = isOp(args.arg, 'Alias') ? args.arg.args.arg : args.arg;
  if (isOp(inner, 'InValues') || isOp(inner, 'Between')) checkOperands(childrenOf(inner), e);
  return isOp(inner, 'StringSQLLike') ? notLike(inner.args, e) : negate(args, e);
}

/** MIN and MAX of booleans have other names. */
const extreme =
  (name: 'MIN' | 'MAX', ofBooleans: string) =>
  ({ arg, where }: OpArgs<'Min'>, e: Emitter): Sql => {
    if (['uuid', 'json', 'macaddr'].includes(arg.dtype.kind))
      throw e.refusal(`${name} of ${arg.dtype.kind}`, 'it has none for such values');
    return aggregate(e, arg.dtype.kind === 'boolean' ? ofBooleans : name, [arg], { where });
  };

const ROWS = {
  ...COMMON,
  ...POSTGRES_COMPARISONS,
  ...POSTGRES_NUMBERS,
  ...POSTGRES_TEMPORAL,
  ...rows({
    Not: not,
    BitwiseAnd: infix('&', bitwise),
    BitwiseOr: infix('|', bitwise),
    BitwiseXor: infix('#', bitwise),
    // The sign binds less tightly than + and -: ~a - ~b would be ~(a - ~b).
    BitwiseNot: ({ arg }, e) =>
      sql(run('~', e.operand(arg, tighter(unary))), PRECEDENCE.comparison),
    BitwiseLeftShift: shift('<<'),
    BitwiseRightShift: shift('>>'),
    RandomScalar: () => atom('RANDOM()'),
    RandomUUID: () => atom('GEN_RANDOM_UUID()'),
    TryCast: refuse('it has no cast that yields NULL for what cannot be cast'),
    Hash: refuse('its hashes are not those of other engines'),

    Strip: ({ arg }, e) => call('BTRIM', e.doc(arg), WHITESPACE),
    LStrip: ({ arg }, e) => call('LTRIM', e.doc(arg), WHITESPACE),
    RStrip: ({ arg }, e) => call('RTRIM', e.doc(arg), WHITESPACE),
    Capitalize: capitalized,
    Substring: substringBy('SUBSTRING', true),
    StringSlice: sliceAsSubstring,
    StringFind: findBy(strpos),
    StringContains: containsBy(strpos),
    StartsWith: 'STARTS_WITH',
    EndsWith: ({ arg, end }, e) => edgeIs('RIGHT', arg, end, e),
    LPad: padWhole('left', 'LPAD'),
    RPad: padWhole('right', 'RPAD'),
    StringConcat: concatBars,
    StringJoin: ({ arg, sep }, e) => e.call('CONCAT_WS', sep, ...arg),
    ArrayStringJoin: ({ arg, sep }, e) =>
      // Of nothing but NULLs, Ibis makes NULL; of nothing at all, an empty text.
      when(
        run(
          e.call('CARDINALITY', arg).doc,
          ' = 0 OR CARDINALITY(ARRAY_REMOVE(',
          e.doc(arg),
          ', NULL)) > 0',
        ),
        e.call('ARRAY_TO_STRING', arg, sep).doc,
        null,
      ),
    StringSplit: ({ arg, delimiter }, e) => {
      const parts = e.call('STRING_TO_ARRAY', arg, delimiter).doc;
      return when(run(e.operand(arg, add), " = ''"), "ARRAY['']", parts);
    },
    RegexSearch: ({ arg, pattern }, e) =>
      sql(
        run(e.operand(arg, tighter(bitwise)), ' ~ ', e.operand(pattern, tighter(bitwise))),
        bitwise,
      ),
    RegexReplace: ({ arg, pattern, replacement }, e) =>
      call('REGEXP_REPLACE', e.doc(arg), e.doc(pattern), e.doc(replacement), "'g'"),
    RegexSplit: 'REGEXP_SPLIT_TO_ARRAY',
    RegexExtract: ({ arg, pattern, index }, e) => {
      const group = integerOf(index);
      if (group === null)
        throw e.refusal('RegexExtract of a computed group', 'the group must be a number');
      // The whole match comes out when the pattern has no groups of its own.
      const whole = run("'(' || ", e.operand(pattern, PRECEDENCE.concat), " || ')'");
      const found = run('(REGEXP_MATCH(', e.doc(arg), ', ', whole, `))[${group + 1n}]`);
      return unlessNull(e, [arg], call('COALESCE', found, "''").doc);
    },
    HexDigest: ({ arg, how }, e) => {
      if (how === 'md5') return e.call('MD5', arg);
      if (how === 'sha256')
        return atom(run('ENCODE(SHA256(CONVERT_TO(', e.doc(arg), ", 'UTF8')), 'hex')"));
      throw e.refusal(`HexDigest with ${how}`, 'it has md5 and sha256');
    },

    Min: extreme('MIN', 'BOOL_AND'),
    Max: extreme('MAX', 'BOOL_OR'),
    Any: 'BOOL_OR',
    All: 'BOOL_AND',
    Arbitrary: 'ANY_VALUE',
    Mode: ({ arg, where }, e) => orderedSet(e, 'MODE()', arg, where),
    Median: ({ arg, where }, e) =>
      orderedSet(
        e,
        isNumeric(arg.dtype) ? 'PERCENTILE_CONT(0.5)' : 'PERCENTILE_DISC(0.5)',
        arg,
        where,
      ),
    Quantile: ({ arg, quantile, where }, e) =>
      orderedSet(
        e,
        `PERCENTILE_${isNumeric(arg.dtype) ? 'CONT' : 'DISC'}(${flat(e.doc(quantile))})`,
        arg,
        where,
      ),
    ApproxMedian: ({ arg, where }, e) => orderedSet(e, 'PERCENTILE_CONT(0.5)', arg, where),
    ApproxQuantile: ({ arg, quantile, where }, e) =>
      orderedSet(e, `PERCENTILE_CONT(${flat(e.doc(quantile))})`, arg, where),
    ApproxCountDistinct: ({ arg, where }, e) =>
      aggregate(e, 'COUNT', [arg], { distinct: true, where }),
    First: firstOf,
    Last: lastOf,
    ArgMin: ({ arg, key, where }, e) =>
      firstOf({ arg, where, include_null: true, order_by: [sorted(key, true)] }, e),
    ArgMax: ({ arg, key, where }, e) =>
      firstOf({ arg, where, include_null: true, order_by: [sorted(key, false)] }, e),
    ArrayCollect: ({ arg, include_null, distinct, order_by, where }, e) =>
      aggregate(e, 'ARRAY_AGG', [arg], {
        where,
        distinct,
        orderBy: order_by,
        ...(include_null ? {} : { also: make('NotNull', { arg }) }),
      }),
    GroupConcat: ({ arg, sep, order_by, where }, e) => {
      const text =
        arg.dtype.kind === 'string'
          ? arg
          : make('Cast', { arg, to: { kind: 'string', length: null, nullable: true } });
      return aggregate(e, 'STRING_AGG', [text, sep], { where, orderBy: order_by });
    },
    CountDistinctStar: ({ arg, where }, e) => {
      const fault = incomparable([...arg.schema.values()]);
      if (fault !== null) throw e.refusal('the number of distinct rows', fault);
      return aggregate(e, 'COUNT', [rowOf(arg)], { distinct: true, where });
    },
    BitAnd: 'BIT_AND',
    BitOr: 'BIT_OR',
    BitXor: 'BIT_XOR',

    Array: ({ exprs }, e, node) => {
      if (exprs.some(({ dtype }) => dtype.kind === 'array'))
        throw e.refusal('an array of arrays', 'they are tables there');
      const items = exprs.map((v) => e.doc(v));
      return e.cast(list('ARRAY[', items, ']'), node.dtype);
    },
    ArrayLength: 'CARDINALITY',
    ArrayIndex: ({ arg, index }, e) => {
      const known = integerOf(index);
      const size = e.call('CARDINALITY', arg).doc;
      if (known !== null) {
        const at = known >= 0n ? String(known + 1n) : run(size, ` + ${known + 1n}`);
        return atom(run('(', e.doc(arg), ')[', at, ']'));
      }
      const back = run(size, ' + ', e.doc(plusOne(index)));
      return atom(
        run(
          '(',
          e.doc(arg),
          ')[',
          when(run(e.operand(index, add), ' < 0'), back, e.doc(plusOne(index))).doc,
          ']',
        ),
      );
    },
    ArrayContains: ({ arg, other }, e) => {
      const item = arg.dtype.kind === 'array' ? arg.dtype.value.kind : other.dtype.kind;
      if ((item === 'boolean') !== (other.dtype.kind === 'boolean'))
        throw e.refusal('ArrayContains of another type', 'the elements must be of the same type');
      return unlessNull(
        e,
        [arg, other],
        run(e.call('ARRAY_POSITION', arg, other).doc, ' IS NOT NULL'),
      );
    },
    ArrayConcat: (args, e) => unlessNull(e, args.arg, concatBars(args, e).doc),
    ArrayRemove: ({ arg, other }, e) => {
      if (!isOp(other, 'Literal') || other.args.value === null)
        throw e.refusal('ArrayRemove of a computed value or NULL', 'a NULL would remove the NULLs');
      return e.call('ARRAY_REMOVE', arg, other);
    },
    Unnest: 'UNNEST',
    StructField: ({ arg, field }, e) => atom(run('(', e.doc(arg), `).${e.identifier(field)}`)),
    JSONGetItem: ({ arg, index }, e) =>
      atom(run('(', e.operand(arg, tight), ' -> ', e.doc(index), ')')),
  }),
};

/** `ROW(a, b, …)` of all columns. */
function rowOf(rel: Relation): Value {
  const args = [...rel.schema.keys()].map((name): Value => make('Field', { rel, name }));
  return make('ScalarUDF', { name: 'ROW', args, type: { kind: 'unknown', nullable: true } });
}

const sorted = (arg: Value, ascending: boolean): Value =>
  make('SortKey', { arg, ascending, nulls_first: false });

/** Names are cut after 63 bytes, at a character's end. */
function keptName(name: string): string {
  let kept = '';
  let bytes = 0;
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > 63) break;
    kept += character;
  }
  return kept;
}

/** PostgreSQL 16 and later. */
export const POSTGRES: DialectSpec = {
  name: 'postgres',
  label: 'PostgreSQL',
  rows: ROWS,
  features: {
    qualify: false,
    semiJoin: false,
    tableSample: false,
    filterClause: true,
    nullsSort: 'largest',
    nullsClause: true,
    windowNullsClause: true,
    setParentheses: true,
    intersectAll: true,
    values: true,
    star: null,
    noLimit: null,
    computedLimit: (value, of) => (of === 'limit' ? value : call('GREATEST', value, '0').doc),
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
  identifier: identifiers('"', RESERVED, false),
  columnName: keptName,
  type: postgresType,
  literal,
  sampling: null,
  unnest: {
    item: (array, alias, element, offset) => {
      const names = offset === null ? element : `${element}, ${offset}`;
      return `UNNEST(${flat(array.doc)})${offset === null ? '' : ' WITH ORDINALITY'} AS ${alias}(${names})`;
    },
    position: (column) => `${column} - 1`,
  },
  relationFault: (relation) => {
    if (relation.kind === 'Distinct') return incomparable([...relation.schema.values()]);
    if (relation.kind === 'Sort') return incomparable(relation.keys.map(({ dtype }) => dtype));
    if (relation.kind !== 'Aggregate') return null;
    return incomparable([...relation.groups.values()].map(({ dtype }) => dtype));
  },
  windowFault: ({ func, group_by, order_by }) => {
    const fault = incomparable([...group_by, ...order_by].map(({ dtype }) => dtype));
    if (fault !== null) return fault;
    if (func.kind === 'CountDistinct') return 'DISTINCT is not allowed there';
    if (
      ['Mode', 'Median', 'Quantile', 'ApproxMedian', 'ApproxQuantile', 'ArgMin', 'ArgMax'].includes(
        func.kind,
      )
    ) {
      return 'it sorts rows of its own';
    }
    const order = func.args['order_by'];
    return Array.isArray(order) && order.length > 0 && func.kind !== 'First' && func.kind !== 'Last'
      ? 'aggregates with an order of their own are not allowed there'
      : null;
  },
};
