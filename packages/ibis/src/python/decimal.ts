import { named, one } from './arguments.js';
import { PythonError, notSupported, typeError } from './errors.js';
import { divideToEven, scaledInt } from './format-number.js';
import type { BinaryOperator, CompareOperator, HostObject } from './host.js';
import { present } from './present.js';
import { asInt, boundedInt, checkIntBits } from './protocols.js';
import {
  NOT_IMPLEMENTED,
  PyBuiltin,
  PyModule,
  PyType,
  typeName,
  type PySingleton,
  type PyValue,
} from './values.js';

/** Significant digits of results, as in Python's default context. */
const PRECISION = 28;

/** Largest exponent accepted, so that no operation makes a giant number. */
const MAX_EXPONENT = 10_000;

/** `decimal.Decimal`: `coefficient * 10 ** exponent`; finite values only. */
export class PyDecimal implements HostObject {
  readonly kind = 'host';
  readonly pyType = 'decimal.Decimal';
  readonly coefficient: bigint;
  readonly exponent: number;
  /** Whether the sign is minus, which a zero coefficient cannot tell. */
  readonly negative: boolean;

  constructor(coefficient: bigint, exponent: number, negative: boolean = coefficient < 0n) {
    if (Math.abs(exponent) > MAX_EXPONENT) {
      throw notSupported(`Decimal exponents beyond ${MAX_EXPONENT}`);
    }
    this.coefficient = coefficient;
    this.exponent = exponent;
    this.negative = negative;
  }

  /** Parses a numeral; InvalidOperation where it is none. */
  static parse(text: string): PyDecimal {
    const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(
      text.trim().replaceAll('_', ''),
    );
    const whole = match?.[2] ?? '';
    const fraction = match?.[3] ?? '';
    if (match === null || whole + fraction === '') {
      if (/^[+-]?(?:inf(?:inity)?|s?nan\d*)$/i.test(text.trim())) {
        throw notSupported('Decimal infinities and NaN');
      }
      throw invalid('ConversionSyntax');
    }
    const exponent = Number(match[4] ?? 0) - fraction.length;
    if ((whole + fraction).length > MAX_EXPONENT) {
      throw notSupported(`Decimal numbers of more than ${MAX_EXPONENT} digits`);
    }
    const magnitude = BigInt(whole + fraction);
    const minus = match[1] === '-';
    return new PyDecimal(minus ? -magnitude : magnitude, exponent, minus);
  }

  getAttr(name: string): PyValue | undefined {
    if (name === 'quantize') {
      return new PyBuiltin(name, (args, kwargs) => {
        const [unit] = named(name, ['exp', 'rounding'], 1, args, kwargs);
        const other = decimalOf(present(unit));
        if (other === undefined) throw typeError('quantize() argument must be a Decimal');
        return this.rescale(other.exponent);
      });
    }
    if (name === 'is_zero') return new PyBuiltin(name, () => this.coefficient === 0n);
    if (name === 'normalize') return new PyBuiltin(name, () => this.#normalized());
    return undefined;
  }

  /** The nearest value with this exponent, ties to even. */
  rescale(exponent: number): PyDecimal {
    const shift = this.exponent - exponent;
    const magnitude = this.negative ? -this.coefficient : this.coefficient;
    const scaled =
      shift >= 0
        ? magnitude * 10n ** BigInt(shift)
        : divideToEven(magnitude, 10n ** BigInt(-shift));
    return new PyDecimal(this.negative ? -scaled : scaled, exponent, this.negative);
  }

  #normalized(): PyDecimal {
    let { coefficient, exponent } = this;
    if (coefficient === 0n) return new PyDecimal(0n, 0, this.negative);
    while (coefficient % 10n === 0n) {
      coefficient /= 10n;
      exponent++;
    }
    return new PyDecimal(coefficient, exponent);
  }

  binary(op: BinaryOperator, other: PyValue, reflected: boolean): PyValue | PySingleton {
    const value = decimalOf(other);
    if (value === undefined) return NOT_IMPLEMENTED;
    const [a, b] = reflected ? [value, this] : [this, value];
    switch (op) {
      case '+':
      case '-': {
        const exponent = Math.min(a.exponent, b.exponent);
        const left = a.#atExponent(exponent);
        const right = b.#atExponent(exponent);
        return rounded(op === '+' ? left + right : left - right, exponent);
      }
      case '*':
        return rounded(
          a.coefficient * b.coefficient,
          a.exponent + b.exponent,
          a.negative !== b.negative,
        );
      case '/':
        return divide(a, b);
      case '//':
      case '%':
        return divideWhole(op, a, b);
      case '**':
        return power(a, b);
      default:
        return NOT_IMPLEMENTED;
    }
  }

  /** The coefficient that the value has at a smaller exponent. */
  #atExponent(exponent: number): bigint {
    return this.coefficient * 10n ** BigInt(this.exponent - exponent);
  }

  unary(op: '-' | '+' | '~'): PyValue {
    if (op === '~') throw typeError("bad operand type for unary ~: 'decimal.Decimal'");
    return op === '-' ? rounded(-this.coefficient, this.exponent) : this;
  }

  abs(): PyValue {
    return this.negative ? new PyDecimal(-this.coefficient, this.exponent, false) : this;
  }

  number(): bigint | number {
    if (this.exponent < 0) return Number(this.toString());
    return boundedInt(this.coefficient * 10n ** BigInt(this.exponent));
  }

  round(digits: PyValue): PyValue {
    const places = digits === null ? 0 : Number(asInt(digits) ?? 0n);
    const result = this.rescale(-places);
    return digits === null ? result.coefficient : result;
  }

  compare(op: CompareOperator, other: PyValue): PyValue | PySingleton {
    const value = typeof other === 'number' ? exactDecimal(other) : decimalOf(other);
    if (value === undefined) return typeof other === 'number' ? beyond(op, other) : NOT_IMPLEMENTED;
    const exponent = Math.min(this.exponent, value.exponent);
    const difference = this.#atExponent(exponent) - value.#atExponent(exponent);
    switch (op) {
      case '==':
        return difference === 0n;
      case '!=':
        return difference !== 0n;
      case '<':
        return difference < 0n;
      case '<=':
        return difference <= 0n;
      case '>':
        return difference > 0n;
      case '>=':
        return difference >= 0n;
    }
  }

  truth(): boolean {
    return this.coefficient !== 0n;
  }

  hashKey(): bigint | string {
    const { coefficient, exponent } = this.#normalized();
    if (exponent >= 0) return boundedInt(coefficient * 10n ** BigInt(exponent));
    return `\0decimal:${coefficient}e${exponent}`;
  }

  toString(): string {
    const sign = this.negative ? '-' : '';
    const digits = (this.coefficient < 0n ? -this.coefficient : this.coefficient).toString();
    const adjusted = this.exponent + digits.length - 1;
    if (this.exponent > 0 || adjusted < -6) {
      const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
      return `${sign}${digits[0]}${fraction}E${adjusted < 0 ? '' : '+'}${adjusted}`;
    }
    if (this.exponent === 0) return sign + digits;
    const padded = digits.padStart(1 - this.exponent, '0');
    return `${sign}${padded.slice(0, this.exponent)}.${padded.slice(this.exponent)}`;
  }

  repr(): string {
    return `Decimal('${this.toString()}')`;
  }

  str(): string {
    return this.toString();
  }

  format(spec: string): string {
    const match = /^(?:\.(\d+))?f$/.exec(spec);
    if (match === null) throw notSupported(`format specification '${spec}' of a Decimal`);
    return match[1] === undefined ? this.toString() : this.rescale(-Number(match[1])).toString();
  }
}

function decimalOf(value: PyValue): PyDecimal | undefined {
  if (value instanceof PyDecimal) return value;
  const int = asInt(value);
  return int === undefined ? undefined : new PyDecimal(int, 0);
}

/** A finite value compared with a float that is not finite. */
function beyond(op: CompareOperator, other: number): boolean {
  if (op === '==' || op === '!=') return op === '!=';
  if (Number.isNaN(other)) throw invalid('InvalidOperation');
  return other > 0 === (op === '<' || op === '<=');
}

function invalid(condition: string): PythonError {
  return new PythonError('InvalidOperation', `[<class 'decimal.${condition}'>]`, {
    bases: ['DecimalException', 'ArithmeticError'],
  });
}

/** The exact value of a float. */
function exactDecimal(value: number): PyDecimal | undefined {
  if (!Number.isFinite(value)) return undefined;
  const magnitude = Math.abs(value);
  const exact = scaledInt(magnitude, 1074);
  let coefficient = exact;
  let exponent = -1074;
  while (exponent < 0 && coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent++;
  }
  return new PyDecimal(value < 0 ? -coefficient : coefficient, exponent, value < 0);
}

/** The value rounded to the context's precision. */
function rounded(
  coefficient: bigint,
  exponent: number,
  negative: boolean = coefficient < 0n,
): PyDecimal {
  const magnitude = coefficient < 0n ? -coefficient : coefficient;
  const excess = magnitude.toString().length - PRECISION;
  if (excess <= 0) return new PyDecimal(coefficient, exponent, negative);
  const cut = divideToEven(magnitude, 10n ** BigInt(excess));
  const carried = cut.toString().length > PRECISION ? cut / 10n : cut;
  const power = exponent + excess + (carried === cut ? 0 : 1);
  return new PyDecimal(negative ? -carried : carried, power, negative);
}

function divisionByZero(a: PyDecimal): PythonError {
  return a.coefficient === 0n
    ? invalid('DivisionUndefined')
    : new PythonError('DivisionByZero', "[<class 'decimal.DivisionByZero'>]", {
        bases: ['DecimalException', 'ZeroDivisionError', 'ArithmeticError'],
      });
}

function divide(a: PyDecimal, b: PyDecimal): PyDecimal {
  if (b.coefficient === 0n) throw divisionByZero(a);
  const negative = a.negative !== b.negative;
  const numerator = a.coefficient < 0n ? -a.coefficient : a.coefficient;
  const denominator = b.coefficient < 0n ? -b.coefficient : b.coefficient;
  const ideal = a.exponent - b.exponent;
  if (numerator === 0n) return new PyDecimal(0n, ideal, negative);
  const shift = Math.max(
    0,
    PRECISION + 2 + denominator.toString().length - numerator.toString().length,
  );
  const scaled = numerator * 10n ** BigInt(shift);
  let quotient = scaled / denominator;
  let exponent = ideal - shift;
  if (scaled % denominator === 0n) {
    while (exponent < ideal && quotient % 10n === 0n) {
      quotient /= 10n;
      exponent++;
    }
  } else if (quotient % 5n === 0n) {
    quotient += 1n;
  }
  return rounded(negative ? -quotient : quotient, exponent, negative);
}

function divideWhole(op: '//' | '%', a: PyDecimal, b: PyDecimal): PyDecimal {
  if (b.coefficient === 0n) {
    throw op === '//' || a.coefficient === 0n ? divisionByZero(a) : invalid('InvalidOperation');
  }
  const exponent = Math.min(a.exponent, b.exponent);
  const left = a.coefficient * 10n ** BigInt(a.exponent - exponent);
  const right = b.coefficient * 10n ** BigInt(b.exponent - exponent);
  if (op === '//') return new PyDecimal(left / right, 0, a.negative !== b.negative);
  return rounded(left % right, exponent, a.negative);
}

function power(a: PyDecimal, b: PyDecimal): PyDecimal {
  if (b.exponent < 0) throw notSupported('fractional powers of a Decimal');
  if (b.coefficient < 0n) {
    const inverse = power(a, new PyDecimal(-b.coefficient, b.exponent));
    return divide(new PyDecimal(1n, 0), inverse);
  }
  if (a.coefficient === 0n && b.coefficient === 0n) throw invalid('InvalidOperation');
  const times = b.coefficient * 10n ** BigInt(b.exponent);
  checkIntBits(times * BigInt(a.coefficient.toString().length) * 4n);
  return rounded(a.coefficient ** times, a.exponent * Number(times));
}

/** The `decimal` module: `Decimal` alone. */
export function decimalModule(): PyModule {
  const type = new PyType('decimal.Decimal', {
    isInstance: (value) => value instanceof PyDecimal,
    construct: (args, kwargs) => {
      const [value = 0n] = named('Decimal', ['value', 'context'], 0, args, kwargs);
      if (typeof value === 'string') return PyDecimal.parse(value);
      if (typeof value === 'number') {
        const exact = exactDecimal(value);
        if (exact === undefined) throw notSupported('Decimal infinities and NaN');
        return exact;
      }
      const decimal = decimalOf(value);
      if (decimal !== undefined) return decimal;
      throw typeError(`conversion from ${typeName(value)} to Decimal is not supported`);
    },
    members: new Map<string, PyValue>([
      [
        'from_float',
        new PyBuiltin('from_float', (args, kwargs) => {
          const value = one('from_float', args, kwargs);
          const exact = typeof value === 'number' ? exactDecimal(value) : decimalOf(value);
          if (exact === undefined) throw typeError('argument must be int or float');
          return exact;
        }),
      ],
    ]),
  });
  return new PyModule('decimal', new Map<string, PyValue>([['Decimal', type]]));
}
