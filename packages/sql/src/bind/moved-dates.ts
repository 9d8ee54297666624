import { DATE, isOp, make } from '@ibert/ir';
import type { IntervalUnit, Value } from '@ibert/ir';

import { shiftDate } from './intervals.js';
import { constantOf, literal } from './literals.js';

const WHOLE_DAYS: ReadonlySet<IntervalUnit> = new Set<IntervalUnit>(['Y', 'Q', 'M', 'W', 'D']);

/** A date moved by whole days or months, as a date; undefined for anything else. */
export function movedDate(value: Value): Value | undefined {
  if (isOp(value, 'Date')) return movedDate(value.args.arg);
  const isAdded = isOp(value, 'TimestampAdd');
  if (!isAdded && !isOp(value, 'TimestampSub')) return undefined;
  const { left, right } = value.args;
  if (right.dtype.kind !== 'interval' || !WHOLE_DAYS.has(right.dtype.unit)) return undefined;
  const start =
    isOp(left, 'Cast') && left.args.arg.dtype.kind === 'date' ? left.args.arg : movedDate(left);
  if (start === undefined) return undefined;
  const day = constantOf(start);
  const amount = constantOf(right);
  if (typeof day === 'string' && typeof amount === 'bigint') {
    const moved = shiftDate(day, isAdded ? amount : -amount, right.dtype.unit);
    if (moved !== undefined) return literal(moved, DATE);
  }
  return make(isAdded ? 'DateAdd' : 'DateSub', { left: start, right });
}
