import { DATE, make, TIMESTAMP } from '@ibert/ir';
import type { IntervalUnit, Value } from '@ibert/ir';

import { integer } from '../literals.js';
import { cast, integerOf, interval, multiply } from './build.js';
import { intervalLiteral } from '../intervals.js';
import { fn, refused } from './row.js';
import type { FunctionContext, Row } from './row.js';

const WHOLE_DAYS: ReadonlySet<IntervalUnit> = new Set(['Y', 'Q', 'M', 'W', 'D']);

/** So many units as an interval; a constant number as a literal. */
function amountOf(count: Value, unit: IntervalUnit): Value {
  const known = integerOf(count);
  // Ibis's intervals have no quarters.
  const [size, by]: readonly [IntervalUnit, bigint] = unit === 'Q' ? ['M', 3n] : [unit, 1n];
  if (known !== undefined) return intervalLiteral(known * by, size);
  return interval(by === 1n ? count : multiply(count, integer(by)), size);
}

/** A date, time or timestamp later by an interval. */
export function later(arg: Value, by: Value, cx: FunctionContext): Value {
  const unit = by.dtype.kind === 'interval' ? by.dtype.unit : 'D';
  switch (arg.dtype.kind) {
    case 'date':
      return WHOLE_DAYS.has(unit)
        ? make('DateAdd', { left: arg, right: by })
        : make('TimestampAdd', { left: cast(arg, TIMESTAMP), right: by });
    case 'time':
      return make('TimeAdd', { left: arg, right: by });
    case 'timestamp':
    case 'unknown':
      return make('TimestampAdd', { left: arg, right: by });
    default:
      return cx.refuse(`a ${arg.dtype.kind} value`);
  }
}
function earlier(arg: Value, by: Value, cx: FunctionContext): Value {
  const unit = by.dtype.kind === 'interval' ? by.dtype.unit : 'D';
  switch (arg.dtype.kind) {
    case 'date':
      return WHOLE_DAYS.has(unit)
        ? make('DateSub', { left: arg, right: by })
        : make('TimestampSub', { left: cast(arg, TIMESTAMP), right: by });
    case 'time':
      return make('TimeSub', { left: arg, right: by });
    case 'timestamp':
    case 'unknown':
      return make('TimestampSub', { left: arg, right: by });
    default:
      return cx.refuse(`a ${arg.dtype.kind} value`);
  }
}

/** `DATEADD(unit, n, x)`. */
const dateAdd = (unit: IntervalUnit, count: Value, arg: Value, cx: FunctionContext): Value => {
  if (arg.dtype.kind === 'date' && cx.dialect === 'mssql' && !WHOLE_DAYS.has(unit))
    cx.refuse('hours added to a date');
  return later(arg, amountOf(count, unit), cx);
};
const daysLater = (arg: Value, count: Value, cx: FunctionContext): Value =>
  later(arg, amountOf(count, 'D'), cx);
const monthsLater = (arg: Value, count: Value, cx: FunctionContext): Value =>
  later(arg, amountOf(count, 'M'), cx);
const added =
  (unit: IntervalUnit) =>
  (arg: Value, count: Value, cx: FunctionContext): Value =>
    later(arg, amountOf(count, unit), cx);
const taken =
  (unit: IntervalUnit) =>
  (arg: Value, count: Value, cx: FunctionContext): Value =>
    earlier(arg, amountOf(count, unit), cx);

const truncated = (arg: Value, unit: IntervalUnit): Value =>
  arg.dtype.kind === 'date'
    ? make('DateTruncate', { arg, unit })
    : make('TimestampTruncate', { arg, unit });

/** The last day of the month. */
function lastDay(arg: Value): Value {
  const month = make('DateTruncate', { arg: cast(arg, DATE), unit: 'M' });
  const next = make('DateAdd', { left: month, right: intervalLiteral(1n, 'M') });
  return make('DateSub', { left: next, right: intervalLiteral(1n, 'D') });
}
const daysInMonth = (arg: Value): Value => make('ExtractDay', { arg: lastDay(arg) });

const EXACT: Readonly<Record<string, IntervalUnit>> = {
  year: 'Y',
  quarter: 'Q',
  month: 'M',
  day: 'D',
  hour: 'h',
  minute: 'm',
  second: 's',
  millisecond: 'ms',
  microsecond: 'us',
};
const MONDAY = 'duckdb postgres snowflake trino spark clickhouse';

const asMoment = (arg: Value): Value => (arg.dtype.kind === 'date' ? cast(arg, TIMESTAMP) : arg);

function truncateTo(part: string, arg: Value, cx: FunctionContext): Value {
  const isMonday =
    part === 'isoweek' || (part === 'week' && MONDAY.split(' ').includes(cx.dialect));
  const unit = isMonday ? 'W' : EXACT[part];
  if (unit === undefined) {
    return cx.refuse(
      part === 'week' ? 'weeks start on Sunday in this dialect' : `truncation to '${part}'`,
    );
  }
  if (arg.dtype.kind === 'date' && !WHOLE_DAYS.has(unit)) {
    return make('TimestampTruncate', { arg: cast(arg, TIMESTAMP), unit });
  }
  // PostgreSQL makes a moment of a date.
  return cx.dialect === 'postgres' ? asMoment(truncated(arg, unit)) : truncated(arg, unit);
}
const truncate = (part: string, arg: Value, cx: FunctionContext): Value =>
  truncateTo(part, arg, cx);
const truncateArg = (arg: Value, part: string, cx: FunctionContext): Value =>
  truncateTo(part, arg, cx);

/** Always a timestamp. */
const toTimestamp =
  (unit: IntervalUnit) =>
  (arg: Value): Value =>
    make('TimestampTruncate', { arg: cast(arg, TIMESTAMP), unit });
const toDate =
  (unit: IntervalUnit) =>
  (arg: Value): Value =>
    make('DateTruncate', { arg: cast(arg, DATE), unit });

/** Dates moved, cut and completed. */
export const DATE_SHIFTS: readonly Row[] = [
  fn('dateadd date_add', ['unit', 'integer', 'dated'], dateAdd, {
    only: 'snowflake mssql postgres spark trino clickhouse',
  }),
  fn('dateadd timestampadd timeadd', ['unit', 'integer', 'temporal'], dateAdd, {
    only: 'snowflake mssql postgres mysql spark clickhouse',
  }),
  fn('date_add', ['temporal', 'interval'], later, { only: 'duckdb mysql bigquery postgres' }),
  fn('date_sub', ['temporal', 'interval'], earlier, { only: 'mysql bigquery' }),
  fn('adddate', ['temporal', 'interval'], later, { only: 'mysql' }),
  fn('subdate', ['temporal', 'interval'], earlier, { only: 'mysql' }),
  fn('adddate', ['temporal', 'integer'], daysLater, { only: 'mysql' }),
  fn('subdate', ['temporal', 'integer'], taken('D'), { only: 'mysql' }),
  fn('timestamp_add datetime_add time_add', ['temporal', 'interval'], later, { only: 'bigquery' }),
  fn('timestamp_sub datetime_sub time_sub', ['temporal', 'interval'], earlier, {
    only: 'bigquery',
  }),
  fn('add', ['date', 'integer'], daysLater, { only: 'duckdb' }),
  fn('add', ['temporal', 'interval'], later, { only: 'duckdb' }),
  fn('subtract', ['temporal', 'interval'], earlier, { only: 'duckdb' }),
  fn('date_add', ['date', 'integer'], daysLater, { only: 'duckdb spark' }),
  fn('date_sub', ['date', 'integer'], taken('D'), { only: 'spark' }),
  fn('add_months', ['date', 'integer'], monthsLater, { only: 'spark' }),
  fn('addyears', ['dated', 'integer'], added('Y'), { only: 'clickhouse' }),
  fn('addmonths', ['dated', 'integer'], added('M'), { only: 'clickhouse' }),
  fn('addweeks', ['dated', 'integer'], added('W'), { only: 'clickhouse' }),
  fn('adddays', ['dated', 'integer'], added('D'), { only: 'clickhouse' }),
  fn('addhours', ['timestamp', 'integer'], added('h'), { only: 'clickhouse' }),
  fn('addminutes', ['timestamp', 'integer'], added('m'), { only: 'clickhouse' }),
  fn('addseconds', ['timestamp', 'integer'], added('s'), { only: 'clickhouse' }),
  fn('subtractyears', ['dated', 'integer'], taken('Y'), { only: 'clickhouse' }),
  fn('subtractmonths', ['dated', 'integer'], taken('M'), { only: 'clickhouse' }),
  fn('subtractdays', ['dated', 'integer'], taken('D'), { only: 'clickhouse' }),
  refused(
    'add_months',
    'on the last day of a month it gives the last day again, which Ibis does not',
    { only: 'snowflake oracle postgres' },
  ),

  fn('date_trunc datetrunc', ['part', 'dated'], truncate, {
    only: 'duckdb postgres snowflake trino spark clickhouse mssql',
  }),
  fn('date_trunc', ['dated', 'part'], truncateArg, { only: 'bigquery' }),
  fn('timestamp_trunc datetime_trunc', ['timestamp', 'part'], truncateArg, { only: 'bigquery' }),
  fn('trunc', ['dated', 'part'], truncateArg, { only: 'snowflake' }),
  fn('trunc', ['dated', 'part'], (arg, part, cx) => truncateArg(cast(arg, DATE), part, cx), {
    only: 'spark',
  }),
  fn('last_day', ['dated'], lastDay, { only: 'duckdb mysql snowflake spark bigquery postgres' }),
  fn('last_day_of_month', ['dated'], lastDay, { only: 'trino' }),
  fn('tolastdayofmonth', ['dated'], lastDay, { only: 'clickhouse' }),
  fn('eomonth', ['dated'], lastDay, { only: 'mssql' }),
  fn('days_in_month', ['dated'], daysInMonth, { only: 'duckdb' }),
  fn('tostartofyear', ['dated'], toDate('Y'), { only: 'clickhouse' }),
  fn('tostartofquarter', ['dated'], toDate('Q'), { only: 'clickhouse' }),
  fn('tostartofmonth', ['dated'], toDate('M'), { only: 'clickhouse' }),
  fn('tomonday', ['dated'], toDate('W'), { only: 'clickhouse' }),
  fn('tostartofday', ['dated'], toTimestamp('D'), { only: 'clickhouse' }),
  fn('tostartofhour', ['timestamp'], toTimestamp('h'), { only: 'clickhouse' }),
  fn('tostartofminute', ['timestamp'], toTimestamp('m'), { only: 'clickhouse' }),
  refused('time_bucket date_bin', 'its buckets start on another day than those of Ibis'),

  fn('to_years', ['integer'], (count) => interval(count, 'Y'), { only: 'duckdb' }),
  fn('to_months', ['integer'], (count) => interval(count, 'M'), { only: 'duckdb' }),
  fn('to_weeks', ['integer'], (count) => interval(count, 'W'), { only: 'duckdb' }),
  fn('to_days', ['integer'], (count) => interval(count, 'D'), { only: 'duckdb' }),
  fn('to_hours', ['integer'], (count) => interval(count, 'h'), { only: 'duckdb' }),
  fn('to_minutes', ['integer'], (count) => interval(count, 'm'), { only: 'duckdb' }),
  fn('to_seconds', ['integer'], (count) => interval(count, 's'), { only: 'duckdb' }),
  fn('to_milliseconds', ['integer'], (count) => interval(count, 'ms'), { only: 'duckdb' }),
  fn('to_microseconds', ['integer'], (count) => interval(count, 'us'), { only: 'duckdb' }),
  refused('to_quarters to_decades to_centuries to_millennia', 'Ibis has no intervals of this unit'),
  refused(
    'age months_between justify_days justify_hours justify_interval normalized_interval',
    'Ibis has no intervals of months and days together',
  ),
  refused('next_day previous_day', 'Ibis has no next day of a name'),
];
