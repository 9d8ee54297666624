import { childrenOf, decimal, FLOAT64, INT64, isFloating, isInteger, make } from '@ibert/ir';
import type { DataType, Value } from '@ibert/ir';

import { float, integer } from '../literals.js';
import {
  asDouble,
  cast,
  divide,
  equals,
  ifElse,
  less,
  multiply,
  nullIf,
  subtract,
  towardsZero,
  ZERO,
} from './build.js';
import { fn } from './row.js';
import type { FunctionContext, Row } from './row.js';

const floorOf = (arg: Value): Value => make('Floor', { arg });
const ceilOf = (arg: Value): Value => make('Ceil', { arg });
const roundOf = (arg: Value, digits: Value): Value => make('Round', { arg, digits });

/** Dialects whose whole numbers stay doubles or decimals; in the others they count as integers. */
const KEEPS_TYPE: ReadonlySet<string> = new Set([
  'duckdb',
  'postgres',
  'sqlite',
  'trino',
  'clickhouse',
  'mssql',
]);
/** Dialects where FLOOR of an integer is a double. */
const INTEGER_TO_DOUBLE: ReadonlySet<string> = new Set(['duckdb', 'postgres', 'bigquery']);

const wholeType = (type: DataType): DataType =>
  type.kind === 'decimal' ? decimal(type.precision, type.precision === null ? null : 0) : FLOAT64;

/** A decimal with one more digit: Ibis types 999.9 rounded up like 999.9 itself, where 1000.0 has no room. */
const roomy = (arg: Value): Value => {
  const { dtype } = arg;
  if (dtype.kind !== 'decimal' || dtype.precision === null || dtype.scale === 0) return arg;
  return cast(arg, decimal(Math.min(38, dtype.precision + 1), dtype.scale));
};

/** FLOOR, CEIL: Ibis types them as integers, the engines mostly as what they were given. */
const whole =
  (of: (arg: Value) => Value) =>
  (arg: Value, cx: FunctionContext): Value => {
    if (isInteger(arg.dtype)) return INTEGER_TO_DOUBLE.has(cx.dialect) ? asDouble(arg) : arg;
    return KEEPS_TYPE.has(cx.dialect) || arg.dtype.kind === 'decimal'
      ? cast(of(roomy(arg)), wholeType(arg.dtype))
      : of(arg);
  };

/** Towards zero. */
const chopped = (arg: Value): Value => ifElse(less(arg, ZERO), ceilOf(arg), floorOf(arg));

function truncate(arg: Value, digits: bigint | null, cx: FunctionContext): Value {
  const places = digits ?? 0n;
  if (isInteger(arg.dtype)) {
    return places < 0n
      ? truncateInteger(arg, -places)
      : cx.dialect === 'postgres' && digits === null
        ? asDouble(arg)
        : arg;
  }
  if (arg.dtype.kind === 'decimal') return truncateDecimal(arg, places, cx);
  if (places === 0n) return cast(chopped(arg), FLOAT64);
  if (places < 0n) {
    const unit = integer(10n ** -places);
    return cast(multiply(chopped(divide(arg, unit)), unit), FLOAT64);
  }
  const unit = float(10 ** Number(places));
  return divide(chopped(multiply(arg, unit)), unit);
}

function truncateInteger(arg: Value, places: bigint): Value {
  const unit = integer(10n ** places);
  return cast(subtract(arg, make('Modulus', { left: arg, right: unit })), arg.dtype);
}

function truncateDecimal(arg: Value, places: bigint, cx: FunctionContext): Value {
  const { dtype } = arg;
  if (dtype.kind !== 'decimal' || dtype.scale === null || dtype.precision === null) {
    return cx.refuse('a decimal without precision');
  }
  if (places >= BigInt(dtype.scale)) return arg;
  if (places !== 0n) return cx.refuse('a decimal with digits to keep; cast it to double');
  return cast(chopped(arg), decimal(dtype.precision, 0));
}

/** Half away from zero. */
function round(arg: Value, digits: Value | null, cx: FunctionContext): Value {
  const places = digits === null ? 0n : knownDigits(digits);
  const { dtype } = arg;
  if (isInteger(dtype)) {
    if (places === undefined) return cx.refuse('the digits must be a constant');
    const rounded = places >= 0n ? arg : cast(roundOf(arg, integer(places)), dtype);
    return cx.dialect === 'sqlite' || (cx.dialect === 'postgres' && digits === null)
      ? asDouble(rounded)
      : rounded;
  }
  if (dtype.kind === 'decimal') {
    if (places === undefined || places < 0n)
      return cx.refuse('a decimal with digits that are negative or no constant');
    if (dtype.scale !== null && places >= BigInt(dtype.scale)) return arg;
    return roundOf(arg, integer(places));
  }
  if (places === 0n) {
    const rounded = roundOf(arg, ZERO);
    return KEEPS_TYPE.has(cx.dialect) ? cast(rounded, FLOAT64) : rounded;
  }
  return cast(roundOf(arg, digits ?? ZERO), FLOAT64);
}
const knownDigits = (value: Value): bigint | undefined => {
  const constant = value.kind === 'Literal' ? value.args['value'] : undefined;
  return typeof constant === 'bigint' ? constant : undefined;
};

const BRANCHES: Readonly<Record<string, readonly string[]>> = {
  IfElse: ['true_expr', 'false_null_expr'],
  SearchedCase: ['results', 'default'],
  SimpleCase: ['results', 'default'],
};

/**
 * Whether the dialect computes the value as a double. `0.5` and `n * 0.5` are floats here, but exact
 * numbers in the dialects that round doubles and exact numbers differently.
 */
function isDouble(value: Value): boolean {
  if (!isFloating(value.dtype)) return false;
  if (value.kind === 'Field' || value.kind === 'Cast') return true;
  const keys = BRANCHES[value.kind];
  const inner =
    keys === undefined
      ? childrenOf(value)
      : keys.flatMap((key) => value.args[key] as Value | Value[]);
  return inner.some(isDouble);
}

/** Half to the even number, for doubles; exact numbers are rounded away from zero there too. */
function roundToEven(arg: Value, digits: Value | null, cx: FunctionContext): Value {
  if (!isDouble(arg)) return round(arg, digits, cx);
  const places = digits === null ? 0n : knownDigits(digits);
  if (places === undefined || places > 15n || places < -15n)
    return cx.refuse('the digits must be a constant');
  const unit = float(10 ** Number(places < 0n ? -places : places));
  const scaled = places === 0n ? arg : places > 0n ? multiply(arg, unit) : divide(arg, unit);
  const isHalf = equals(subtract(scaled, floorOf(scaled)), float(0.5));
  const even = multiply(roundOf(divide(scaled, integer(2)), ZERO), integer(2));
  const rounded = ifElse(isHalf, even, roundOf(scaled, ZERO));
  if (places === 0n) return cast(rounded, FLOAT64);
  return places > 0n ? divide(rounded, unit) : cast(multiply(rounded, unit), FLOAT64);
}

/** WIDTH_BUCKET: buckets of equal width, from 1; 0 below and n+1 above. */
function widthBucket(arg: Value, low: Value, high: Value, count: Value): Value {
  const share = divide(subtract(arg, low), subtract(high, low));
  const inside = cast(
    make('Add', { left: floorOf(multiply(share, count)), right: integer(1) }),
    INT64,
  );
  const above = make('Add', { left: count, right: integer(1) });
  return ifElse(
    less(arg, low),
    ZERO,
    ifElse(make('GreaterEqual', { left: arg, right: high }), above, inside),
  );
}

const quotient = (left: Value, right: Value): Value =>
  towardsZero(divide(left, nullIf(right, ZERO)));

/** Whole numbers: up, down, to the nearest, towards zero. */
export const ROUNDING_FUNCTIONS: readonly Row[] = [
  fn('floor', ['numeric'], whole(floorOf)),
  fn('ceil ceiling', ['numeric'], whole(ceilOf)),
  fn('round', ['numeric', 'integer?'], round, {
    only: 'duckdb sqlite bigquery snowflake trino spark mssql oracle',
  }),
  fn('round', ['numeric', 'integer?'], roundToEven, { only: 'postgres mysql clickhouse' }),
  fn('round_even roundbankers bround', ['floating', 'integer?'], roundToEven, {
    only: 'duckdb spark clickhouse',
  }),
  fn('trunc', ['numeric', 'int!?'], truncate, {
    only: 'duckdb postgres sqlite bigquery snowflake oracle clickhouse',
  }),
  fn('truncate', ['numeric', 'int!?'], truncate, { only: 'mysql trino snowflake clickhouse' }),
  // Whole quotients; a divisor of 0 gives NULL or an error.
  fn('div', ['integer', 'integer'], quotient, { only: 'postgres bigquery' }),
  fn('intdiv', ['integer', 'integer'], quotient, { only: 'clickhouse' }),
  fn('width_bucket', ['numeric', 'numeric', 'numeric', 'integer'], widthBucket, {
    only: 'postgres snowflake trino spark oracle',
  }),
];
