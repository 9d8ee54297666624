import { floorDivide } from './arithmetic.js';
import { named } from './arguments.js';
import { PythonError, typeError, valueError } from './errors.js';
import { divideToEven } from './format-number.js';
import type { BinaryOperator, CompareOperator, HostObject } from './host.js';
import { present } from './present.js';
import { asInt, asNumber } from './protocols.js';
import {
  NOT_IMPLEMENTED,
  PyBuiltin,
  typeName,
  type BuiltinCall,
  type PySingleton,
  type PyValue,
} from './values.js';

/** Microseconds of a day. */
export const DAY_MICROS = 86_400_000_000n;

/** A number with leading zeros. */
export const pad = (value: number, size: number): string => String(value).padStart(size, '0');

/** A method of a date or time. */
export function method(name: string, call: BuiltinCall): PyBuiltin {
  return new PyBuiltin(name, call);
}

/** Order of two values of one kind as the comparison operators ask it. */
export function ordered(op: CompareOperator, a: number | bigint, b: number | bigint): boolean {
  switch (op) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}

/** Whole days in a length of time, rounded down. */
export function floorDays(microseconds: bigint): bigint {
  const days = microseconds / DAY_MICROS;
  return microseconds % DAY_MICROS < 0n ? days - 1n : days;
}

/** `datetime.timedelta`: a length of time in microseconds. */
export class PyTimedelta implements HostObject {
  readonly kind = 'host';
  readonly pyType = 'datetime.timedelta';
  readonly microseconds: bigint;

  constructor(microseconds: bigint) {
    this.microseconds = microseconds;
    const days = floorDays(microseconds);
    if (days > 999_999_999n || days < -999_999_999n) {
      throw new PythonError('OverflowError', `days=${days}; must have magnitude <= 999999999`);
    }
  }

  /** Days, seconds and microseconds as Python keeps them; only the days can be negative. */
  #parts(): { days: bigint; seconds: bigint; micros: bigint } {
    const days = floorDays(this.microseconds);
    const rest = this.microseconds - days * DAY_MICROS;
    return { days, seconds: rest / 1_000_000n, micros: rest % 1_000_000n };
  }

  getAttr(name: string): PyValue | undefined {
    switch (name) {
      case 'days':
        return this.#parts().days;
      case 'seconds':
        return this.#parts().seconds;
      case 'microseconds':
        return this.#parts().micros;
      case 'total_seconds':
        return method(name, () => Number(this.microseconds) / 1e6);
      default:
        return undefined;
    }
  }

  binary(op: BinaryOperator, other: PyValue, reflected: boolean): PyValue | PySingleton {
    const { microseconds } = this;
    if (other instanceof PyTimedelta)
      return this.#withDelta(op, reflected ? other : this, reflected ? this : other);
    const int = asInt(other);
    if (op === '*') {
      if (int !== undefined) return new PyTimedelta(microseconds * int);
      if (typeof other === 'number') return scaledDelta(Number(microseconds) * other);
    }
    if (reflected || (op !== '/' && op !== '//')) return NOT_IMPLEMENTED;
    const number = asNumber(other);
    if (number === undefined) return NOT_IMPLEMENTED;
    if (op === '//' && int === undefined) return NOT_IMPLEMENTED;
    if (Number(number) === 0) {
      throw new PythonError('ZeroDivisionError', 'integer division or modulo by zero');
    }
    if (op === '/') {
      if (int === undefined) return scaledDelta(Number(microseconds) / Number(number));
      const sign = microseconds < 0n === int < 0n ? 1n : -1n;
      return new PyTimedelta(sign * divideToEven(absolute(microseconds), absolute(int)));
    }
    return int === undefined ? NOT_IMPLEMENTED : new PyTimedelta(floorDivide(microseconds, int));
  }

  #withDelta(op: BinaryOperator, a: PyTimedelta, b: PyTimedelta): PyValue | PySingleton {
    if (op === '+') return new PyTimedelta(a.microseconds + b.microseconds);
    if (op === '-') return new PyTimedelta(a.microseconds - b.microseconds);
    if (op !== '/' && op !== '//' && op !== '%') return NOT_IMPLEMENTED;
    if (b.microseconds === 0n) {
      throw new PythonError('ZeroDivisionError', 'integer division or modulo by zero');
    }
    if (op === '/') return Number(a.microseconds) / Number(b.microseconds);
    const quotient = floorDivide(a.microseconds, b.microseconds);
    return op === '//' ? quotient : new PyTimedelta(a.microseconds - quotient * b.microseconds);
  }

  unary(op: '-' | '+' | '~'): PyValue {
    if (op === '~') throw typeError("bad operand type for unary ~: 'datetime.timedelta'");
    return op === '-' ? new PyTimedelta(-this.microseconds) : this;
  }

  abs(): PyValue {
    return new PyTimedelta(absolute(this.microseconds));
  }

  compare(op: CompareOperator, other: PyValue): PyValue | PySingleton {
    if (!(other instanceof PyTimedelta)) return NOT_IMPLEMENTED;
    return ordered(op, this.microseconds, other.microseconds);
  }

  truth(): boolean {
    return this.microseconds !== 0n;
  }

  hashKey(): string {
    return `\0timedelta:${this.microseconds}`;
  }

  toString(): string {
    const { days, seconds, micros } = this.#parts();
    const head = days === 0n ? '' : `${days} day${days === 1n || days === -1n ? '' : 's'}, `;
    const total = Number(seconds);
    const clock = `${Math.floor(total / 3600)}:${pad(Math.floor(total / 60) % 60, 2)}:${pad(total % 60, 2)}`;
    return head + clock + (micros === 0n ? '' : `.${pad(Number(micros), 6)}`);
  }

  repr(): string {
    const { days, seconds, micros } = this.#parts();
    const parts: string[] = [];
    if (days !== 0n) parts.push(`days=${days}`);
    if (seconds !== 0n) parts.push(`seconds=${seconds}`);
    if (micros !== 0n) parts.push(`microseconds=${micros}`);
    return `datetime.timedelta(${parts.join(', ') || '0'})`;
  }

  str(): string {
    return this.toString();
  }
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function scaledDelta(microseconds: number): PyTimedelta {
  if (Number.isNaN(microseconds)) throw valueError('cannot convert NaN to integer ratio');
  if (!Number.isFinite(microseconds)) {
    throw new PythonError('OverflowError', 'cannot convert Infinity to integer ratio');
  }
  const floor = Math.floor(microseconds);
  const rest = microseconds - floor;
  const up = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
  return new PyTimedelta(BigInt(floor + (up ? 1 : 0)));
}

const DELTA_UNITS: ReadonlyMap<string, bigint> = new Map([
  ['days', DAY_MICROS],
  ['seconds', 1_000_000n],
  ['microseconds', 1n],
  ['milliseconds', 1000n],
  ['minutes', 60_000_000n],
  ['hours', 3_600_000_000n],
  ['weeks', 7n * DAY_MICROS],
]);

/** `timedelta(days=…, seconds=…, …)`. */
export const makeTimedelta: BuiltinCall = (args, kwargs) => {
  const units = [...DELTA_UNITS.keys()];
  const values = named('timedelta', units, 0, args, kwargs);
  let exact = 0n;
  let rest = 0;
  for (const [i, unit] of units.entries()) {
    const value = values[i];
    if (value === undefined) continue;
    const number = asNumber(value);
    if (number === undefined) {
      throw typeError(`unsupported type for timedelta ${unit} component: ${typeName(value)}`);
    }
    const size = present(DELTA_UNITS.get(unit));
    if (typeof number === 'bigint') {
      exact += number * size;
    } else {
      const whole = Math.trunc(number);
      exact += BigInt(whole) * size;
      rest += (number - whole) * Number(size);
    }
  }
  return new PyTimedelta(exact + scaledDelta(rest).microseconds);
};
