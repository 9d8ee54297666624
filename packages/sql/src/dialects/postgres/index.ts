import { isFloating, isNumeric, isOp, make } from '@ibert/ir';
import type { DataType, LiteralValue, OpArgs, Relation, Value } from '@ibert/ir';

import { aggregate } from '../../expressions/aggregates.js';
import { unlessNull, when } from '../../expressions/cases.js';
import { COMMON, countable, integer, integerOf, plusOne } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { quoted, standardLiteral } from '../../expressions/literals.js';
import { like } from '../../expressions/predicates.js';
import { atom, call, PRECEDENCE, sql, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { flat, list, run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { identifiers } from '../identifiers.js';
import { firstOf, lastOf, orderedSet } from './aggregates.js';
import { POSTGRES_TEMPORAL } from './temporal.js';
import { postgresType } from './types.js';
import { RESERVED } from '../reserved.js';
import { castResult, floatDivide, floorOfDivide, isNotZero } from '../shared/numbers.js';
import {
  capitalized,
  concatBars,
  containsBy,
  edgeIs,
  findBy,
  padBy,
  sliceAsSubstring,
  substringBy,
} from '../shared/strings.js';
import { infix, refuse, rows } from '../spec.js';
import type { DialectSpec } from '../spec.js';

const { add, comparison, bitwise, unary, atom: tight } = PRECEDENCE;
const NUMERIC: DataType = { kind: 'decimal', precision: null, scale: null, nullable: true };
const WHITESPACE = "E' \\t\\n\\r\\x0B\\f'";
const strpos = (text: Doc, part: Doc): Doc => call('STRPOS', text, part).doc;

/** ROUND halves away from zero, which PostgreSQL only does for NUMERIC. */
function round({ arg, digits }: OpArgs<'Round'>, e: Emitter, node: Value): Sql {
  const exact = isFloating(arg.dtype) ? e.cast(arg, NUMERIC).doc : e.doc(arg);
  const text =
    integerOf(digits) === 0n ? call('ROUND', exact) : call('ROUND', exact, e.doc(digits));
  return e.cast(text.doc, node.dtype);
}

function cast({ arg, to }: OpArgs<'Cast'>, e: Emitter): Sql {
  if (to.kind === 'boolean' && isNumeric(arg.dtype)) {
    return isNotZero(arg, e);
  }
  if (arg.dtype.kind === 'boolean' && isNumeric(to) && to.kind !== 'int32') {
    return e.cast(e.cast(arg, { kind: 'int32', nullable: true }).doc, to);
  }
  if (to.kind === 'timestamp' && isNumeric(arg.dtype)) return e.call('TO_TIMESTAMP', arg);
  if (to.kind === 'interval') return e.value(make('IntervalFromInteger', { arg, unit: to.unit }));
  return e.cast(arg, to);
}

function modulus({ left, right }: OpArgs<'Modulus'>, e: Emitter, node: Value): Sql {
  if (!isFloating(node.dtype)) {
    return sql(
      run(e.operand(left, PRECEDENCE.multiply), ' % ', e.operand(right, PRECEDENCE.unary)),
      PRECEDENCE.multiply,
    );
  }
  return e.cast(call('MOD', e.cast(left, NUMERIC).doc, e.cast(right, NUMERIC).doc).doc, node.dtype);
}

const logarithm = (base: Doc, arg: Value, e: Emitter): Sql =>
  atom(run('CAST(LOG(', base, ', ', e.cast(arg, NUMERIC).doc, ') AS DOUBLE PRECISION)'));

const shift =
  (operator: string) =>
  ({ left, right }: OpArgs<'BitwiseLeftShift'>, e: Emitter): Sql => {
    const by = isOp(right, 'Literal')
      ? e.doc(right)
      : e.cast(right, { kind: 'int32', nullable: true }).doc;
    return sql(run(e.operand(left, tighter(bitwise)), ` ${operator} `, by), bitwise);
  };

function clip({ arg, lower, upper }: OpArgs<'Clip'>, e: Emitter): Sql {
  let text: Doc = e.doc(arg);
  if (upper !== null) text = call('LEAST', text, e.doc(upper)).doc;
  if (lower !== null) text = call('GREATEST', text, e.doc(lower)).doc;
  return when(run(e.operand(arg, bitwise), ' IS NOT NULL'), text, null);
}

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

const ROWS = {
  ...COMMON,
  ...POSTGRES_TEMPORAL,
  ...rows({
    Cast: cast,
    Divide: floatDivide,
    FloorDivide: floorOfDivide,
    Modulus: modulus,
    Ceil: castResult('CEIL'),
    Floor: castResult('FLOOR'),
    Round: round,
    Clip: clip,
    Log: ({ arg, base }, e) =>
      base === null ? e.call('LN', arg) : logarithm(e.cast(base, NUMERIC).doc, arg, e),
    Log2: ({ arg }, e) => logarithm('2', arg, e),
    Log10: 'LOG',
    IsNan: ({ arg }, e) =>
      sql(run(e.operand(arg, add), " = CAST('NaN' AS DOUBLE PRECISION)"), comparison),
    IsInf: ({ arg }, e) =>
      sql(run(e.call('ABS', arg).doc, " = CAST('Infinity' AS DOUBLE PRECISION)"), comparison),
    BitwiseAnd: infix('&', bitwise),
    BitwiseOr: infix('|', bitwise),
    BitwiseXor: infix('#', bitwise),
    BitwiseNot: ({ arg }, e) => sql(run('~', e.operand(arg, tighter(unary))), unary),
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
    LPad: padBy('LPAD'),
    RPad: padBy('RPAD'),
    StringConcat: concatBars,
    StringJoin: ({ arg, sep }, e) => e.call('CONCAT_WS', sep, ...arg),
    ArrayStringJoin: 'ARRAY_TO_STRING',
    StringSplit: ({ arg, delimiter }, e) => {
      const parts = e.call('STRING_TO_ARRAY', arg, delimiter).doc;
      return when(run(e.operand(arg, add), " = ''"), "ARRAY['']", parts);
    },
    StringSQLILike: like('ILIKE'),
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

    Min: ({ arg, where }, e) =>
      aggregate(e, arg.dtype.kind === 'boolean' ? 'BOOL_AND' : 'MIN', [arg], { where }),
    Max: ({ arg, where }, e) =>
      aggregate(e, arg.dtype.kind === 'boolean' ? 'BOOL_OR' : 'MAX', [arg], { where }),
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
    Correlation: ({ left, right, how, where }, e) => {
      if (how === 'sample')
        throw e.refusal('a sample correlation', 'it only has that of the population');
      return aggregate(e, 'CORR', [countable(left), countable(right)], { where });
    },
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
    CountDistinctStar: ({ arg, where }, e) =>
      aggregate(e, 'COUNT', [rowOf(arg)], { distinct: true, where }),
    BitAnd: 'BIT_AND',
    BitOr: 'BIT_OR',
    BitXor: 'BIT_XOR',

    Array: ({ exprs }, e, node) =>
      e.cast(
        list(
          'ARRAY[',
          exprs.map((v) => e.doc(v)),
          ']',
        ),
        node.dtype,
      ),
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
    ArrayContains: ({ arg, other }, e) =>
      unlessNull(e, [arg, other], run(e.call('ARRAY_POSITION', arg, other).doc, ' IS NOT NULL')),
    ArrayConcat: (args, e) => unlessNull(e, args.arg, concatBars(args, e).doc),
    ArrayRemove: ({ arg, other }, e) => {
      if (!isOp(other, 'Literal'))
        throw e.refusal('ArrayRemove of a computed value', 'a NULL would remove the NULLs');
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
  windowFault: ({ func }) => {
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
