import { DATE, make, TIMESTAMP } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { integer, literal, text } from '../literals.js';
import { add, cast, divide, modulus, multiply, shift } from './build.js';
import { complete } from './date-difference.js';
import { fn, refused } from './row.js';
import type { FunctionContext, Row } from './row.js';

type DatePart =
  | 'ExtractYear'
  | 'ExtractIsoYear'
  | 'ExtractMonth'
  | 'ExtractDay'
  | 'ExtractDayOfYear'
  | 'ExtractQuarter'
  | 'ExtractWeekOfYear';
type TimePart =
  | 'ExtractHour'
  | 'ExtractMinute'
  | 'ExtractSecond'
  | 'ExtractMillisecond'
  | 'ExtractMicrosecond';

const take =
  (kind: DatePart | TimePart) =>
  (arg: Value): Value =>
    make(kind, { arg });
/** Monday is 0. */
const fromMonday = (arg: Value): Value => make('DayOfWeekIndex', { arg });
const isoWeekday = (arg: Value): Value => shift(fromMonday(arg), 1n);
const fromSunday = (arg: Value): Value => modulus(isoWeekday(arg), integer(7));
const sundayIsOne = (arg: Value): Value => shift(fromSunday(arg), 1n);

/** Milliseconds or microseconds with the seconds of the minute. */
const withSeconds =
  (kind: TimePart, perSecond: number) =>
  (arg: Value): Value =>
    add(multiply(make('ExtractSecond', { arg }), integer(perSecond)), take(kind)(arg));
/** Seconds with their fraction. */
const fractionalSecond = (arg: Value): Value =>
  add(
    make('ExtractSecond', { arg }),
    divide(make('ExtractMicrosecond', { arg }), integer(1_000_000)),
  );
const fractionalMillisecond = (arg: Value): Value =>
  divide(withSeconds('ExtractMicrosecond', 1_000_000)(arg), integer(1000));

const century =
  (size: number) =>
  (arg: Value): Value =>
    shift(
      make('FloorDivide', { left: shift(make('ExtractYear', { arg }), -1n), right: integer(size) }),
      1n,
    );
const decade = (arg: Value): Value =>
  make('FloorDivide', { left: make('ExtractYear', { arg }), right: integer(10) });
const isoYearWeek = (arg: Value): Value =>
  add(multiply(make('ExtractIsoYear', { arg }), integer(100)), make('ExtractWeekOfYear', { arg }));

const EPOCH = literal('1970-01-01 00:00:00', TIMESTAMP);
const since = (arg: Value, part: string): Value =>
  make('TimestampDelta', { part: text(part), left: cast(arg, TIMESTAMP), right: EPOCH });
/** Seconds since 1970 with their fraction. */
const epochSeconds = (arg: Value): Value => divide(since(arg, 'microsecond'), integer(1_000_000));
/** Whole seconds (or finer) since 1970, towards the past. */
export const wholeSince =
  (part: string) =>
  (arg: Value): Value =>
    since(arg, part);

type Part = (arg: Value) => Value;
/** Parts that all dialects agree on. */
const PARTS: Readonly<Record<string, Part>> = {
  year: take('ExtractYear'),
  quarter: take('ExtractQuarter'),
  month: take('ExtractMonth'),
  day: take('ExtractDay'),
  doy: take('ExtractDayOfYear'),
  isoyear: take('ExtractIsoYear'),
  isoweek: take('ExtractWeekOfYear'),
  isodow: isoWeekday,
  hour: take('ExtractHour'),
  minute: take('ExtractMinute'),
  second: take('ExtractSecond'),
};
const ISO_WEEK = { week: take('ExtractWeekOfYear') };
const ALMANAC = { decade, century: century(100), millennium: century(1000) };
const SPLIT = { millisecond: take('ExtractMillisecond'), microsecond: take('ExtractMicrosecond') };

/** Parts as a dialect has them. */
const OWN: Readonly<Record<string, Readonly<Record<string, Part>>>> = {
  duckdb: {
    ...ISO_WEEK,
    ...ALMANAC,
    dow: fromSunday,
    yearweek: isoYearWeek,
    millisecond: withSeconds('ExtractMillisecond', 1000),
    microsecond: withSeconds('ExtractMicrosecond', 1_000_000),
    epoch: epochSeconds,
  },
  postgres: {
    ...ISO_WEEK,
    ...ALMANAC,
    dow: fromSunday,
    second: fractionalSecond,
    millisecond: fractionalMillisecond,
    microsecond: withSeconds('ExtractMicrosecond', 1_000_000),
    epoch: epochSeconds,
  },
  mysql: { microsecond: take('ExtractMicrosecond') },
  bigquery: {
    ...SPLIT,
    dow: sundayIsOne,
    date: (arg) => make('Date', { arg }),
    time: (arg) => make('Time', { arg }),
  },
  snowflake: { ...ISO_WEEK, dow: fromSunday, epoch: wholeSince('second') },
  trino: { ...ISO_WEEK, dow: isoWeekday },
  spark: { ...ISO_WEEK, dow: sundayIsOne, second: fractionalSecond },
  mssql: { ...SPLIT, dow: sundayIsOne },
  clickhouse: {},
  oracle: { second: fractionalSecond },
  sqlite: {},
};

const CLOCK: ReadonlySet<string> = new Set([
  'hour',
  'minute',
  'second',
  'millisecond',
  'microsecond',
]);

/** What lies between two timestamps, in days or seconds; Ibis has no parts of intervals. */
function ofDifference(part: string, arg: Value, cx: FunctionContext): Value {
  const canTell =
    arg.kind === 'TimestampDiff' && (cx.dialect === 'duckdb' || cx.dialect === 'postgres');
  if (!canTell || (part !== 'epoch' && part !== 'day')) return cx.refuse('a part of an interval');
  const [to, from] = [arg.args['left'] as Value, arg.args['right'] as Value];
  if (part === 'day') return complete('D', from, to, cx);
  return divide(
    make('TimestampDelta', { part: text('microsecond'), left: to, right: from }),
    integer(1_000_000),
  );
}

/** A part of a date, time or timestamp. */
function extract(part: string, arg: Value, cx: FunctionContext): Value {
  const own = OWN[cx.dialect] ?? {};
  const build = own[part] ?? PARTS[part];
  if (build === undefined) return cx.refuse(`the part '${part}' in this dialect`);
  const { kind } = arg.dtype;
  if (kind === 'interval') return ofDifference(part, arg, cx);
  if (kind === 'date' && CLOCK.has(part)) return build(cast(arg, TIMESTAMP));
  if (kind === 'time' && !CLOCK.has(part)) return cx.refuse(`the part '${part}' of a time`);
  return build(arg);
}
const part =
  (name: string) =>
  (arg: Value, cx: FunctionContext): Value =>
    extract(name, arg, cx);

const named = (names: string, name: string, options = {}): Row =>
  fn(names, ['temporal'], part(name), options);
const plain = (names: string, build: Part, only: string): Row =>
  fn(names, ['dated'], build, { only });

const dayName = (arg: Value): Value => make('DayOfWeekName', { arg });
const abbreviated = (arg: Value): Value =>
  make('Substring', { arg: dayName(arg), start: integer(0), length: integer(3) });
const strftime =
  (format: string) =>
  (arg: Value): Value =>
    make('Strftime', { arg, format_str: text(format) });

/** Parts of dates and times. */
export const DATE_PARTS: readonly Row[] = [
  fn('extract', ['part', 'temporal'], extract),
  fn('extract date_part datepart', ['part', 'interval'], extract, { only: 'duckdb postgres' }),
  fn('date_part datepart', ['part', 'temporal'], extract, {
    only: 'duckdb postgres snowflake mssql spark',
  }),
  named('year', 'year'),
  named('quarter', 'quarter'),
  named('month', 'month'),
  named('day dayofmonth day_of_month', 'day'),
  named('dayofyear day_of_year doy', 'doy'),
  named('hour', 'hour'),
  named('minute', 'minute'),
  fn('second', ['temporal'], (arg) =>
    make('ExtractSecond', { arg: arg.dtype.kind === 'date' ? cast(arg, TIMESTAMP) : arg }),
  ),
  named('week weekofyear', 'week', { only: 'duckdb snowflake' }),
  plain('weekofyear', take('ExtractWeekOfYear'), 'mysql spark'),
  plain('week week_of_year', take('ExtractWeekOfYear'), 'trino'),
  plain('weekiso', take('ExtractWeekOfYear'), 'snowflake'),
  plain('yearofweekiso yearofweek', take('ExtractIsoYear'), 'snowflake'),
  plain('year_of_week yow', take('ExtractIsoYear'), 'trino'),
  plain('isoyear', take('ExtractIsoYear'), 'duckdb'),
  plain('yearweek', isoYearWeek, 'duckdb'),
  plain('dayofweek', fromSunday, 'duckdb snowflake'),
  plain('weekday', fromSunday, 'duckdb'),
  plain('dayofweek', sundayIsOne, 'mysql spark'),
  plain('weekday', fromMonday, 'mysql spark'),
  plain('isodow dayofweekiso', isoWeekday, 'duckdb snowflake'),
  plain('day_of_week dow', isoWeekday, 'trino'),
  plain('decade', decade, 'duckdb'),
  plain('century', century(100), 'duckdb'),
  plain('millennium', century(1000), 'duckdb'),
  fn('millisecond', ['timed'], withSeconds('ExtractMillisecond', 1000), { only: 'duckdb' }),
  fn('microsecond', ['timed'], withSeconds('ExtractMicrosecond', 1_000_000), { only: 'duckdb' }),
  fn('millisecond', ['timed'], take('ExtractMillisecond'), { only: 'trino' }),
  fn('microsecond', ['timed'], take('ExtractMicrosecond'), { only: 'mysql' }),
  plain('dayname', dayName, 'duckdb mysql'),
  plain('dayname', abbreviated, 'snowflake spark'),
  plain('monthname', strftime('%B'), 'duckdb mysql'),
  plain('monthname', strftime('%b'), 'snowflake spark'),
  plain('toyear', take('ExtractYear'), 'clickhouse'),
  plain('toquarter', take('ExtractQuarter'), 'clickhouse'),
  plain('tomonth', take('ExtractMonth'), 'clickhouse'),
  plain('todayofmonth', take('ExtractDay'), 'clickhouse'),
  plain('todayofyear', take('ExtractDayOfYear'), 'clickhouse'),
  plain('todayofweek', isoWeekday, 'clickhouse'),
  plain('toisoweek', take('ExtractWeekOfYear'), 'clickhouse'),
  plain('toisoyear', take('ExtractIsoYear'), 'clickhouse'),
  plain(
    'toyyyymm',
    (arg) =>
      add(multiply(make('ExtractYear', { arg }), integer(100)), make('ExtractMonth', { arg })),
    'clickhouse',
  ),
  plain(
    'toyyyymmdd',
    (arg) =>
      add(
        add(
          multiply(make('ExtractYear', { arg }), integer(10_000)),
          multiply(make('ExtractMonth', { arg }), integer(100)),
        ),
        make('ExtractDay', { arg }),
      ),
    'clickhouse',
  ),
  fn('tohour', ['timestamp'], take('ExtractHour'), { only: 'clickhouse' }),
  fn('tominute', ['timestamp'], take('ExtractMinute'), { only: 'clickhouse' }),
  fn('tosecond', ['timestamp'], take('ExtractSecond'), { only: 'clickhouse' }),

  plain('epoch', epochSeconds, 'duckdb'),
  fn('epoch', ['interval'], part('epoch'), { only: 'duckdb' }),
  plain('epoch_us', wholeSince('microsecond'), 'duckdb'),
  plain('unix_seconds', wholeSince('second'), 'bigquery spark'),
  plain('unix_millis', wholeSince('millisecond'), 'bigquery spark'),
  plain('unix_micros', wholeSince('microsecond'), 'bigquery spark'),
  plain(
    'unix_date',
    (arg) =>
      make('DateDelta', {
        part: text('day'),
        left: cast(arg, DATE),
        right: literal('1970-01-01', DATE),
      }),
    'bigquery spark',
  ),
  plain('to_unixtime', epochSeconds, 'trino'),
  refused('unix_timestamp', "it counts from the session's time zone", { only: 'mysql spark' }),
  refused('week', 'it counts weeks in one of eight ways that the server chooses', {
    only: 'mysql',
  }),
  refused('julian era timezone_hour timezone_minute nanosecond epoch_ns', 'Ibis has no such part'),
];
