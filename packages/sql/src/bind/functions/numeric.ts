import { decimal, FLOAT64, isInteger, make } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { constantOf, integer, nullValue } from '../literals.js';
import {
  add,
  asDouble,
  cast,
  decimalAsDouble,
  divide,
  equals,
  ifElse,
  isNull,
  modulus,
  multiply,
  subtract,
  ZERO,
} from './build.js';
import { fn, refused } from './row.js';
import type { FunctionContext, Row } from './row.js';

type DoubleOp =
  | 'Exp'
  | 'Sqrt'
  | 'Ln'
  | 'Log2'
  | 'Log10'
  | 'Sin'
  | 'Cos'
  | 'Tan'
  | 'Cot'
  | 'Asin'
  | 'Acos'
  | 'Atan'
  | 'Degrees'
  | 'Radians';
/** A function that yields a double whatever it is given. */
const double =
  (kind: DoubleOp) =>
  (arg: Value): Value =>
    make(kind, { arg: decimalAsDouble(arg) });
/** NULL outside the domain, where other engines raise an error. */
const positiveOnly =
  (kind: DoubleOp) =>
  (arg: Value): Value =>
    ifElse(make('Greater', { left: arg, right: ZERO }), double(kind)(arg), nullValue(FLOAT64));
const power = (left: Value, right: Value): Value =>
  cast(make('Power', { left: decimalAsDouble(left), right: decimalAsDouble(right) }), FLOAT64);
const logarithm = (base: Value, arg: Value): Value =>
  make('Log', { arg: decimalAsDouble(arg), base: decimalAsDouble(base) });

/** -1, 0 or 1 as an integer or in the argument's own type. */
const sign = (arg: Value): Value => cast(make('Sign', { arg }), integer(1).dtype);
const signLike = (arg: Value): Value =>
  isInteger(arg.dtype) ? make('Sign', { arg }) : asDouble(make('Sign', { arg }));

/** ClickHouse cuts digits off that do not fit the scale: those that have more are refused. */
const toDecimal =
  (precision: number) =>
  (arg: Value, scale: bigint, cx: FunctionContext): Value => {
    const { dtype } = arg;
    const [, fraction = ''] = /^-?\d+(?:\.(\d+))?$/.exec(String(constantOf(arg))) ?? [
      '',
      '.'.repeat(38),
    ];
    const digits = dtype.kind === 'decimal' ? (dtype.scale ?? 38) : fraction.length;
    const isExact = isInteger(dtype) || digits <= scale;
    if (!isExact) return cx.refuse('a number with more digits than the scale has');
    return cast(arg, decimal(precision, Number(scale)));
  };

const QUIET = 'mysql sqlite spark';
const LOUD = 'duckdb postgres bigquery snowflake trino clickhouse mssql oracle';

/** Arithmetic, powers, logarithms, trigonometry, bits. */
export const NUMERIC_FUNCTIONS: readonly Row[] = [
  fn('abs', ['numeric'], (arg) => make('Abs', { arg })),
  fn('sign', ['numeric'], sign, { only: 'duckdb mysql' }),
  fn('sign', ['numeric'], signLike, { only: 'postgres bigquery snowflake trino spark' }),
  fn('sign', ['numeric'], sign, { only: 'sqlite clickhouse' }),
  fn('mod', ['numeric', 'numeric'], modulus, {
    only: 'duckdb postgres mysql bigquery snowflake trino spark',
  }),
  fn('power pow', ['numeric', 'numeric'], power),
  fn('sqrt', ['numeric'], double('Sqrt'), {
    only: 'duckdb postgres bigquery snowflake trino clickhouse spark mssql oracle',
  }),
  fn(
    'sqrt',
    ['numeric'],
    (arg) =>
      ifElse(
        make('GreaterEqual', { left: arg, right: ZERO }),
        double('Sqrt')(arg),
        nullValue(FLOAT64),
      ),
    { only: 'mysql sqlite' },
  ),
  fn('square', ['numeric'], (arg) => cast(multiply(asDouble(arg), asDouble(arg)), FLOAT64), {
    only: 'mssql snowflake',
  }),
  fn('exp', ['numeric'], double('Exp')),
  fn('ln', ['numeric'], double('Ln'), { only: LOUD }),
  fn('ln', ['numeric'], positiveOnly('Ln'), { only: QUIET }),
  fn('log2', ['numeric'], double('Log2'), { only: 'duckdb trino clickhouse' }),
  fn('log2', ['numeric'], positiveOnly('Log2'), { only: QUIET }),
  fn('log10', ['numeric'], double('Log10'), { only: LOUD }),
  fn('log10', ['numeric'], positiveOnly('Log10'), { only: QUIET }),
  // LOG of one number: base 10 here, the natural one there.
  fn('log', ['numeric'], double('Log10'), { only: 'duckdb postgres' }),
  fn('log', ['numeric'], positiveOnly('Log10'), { only: 'sqlite' }),
  fn('log', ['numeric'], double('Ln'), { only: 'bigquery clickhouse mssql' }),
  fn('log', ['numeric'], positiveOnly('Ln'), { only: 'mysql spark' }),
  fn('log', ['numeric', 'numeric'], logarithm, { only: 'duckdb postgres snowflake trino oracle' }),
  fn('log', ['numeric', 'numeric'], (arg, base) => logarithm(base, arg), {
    only: 'bigquery mssql',
  }),
  fn('pi', [], () => make('Pi', {})),
  fn('e', [], () => make('E', {}), { only: 'trino spark clickhouse' }),
  fn('sin', ['numeric'], double('Sin')),
  fn('cos', ['numeric'], double('Cos')),
  fn('tan', ['numeric'], double('Tan')),
  fn('cot', ['numeric'], double('Cot'), {
    only: 'duckdb postgres mysql bigquery snowflake spark mssql',
  }),
  fn('asin', ['numeric'], double('Asin'), {
    only: 'duckdb postgres bigquery snowflake trino clickhouse spark oracle mssql',
  }),
  fn('acos', ['numeric'], double('Acos'), {
    only: 'duckdb postgres bigquery snowflake trino clickhouse spark oracle mssql',
  }),
  fn('atan', ['numeric'], double('Atan')),
  fn('atan2', ['numeric', 'numeric'], (left, right) =>
    make('Atan2', { left: decimalAsDouble(left), right: decimalAsDouble(right) }),
  ),
  fn('degrees', ['numeric'], (arg) => double('Degrees')(arg)),
  fn('radians', ['numeric'], (arg) => double('Radians')(arg)),
  fn('isnan is_nan', ['floating'], (arg) => make('IsNan', { arg })),
  fn('isinf is_inf is_infinite', ['floating'], (arg) => make('IsInf', { arg }), {
    only: 'duckdb bigquery trino clickhouse',
  }),
  fn(
    'isfinite is_finite',
    ['floating'],
    (arg) =>
      make('Not', {
        arg: make('Or', { left: make('IsNan', { arg }), right: make('IsInf', { arg }) }),
      }),
    { only: 'duckdb trino clickhouse' },
  ),
  fn('random', [], () => make('RandomScalar', {}), {
    only: 'duckdb postgres trino spark snowflake',
  }),
  fn('rand', [], () => make('RandomScalar', {}), { only: 'mysql bigquery spark trino mssql' }),

  fn('todecimal32', ['numeric', 'int!'], toDecimal(9), { only: 'clickhouse' }),
  fn('todecimal64', ['numeric', 'int!'], toDecimal(18), { only: 'clickhouse' }),

  fn('add', ['numeric', 'numeric'], add, { only: 'duckdb' }),
  fn('subtract', ['numeric', 'numeric'], subtract, { only: 'duckdb' }),
  fn('multiply', ['numeric', 'numeric'], multiply, { only: 'duckdb' }),
  fn(
    'safe_divide',
    ['numeric', 'numeric'],
    (left, right) => ifElse(equals(right, ZERO), nullValue(FLOAT64), divide(left, right)),
    { only: 'bigquery' },
  ),
  fn(
    'ieee_divide',
    ['numeric', 'numeric'],
    (left, right) => divide(cast(left, FLOAT64), cast(right, FLOAT64)),
    { only: 'bigquery' },
  ),
  fn(
    'div0',
    ['numeric', 'numeric'],
    (left, right) => ifElse(equals(right, ZERO), ZERO, divide(left, right)),
    { only: 'snowflake' },
  ),
  fn(
    'div0null',
    ['numeric', 'numeric'],
    (left, right) =>
      ifElse(
        make('Or', { left: equals(right, ZERO), right: isNull(right) }),
        ZERO,
        divide(left, right),
      ),
    { only: 'snowflake' },
  ),

  fn('xor', ['integer', 'integer'], (left, right) => make('BitwiseXor', { left, right }), {
    only: 'duckdb',
  }),
  fn(
    'bitand bit_and bitwise_and',
    ['integer', 'integer'],
    (left, right) => make('BitwiseAnd', { left, right }),
    { only: 'snowflake trino clickhouse oracle' },
  ),
  fn(
    'bitor bit_or bitwise_or',
    ['integer', 'integer'],
    (left, right) => make('BitwiseOr', { left, right }),
    { only: 'snowflake trino clickhouse' },
  ),
  fn(
    'bitxor bit_xor bitwise_xor',
    ['integer', 'integer'],
    (left, right) => make('BitwiseXor', { left, right }),
    { only: 'snowflake trino clickhouse' },
  ),
  fn('bitnot bitwise_not', ['integer'], (arg) => make('BitwiseNot', { arg }), {
    only: 'snowflake trino clickhouse',
  }),

  refused('fdiv fmod divide', 'write the operator', { only: 'duckdb' }),
  refused('sinh cosh tanh asinh acosh atanh', 'Ibis has no hyperbolic functions'),
  refused('factorial gamma lgamma', 'Ibis has no factorials'),
  refused('gcd lcm greatest_common_divisor least_common_multiple', 'Ibis has no common divisors'),
  refused('cbrt even nextafter signbit log1p expm1', 'Ibis has no such function of numbers'),
  refused('bit_count bit_position get_bit set_bit bitcount', 'Ibis does not look at single bits'),
  refused('setseed seed', 'it changes the state of the session'),
  refused(
    'conv to_base bin to_binary unbin from_binary oct from_base',
    'DuckDB has no conversion of number bases that Ibis could use',
  ),
];
