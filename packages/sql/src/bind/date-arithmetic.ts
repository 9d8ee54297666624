import * as t from '@ibert/ir';
import { isInteger, make } from '@ibert/ir';
import type { IntervalUnit, Value } from '@ibert/ir';

import { cast, parseText } from './coerce.js';
import { learnType } from './context.js';
import type { ExprContext } from './context.js';
import type { SqlDialect } from './dialects.js';
import { unsupported } from './errors.js';
import { constantOf, literal, text } from './literals.js';
import type { Place } from './syntax/ast.js';

const isDated = ({ dtype }: Value): boolean => dtype.kind === 'date' || dtype.kind === 'timestamp';
const isInterval = ({ dtype }: Value): boolean => dtype.kind === 'interval';
const isText = ({ dtype }: Value): boolean => dtype.kind === 'string';

/** Intervals added up, subtracted, or multiplied by a number. */
export function ofInterval(
  kind: 'Add' | 'Subtract' | 'Multiply',
  left: Value,
  right: Value,
  place: Place,
): Value {
  if (kind === 'Multiply') {
    const [duration, times] = isInterval(left) ? [left, right] : [right, left];
    const amount = constantOf(duration);
    const factor = constantOf(times);
    if (typeof amount === 'bigint' && typeof factor === 'bigint') {
      return literal(amount * factor, duration.dtype);
    }
    if (amount === 1n && isInteger(times.dtype) && duration.dtype.kind === 'interval') {
      return make('IntervalFromInteger', { arg: times, unit: duration.dtype.unit });
    }
    return make('IntervalMultiply', { left: duration, right: times });
  }
  if (isInterval(left) && isInterval(right)) {
    return make(kind === 'Add' ? 'IntervalAdd' : 'IntervalSubtract', { left, right });
  }
  throw unsupported(place, `${t.printType(left.dtype)} and ${t.printType(right.dtype)} in a sum`);
}

const unitOfType = ({ dtype }: Value): IntervalUnit =>
  dtype.kind === 'interval' ? dtype.unit : 'D';
const isWholeDays = (value: Value): boolean =>
  ['Y', 'Q', 'M', 'W', 'D'].includes(unitOfType(value));

/** Dates, times and timestamps moved or subtracted; undefined when it is about numbers. */
export function temporal(
  kind: 'Add' | 'Subtract',
  left: Value,
  right: Value,
  context: ExprContext,
  place: Place,
): Value | undefined {
  if (kind === 'Add' && isInterval(left) && !isInterval(right)) {
    return temporal(kind, right, left, context, place);
  }
  if (isInterval(right) && left.dtype.kind === 'unknown') learnType(context, left, t.TIMESTAMP);
  const start =
    isInterval(right) && isText(left)
      ? (parseText(left, t.DATE) ?? parseText(left, t.TIMESTAMP))
      : left;
  if (start === undefined) return undefined;
  const { dialect } = context.session;
  if (isInterval(right)) return shift(kind, start, right, dialect);
  if (kind === 'Add' && right.dtype.kind === 'date' && isInteger(left.dtype)) {
    return temporal(kind, right, left, context, place);
  }
  if (left.dtype.kind === 'date' && isInteger(right.dtype)) {
    const days = constantOf(right);
    const amount =
      typeof days === 'bigint'
        ? literal(days, t.interval('D'))
        : make('IntervalFromInteger', { arg: right, unit: 'D' });
    const moved = shift(kind, left, amount, dialect);
    return moved?.dtype.kind === 'timestamp' ? make('Date', { arg: moved }) : moved;
  }
  if (kind === 'Add' || !isDated(left)) return undefined;
  const other = isText(right) ? (parseText(right, left.dtype) ?? right) : right;
  return isDated(other) ? difference(left, other, context.session.dialect, place) : undefined;
}

/** Dialects in which a date and an interval make a timestamp. */
const DATE_BECOMES_TIMESTAMP: ReadonlySet<SqlDialect> = new Set(['duckdb', 'postgres']);

function shift(
  kind: 'Add' | 'Subtract',
  left: Value,
  right: Value,
  dialect: SqlDialect,
): Value | undefined {
  switch (left.dtype.kind) {
    case 'date':
      if (isWholeDays(right) && !DATE_BECOMES_TIMESTAMP.has(dialect)) {
        return make(kind === 'Add' ? 'DateAdd' : 'DateSub', { left, right });
      }
      return shift(kind, make('Cast', { arg: left, to: t.TIMESTAMP }), right, dialect);
    case 'timestamp':
    case 'unknown':
      return make(kind === 'Add' ? 'TimestampAdd' : 'TimestampSub', { left, right });
    case 'time':
      return make(kind === 'Add' ? 'TimeAdd' : 'TimeSub', { left, right });
    default:
      return undefined;
  }
}

function difference(left: Value, right: Value, dialect: SqlDialect, place: Place): Value {
  if (left.dtype.kind === 'date' && right.dtype.kind === 'date') {
    if (dialect === 'duckdb' || dialect === 'postgres' || dialect === 'oracle') {
      return make('DateDelta', { part: text('day'), left, right });
    }
    throw unsupported(place, 'A date minus a date in this dialect');
  }
  if (dialect !== 'duckdb' && dialect !== 'postgres') {
    throw unsupported(place, 'A timestamp minus a timestamp in this dialect');
  }
  return make('TimestampDiff', { left: cast(left, t.TIMESTAMP), right: cast(right, t.TIMESTAMP) });
}
