import { INTERVAL_UNITS } from '@ibert/ir';
import type { IntervalUnit, OpArgs, Value } from '@ibert/ir';

import { integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { quoted } from '../../expressions/literals.js';
import { atom, call, PRECEDENCE, sql } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import { NET_DIRECTIVES, quotedLetters } from '../shared/java-format.js';
import { convertFormat } from '../shared/strftime.js';
import { castTo, deltaUnit, intervalIn, negated, weekdayName } from '../shared/temporal.js';
import { refuse, rows } from '../spec.js';

const { multiply } = PRECEDENCE;
const NO_INTERVALS = refuse('it has no intervals, they can only be added to a date or time');
const EPOCH = "'1970-01-01 00:00:00'";
const UNITS = ['Y', 'Q', 'M', 'W', 'D', 'h', 'm', 's', 'ms', 'us'] as const;

/** Weeks begin on Monday whatever the session says. */
const unitName = (unit: IntervalUnit): string =>
  unit === 'W' ? 'ISO_WEEK' : INTERVAL_UNITS[unit].toUpperCase();

const truncate = ({ arg, unit }: OpArgs<'DateTruncate'>, e: Emitter): Sql =>
  call('DATETRUNC', unitName(unit), e.doc(arg));

const part =
  (name: string) =>
  ({ arg }: { readonly arg: Value }, e: Emitter): Sql =>
    call('DATEPART', name, e.doc(arg));

const shift =
  (forward: boolean) =>
  ({ left, right }: OpArgs<'DateAdd'>, e: Emitter): Sql => {
    const { amount, unit } = intervalIn(right, UNITS, e);
    const by = e.doc(forward ? amount : negated(amount));
    return call('DATEADD', INTERVAL_UNITS[unit].toUpperCase(), by, e.doc(left));
  };

/** Boundaries crossed, which is what DATEDIFF counts; weeks begin on Sunday there. */
function delta(args: OpArgs<'DateDelta'>, e: Emitter): Sql {
  const unit = deltaUnit(args, e);
  if (unit === 'week') throw e.refusal('a difference in weeks', 'its weeks begin on Sunday');
  return call('DATEDIFF', unit.toUpperCase(), e.doc(args.right), e.doc(args.left));
}

/** Days since a Monday; DATEPART(weekday) follows a setting of the session. */
function weekday({ arg }: { readonly arg: Value }, e: Emitter): Sql {
  const days = call('DATEDIFF', 'DAY', "'19000101'", e.doc(arg)).doc;
  return sql(run('(', days, ' % 7 + 7) % 7'), multiply);
}

export const MSSQL_TEMPORAL = rows({
  DateTruncate: truncate,
  TimestampTruncate: truncate,
  TimeTruncate: truncate,
  TimestampBucket: ({ arg, interval, offset }, e) => {
    const { amount, unit } = intervalIn(interval, UNITS, e);
    if (offset !== null || integerOf(amount) === null)
      throw e.refusal('such a bucket', 'its buckets are a number of one unit from the epoch');
    const epoch = "CAST('1970-01-01' AS DATETIME2)";
    return call('DATE_BUCKET', INTERVAL_UNITS[unit], e.doc(amount), e.doc(arg), epoch);
  },
  Strftime: ({ arg, format_str }, e) => {
    const text = convertFormat(format_str, NET_DIRECTIVES, quotedLetters, e);
    return call('FORMAT', e.doc(arg), text.includes("''") ? `'${text}'` : quoted(text));
  },
  ExtractYear: part('year'),
  ExtractMonth: part('month'),
  ExtractDay: part('day'),
  ExtractDayOfYear: part('dayofyear'),
  ExtractQuarter: part('quarter'),
  ExtractWeekOfYear: part('iso_week'),
  ExtractHour: part('hour'),
  ExtractMinute: part('minute'),
  ExtractSecond: part('second'),
  ExtractMillisecond: part('millisecond'),
  ExtractMicrosecond: part('microsecond'),
  ExtractEpochSeconds: ({ arg }, e) =>
    atom(
      run(
        'DATEDIFF_BIG(S, CAST(',
        EPOCH,
        ' AS DATETIME2), ',
        castTo('DATETIME2')({ arg }, e).doc,
        ')',
      ),
    ),
  DayOfWeekIndex: weekday,
  DayOfWeekName: (args, e) => weekdayName(weekday(args, e).doc),
  Date: castTo('DATE'),
  Time: castTo('TIME'),
  DateFromYMD: 'DATEFROMPARTS',
  TimeFromHMS: ({ hours, minutes, seconds }, e) =>
    call('TIMEFROMPARTS', e.doc(hours), e.doc(minutes), e.doc(seconds), '0', '0'),
  TimestampFromYMDHMS: ({ year, month, day, hours, minutes, seconds }, e) => {
    const parts = [year, month, day, hours, minutes, seconds].map((v) => e.doc(v));
    return call('DATETIMEFROMPARTS', ...parts, '0');
  },
  TimestampFromUNIX: ({ arg, unit }, e) => {
    if (unit !== 's')
      throw e.refusal(`a timestamp from ${INTERVAL_UNITS[unit]}s`, 'it counts seconds');
    return call('DATEADD', 'S', e.doc(arg), EPOCH);
  },
  DateNow: () => atom('CAST(GETDATE() AS DATE)'),
  TimestampNow: () => atom('GETDATE()'),
  DateAdd: shift(true),
  DateSub: shift(false),
  TimestampAdd: shift(true),
  TimestampSub: shift(false),
  TimeAdd: shift(true),
  TimeSub: shift(false),
  DateDelta: delta,
  TimeDelta: delta,
  TimestampDelta: delta,
  DateDiff: NO_INTERVALS,
  TimeDiff: NO_INTERVALS,
  TimestampDiff: NO_INTERVALS,
  IntervalAdd: NO_INTERVALS,
  IntervalSubtract: NO_INTERVALS,
  IntervalMultiply: NO_INTERVALS,
  IntervalFromInteger: NO_INTERVALS,
});
