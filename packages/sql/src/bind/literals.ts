import { BOOLEAN, decimal, FLOAT64, inferInteger, make, NULL, STRING } from '@ibert/ir';
import type { DataType, LiteralValue, Value } from '@ibert/ir';

export const literal = (value: LiteralValue, type: DataType): Value =>
  make('Literal', { value, type });
/** An integer of the smallest type that holds it, as Ibis types Python's integers. */
export const integer = (value: bigint | number): Value =>
  literal(BigInt(value), inferInteger(BigInt(value)));
export const float = (value: number): Value => literal(value, FLOAT64);
export const text = (value: string): Value => literal(value, STRING);
export const boolean = (value: boolean): Value => literal(value, BOOLEAN);
export const nullValue = (type: DataType = NULL): Value => literal(null, type);

/** The plain value of a literal; undefined for anything else. */
export const constantOf = (value: Value): LiteralValue | undefined =>
  value.kind === 'Literal' ? (value.args['value'] as LiteralValue) : undefined;

/** A decimal with the digits written, for where the type of a constant can be seen. */
export function decimalLiteral(written: string): Value | undefined {
  const [, whole = '', fraction = ''] = /^(\d*)\.(\d+)$/.exec(written) ?? [];
  const precision = Math.max(whole.replace(/^0+/, '').length + fraction.length, 1);
  if (fraction === '' || precision > MAX_PRECISION) return undefined;
  return literal(`${whole === '' ? '0' : whole}.${fraction}`, decimal(precision, fraction.length));
}

// Written without an exponent it would be a decimal to the engine.
const scientific = (value: number): Value =>
  Number.isSafeInteger(value) ? make('Cast', { arg: integer(value), to: FLOAT64 }) : float(value);

const MAX_PRECISION = 38;
/** Digits that a double keeps. */
const EXACT_DIGITS = 15;

/**
 * A number. One with a fraction is a float here: it is written with the same digits again, which
 * the engine then reads as it reads them in the original.
 */
export function numberLiteral(written: string): Value {
  const digits = written.replaceAll('_', '');
  if (/^(?:0x[0-9a-f]+|\d+)$/i.test(digits)) return integer(BigInt(digits));
  const [whole = '', fraction = ''] = digits.split('.');
  const length = whole.replace(/^0+/, '').length + fraction.length;
  if (/e/i.test(digits)) return scientific(Number(digits));
  if (length <= EXACT_DIGITS) return float(Number(digits));
  return literal(`${whole === '' ? '0' : whole}.${fraction}`, decimal(length, fraction.length));
}
