import { IbertError } from '@ibert/core';

import { byteWidth, integerBounds, isFloating, isInteger, isNumeric } from './classes.js';
import { sameType } from './equals.js';
import { readMoment } from './moment-text.js';
import { printType } from './print.js';
import * as t from './types.js';
import type { DataType, DecimalType } from './types.js';

/** A literal's JavaScript value, where Ibis lets the value widen what may be cast. */
export type CastValue = unknown;

/** Whether a literal is a text that Ibis reads as a date, a time or both. */
const isMomentText = (value: CastValue): boolean =>
  typeof value === 'string' && readMoment(value) !== undefined;

/**
 * Whether Ibis casts implicitly from one type to another. For a literal its value counts: `1` may
 * become a boolean, `'2024-01-01'` a date.
 *
 * Source: ibis/expr/datatypes/cast.py, `castable`.
 */
export function castable(source: DataType, target: DataType, value?: CastValue): boolean {
  if (source.kind === 'null' || source.kind === 'unknown' || target.kind === 'unknown') return true;
  if (sameType(source, target)) return true;
  switch (target.kind) {
    case 'boolean':
      return source.kind === 'boolean' || (isInteger(source) && isZeroOrOne(value));
    case 'decimal':
      return source.kind === 'decimal' ? decimalFits(source, target) : isNumeric(source);
    case 'string':
      return source.kind === 'string' || source.kind === 'uuid';
    case 'uuid':
      return source.kind === 'uuid' || source.kind === 'string';
    case 'date':
    case 'timestamp':
      if (source.kind === 'string') return isMomentText(value);
      return source.kind === 'timestamp' || source.kind === 'date';
    case 'time':
      if (source.kind === 'string') return isMomentText(value);
      return source.kind === 'time';
    case 'interval':
      return source.kind === 'interval' ? source.unit === target.unit : isInteger(source);
    case 'json':
      return (
        source.kind === 'json' ||
        source.kind === 'string' ||
        isFloating(source) ||
        isInteger(source)
      );
    case 'array':
      return source.kind === 'array' && castable(source.value, target.value);
    case 'map':
      return (
        source.kind === 'map' &&
        castable(source.key, target.key) &&
        castable(source.value, target.value)
      );
    case 'struct':
      return (
        source.kind === 'struct' &&
        [...target.fields].every(([name, type]) => {
          const field = source.fields.get(name);
          return field !== undefined && castable(field, type);
        })
      );
    default:
      if (isInteger(target)) return isInteger(source) && integerFits(source, target, value);
      if (isFloating(target)) {
        return isFloating(source) ? byteWidth(source) <= byteWidth(target) : isInteger(source);
      }
      return source.kind === target.kind;
  }
}

function isZeroOrOne(value: CastValue): boolean {
  return value === 0 || value === 1 || value === 0n || value === 1n;
}

function integerFits(source: DataType, target: DataType, value: CastValue): boolean {
  if (typeof value !== 'bigint' && typeof value !== 'number') {
    return byteWidth(source) <= byteWidth(target);
  }
  const [low, high] = integerBounds(target);
  return value >= low && value <= high;
}

function decimalFits(source: DecimalType, target: DecimalType): boolean {
  if (target.precision === null && target.scale === null) return true;
  if (source.precision === null && source.scale === null) return true;
  const fits = (from: number | null, to: number | null): boolean =>
    to === null || (from !== null && to >= from);
  return fits(source.precision, target.precision) && fits(source.scale, target.scale);
}

/**
 * The wider of two types.
 *
 * @throws IbertError `IbisTypeError` when neither casts to the other.
 */
export function higherPrecedence(left: DataType, right: DataType): DataType {
  const nullable = left.nullable || right.nullable;
  if (left.kind === 'unknown' && right.kind !== 'null') return t.withNullable(right, nullable);
  if (right.kind === 'unknown' && left.kind !== 'null') return t.withNullable(left, nullable);
  if (castable(left, right)) return t.withNullable(right, nullable);
  if (castable(right, left)) return t.withNullable(left, nullable);
  throw new IbertError(
    'IbisTypeError',
    `Cannot compute precedence for \`${printType(left)}\` and \`${printType(right)}\` types`,
  );
}

/** The widest of several types; `null` for none. */
export function highestPrecedence(types: readonly DataType[]): DataType {
  return types.length === 0 ? t.NULL : types.reduce(higherPrecedence);
}

const UNSIGNED = [t.UINT8, t.UINT16, t.UINT32, t.UINT64] as const;
const SIGNED = [t.INT8, t.INT16, t.INT32, t.INT64] as const;

/**
 * The smallest integer type that holds the value, as Ibis infers it for literals; what does not
 * fit in 64 bits is taken for 64 bits all the same.
 */
export function inferInteger(value: bigint, preferUnsigned = false): DataType {
  const order = preferUnsigned ? [...UNSIGNED, ...SIGNED] : SIGNED;
  const found = order.find((type) => {
    const [low, high] = integerBounds(type);
    return value >= low && value <= high;
  });
  return found ?? (preferUnsigned ? t.UINT64 : t.INT64);
}
