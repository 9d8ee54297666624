import { FLOAT64, INT64, make, sameType, STRING } from '@ibert/ir';
import type { DataType, IntervalUnit, Relation, Value } from '@ibert/ir';

import { constantOf, integer, nullValue, text } from '../literals.js';
import { integerOf } from './constant-integer.js';

export { integerOf };

/** Short names for the operations that builders combine. */
export const add = (left: Value, right: Value): Value => make('Add', { left, right });
export const subtract = (left: Value, right: Value): Value => make('Subtract', { left, right });
export const multiply = (left: Value, right: Value): Value => make('Multiply', { left, right });
export const divide = (left: Value, right: Value): Value => make('Divide', { left, right });
export const modulus = (left: Value, right: Value): Value => make('Modulus', { left, right });
export const and = (left: Value, right: Value): Value => make('And', { left, right });
export const equals = (left: Value, right: Value): Value => make('Equals', { left, right });
export const less = (left: Value, right: Value): Value => make('Less', { left, right });
export const atLeast = (left: Value, right: Value): Value => make('GreaterEqual', { left, right });
export const isNull = (arg: Value): Value => make('IsNull', { arg });
export const notNull = (arg: Value): Value => make('NotNull', { arg });
export const coalesce = (...arg: readonly Value[]): Value => make('Coalesce', { arg });
export const ifElse = (condition: Value, then: Value, otherwise: Value): Value =>
  make('IfElse', { bool_expr: condition, true_expr: then, false_null_expr: otherwise });
export const nullIf = (arg: Value, nullIfExpr: Value): Value =>
  make('NullIf', { arg, null_if_expr: nullIfExpr });
export const lengthOf = (arg: Value): Value => make('StringLength', { arg });
export const concatenate = (...arg: readonly Value[]): Value => make('StringConcat', { arg });
/** A number without its fraction, as an integer. */
export const towardsZero = (value: Value): Value =>
  cast(
    ifElse(less(value, ZERO), make('Ceil', { arg: value }), make('Floor', { arg: value })),
    INT64,
  );
/** The number of rows, of those that meet the condition. */
export const countRows = ({ rows }: { readonly rows: Relation }, where: Value | null): Value =>
  make('CountStar', { arg: rows, where });
/** At least the bound; NULL stays NULL. */
export const notBelow = (arg: Value, lower: Value): Value =>
  make('Clip', { arg, lower, upper: null });

/** The value as the type; itself where it is of the type already. */
export const cast = (arg: Value, to: DataType): Value =>
  sameType(arg.dtype, to) ? arg : make('Cast', { arg, to });

/**
 * A number as a double. Operations such as SQRT type a decimal's result as that decimal, which
 * would cut its digits.
 */
export const asDouble = (value: Value): Value => cast(value, FLOAT64);
export const decimalAsDouble = (value: Value): Value =>
  value.dtype.kind === 'decimal' ? asDouble(value) : value;
/** The text of a value that all engines write alike; texts stay as they are. */
export const asText = (value: Value): Value =>
  value.dtype.kind === 'string' || value.dtype.kind === 'unknown' ? value : cast(value, STRING);

export const isLiteral = (value: Value): boolean => value.kind === 'Literal';
/** Whether it can be NULL, as far as the types tell. */
export function canBeNull(value: Value): boolean {
  if (isLiteral(value)) return constantOf(value) === null;
  if (value.kind === 'Coalesce') return (value.args['arg'] as readonly Value[]).every(canBeNull);
  if (value.kind === 'Cast') return canBeNull(value.args['arg'] as Value);
  return value.dtype.nullable && !NEVER_NULL.has(value.kind);
}
const NEVER_NULL: ReadonlySet<string> = new Set([
  'Array',
  'StructColumn',
  'IsNull',
  'NotNull',
  'IdenticalTo',
  'CountStar',
  'Count',
  'CountDistinct',
  'RowNumber',
  'MinRank',
  'DenseRank',
  'NTile',
  'TimestampNow',
  'DateNow',
  'Pi',
  'E',
  'RandomScalar',
  'RandomUUID',
]);

/** NULL where the subject is NULL, else the value. */
export const unlessNull = (subject: Value, value: Value): Value =>
  canBeNull(subject) ? ifElse(notNull(subject), value, nullValue(value.dtype)) : value;

/** NULL where one of the values is NULL, else the result: for functions that skip NULLs in DuckDB. */
export function unlessAnyNull(values: readonly Value[], result: Value): Value {
  const [first, ...rest] = values.filter(canBeNull);
  if (first === undefined) return result;
  const present = rest.reduce((all, value) => and(all, notNull(value)), notNull(first));
  return ifElse(present, result, nullValue(result.dtype));
}

/** The text of a string literal. */
export function textOf(value: Value): string | undefined {
  const constant = constantOf(value);
  return typeof constant === 'string' && value.dtype.kind === 'string' ? constant : undefined;
}

/** The value plus a constant, with constants put together: `strpos(…) - 1` is a plain find. */
export function shift(value: Value, by: bigint): Value {
  const known = integerOf(value);
  if (known !== undefined) return integer(known + by);
  if (value.kind === 'Add' || value.kind === 'Subtract') {
    const { left, right } = value.args as { readonly left: Value; readonly right: Value };
    const constant = integerOf(right);
    if (constant !== undefined) {
      return shift(left, by + (value.kind === 'Add' ? constant : -constant));
    }
  }
  if (by === 0n) return value;
  return by > 0n ? add(value, integer(by)) : subtract(value, integer(-by));
}

const NOT_NEGATIVE: ReadonlySet<string> = new Set([
  'StringLength',
  'ArrayLength',
  'MapLength',
  'Levenshtein',
  'RowNumber',
  'MinRank',
  'DenseRank',
  'NTile',
  'Count',
  'CountStar',
  'CountDistinct',
  'StringAscii',
  'ExtractHour',
  'ExtractMinute',
  'ExtractSecond',
  'DayOfWeekIndex',
]);

/** A bound that the integer is never below; undefined when nothing is known. */
export function lowerBound(value: Value): bigint | undefined {
  const known = integerOf(value);
  if (known !== undefined) return known;
  if (NOT_NEGATIVE.has(value.kind)) return 0n;
  if (value.kind === 'StringFind') return -1n;
  if (value.kind !== 'Add' && value.kind !== 'Subtract') return undefined;
  const { left, right } = value.args as { readonly left: Value; readonly right: Value };
  const least = lowerBound(left);
  const other = value.kind === 'Add' ? lowerBound(right) : negated(integerOf(right));
  return least === undefined || other === undefined ? undefined : least + other;
}
const negated = (value: bigint | undefined): bigint | undefined =>
  value === undefined ? undefined : -value;

export const EMPTY = text('');
export const ZERO = integer(0);
export const ONE = integer(1);
export const interval = (count: Value, unit: IntervalUnit): Value =>
  make('IntervalFromInteger', { arg: count, unit });
