import { isOp, make } from '@ibert/ir';
import type { OpArgs, Value } from '@ibert/ir';

import { infix, rows } from '../dialects/spec.js';
import { run } from '../format/doc.js';
import { aggregate, countStar } from './aggregates.js';
import { bucket, ifElse, searchedCase, simpleCase } from './cases.js';
import type { Emitter } from './emitter.js';
import {
  and,
  between,
  existsSubquery,
  inSubquery,
  inValues,
  isNull,
  like,
  not,
  or,
  scalarSubquery,
} from './predicates.js';
import { atom, PRECEDENCE, sql, tighter } from './sql.js';
import type { Sql } from './sql.js';
import { countsFromOne, shifted, windowed } from './windows.js';

const { add, multiply, comparison, unary } = PRECEDENCE;
const PLUS = infix('+', add);
const compare = (operator: string) => infix(operator, comparison);

/** What every SQL dialect at hand writes in the same way; dialects override single rows. */
export const COMMON = rows({
  And: and,
  Or: or,
  Not: not,
  Equals: compare('='),
  NotEquals: compare('<>'),
  Greater: compare('>'),
  GreaterEqual: compare('>='),
  Less: compare('<'),
  LessEqual: compare('<='),
  IdenticalTo: compare('IS NOT DISTINCT FROM'),
  Xor: compare('<>'),
  Between: (args, e) => between(args, e),
  InValues: (args, e) => inValues(args, e),
  IsNull: isNull('IS NULL'),
  NotNull: isNull('IS NOT NULL'),
  NullIf: 'NULLIF',
  Coalesce: 'COALESCE',
  Greatest: 'GREATEST',
  Least: 'LEAST',
  IfElse: ifElse,
  SearchedCase: searchedCase,
  SimpleCase: simpleCase,
  Bucket: bucket,
  ScalarSubquery: scalarSubquery,
  ExistsSubquery: existsSubquery,
  InSubquery: (args, e) => inSubquery(args, e),
  Literal: literal,
  Cast: ({ arg, to }, e) => e.cast(arg, to),
  Argument: ({ name }, e) => atom(e.identifier(name)),
  ScalarParameter: (_args, e) => {
    throw e.refusal('an unbound parameter', 'it has no value; give one before asking for SQL');
  },
  ScalarUDF: ({ name, args }, e) => e.call(name, ...args),
  DateNow: () => atom('CURRENT_DATE'),
  TimestampNow: () => atom('CURRENT_TIMESTAMP'),

  Add: (args, e) => rankFromOne(args, e) ?? e.infix(PLUS, args),
  Subtract: infix('-', add),
  Multiply: infix('*', multiply),
  Divide: infix('/', multiply),
  Modulus: infix('%', multiply),
  Negate: ({ arg }, e) => sql(run('-', e.operand(arg, tighter(unary))), unary),
  Abs: 'ABS',
  Sign: 'SIGN',
  Exp: 'EXP',
  Sqrt: 'SQRT',
  Ln: 'LN',
  Power: 'POWER',
  Acos: 'ACOS',
  Asin: 'ASIN',
  Atan: 'ATAN',
  Atan2: 'ATAN2',
  Cos: 'COS',
  Cot: 'COT',
  Sin: 'SIN',
  Tan: 'TAN',
  Degrees: 'DEGREES',
  Radians: 'RADIANS',
  Pi: () => atom('PI()'),
  E: () => atom('EXP(1)'),

  Uppercase: 'UPPER',
  Lowercase: 'LOWER',
  Reverse: 'REVERSE',
  Repeat: 'REPEAT',
  Translate: 'TRANSLATE',
  StringReplace: 'REPLACE',
  StringLength: 'LENGTH',
  StringAscii: 'ASCII',
  StrRight: 'RIGHT',
  StringSQLLike: like('LIKE'),

  CountStar: ({ where }, e) => countStar(e, where),
  Count: 'COUNT',
  CountDistinct: ({ arg, where }, e) => aggregate(e, 'COUNT', [arg], { distinct: true, where }),
  Sum: ({ arg, where }, e) => aggregate(e, 'SUM', [countable(arg)], { where }),
  Mean: ({ arg, where }, e) => aggregate(e, 'AVG', [countable(arg)], { where }),
  Min: 'MIN',
  Max: 'MAX',
  StandardDev: spread('STDDEV'),
  Variance: spread('VAR'),
  Covariance: ({ left, right, how, where }, e) =>
    aggregate(e, `COVAR_${how === 'pop' ? 'POP' : 'SAMP'}`, [countable(left), countable(right)], {
      where,
    }),
  AggUDF: ({ name, args, where }, e) => aggregate(e, name, args, { where }),

  WindowFunction: (args, e) => windowed(args, e),
  RowNumber: 'ROW_NUMBER',
  MinRank: 'RANK',
  DenseRank: 'DENSE_RANK',
  PercentRank: 'PERCENT_RANK',
  CumeDist: 'CUME_DIST',
  NTile: 'NTILE',
  Lag: shifted('LAG'),
  Lead: shifted('LEAD'),
  NthValue: ({ arg, nth }, e) => e.call('NTH_VALUE', arg, plusOne(nth)),
});

/** A rank plus one is SQL's own, which counts from 1. */
export function rankFromOne({ left, right }: OpArgs<'Add'>, e: Emitter): Sql | null {
  const [rank, one] = isOp(left, 'Literal') ? [right, left] : [left, right];
  if (integerOf(one) !== 1n || !isOp(rank, 'WindowFunction')) return null;
  return countsFromOne(rank.args.func) ? windowed(rank.args, e, 1) : null;
}

/** A boolean as a number, for the aggregates that only take numbers. */
export const countable = (arg: Value): Value =>
  arg.dtype.kind === 'boolean' ? make('Cast', { arg, to: { kind: 'int32', nullable: true } }) : arg;

function spread(name: 'STDDEV' | 'VAR') {
  return ({ arg, how, where }: OpArgs<'Variance'>, e: Emitter): Sql =>
    aggregate(e, `${name}_${how === 'pop' ? 'POP' : 'SAMP'}`, [countable(arg)], { where });
}

function literal({ value, type }: OpArgs<'Literal'>, e: Emitter): Sql {
  if (value === null) {
    return type.kind === 'null' || type.kind === 'unknown' ? atom('NULL') : e.cast('NULL', type);
  }
  const written = e.dialect.literal(value, type, e);
  if (written === undefined)
    throw e.refusal(`a literal of type ${type.kind}`, 'it cannot write one');
  return written;
}

/** The integer of a literal, if it is one. */
export function integerOf(value: Value | null): bigint | null {
  if (value === null || !isOp(value, 'Literal')) return null;
  const { value: literalValue } = value.args;
  return typeof literalValue === 'bigint' ? literalValue : null;
}

export const integer = (value: bigint | number): Value =>
  make('Literal', { value: BigInt(value), type: { kind: 'int64', nullable: true } });

/** From 0-based to 1-based, at once where it is a literal. */
export function plusOne(value: Value): Value {
  const known = integerOf(value);
  return known === null ? make('Add', { left: value, right: integer(1) }) : integer(known + 1n);
}
