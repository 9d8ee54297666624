import { IbertError } from '@ibert/core';
import {
  array,
  BINARY,
  BOOLEAN,
  DATE,
  decimal,
  FLOAT64,
  higherPrecedence,
  inferInteger,
  integerBounds,
  interval,
  isFloating,
  isInteger,
  make,
  map,
  NULL,
  printType,
  STRING,
  struct,
  TIME,
  TIMESTAMP,
  timestamp,
} from '@ibert/ir';
import type { DataType, LiteralValue, Value } from '@ibert/ir';

import {
  NO_KWARGS,
  notSupported,
  PyBytes,
  PyDate,
  PyDateTime,
  PyDecimal,
  PyDict,
  PyList,
  pyRepr,
  PySet,
  pyStr,
  PythonError,
  toArray,
  toFloatBuiltin,
  truth,
  PyTime,
  PyTimedelta,
  PyTuple,
  truncate,
  typeError,
  typeName,
  valueError,
} from '../python/index.js';
import type { PyContext, PyValue } from '../python/index.js';
import { classOf } from './class-names.js';
import { toDecimal } from './decimal-literals.js';
import { asIbis } from './errors.js';
import { toMoment } from './moment-literals.js';
import { ValueObj } from './objects.js';
import { REASONS } from './reasons.js';
import { uninferable } from './uninferable.js';

/** A literal node. */
export const literalNode = (value: LiteralValue, type: DataType): Value =>
  make('Literal', { value, type });

export const nullNode = (type: DataType = NULL): Value => literalNode(null, type);
export const intNode = (value: bigint): Value => literalNode(value, inferInteger(value));
export const textNode = (value: string): Value => literalNode(value, STRING);
export const boolNode = (value: boolean): Value => literalNode(value, BOOLEAN);

/**
 * The Ibis type of a Python value that is not an expression.
 *
 * Source: ibis/expr/datatypes/value.py, `infer`.
 */
export function inferType(value: PyValue): DataType {
  if (value === null) return NULL;
  if (typeof value === 'boolean') return BOOLEAN;
  if (typeof value === 'bigint') return inferInteger(value);
  if (typeof value === 'number') return FLOAT64;
  if (typeof value === 'string') return STRING;
  if (value instanceof PyBytes) return BINARY;
  if (value instanceof PyDateTime) return value.tz === null ? TIMESTAMP : timestamp(value.tz);
  if (value instanceof PyDate) return DATE;
  if (value instanceof PyTime) return TIME;
  if (value instanceof PyTimedelta) return interval(timedeltaUnit(value));
  if (value instanceof PyDecimal) return decimal(null, null);
  if (value instanceof PyList || value instanceof PyTuple) return array(commonType(value.items));
  if (value instanceof PySet) return array(commonType([...value.entries.values()]));
  if (value instanceof PyDict) return inferDict(value);
  throw uninferable(value);
}

function commonType(items: readonly PyValue[]): DataType {
  // Ibis looks each item up in a set of types seen, for which Python asks whether it is true.
  if (items.some((item) => typeName(item) === 'Deferred'))
    throw typeError('The truth value of Deferred objects is not defined');
  return items.length === 0 ? NULL : asIbis(() => items.map(inferType).reduce(higherPrecedence));
}

function inferDict(dict: PyDict): DataType {
  const entries = [...dict.entries.values()];
  if (entries.length === 0) return map(NULL, NULL);
  try {
    return map(commonType(entries.map((e) => e.key)), commonType(entries.map((e) => e.value)));
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    return struct(entries.map((e) => [String(e.key), inferType(e.value)] as const));
  }
}

function timedeltaUnit(delta: PyTimedelta): 'D' | 's' | 'us' {
  const micros = delta.microseconds;
  if (micros % 86_400_000_000n === 0n) return 'D';
  return micros % 1_000_000n === 0n ? 's' : 'us';
}

/** An interval's length in its unit. */
const timedeltaValue = (delta: PyTimedelta): bigint => {
  const size = { D: 86_400_000_000n, s: 1_000_000n, us: 1n }[timedeltaUnit(delta)];
  return delta.microseconds / size;
};

/**
 * The literal for a Python value, converted to a type as Ibis normalises it.
 *
 * @throws PythonError TypeError when the value cannot be one of that type.
 */
export function normalize(value: PyValue, type: DataType, ctx: PyContext): LiteralValue {
  if (value === null) return null;
  if (value instanceof ValueObj && value.node.kind === 'Literal') {
    return value.node.args['value'] as LiteralValue;
  }
  const result = convert(value, type, ctx);
  if (result === undefined) {
    const isMoment = type.kind === 'date' || type.kind === 'time' || type.kind === 'timestamp';
    if (isMoment) throw notMoment(value);
    throw typeError(`Unable to normalize ${pyRepr(value, ctx)} to ${reprType(type)}`);
  }
  return result;
}

const CLASS_NAMES: Readonly<Record<string, string>> = { json: 'JSON', uuid: 'UUID' };

/** The type as Python's `repr` shows it, for the simple types that messages speak of. */
function reprType(type: DataType): string {
  const known = CLASS_NAMES[type.kind];
  const name =
    known ??
    (type.kind.startsWith('uint')
      ? `UInt${type.kind.slice(4)}`
      : type.kind.charAt(0).toUpperCase() + type.kind.slice(1));
  const length = type.kind === 'string' ? `length=${type.length ?? 'None'}, ` : '';
  return `${name}(${length}nullable=${type.nullable ? 'True' : 'False'})`;
}

/** What an item of a literal array counts for among the things that a program makes. */
const ITEM_COST = 10;

const SET_ORDER = 'a set as an array: the order of its items differs from run to run';

/** Undefined where Python's conversion says ValueError, of which Ibis makes its own complaint. */
function orUndefined<T>(convertIt: () => T): T | undefined {
  try {
    return convertIt();
  } catch (error) {
    if (error instanceof PythonError && error.pyType === 'ValueError') return undefined;
    throw error;
  }
}

function convert(value: PyValue, type: DataType, ctx: PyContext): LiteralValue | undefined {
  if (isInteger(type)) return orUndefined(() => toInteger(value, type, ctx));
  if (isFloating(type)) return orUndefined(() => toFloat(value, ctx));
  switch (type.kind) {
    case 'boolean':
      return truth(value, ctx);
    case 'string':
      return pyStr(value, ctx);
    case 'binary':
      return value instanceof PyBytes ? value.bytes : undefined;
    case 'date':
    case 'time':
    case 'timestamp':
      return toMoment(value, type.kind);
    case 'interval':
      if (value instanceof PyTimedelta) return timedeltaValue(value);
      return typeof value === 'bigint' ? value : undefined;
    case 'decimal':
      return toDecimal(value, type, ctx);
    case 'array': {
      const items = toArray(value, ctx);
      if (value instanceof PySet && items.length > 1) throw notSupported(SET_ORDER);
      ctx.allocate(items.length * ITEM_COST);
      return items.map((item) => normalize(item, type.value, ctx));
    }
    case 'map':
      return value instanceof PyDict ? toMap(value, type.value, ctx) : undefined;
    case 'struct':
      return toStruct(value, type, ctx);
    case 'json':
    case 'uuid':
    case 'inet':
    case 'macaddr':
      return pyStr(value, ctx);
    case 'null':
      return null;
    case 'geospatial':
    case 'point':
    case 'linestring':
    case 'polygon':
    case 'multipoint':
    case 'multilinestring':
    case 'multipolygon':
      throw notSupported(`a literal of type ${printType(type)}: ${REASONS.spatial}`);
    default:
      return undefined;
  }
}

function toInteger(value: PyValue, type: DataType, ctx: PyContext): bigint {
  const number = pyInt(value, ctx);
  const [low, high] = integerBounds(type);
  if (number < low || number > high) {
    throw typeError(
      `Value ${number} is out of bounds for type ${reprType(type)} (bounds: Bounds(lower=${low}, upper=${high}))`,
    );
  }
  return number;
}

const toFloat = (value: PyValue, ctx: PyContext): number =>
  value instanceof PyDecimal
    ? Number(value.toString())
    : Number(toFloatBuiltin([value], NO_KWARGS, ctx));

function toMap(dict: PyDict, type: DataType, ctx: PyContext): LiteralValue {
  const entries = [...dict.entries.values()];
  return new Map(entries.map(({ key, value }) => [pyStr(key, ctx), normalize(value, type, ctx)]));
}

type StructType = Extract<DataType, { kind: 'struct' }>;

/** A struct has its type's fields in their order; what a mapping has besides is left out. */
export function toStruct(
  value: PyValue,
  type: StructType,
  ctx: PyContext,
  shown: () => string = () => pyRepr(value, ctx),
): LiteralValue {
  if (!(value instanceof PyDict))
    throw typeError(`Unable to normalize ${printType(type)} from non-mapping ${shown()}`);
  const given = new Map([...value.entries.values()].map((e) => [e.key, e.value]));
  const missing = [...type.fields.keys()].filter((name) => !given.has(name));
  if (missing.length > 0) {
    const names = missing.map((name) => pyRepr(name, ctx)).join(', ');
    throw typeError(
      `Unable to normalize ${shown()} to ${printType(type)} because of missing keys {${names}}`,
    );
  }
  return new Map(
    [...type.fields].map(([name, field]) => [name, normalize(given.get(name) ?? null, field, ctx)]),
  );
}

/** `ibis.literal(value, type)` for a value that is not an expression. */
export function literalOf(value: PyValue, type: DataType | undefined, ctx: PyContext): Value {
  const dtype = type ?? inferType(value);
  return literalNode(normalize(value, dtype, ctx), dtype);
}

const notMoment = (value: PyValue): PythonError =>
  typeError(
    `Unable to normalize ${typeof value === 'string' ? value : classOf(value)} to timestamp`,
  );

/** `int(value)` as Python converts, for parameters that take integers. */
export function pyInt(value: PyValue, ctx: PyContext): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return BigInt(value);
  if (typeof value === 'number') return truncate(value);
  if (value instanceof PyDecimal) return BigInt(value.toString().replace(/\..*$/, ''));
  if (typeof value === 'string') {
    if (/^\s*[-+]?\d+\s*$/.test(value)) return BigInt(value.trim());
    throw valueError(`invalid literal for int() with base 10: ${pyRepr(value, ctx)}`);
  }
  throw typeError(
    `int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`,
  );
}
