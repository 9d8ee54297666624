import { isFloating, isInteger, isNumeric, isOp, make } from '@ibert/ir';
import type { DataType, OpArgs, Value } from '@ibert/ir';

import { aggregate } from '../../expressions/aggregates.js';
import { when } from '../../expressions/cases.js';
import { countable, integerOf, rankFromOne } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { atom, call, PRECEDENCE, sql, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { roundedFloat } from '../shared/division.js';
import { isNotZero, roundTo } from '../shared/numbers.js';
import { infix, refuse, rows } from '../spec.js';
import type { Infix } from '../spec.js';
import { isDouble } from './doubles.js';

const { add, bitwise, multiply, unary } = PRECEDENCE;
const FLOAT64: DataType = { kind: 'float64', nullable: true };
const WRITTEN_OTHERWISE: ReadonlySet<string> = new Set([
  'float32',
  'float64',
  'time',
  'timestamp',
  'json',
]);

function cast({ arg, to }: OpArgs<'Cast'>, e: Emitter): Sql {
  const from = arg.dtype;
  if (to.kind === 'boolean' && isNumeric(from)) return isNotZero(arg, e);
  if (to.kind === 'timestamp' && isInteger(from))
    return e.value(make('TimestampFromUNIX', { arg, unit: 's' }));
  if (to.kind === 'string' && from.kind === 'boolean')
    return atom(run('CASE ', e.doc(arg), " WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"));
  if (to.kind === 'string' && WRITTEN_OTHERWISE.has(from.kind))
    throw e.refusal(`a cast of ${from.kind} to text`, 'it writes such values in another way');
  return e.cast(arg, to);
}

/** It rounds halves of floats to the even number. */
function round(args: OpArgs<'Round'>, e: Emitter, node: Value): Sql {
  const { arg, digits } = args;
  if (!isFloating(arg.dtype)) return roundTo(args, e, node);
  const known = integerOf(digits);
  if (known === null) throw e.refusal('rounding to computed digits', 'it must know the digits');
  const cut = (value: Doc): Sql => call('TRUNCATE', value, '0');
  return e.cast(roundedFloat(arg, known, e, cut).doc, node.dtype);
}

/** Between doubles: of other numbers it keeps four more digits only. */
function floatDivide({ left, right }: OpArgs<'Divide'>, e: Emitter): Sql {
  const double = isDouble(left, e) || isDouble(right, e);
  const dividend = double ? e.operand(left, multiply) : e.cast(left, FLOAT64).doc;
  return sql(run(dividend, ' / ', e.operand(right, tighter(multiply))), multiply);
}

function divide(args: OpArgs<'Divide'>, e: Emitter): Sql {
  if (integerOf(args.right) === 0n) throw e.refusal('a division by zero', 'it has no infinity');
  return floatDivide(args, e);
}

/** Bits are those of unsigned numbers there. */
const bits =
  (operator: string) =>
  ({ left, right }: OpArgs<'BitwiseAnd'>, e: Emitter): Sql => {
    const above = tighter(bitwise);
    const text = run(e.operand(left, above), ` ${operator} `, e.operand(right, above));
    return e.cast(text, { kind: 'int64', nullable: true });
  };

/** Of no value at all NULL, where the function has a number of its own. */
const foldedBits =
  (name: string) =>
  ({ arg, where }: OpArgs<'BitAnd'>, e: Emitter): Sql => {
    const count = aggregate(e, 'COUNT', [arg], { where }).doc;
    const folded = aggregate(e, name, [arg], { where }).doc;
    return when(run(count, ' > 0'), run('CAST(', folded, ' AS SIGNED)'), null);
  };

/** As doubles: of integers and decimals it keeps four more digits only. */
const asDouble = (arg: Value, e: Emitter): Value =>
  isDouble(arg, e) ? arg : make('Cast', { arg: countable(arg), to: FLOAT64 });

const INT64: DataType = { kind: 'int64', nullable: true };
const NARROW_UNSIGNED: ReadonlySet<string> = new Set(['uint8', 'uint16', 'uint32']);

/**
 * Arithmetic with an unsigned number is unsigned there and fails below zero, so such numbers become
 * signed ones first. 64 bits of an unsigned number would not fit and stay as they are.
 */
const signed =
  (row: Infix) =>
  ({ left, right }: OpArgs<'Subtract'>, e: Emitter): Sql => {
    const staysPositive = (value: Value): boolean =>
      value.dtype.kind.startsWith('uint') || (integerOf(value) ?? -1n) >= 0n;
    const safe = row.operator !== '-' && staysPositive(left) && staysPositive(right);
    const operand = (value: Value): Value =>
      safe || !NARROW_UNSIGNED.has(value.dtype.kind) || isOp(value, 'Literal')
        ? value
        : make('Cast', { arg: value, to: INT64 });
    return e.infix(row, { left: operand(left), right: operand(right) });
  };

const PLUS = signed(infix('+', add));

const spread =
  (name: 'STDDEV' | 'VAR') =>
  ({ arg, how, where }: OpArgs<'Variance'>, e: Emitter): Sql =>
    aggregate(e, `${name}_${how === 'pop' ? 'POP' : 'SAMP'}`, [asDouble(arg, e)], { where });

export const MYSQL_NUMBERS = rows({
  Cast: cast,
  Add: (args, e) => rankFromOne(args, e) ?? PLUS(args, e),
  Subtract: signed(infix('-', add)),
  Multiply: signed(infix('*', multiply)),
  Divide: divide,
  FloorDivide: (args, e, node) => e.cast(call('FLOOR', floatDivide(args, e).doc).doc, node.dtype),
  Pi: () => atom('CAST(PI() AS DOUBLE)'),
  Round: round,
  BitwiseAnd: bits('&'),
  BitwiseOr: bits('|'),
  BitwiseXor: bits('^'),
  BitwiseNot: ({ arg }, e) => e.cast(run('~', e.operand(arg, tighter(unary))), arg.dtype),
  BitwiseLeftShift: bits('<<'),
  BitwiseRightShift: refuse('it shifts the bits of unsigned numbers'),
  BitAnd: foldedBits('BIT_AND'),
  BitOr: foldedBits('BIT_OR'),
  BitXor: foldedBits('BIT_XOR'),
  Mean: ({ arg, where }, e) => aggregate(e, 'AVG', [asDouble(arg, e)], { where }),
  StandardDev: spread('STDDEV'),
  Variance: spread('VAR'),
});
