import * as t from '../dtypes/types.js';
import type { DataType, IntervalUnit } from '../dtypes/types.js';
import type { Value } from '../node.js';
import { op, optionalScalar, plain, scalar, value } from './spec.js';
import { finestUnit } from './type-rules.js';

const integer = value('Integer');
const text = value('String');
const date = value('Date');
const time = value('Time');
const moment = value('Timestamp');
const duration = value('Interval');
const dated = value('Date', 'Timestamp');
const timed = value('Time', 'Timestamp');
const unit = plain<IntervalUnit>((code) => t.INTERVAL_UNITS[code].toUpperCase());

const datePart = op({ arg: dated }, t.INT32);
const timePart = op({ arg: timed }, t.INT32);
const likeLeft = ({ left }: { readonly left: Value }): DataType => left.dtype;
const intervalType = ({ left, right }: { readonly left: Value; readonly right: Value }): DataType =>
  left.dtype.kind === 'interval' ? { ...left.dtype, unit: finestUnit(left, right) } : left.dtype;
const shift = (subject: typeof date) => op({ left: subject, right: duration }, likeLeft);
const delta = (subject: typeof date) => op({ part: text, left: subject, right: subject }, t.INT64);

/** Dates, times, timestamps and intervals. */
export const TEMPORAL = {
  DateTruncate: op({ arg: date, unit }, t.DATE),
  TimestampTruncate: op({ arg: moment, unit }, t.TIMESTAMP),
  TimeTruncate: op({ arg: time, unit }, t.TIME),
  TimestampBucket: op(
    { arg: moment, interval: scalar('Interval'), offset: optionalScalar('Interval') },
    t.TIMESTAMP,
  ),
  Strftime: op({ arg: value('Temporal'), format_str: text }, t.STRING),
  StringToDate: op({ arg: text, format_str: text }, t.DATE),
  StringToTime: op({ arg: text, format_str: text }, t.TIME),
  StringToTimestamp: op({ arg: text, format_str: text }, t.timestamp('UTC')),
  ExtractYear: datePart,
  ExtractIsoYear: datePart,
  ExtractMonth: datePart,
  ExtractDay: datePart,
  ExtractDayOfYear: datePart,
  ExtractQuarter: datePart,
  ExtractEpochSeconds: datePart,
  ExtractWeekOfYear: datePart,
  ExtractHour: timePart,
  ExtractMinute: timePart,
  ExtractSecond: timePart,
  ExtractMillisecond: timePart,
  ExtractMicrosecond: timePart,
  DayOfWeekIndex: op({ arg: dated }, t.INT16),
  DayOfWeekName: op({ arg: dated }, t.STRING),
  Date: op({ arg: value() }, t.DATE),
  Time: op({ arg: value() }, t.TIME),
  DateFromYMD: op({ year: integer, month: integer, day: integer }, t.DATE),
  TimeFromHMS: op({ hours: integer, minutes: integer, seconds: integer }, t.TIME),
  TimestampFromYMDHMS: op(
    {
      year: integer,
      month: integer,
      day: integer,
      hours: integer,
      minutes: integer,
      seconds: integer,
    },
    t.TIMESTAMP,
  ),
  TimestampFromUNIX: op({ arg: value(), unit }, t.TIMESTAMP),
  DateAdd: shift(date),
  DateSub: shift(date),
  TimeAdd: shift(time),
  TimeSub: shift(time),
  TimestampAdd: shift(moment),
  TimestampSub: shift(moment),
  DateDiff: op({ left: date, right: date }, t.interval('D')),
  TimeDiff: op({ left: time, right: time }, t.interval('s')),
  TimestampDiff: op({ left: moment, right: moment }, t.interval('s')),
  DateDelta: delta(date),
  TimeDelta: delta(time),
  TimestampDelta: delta(moment),
  IntervalAdd: op({ left: duration, right: duration }, intervalType),
  IntervalSubtract: op({ left: duration, right: duration }, intervalType),
  IntervalMultiply: op({ left: duration, right: value('Numeric', 'Boolean') }, intervalType),
  IntervalFloorDivide: op({ left: duration, right: value('Numeric', 'Boolean') }, intervalType),
  IntervalFromInteger: op({ arg: integer, unit }, ({ unit: code }) => t.interval(code)),
} as const;
