import * as t from '@ibert/ir';
import {
  comparable,
  isDateText,
  isFloating,
  isInteger,
  isNumeric,
  make,
  sameType,
} from '@ibert/ir';
import type { DataType, Value } from '@ibert/ir';

import { learnType } from './context.js';
import type { ExprContext } from './context.js';
import { SqlError } from './errors.js';
import type { ValueClass } from './functions/params.js';
import { constantOf, integer, literal, nullValue } from './literals.js';
import { movedDate } from './moved-dates.js';
import type { Place } from './syntax/ast.js';

const typeFault = (place: Place, message: string): SqlError =>
  new SqlError('SQL_TYPE', message, place);

/** The value as another type; itself when it is of it. */
export const cast = (arg: Value, to: DataType): Value =>
  sameType(arg.dtype, to) ? arg : make('Cast', { arg, to });

/** A condition: numbers are true unless zero. */
export function asCondition(value: Value, context: ExprContext, place: Place): Value {
  const { dtype } = value;
  if (dtype.kind === 'boolean') return value;
  if (dtype.kind === 'unknown') {
    learnType(context, value, t.BOOLEAN);
    return value;
  }
  if (dtype.kind === 'null') return nullValue(t.BOOLEAN);
  if (isNumeric(dtype)) return make('NotEquals', { left: value, right: integer(0) });
  throw typeFault(place, `A condition must be boolean, this is ${t.printType(dtype)}`);
}

/** A constant text as a value of the type, when it spells one; undefined when it does not. */
export function parseText(value: Value, type: DataType): Value | undefined {
  const written = constantOf(value);
  if (typeof written !== 'string' || value.dtype.kind !== 'string') return undefined;
  const content = written.trim();
  if (isInteger(type)) return /^[+-]?\d+$/.test(content) ? integer(BigInt(content)) : undefined;
  if (isFloating(type) || type.kind === 'decimal') {
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(content)) return undefined;
    return /^[+-]?\d+$/.test(content)
      ? integer(BigInt(content))
      : make('Cast', { arg: value, to: type });
  }
  switch (type.kind) {
    case 'boolean': {
      const word = content.toLowerCase();
      if (['true', 't', 'yes', 'y', '1'].includes(word)) return literal(true, t.BOOLEAN);
      return ['false', 'f', 'no', 'n', '0'].includes(word) ? literal(false, t.BOOLEAN) : undefined;
    }
    case 'date': {
      const day = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(content);
      if (day === null || !isDateText(content)) return undefined;
      const [, year = '', month = '', date = ''] = day;
      return literal(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`, t.DATE);
    }
    case 'timestamp': {
      const moment =
        /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,6})?))?)?$/.exec(content);
      if (moment === null || !isDateText(content)) return undefined;
      const [, day = '', hour = '00', minute = '00', second = '00'] = moment;
      if (type.timezone !== null) return undefined;
      return literal(`${day} ${hour.padStart(2, '0')}:${minute}:${second}`, t.TIMESTAMP);
    }
    case 'time': {
      const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,6})?))?$/.exec(content);
      if (clock === null) return undefined;
      const [, hour = '', minute = '', second = '00'] = clock;
      return literal(`${hour.padStart(2, '0')}:${minute}:${second}`, t.TIME);
    }
    default:
      return undefined;
  }
}

/** Two values made comparable as the dialects do: text constants take the other side's type. */
export function comparablePair(
  left: Value,
  right: Value,
  context: ExprContext,
  place: Place,
): readonly [Value, Value] {
  learnPair(left, right, context);
  const [a, b] = [asText(left), asText(right)];
  const areTexts = a.dtype.kind === 'string' && b.dtype.kind === 'string';
  if (areTexts) return [a, b];
  return typedPair(asDate(left, right), asDate(right, left), place);
}

/**
 * MySQL compares texts as its collation says, and by their bytes after CAST(… AS BINARY): that is
 * how texts are compared here anyway.
 */
const asText = (value: Value): Value =>
  t.isOp(value, 'Cast') && value.dtype.kind === 'binary' && value.args.arg.dtype.kind === 'string'
    ? value.args.arg
    : value;

function typedPair(left: Value, right: Value, place: Place): readonly [Value, Value] {
  const pair = alignText(left, right) ?? swap(alignText(right, left));
  if (pair !== undefined) return pair;
  if (comparable(left, right)) return [left, right];
  const numeric = numericText(left, right) ?? swap(numericText(right, left));
  if (numeric !== undefined) return numeric;
  throw typeFault(
    place,
    `${t.printType(left.dtype)} and ${t.printType(right.dtype)} cannot be compared`,
  );
}

/**
 * A date moved by whole days is a timestamp at midnight to some dialects: compared with another
 * date it may as well stay a date, and a constant one be computed.
 */
function asDate(value: Value, other: Value): Value {
  if (other.dtype.kind !== 'date' && movedDate(other) === undefined) return value;
  return movedDate(value) ?? value;
}

type Pair = readonly [Value, Value];
const swap = (pair: Pair | undefined): Pair | undefined =>
  pair === undefined ? undefined : [pair[1], pair[0]];

/** A text constant on the right takes the type of the left; dates stay texts where Ibis reads them. */
function alignText(left: Value, right: Value): Pair | undefined {
  if (right.dtype.kind !== 'string' || left.dtype.kind === 'string') return undefined;
  const written = constantOf(right);
  if (typeof written !== 'string') return undefined;
  const parsed = parseText(right, left.dtype);
  return parsed === undefined ? undefined : [left, parsed];
}

// Text against a number: the text is read as a number.
function numericText(left: Value, right: Value): Pair | undefined {
  if (left.dtype.kind !== 'string') return undefined;
  if (isNumeric(right.dtype)) {
    const to = isInteger(right.dtype) ? t.INT64 : t.FLOAT64;
    return [make('Cast', { arg: left, to }), right];
  }
  if (right.dtype.kind === 'date' || right.dtype.kind === 'timestamp') {
    return [make('Cast', { arg: left, to: right.dtype }), right];
  }
  return undefined;
}

/** What a comparison tells of a value of unknown type. */
export function learnPair(left: Value, right: Value, context: ExprContext): void {
  learnType(context, left, evidence(right));
  learnType(context, right, evidence(left));
}

/** What a value's type tells of another one: literals are of the smallest type, columns seldom. */
function evidence(value: Value): DataType {
  const { dtype } = value;
  if (isInteger(dtype) && value.kind === 'Literal') return t.INT64;
  if (dtype.kind === 'decimal' && value.kind === 'Literal') return t.FLOAT64;
  const written = constantOf(value);
  if (typeof written === 'string' && dtype.kind === 'string' && isDateText(written)) {
    return written.length > 10 ? t.TIMESTAMP : t.DATE;
  }
  return dtype;
}

/** Values that stand for one column (branches of CASE, rows of VALUES) as one type. */
export function unify(
  values: readonly Value[],
  context: ExprContext,
  place: Place,
): readonly Value[] {
  const types = values.map((value) => value.dtype).filter((type) => type.kind !== 'null');
  let widest: DataType | undefined;
  for (const type of types) widest = widest === undefined ? type : wider(widest, type);
  if (
    widest !== undefined &&
    values.every((v) => v.dtype.kind === 'unknown' || fits(v, widest as DataType))
  ) {
    for (const value of values) learnType(context, value, widest);
    return values;
  }
  const target = types.find((type) => type.kind !== 'string' && type.kind !== 'unknown');
  if (target !== undefined) {
    const read = values.map((v) =>
      v.dtype.kind === 'string' ? parseText(v, target) : fits(v, target) ? v : undefined,
    );
    if (read.every((v) => v !== undefined)) return read;
  }
  throw typeFault(place, `${types.map(t.printType).join(' and ')} have no common type`);
}

export const fits = (value: Value, to: DataType): boolean => t.castable(value.dtype, to);

/** The wider of two types; undefined when there is none. */
export function wider(a: DataType, b: DataType): DataType | undefined {
  if (a.kind === 'decimal' && b.kind === 'decimal') return widerDecimal(a, b);
  if (a.kind === 'decimal' && isInteger(b)) return widerDecimal(a, t.decimal(19, 0));
  if (b.kind === 'decimal' && isInteger(a)) return widerDecimal(t.decimal(19, 0), b);
  if ((a.kind === 'decimal' && isFloating(b)) || (b.kind === 'decimal' && isFloating(a)))
    return t.FLOAT64;
  try {
    return t.higherPrecedence(a, b);
  } catch {
    return undefined;
  }
}

function widerDecimal(a: t.DecimalType, b: t.DecimalType): DataType {
  if (a.precision === null || b.precision === null) return t.decimal(null, null);
  const scale = Math.max(a.scale ?? 0, b.scale ?? 0);
  const whole = Math.max(a.precision - (a.scale ?? 0), b.precision - (b.scale ?? 0));
  return t.decimal(Math.min(38, whole + scale), scale);
}

const CLASS_EVIDENCE: Partial<Record<ValueClass, DataType>> = {
  string: t.STRING,
  integer: t.INT64,
  numeric: t.FLOAT64,
  floating: t.FLOAT64,
  soft: t.FLOAT64,
  boolean: t.BOOLEAN,
  date: t.DATE,
  time: t.TIME,
  timestamp: t.TIMESTAMP,
  dated: t.TIMESTAMP,
  timed: t.TIMESTAMP,
  json: t.JSON_TYPE,
  binary: t.BINARY,
};

/** What a function's parameter tells of a value of unknown type. */
export function learnClass(value: Value, of: ValueClass, context: ExprContext): void {
  const type = CLASS_EVIDENCE[of];
  if (type !== undefined) learnType(context, value, type);
}

/** A value as a function's parameter wants it, where the dialects convert by themselves. */
export function coerceTo(value: Value, of: ValueClass): Value | undefined {
  const { dtype } = value;
  switch (of) {
    case 'date':
      if (dtype.kind === 'timestamp') return undefined;
      return parseText(value, t.DATE);
    case 'timestamp':
    case 'timed':
      if (dtype.kind === 'date') return make('Cast', { arg: value, to: t.TIMESTAMP });
      return parseText(value, t.TIMESTAMP);
    case 'dated':
    case 'temporal':
      return parseText(value, t.DATE) ?? parseText(value, t.TIMESTAMP);
    case 'floating':
      return isNumeric(dtype) ? make('Cast', { arg: value, to: t.FLOAT64 }) : undefined;
    default:
      return undefined;
  }
}
