import { DATE, INTERVAL_UNITS, make, TIMESTAMP } from '@ibert/ir';
import type { IntervalUnit, Value } from '@ibert/ir';

import { integer, text } from '../literals.js';
import { add, cast, divide, ifElse, less, towardsZero, ZERO } from './build.js';
import { unitOf } from './date-parts.js';
import { fn } from './row.js';
import type { FunctionContext, Row } from './row.js';

const WHOLE_DAYS: ReadonlySet<IntervalUnit> = new Set(['Y', 'Q', 'M', 'W', 'D']);
const isDate = ({ dtype }: Value): boolean => dtype.kind === 'date';

/** How often a boundary of the unit lies between the earlier and the later. */
function boundaries(unit: IntervalUnit, from: Value, to: Value, cx: FunctionContext): Value {
  if (unit === 'ns') return cx.refuse('nanoseconds');
  const part = text(INTERVAL_UNITS[unit]);
  if (isDate(from) && isDate(to) && WHOLE_DAYS.has(unit))
    return make('DateDelta', { part, left: to, right: from });
  if (from.dtype.kind === 'time' || to.dtype.kind === 'time') {
    if (WHOLE_DAYS.has(unit)) return cx.refuse('days between times');
    return make('TimeDelta', { part, left: to, right: from });
  }
  return make('TimestampDelta', { part, left: asMoment(to), right: asMoment(from) });
}
const asMoment = (value: Value): Value => (isDate(value) ? cast(value, TIMESTAMP) : value);

/** Weeks by their Mondays; DuckDB counts them from the earlier day's own weekday. */
function mondays(from: Value, to: Value): Value {
  const monday = (arg: Value): Value => make('DateTruncate', { arg: cast(arg, DATE), unit: 'W' });
  const days = make('DateDelta', { part: text('day'), left: monday(to), right: monday(from) });
  return make('FloorDivide', { left: days, right: integer(7) });
}

const counted = (unit: IntervalUnit, from: Value, to: Value, cx: FunctionContext): Value =>
  unit === 'W' && cx.dialect !== 'duckdb' ? weeks(from, to, cx) : boundaries(unit, from, to, cx);
const weeks = (from: Value, to: Value, cx: FunctionContext): Value =>
  cx.dialect === 'snowflake' || cx.dialect === 'clickhouse'
    ? mondays(from, to)
    : cx.refuse('weeks that start on Sunday');

/** Microseconds of units of a fixed length. */
const FIXED: Readonly<Partial<Record<IntervalUnit, number>>> = {
  W: 604_800_000_000,
  D: 86_400_000_000,
  h: 3_600_000_000,
  m: 60_000_000,
  s: 1_000_000,
  ms: 1000,
  us: 1,
};
/** How many whole units fit between the two. */
export function complete(unit: IntervalUnit, from: Value, to: Value, cx: FunctionContext): Value {
  if (isDate(from) && isDate(to)) {
    if (unit === 'D') return boundaries('D', from, to, cx);
    if (unit === 'W') return towardsZero(divide(boundaries('D', from, to, cx), integer(7)));
  }
  const fixed = FIXED[unit];
  if (fixed !== undefined) {
    const micros = boundaries('us', asMoment(from), asMoment(to), cx);
    return fixed === 1 ? micros : towardsZero(divide(micros, integer(fixed)));
  }
  if (cx.dialect === 'duckdb')
    return cx.refuse('whole months, which end on the last day of a shorter month');
  const months = completeMonths(from, to, cx);
  if (unit === 'M') return months;
  if (unit === 'Q') return towardsZero(divide(months, integer(3)));
  return unit === 'Y'
    ? towardsZero(divide(months, integer(12)))
    : cx.refuse(`the unit ${INTERVAL_UNITS[unit]}`);
}

/** A month is complete once the day of the month and the time of day are reached. */
function completeMonths(from: Value, to: Value, cx: FunctionContext): Value {
  const crossed = boundaries('M', from, to, cx);
  const inMonth = (value: Value): Value =>
    isDate(from) && isDate(to)
      ? make('ExtractDay', { arg: value })
      : make('TimestampDelta', {
          part: text('microsecond'),
          left: asMoment(value),
          right: make('TimestampTruncate', { arg: asMoment(value), unit: 'M' }),
        });
  const [start, end] = [inMonth(from), inMonth(to)];
  const missing = (condition: Value, by: number): Value => ifElse(condition, integer(by), ZERO);
  const forwards = missing(less(end, start), -1);
  const backwards = missing(less(start, end), 1);
  return add(crossed, ifElse(less(asMoment(to), asMoment(from)), backwards, forwards));
}

const days = (to: Value, from: Value): Value =>
  make('DateDelta', { part: text('day'), left: cast(to, DATE), right: cast(from, DATE) });

/** `DATE_DIFF(to, from, unit)`: BigQuery counts boundaries, for timestamps whole units. */
function bigQuery(to: Value, from: Value, unit: string, cx: FunctionContext): Value {
  if (unit === 'isoweek') return mondays(from, to);
  const code = unitOf(unit);
  if (code === undefined) return cx.refuse(`the unit ${unit}`);
  if (cx.name === 'timestamp_diff' || cx.name === 'time_diff') return complete(code, from, to, cx);
  return code === 'W' ? cx.refuse('weeks that start on Sunday') : boundaries(code, from, to, cx);
}

/** What lies between two dates or times. */
export const DATE_DIFFERENCES: readonly Row[] = [
  fn('date_diff datediff', ['unit', 'timed', 'timed'], counted, {
    only: 'duckdb snowflake clickhouse',
  }),
  fn('date_diff datediff', ['unit', 'dated', 'dated'], counted, {
    only: 'duckdb snowflake clickhouse mssql postgres',
  }),
  fn('timediff timestampdiff', ['unit', 'dated', 'dated'], counted, { only: 'snowflake' }),
  fn('date_sub datesub', ['unit', 'dated', 'dated'], complete, { only: 'duckdb' }),
  fn('date_diff', ['unit', 'dated', 'dated'], complete, { only: 'trino' }),
  fn('timestampdiff', ['unit', 'dated', 'dated'], complete, { only: 'mysql' }),
  fn('datediff timestampdiff', ['unit', 'dated', 'dated'], complete, { only: 'spark' }),
  fn('datediff', ['dated', 'dated'], days, { only: 'mysql spark' }),
  fn('date_diff', ['dated', 'dated'], days, { only: 'spark' }),
  fn('date_diff datetime_diff timestamp_diff', ['dated', 'dated', 'part'], bigQuery, {
    only: 'bigquery',
  }),
];
