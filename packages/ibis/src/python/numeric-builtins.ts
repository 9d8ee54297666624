import { floatDivmod, floorDivide, numberOperation } from './arithmetic.js';
import { count, named, noKeywords, one } from './arguments.js';
import { compareOperation } from './compare.js';
import { PythonError, typeError, valueError } from './errors.js';
import { divideToEven, scaledInt, toFixed } from './format-number.js';
import type { HostObject, PyContext } from './host.js';
import { MAX_INT_DIGITS } from './literals.js';
import { binaryOperation } from './operators.js';
import { matched, present } from './present.js';
import { asInt, asNumber, iterate, requireSize, toFloat, truncate, truth } from './protocols.js';
import { pyRepr } from './repr.js';
import { PyTuple, typeName, type BuiltinCall, type PyValue } from './values.js';

/** `int(x)`, `int(text, base)`. */
export const toIntBuiltin: BuiltinCall = (args, kwargs, ctx) => {
  const [value = 0n, base] = named('int', ['x', 'base'], 0, args, kwargs);
  if (base !== undefined && typeof value !== 'string') {
    throw typeError("int() can't convert non-string with explicit base");
  }
  if (typeof value === 'string') {
    return parseInt(value, base === undefined ? 10 : requireSize(base), ctx);
  }
  const number = asNumber(value);
  if (typeof number === 'bigint') return number;
  if (typeof number === 'number') return truncate(number);
  const converted = hostNumber(value, ctx);
  if (typeof converted === 'bigint') return converted;
  if (typeof converted === 'number') return truncate(converted);
  throw typeError(
    'int() argument must be a string, a bytes-like object or a real number, not ' +
      `'${typeName(value)}'`,
  );
};

function hostOf(value: PyValue): HostObject | undefined {
  return value !== null && typeof value === 'object' && value.kind === 'host' ? value : undefined;
}

function hostNumber(value: PyValue, ctx: PyContext): bigint | number | undefined {
  return hostOf(value)?.number?.(ctx);
}

function hostRound(value: PyValue, digits: PyValue, ctx: PyContext): PyValue | undefined {
  return hostOf(value)?.round?.(digits, ctx);
}

function hostAbs(value: PyValue, ctx: PyContext): PyValue | undefined {
  return hostOf(value)?.abs?.(ctx);
}

const PREFIXES: ReadonlyMap<number, RegExp> = new Map([
  [2, /^0[bB]/],
  [8, /^0[oO]/],
  [16, /^0[xX]/],
]);

function parseInt(text: string, base: number, ctx: PyContext): bigint {
  const invalid = (): PythonError =>
    valueError(`invalid literal for int() with base ${base}: ${pyRepr(text, ctx)}`);
  if (base !== 0 && (base < 2 || base > 36)) {
    throw valueError('int() base must be >= 2 and <= 36, or 0');
  }
  const match = matched(/^([+-]?)(.*)$/s.exec(text.trim()));
  let digits = present(match[2]);
  let radix = base;
  for (const [size, prefix] of PREFIXES) {
    if ((base === 0 || base === size) && prefix.test(digits)) {
      digits = digits.slice(digits[2] === '_' ? 3 : 2);
      radix = size;
    }
  }
  if (radix === 0) {
    radix = 10;
    if (/^0[\d_]*[1-9]/.test(digits)) throw invalid();
  }
  if (!/^[0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*$/.test(digits)) throw invalid();
  digits = digits.replaceAll('_', '');
  if (digits.length > MAX_INT_DIGITS) {
    throw valueError(
      `Exceeds the limit (${MAX_INT_DIGITS} digits) for integer string conversion: value has ` +
        `${digits.length} digits; use sys.set_int_max_str_digits() to increase the limit`,
    );
  }
  let value = 0n;
  for (const char of digits) {
    const digit = Number.parseInt(char, 36);
    if (digit >= radix) throw invalid();
    value = value * BigInt(radix) + BigInt(digit);
  }
  return match[1] === '-' ? -value : value;
}

/** `float(x)`. */
export const toFloatBuiltin: BuiltinCall = (args, kwargs, ctx) => {
  noKeywords('float', kwargs);
  count('float', args, kwargs, 0, 1);
  const [value = 0] = args;
  if (typeof value === 'string') return parseFloatText(value, ctx);
  const number = asNumber(value) ?? hostNumber(value, ctx);
  if (number !== undefined) return toFloat(number);
  throw typeError(`float() argument must be a string or a real number, not '${typeName(value)}'`);
};

function parseFloatText(text: string, ctx: PyContext): number {
  const trimmed = text.trim();
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(trimmed);
  if (special !== null) {
    if (present(special[2]).toLowerCase() === 'nan') return Number.NaN;
    return special[1] === '-' ? -Infinity : Infinity;
  }
  const digits = String.raw`\d+(?:_\d+)*`;
  const pattern = new RegExp(
    `^[+-]?(?:${digits}\\.?(?:${digits})?|\\.${digits})(?:[eE][+-]?${digits})?$`,
  );
  if (!pattern.test(trimmed)) {
    throw valueError(`could not convert string to float: ${pyRepr(text, ctx)}`);
  }
  return Number(trimmed.replaceAll('_', ''));
}

/** `round(x, ndigits=None)`, ties to even. */
export const roundBuiltin: BuiltinCall = (args, kwargs, ctx) => {
  const [value, digits = null] = named('round', ['number', 'ndigits'], 1, args, kwargs);
  const number = asNumber(present(value));
  if (number === undefined) {
    const rounded = hostRound(present(value), digits, ctx);
    if (rounded !== undefined) return rounded;
    throw typeError(`type ${typeName(present(value))} doesn't define __round__ method`);
  }
  const places = digits === null ? null : requireSize(digits);
  if (typeof number === 'bigint') return roundInt(number, places ?? 0);
  if (places === null) {
    truncate(number);
    const sign = number < 0 ? -1n : 1n;
    return sign * scaledInt(Math.abs(number), 0);
  }
  return roundFloat(number, places);
};

function roundInt(value: bigint, places: number): bigint {
  if (places >= 0) return value;
  if (-places > MAX_INT_DIGITS) return 0n;
  const unit = 10n ** BigInt(-places);
  const magnitude = divideToEven(value < 0n ? -value : value, unit) * unit;
  return value < 0n ? -magnitude : magnitude;
}

function roundFloat(value: number, places: number): number {
  if (!Number.isFinite(value) || places > 323) return value;
  if (places < -309) return value < 0 ? -0 : 0;
  const magnitude = Math.abs(value);
  const rounded =
    places >= 0
      ? Number(toFixed(magnitude, places))
      : Number(scaledInt(magnitude, places) * 10n ** BigInt(-places));
  if (!Number.isFinite(rounded)) {
    throw new PythonError('OverflowError', 'rounded value too large to represent');
  }
  return value < 0 || Object.is(value, -0) ? -rounded : rounded;
}

/** `abs(x)`. */
export const absBuiltin: BuiltinCall = (args, kwargs, ctx) => {
  const value = one('abs', args, kwargs);
  const number = asNumber(value);
  if (typeof number === 'bigint') return number < 0n ? -number : number;
  if (typeof number === 'number') return Math.abs(number);
  const host = hostAbs(value, ctx);
  if (host !== undefined) return host;
  throw typeError(`bad operand type for abs(): '${typeName(value)}'`);
};

/** `divmod(a, b)`. */
export const divmodBuiltin: BuiltinCall = (args, kwargs, ctx) => {
  count('divmod', args, kwargs, 2, 2);
  const a = asNumber(present(args[0]));
  const b = asNumber(present(args[1]));
  if (a === undefined || b === undefined) {
    const [left, right] = args as [PyValue, PyValue];
    const isMeasure = [left, right].some(
      (value) =>
        value !== null &&
        typeof value === 'object' &&
        value.kind === 'host' &&
        (value.pyType === 'datetime.timedelta' || value.pyType === 'decimal.Decimal'),
    );
    if (!isMeasure) {
      throw typeError(
        `unsupported operand type(s) for divmod(): '${typeName(left)}' and '${typeName(right)}'`,
      );
    }
    const quotient = binaryOperation('//', left, right, ctx);
    return new PyTuple([quotient, binaryOperation('%', left, right, ctx)]);
  }
  if (typeof a === 'bigint' && typeof b === 'bigint') {
    if (b === 0n) {
      throw new PythonError('ZeroDivisionError', 'integer division or modulo by zero');
    }
    const quotient = floorDivide(a, b);
    return new PyTuple([quotient, a - quotient * b]);
  }
  if (toFloat(b) === 0) throw new PythonError('ZeroDivisionError', 'float divmod()');
  return new PyTuple(floatDivmod(toFloat(a), toFloat(b)));
};

/** `pow(base, exp, mod=None)`. */
export const powBuiltin: BuiltinCall = (args, kwargs, ctx) => {
  const [base, exp, mod = null] = named('pow', ['base', 'exp', 'mod'], 2, args, kwargs);
  if (mod === null) return binaryOperation('**', present(base), present(exp), ctx);
  const a = asInt(present(base));
  const e = asInt(present(exp));
  const m = asInt(mod);
  if (a === undefined || e === undefined || m === undefined) {
    throw typeError('pow() 3rd argument not allowed unless all arguments are integers');
  }
  if (m === 0n) throw valueError('pow() 3rd argument cannot be 0');
  if (e < 0n) throw valueError('base is not invertible for the given modulus');
  let result = 1n;
  let power = ((a % m) + m) % m;
  for (let left = e; left > 0n; left >>= 1n) {
    ctx.step();
    if (left & 1n) result = (result * power) % m;
    power = (power * power) % m;
  }
  return present(numberOperation('%', result, m));
};

/** `sum(iterable, start=0)`. */
export const sumBuiltin: BuiltinCall = (args, kwargs, ctx) => {
  const [values, start = 0n] = named('sum', ['iterable', 'start'], 1, args, kwargs);
  if (typeof start === 'string') {
    throw typeError("sum() can't sum strings [use ''.join(seq) instead]");
  }
  let total: PyValue = start;
  for (const value of iterate(present(values), ctx)) {
    ctx.step();
    total = binaryOperation('+', total, value, ctx);
  }
  return total;
};

/** `min(…)` or `max(…)`. */
export function extreme(name: 'min' | 'max'): BuiltinCall {
  const op = name === 'min' ? '<' : '>';
  return (args, kwargs, ctx) => {
    for (const key of kwargs.keys()) {
      if (key !== 'key' && key !== 'default') {
        throw typeError(`'${key}' is an invalid keyword argument for ${name}()`);
      }
    }
    if (args.length === 0) throw typeError(`${name} expected at least 1 argument, got 0`);
    const key = kwargs.get('key') ?? null;
    const fallback = kwargs.get('default');
    if (args.length > 1 && fallback !== undefined) {
      throw typeError(`Cannot specify a default for ${name}() with multiple positional arguments`);
    }
    let best: PyValue | undefined;
    let bestKey: PyValue = null;
    for (const value of args.length === 1 ? iterate(present(args[0]), ctx) : args) {
      ctx.step();
      const by = key === null ? value : ctx.call(key, [value]);
      if (best === undefined || truth(compareOperation(op, by, bestKey, ctx), ctx)) {
        best = value;
        bestKey = by;
      }
    }
    if (best !== undefined) return best;
    if (fallback !== undefined) return fallback;
    throw valueError(`${name}() arg is an empty sequence`);
  };
}
