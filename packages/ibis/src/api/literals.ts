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
  PyBytes,
  PyDate,
  PyDateTime,
  PyDecimal,
  PyDict,
  PyList,
  pyRepr,
  PySet,
  pyStr,
  truth,
  PyTime,
  PyTimedelta,
  PyTuple,
  typeError,
  typeName,
  valueError,
} from '../python/index.js';
import type { PyContext, PyValue } from '../python/index.js';
import { toDecimal } from './decimal-literals.js';
import { ibisError } from './errors.js';
import { ValueObj } from './objects.js';

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
  if (value instanceof ValueObj) return value.node.dtype;
  throw ibisError('InputTypeError', `Unable to infer datatype of value ${typeName(value)}`);
}

const commonType = (items: readonly PyValue[]): DataType =>
  items.length === 0 ? NULL : items.map(inferType).reduce(higherPrecedence);

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
    if (isMoment && typeof value === 'string')
      throw typeError(`Unable to normalize ${value} to timestamp`);
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

function convert(value: PyValue, type: DataType, ctx: PyContext): LiteralValue | undefined {
  if (isInteger(type)) return toInteger(value, type);
  if (isFloating(type)) return toFloat(value);
  switch (type.kind) {
    case 'boolean':
      return truth(value, ctx);
    case 'string':
      return pyStr(value, ctx);
    case 'binary':
      return value instanceof PyBytes ? value.bytes : undefined;
    case 'date':
      return toDate(value);
    case 'timestamp':
      return toTimestamp(value);
    case 'time':
      if (value instanceof PyTime) return value.toString();
      return typeof value === 'string' && TIME_OF_DAY.test(value) ? padTime(value) : undefined;
    case 'interval':
      if (value instanceof PyTimedelta) return timedeltaValue(value);
      return typeof value === 'bigint' ? value : undefined;
    case 'decimal':
      return toDecimal(value, type, ctx);
    case 'array': {
      const items = value instanceof PyList || value instanceof PyTuple ? value.items : undefined;
      return items?.map((item) => normalize(item, type.value, ctx));
    }
    case 'map':
    case 'struct':
      return value instanceof PyDict ? toMap(value, type, ctx) : undefined;
    case 'json':
    case 'uuid':
    case 'inet':
    case 'macaddr':
      return pyStr(value, ctx);
    case 'null':
      return null;
    default:
      return undefined;
  }
}

function toInteger(value: PyValue, type: DataType): bigint | undefined {
  const number =
    typeof value === 'bigint'
      ? value
      : typeof value === 'boolean'
        ? BigInt(value)
        : typeof value === 'number' && Number.isInteger(value)
          ? BigInt(value)
          : undefined;
  if (number === undefined) return undefined;
  const [low, high] = integerBounds(type);
  if (number < low || number > high) {
    throw typeError(
      `Value ${number} is out of bounds for type ${reprType(type)} (bounds: (${low}, ${high}))`,
    );
  }
  return number;
}

function toFloat(value: PyValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint' || typeof value === 'boolean') return Number(value);
  if (value instanceof PyDecimal) return Number(value.toString());
  return undefined;
}

const TIME_OF_DAY = /^(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?$/;

const pad = (text: string, size: number): string => text.padStart(size, '0');
const padTime = (text: string): string => {
  const [hour = '0', minute = '0', second = '00'] = text.split(':');
  return `${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}`;
};

function toDate(value: PyValue): string | undefined {
  if (value instanceof PyDateTime) return value.toString().slice(0, 10);
  if (value instanceof PyDate) return value.toString();
  return typeof value === 'string' ? splitMoment(value)?.date : undefined;
}

function toTimestamp(value: PyValue): string | undefined {
  if (value instanceof PyDateTime) return value.toString();
  if (value instanceof PyDate) return `${value.toString()} 00:00:00`;
  const parts = typeof value === 'string' ? splitMoment(value) : undefined;
  return parts === undefined ? undefined : `${parts.date} ${parts.time}`;
}

const MOMENT =
  /^(\d{4})-?(\d{1,2})(?:-?(\d{1,2}))?(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** A date or timestamp text in its parts; undefined when it is neither. */
function splitMoment(text: string): { readonly date: string; readonly time: string } | undefined {
  const found = MOMENT.exec(text.trim());
  if (found === null) return undefined;
  const [
    ,
    year = '',
    month = '',
    day = '1',
    hour = '0',
    minute = '00',
    second = '00',
    micros = '',
  ] = found;
  const date = `${year}-${pad(month, 2)}-${pad(day, 2)}`;
  const check = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(check.getTime()) || check.getUTCDate() !== Number(day)) return undefined;
  return { date, time: `${pad(hour, 2)}:${minute}:${second}${micros}` };
}

function toMap(dict: PyDict, type: DataType, ctx: PyContext): LiteralValue {
  const result = new Map<string, LiteralValue>();
  for (const { key, value } of dict.entries.values()) {
    const name = pyStr(key, ctx);
    const inner =
      type.kind === 'struct' ? type.fields.get(name) : type.kind === 'map' ? type.value : undefined;
    if (inner === undefined) {
      throw typeError(`Unable to normalize ${pyRepr(dict, ctx)} to ${printType(type)}`);
    }
    result.set(name, normalize(value, inner, ctx));
  }
  return result;
}

/** `ibis.literal(value, type)` for a value that is not an expression. */
export function literalOf(value: PyValue, type: DataType | undefined, ctx: PyContext): Value {
  const dtype = type ?? inferType(value);
  return literalNode(normalize(value, dtype, ctx), dtype);
}

/** `int(value)` as Python converts, for parameters that take integers. */
export function pyInt(value: PyValue, ctx: PyContext): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return BigInt(value);
  if (typeof value === 'number') return BigInt(Math.trunc(value));
  if (typeof value === 'string') {
    if (/^\s*[-+]?\d+\s*$/.test(value)) return BigInt(value.trim());
    throw valueError(`invalid literal for int() with base 10: ${pyRepr(value, ctx)}`);
  }
  throw typeError(
    `int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`,
  );
}
