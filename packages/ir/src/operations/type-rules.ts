import { IbertError } from '@ibert/core';

import { highestPrecedence, higherPrecedence, inferInteger } from '../dtypes/cast.js';
import { integerBounds, isInteger, isUnsigned } from '../dtypes/classes.js';
import * as t from '../dtypes/types.js';
import type { DataType, IntervalUnit } from '../dtypes/types.js';
import type { Value } from '../node.js';

interface LiteralArgs {
  readonly value: unknown;
}

/** The widest type among the values. */
export const widest = (...values: readonly Value[]): DataType =>
  highestPrecedence(values.map((v) => v.dtype));

type IntegerFold = (left: bigint, right: bigint) => bigint;

/**
 * The type of an arithmetic operation: for integers the smallest that holds every result over the
 * operands' bounds (a literal's bound is its value), else the wider operand.
 *
 * Source: ibis/expr/rules.py, `numeric_like`.
 */
export function arithmetic(fold: IntegerFold) {
  return ({ left, right }: { readonly left: Value; readonly right: Value }): DataType => {
    if (!isInteger(left.dtype) || !isInteger(right.dtype)) return widest(left, right);
    const unsigned = isUnsigned(left.dtype) && isUnsigned(right.dtype);
    const types = [left.dtype, right.dtype];
    for (const a of bounds(left)) {
      for (const b of bounds(right)) types.push(inferInteger(fold(a, b), unsigned));
    }
    return highestPrecedence(types);
  };
}

/** The type of `~x`, by the same rule: an unsigned number becomes a wider signed one. */
export function complement({ arg }: { readonly arg: Value }): DataType {
  if (!isInteger(arg.dtype)) return arg.dtype;
  const unsigned = isUnsigned(arg.dtype);
  const ends = bounds(arg).map((bound) => inferInteger(~bound, unsigned));
  return highestPrecedence([arg.dtype, ...ends]);
}

function bounds(value: Value): readonly bigint[] {
  if (value.kind === 'Literal') {
    const literal = (value.args as unknown as LiteralArgs).value;
    if (typeof literal === 'bigint') return [literal];
  }
  return integerBounds(value.dtype);
}

/**
 * Python's modulus: the sign of the divisor.
 *
 * @throws IbertError `ZeroDivisionError`, as Ibis itself raises while it works out the type.
 */
export const pythonMod = (a: bigint, b: bigint): bigint => {
  if (b === 0n) throw new IbertError('ZeroDivisionError', 'integer modulo by zero');
  const rest = a % b;
  return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest;
};

/** The type itself for decimals, float64 for every other number. */
export const decimalOrDouble = ({ arg }: { readonly arg: Value }): DataType =>
  arg.dtype.kind === 'decimal' ? arg.dtype : t.FLOAT64;

/** The wider of the type and float64 (so a decimal stays a decimal). */
export const mathType = ({ arg }: { readonly arg: Value }): DataType =>
  higherPrecedence(arg.dtype, t.FLOAT64);

/** The element type of an array value. */
export function elementType(value: Value): DataType {
  return value.dtype.kind === 'array' ? value.dtype.value : t.UNKNOWN;
}

/** The finer of the units of the interval operands. */
export function finestUnit(...values: readonly Value[]): IntervalUnit {
  const order = Object.keys(t.INTERVAL_UNITS) as IntervalUnit[];
  const used = values.flatMap((v) =>
    v.dtype.kind === 'interval' ? [order.indexOf(v.dtype.unit)] : [],
  );
  return order[Math.max(...used)] ?? 's';
}
