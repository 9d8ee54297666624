import { DATE, make } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { parseText } from '../coerce.js';
import { literal, text } from '../literals.js';
import { fn, refused } from './row.js';
import type { FunctionContext, Row } from './row.js';

const date = (year: Value, month: Value, day: Value): Value =>
  make('DateFromYMD', { year, month, day });
const isoDate = (written: string, cx: FunctionContext): Value =>
  parseText(text(written), DATE) ?? cx.refuse('a date that is no YYYY-MM-DD');
const time = (hours: Value, minutes: Value, seconds: Value): Value =>
  make('TimeFromHMS', { hours, minutes, seconds });
const moment = (
  year: Value,
  month: Value,
  day: Value,
  hours: Value,
  minutes: Value,
  seconds: Value,
): Value => make('TimestampFromYMDHMS', { year, month, day, hours, minutes, seconds });
const fromUnix =
  (unit: 's' | 'ms') =>
  (arg: Value): Value =>
    make('TimestampFromUNIX', { arg, unit });
const now = (): Value => make('TimestampNow', {});
const today = (): Value => make('DateNow', {});
const clock = (): Value => make('Time', { arg: now() });

/** Dates and times from numbers, and the clock. */
export const DATE_MAKERS: readonly Row[] = [
  fn('make_date', ['integer', 'integer', 'integer'], date, { only: 'duckdb postgres spark' }),
  fn(
    'make_date',
    ['integer'],
    (days) =>
      make('DateAdd', {
        left: literal('1970-01-01', DATE),
        right: make('IntervalFromInteger', { arg: days, unit: 'D' }),
      }),
    { only: 'duckdb' },
  ),
  fn('date', ['integer', 'integer', 'integer'], date, { only: 'bigquery' }),
  fn('from_iso8601_date', ['text!'], isoDate, { only: 'trino' }),
  fn('date_from_parts datefromparts', ['integer', 'integer', 'integer'], date, {
    only: 'snowflake mssql',
  }),
  fn('makedate', ['integer', 'integer', 'integer'], date, { only: 'clickhouse' }),
  fn('make_time', ['integer', 'integer', 'integer'], time, { only: 'duckdb postgres' }),
  fn('maketime', ['integer', 'integer', 'integer'], time, { only: 'mysql' }),
  fn('time', ['integer', 'integer', 'integer'], time, { only: 'bigquery' }),
  fn('time_from_parts timefromparts', ['integer', 'integer', 'integer'], time, {
    only: 'snowflake',
  }),
  fn('make_timestamp', ['integer', 'integer', 'integer', 'integer', 'integer', 'integer'], moment, {
    only: 'duckdb postgres',
  }),
  fn(
    'make_timestamp_ntz',
    ['integer', 'integer', 'integer', 'integer', 'integer', 'integer'],
    moment,
    { only: 'spark' },
  ),
  fn('datetime', ['integer', 'integer', 'integer', 'integer', 'integer', 'integer'], moment, {
    only: 'bigquery',
  }),
  fn(
    'timestamp_from_parts timestamp_ntz_from_parts timestampntzfromparts',
    ['integer', 'integer', 'integer', 'integer', 'integer', 'integer'],
    moment,
    { only: 'snowflake' },
  ),
  fn('epoch_ms', ['integer'], fromUnix('ms'), { only: 'duckdb' }),
  fn('make_timestamp_ms', ['integer'], fromUnix('ms'), { only: 'duckdb' }),
  fn('to_timestamp', ['integer'], fromUnix('s'), { only: 'duckdb postgres snowflake' }),
  fn('timestamp_seconds', ['integer'], fromUnix('s'), { only: 'bigquery spark' }),
  fn('timestamp_millis', ['integer'], fromUnix('ms'), { only: 'bigquery spark' }),
  fn('from_unixtime', ['integer'], fromUnix('s'), { only: 'trino' }),
  fn('now current_timestamp', [], now, {
    only: 'duckdb postgres mysql sqlite bigquery snowflake trino clickhouse spark mssql oracle',
  }),
  fn(
    'localtimestamp current_localtimestamp get_current_timestamp transaction_timestamp statement_timestamp',
    [],
    now,
    { only: 'duckdb postgres mysql snowflake trino oracle spark' },
  ),
  fn('getdate sysdatetime sysdate systimestamp current_datetime', [], now, {
    only: 'snowflake mssql oracle postgres mysql bigquery',
  }),
  fn('current_timestamp localtimestamp', ['integer'], now, {
    only: 'postgres mysql snowflake trino',
  }),
  fn('current_date today curdate', [], today),
  fn('current_time localtime curtime current_localtime get_current_time', [], clock, {
    only: 'duckdb postgres mysql snowflake',
  }),
  refused('ago', 'write it as a difference', { only: 'duckdb' }),
  refused(
    'make_timestamp_ns make_timestamptz timestamptz_from_parts',
    'Ibis makes timestamps without a time zone',
  ),
  refused('from_unixtime', "it counts from the session's time zone", { only: 'mysql spark' }),
  refused('sysutcdatetime getutcdate utc_timestamp utc_date', "Ibis's clock is the session's"),
  refused(
    'timezone at_timezone convert_timezone from_utc_timestamp to_utc_timestamp convert_tz',
    'Ibis does not move moments between time zones',
  ),
];
