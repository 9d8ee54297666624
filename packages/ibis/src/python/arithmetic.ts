import { PythonError, notSupported, valueError } from './errors.js';
import type { BinaryOperator } from './host.js';
import { present } from './present.js';
import { boundedInt, checkIntBits, toFloat } from './protocols.js';

/** `a op b` for numbers; undefined where these number types have no such operator. */
export function numberOperation(
  op: BinaryOperator,
  a: bigint | number,
  b: bigint | number,
): bigint | number | undefined {
  if (typeof a === 'bigint' && typeof b === 'bigint') return intOperation(op, a, b);
  return floatOperation(op, toFloat(a), toFloat(b));
}

function zeroDivision(message: string): PythonError {
  return new PythonError('ZeroDivisionError', message);
}

function intOperation(op: BinaryOperator, a: bigint, b: bigint): bigint | number | undefined {
  switch (op) {
    case '+':
      return boundedInt(a + b);
    case '-':
      return boundedInt(a - b);
    case '*':
      return boundedInt(a * b);
    case '/':
      if (b === 0n) throw zeroDivision('division by zero');
      return divideInts(a, b);
    case '//':
      if (b === 0n) throw zeroDivision('integer division or modulo by zero');
      return floorDivide(a, b);
    case '%':
      if (b === 0n) throw zeroDivision('integer modulo by zero');
      return a - b * floorDivide(a, b);
    case '**':
      return intPower(a, b);
    case '<<':
      if (b < 0n) throw valueError('negative shift count');
      if (a === 0n) return 0n;
      checkIntBits(b);
      return boundedInt(a << b);
    case '>>':
      if (b < 0n) throw valueError('negative shift count');
      return a >> b;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '@':
      return undefined;
  }
}

/** `a // b`. */
export function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** Number of bits of |value|. */
export function bitLength(value: bigint): number {
  const hex = (value < 0n ? -value : value).toString(16);
  return value === 0n
    ? 0
    : (hex.length - 1) * 4 + Number.parseInt(present(hex[0]), 16).toString(2).length;
}

/** `a / b`, correctly rounded. */
function divideInts(a: bigint, b: bigint): number {
  const safe = BigInt(Number.MAX_SAFE_INTEGER);
  if (a <= safe && a >= -safe && b <= safe && b >= -safe) return Number(a) / Number(b);
  const shift = Math.max(0, 66 - bitLength(a) + bitLength(b));
  const scaled = a << BigInt(shift);
  const quotient = scaled / b;
  const sticky = scaled % b === 0n ? 0n : 1n;
  const exact = (quotient << 1n) | (quotient < 0n ? 0n : sticky);
  const result = scale(Number(quotient < 0n ? (quotient << 1n) - sticky : exact), -shift - 1);
  if (!Number.isFinite(result)) {
    throw new PythonError('OverflowError', 'integer division result too large for a float');
  }
  return result;
}

/** `value * 2 ** exponent` in steps that neither overflow nor vanish on the way. */
function scale(value: number, exponent: number): number {
  let result = value;
  let left = exponent;
  while (left < -1000) {
    result *= 2 ** -1000;
    left += 1000;
  }
  return result * 2 ** left;
}

function intPower(base: bigint, exponent: bigint): bigint | number {
  if (exponent < 0n) {
    if (base === 0n) throw zeroDivision('0.0 cannot be raised to a negative power');
    return toFloat(base) ** toFloat(exponent);
  }
  if (base !== 0n && base !== 1n && base !== -1n) {
    checkIntBits(BigInt(bitLength(base) - 1) * exponent);
  } else if (exponent > 2n) {
    return base * base === base ? base : exponent % 2n === 0n ? 1n : -1n;
  }
  return boundedInt(base ** exponent);
}

function floatOperation(op: BinaryOperator, a: number, b: number): number | undefined {
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      if (b === 0) throw zeroDivision('float division by zero');
      return a / b;
    case '//':
      if (b === 0) throw zeroDivision('float floor division by zero');
      return floatDivmod(a, b)[0];
    case '%':
      if (b === 0) throw zeroDivision('float modulo');
      return floatDivmod(a, b)[1];
    case '**':
      return floatPower(a, b);
    default:
      return undefined;
  }
}

/** Quotient and remainder of floats as CPython computes them. */
export function floatDivmod(a: number, b: number): [number, number] {
  let mod = a % b;
  let div = (a - mod) / b;
  if (mod !== 0) {
    if (b < 0 !== mod < 0) {
      mod += b;
      div -= 1;
    }
  } else {
    mod = b < 0 ? -0 : 0;
  }
  if (div === 0) return [a / b < 0 || Object.is(a / b, -0) ? -0 : 0, mod];
  const floor = Math.floor(div);
  return [div - floor > 0.5 ? floor + 1 : floor, mod];
}

function floatPower(a: number, b: number): number {
  if (a === 0 && b < 0) throw zeroDivision('0.0 cannot be raised to a negative power');
  if (a === 1 || b === 0) return 1;
  if (a === -1 && !Number.isFinite(b) && !Number.isNaN(b)) return 1;
  if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && !Number.isInteger(b)) {
    throw notSupported('complex numbers (a negative number raised to a fraction)');
  }
  const result = a ** b;
  if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b)) {
    throw new PythonError('OverflowError', "(34, 'Numerical result out of range')");
  }
  return result;
}
