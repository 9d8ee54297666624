import { count, named, one } from './arguments.js';
import { bitLength } from './arithmetic.js';
import { PythonError, typeError, valueError } from './errors.js';
import { present } from './present.js';
import {
  asInt,
  asNumber,
  boundedInt,
  checkIntBits,
  iterate,
  requireInt,
  toFloat,
  truncate,
} from './protocols.js';
import {
  PyBuiltin,
  PyModule,
  PyTuple,
  typeName,
  type BuiltinCall,
  type PyValue,
} from './values.js';

function real(value: PyValue): number {
  const number =
    asNumber(value) ??
    (value !== null && typeof value === 'object' && value.kind === 'host'
      ? hostNumber(value)
      : undefined);
  if (number === undefined) throw typeError(`must be real number, not ${typeName(value)}`);
  return toFloat(number);
}

function hostNumber(value: Extract<PyValue, { kind: 'host' }>): number | bigint | undefined {
  return value.pyType === 'decimal.Decimal' ? Number(String(value)) : undefined;
}

/** A function of one float; NaN from a number is a domain error, infinity a range error. */
function float(name: string, map: (x: number) => number): [string, BuiltinCall] {
  return [
    name,
    (args, kwargs) => {
      const x = real(one(`math.${name}`, args, kwargs));
      const y = map(x);
      if (Number.isNaN(y) && !Number.isNaN(x)) throw valueError('math domain error');
      if (!Number.isFinite(y) && Number.isFinite(x) && !Number.isNaN(y)) {
        if (/^(?:log|atanh|gamma)/.test(name)) throw valueError('math domain error');
        throw new PythonError('OverflowError', 'math range error');
      }
      return y;
    },
  ];
}

function whole(name: string, map: (x: number) => number): [string, BuiltinCall] {
  return [
    name,
    (args, kwargs) => {
      const value = one(`math.${name}`, args, kwargs);
      return asInt(value) ?? truncate(map(real(value)));
    },
  ];
}

function test(name: string, map: (x: number) => boolean): [string, BuiltinCall] {
  return [name, (args, kwargs) => map(real(one(`math.${name}`, args, kwargs)))];
}

/** The logarithm of an int of any size or a float, by `map` of what fits a float. */
function logarithm(value: PyValue, map: (x: number) => number): number {
  const int = asInt(value);
  const x = int === undefined ? real(value) : undefined;
  if (int !== undefined) {
    if (int <= 0n) throw valueError('math domain error');
    const shift = Math.max(0, bitLength(int) - 60);
    return map(Number(int >> BigInt(shift))) + (shift === 0 ? 0 : shift * map(2));
  }
  if (present(x) <= 0) throw valueError('math domain error');
  return map(present(x));
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function integerRoot(value: bigint): bigint {
  if (value < 0n) throw valueError('isqrt() argument must be nonnegative');
  if (value < 2n) return value;
  let x = 1n << BigInt(Math.ceil(bitLength(value) / 2));
  for (;;) {
    const y = (x + value / x) >> 1n;
    if (y >= x) return x;
    x = y;
  }
}

const FUNCTIONS: readonly (readonly [string, BuiltinCall])[] = [
  float('sqrt', Math.sqrt),
  float('exp', Math.exp),
  float('sin', Math.sin),
  float('cos', Math.cos),
  float('tan', Math.tan),
  float('asin', Math.asin),
  float('acos', Math.acos),
  float('atan', Math.atan),
  float('sinh', Math.sinh),
  float('cosh', Math.cosh),
  float('tanh', Math.tanh),
  float('log1p', Math.log1p),
  float('expm1', Math.expm1),
  float('fabs', Math.abs),
  float('degrees', (x) => (x * 180) / Math.PI),
  float('radians', (x) => (x * Math.PI) / 180),
  whole('floor', Math.floor),
  whole('ceil', Math.ceil),
  whole('trunc', Math.trunc),
  test('isnan', Number.isNaN),
  test('isfinite', Number.isFinite),
  test('isinf', (x) => x === Infinity || x === -Infinity),
  ['log2', (args, kwargs) => logarithm(one('math.log2', args, kwargs), Math.log2)],
  ['log10', (args, kwargs) => logarithm(one('math.log10', args, kwargs), Math.log10)],
  [
    'log',
    (args, kwargs) => {
      count('log', args, kwargs, 1, 2);
      const value = logarithm(present(args[0]), Math.log);
      if (args.length === 1) return value;
      const base = logarithm(present(args[1]), Math.log);
      if (base === 0) throw new PythonError('ZeroDivisionError', 'float division by zero');
      return value / base;
    },
  ],
  [
    'pow',
    (args, kwargs) => {
      count('pow', args, kwargs, 2, 2);
      const [x, y] = [real(present(args[0])), real(present(args[1]))];
      const result = x === 1 || y === 0 ? 1 : x ** y;
      const finite = Number.isFinite(x) && Number.isFinite(y);
      if (finite && (Number.isNaN(result) || (x === 0 && y < 0))) {
        throw valueError('math domain error');
      }
      if (finite && !Number.isFinite(result)) {
        throw new PythonError('OverflowError', 'math range error');
      }
      return result;
    },
  ],
  [
    'atan2',
    (args, kwargs) => {
      count('atan2', args, kwargs, 2, 2);
      return Math.atan2(real(present(args[0])), real(present(args[1])));
    },
  ],
  [
    'fmod',
    (args, kwargs) => {
      count('fmod', args, kwargs, 2, 2);
      const [x, y] = [real(present(args[0])), real(present(args[1]))];
      if (y === 0 || !Number.isFinite(x)) throw valueError('math domain error');
      return x % y;
    },
  ],
  [
    'copysign',
    (args, kwargs) => {
      count('copysign', args, kwargs, 2, 2);
      const [x, y] = [real(present(args[0])), real(present(args[1]))];
      const negative = y < 0 || Object.is(y, -0);
      return negative ? -Math.abs(x) : Math.abs(x);
    },
  ],
  ['hypot', (args) => Math.hypot(...args.map(real))],
  [
    'gcd',
    (args, kwargs) => {
      count('gcd', args, kwargs, 0, Infinity);
      return args.map(requireInt).reduce(gcd, 0n);
    },
  ],
  [
    'lcm',
    (args, kwargs) => {
      count('lcm', args, kwargs, 0, Infinity);
      return args.map(requireInt).reduce((a, b) => {
        if (a === 0n || b === 0n) return 0n;
        const product = a * b;
        return (product < 0n ? -product : product) / gcd(a, b);
      }, 1n);
    },
  ],
  ['isqrt', (args, kwargs) => integerRoot(requireInt(one('math.isqrt', args, kwargs)))],
  [
    'factorial',
    (args, kwargs, ctx) => {
      const n = requireInt(one('math.factorial', args, kwargs));
      if (n < 0n) throw valueError('factorial() not defined for negative values');
      checkIntBits(n * BigInt(bitLength(n)));
      let product = 1n;
      for (let i = 2n; i <= n; i++) {
        ctx.step();
        product *= i;
      }
      return product;
    },
  ],
  [
    'comb',
    (args, kwargs, ctx) => {
      count('comb', args, kwargs, 2, 2);
      const [n, k] = [requireInt(present(args[0])), requireInt(present(args[1]))];
      if (n < 0n || k < 0n) throw valueError('n must be a non-negative integer');
      if (k > n) return 0n;
      let result = 1n;
      for (let i = 1n; i <= (k < n - k ? k : n - k); i++) {
        ctx.step();
        result = boundedInt((result * (n - i + 1n)) / i);
      }
      return result;
    },
  ],
  [
    'prod',
    (args, kwargs, ctx) => {
      const [values, start = 1n] = named('prod', ['iterable', '*', 'start'], 1, args, kwargs);
      let product = asNumber(start) ?? 1n;
      for (const value of iterate(present(values), ctx)) {
        const number = asNumber(value);
        if (number === undefined) {
          throw typeError(`unsupported operand type(s) for *: 'int' and '${typeName(value)}'`);
        }
        if (typeof product === 'bigint' && typeof number === 'bigint') {
          checkIntBits(BigInt(bitLength(product) + bitLength(number)));
          product *= number;
        } else {
          product = toFloat(product) * toFloat(number);
        }
      }
      return product;
    },
  ],
  [
    'modf',
    (args, kwargs) => {
      const x = real(one('math.modf', args, kwargs));
      return new PyTuple([x - Math.trunc(x), Math.trunc(x)]);
    },
  ],
  [
    'isclose',
    (args, kwargs) => {
      const names = ['a', 'b', '*', 'rel_tol', 'abs_tol'];
      const [a, b, relative = 1e-9, absolute = 0] = named('isclose', names, 2, args, kwargs);
      const [x, y] = [real(present(a)), real(present(b))];
      if (x === y) return true;
      if (!Number.isFinite(x) || !Number.isFinite(y)) return false;
      const tolerance = Math.max(
        real(relative) * Math.max(Math.abs(x), Math.abs(y)),
        real(absolute),
      );
      return Math.abs(x - y) <= tolerance;
    },
  ],
];

/** The `math` module. */
export function mathModule(): PyModule {
  const members = new Map<string, PyValue>([
    ['pi', Math.PI],
    ['e', Math.E],
    ['tau', 2 * Math.PI],
    ['inf', Infinity],
    ['nan', Number.NaN],
  ]);
  for (const [name, call] of FUNCTIONS) members.set(name, new PyBuiltin(name, call));
  return new PyModule('math', members);
}
