import { INTERVAL_UNITS, isOp } from '@ibert/ir';
import type { OpArgs, Value } from '@ibert/ir';

import type { Emitter } from '../../expressions/emitter.js';
import { quoted } from '../../expressions/literals.js';
import { atom, call, PRECEDENCE, sql } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import { convertFormat, STRFTIME_DIRECTIVES } from '../shared/strftime.js';
import { deltaUnit, intervalIn, weekdayName } from '../shared/temporal.js';
import { infix, refuse, rows } from '../spec.js';

const { add, multiply } = PRECEDENCE;
const plus = infix('+', add);
const minus = infix('-', add);
const NO_INTERVALS = refuse('intervals are only added to dates and times there');
const UNITS = ['Y', 'Q', 'M', 'W', 'D', 'h', 'm', 's'] as const;
/** Units for which a truncated timestamp comes out as a date. */
const DAYS: ReadonlySet<string> = new Set(['Y', 'Q', 'M', 'W', 'D']);

const truncate = ({ arg, unit }: OpArgs<'DateTruncate'>, e: Emitter): Sql =>
  call('dateTrunc', `'${INTERVAL_UNITS[unit].toUpperCase()}'`, e.doc(arg));

function truncateTimestamp(args: OpArgs<'TimestampTruncate'>, e: Emitter, node: Value): Sql {
  const text = truncate(args, e);
  return DAYS.has(args.unit) ? e.cast(text.doc, node.dtype) : text;
}

function interval(value: Value, e: Emitter): Sql {
  const { amount, unit } = intervalIn(value, UNITS, e);
  const text = isOp(amount, 'Literal') ? run("'", e.doc(amount), "'") : e.operand(amount, add);
  return atom(run('INTERVAL ', text, ` ${INTERVAL_UNITS[unit].toUpperCase()}`));
}

const difference = (args: OpArgs<'DateDelta'>, e: Emitter): Sql =>
  call('DATE_DIFF', deltaUnit(args, e).toUpperCase(), e.doc(args.right), e.doc(args.left));

/** Two digits of a number, with a zero in front. */
const two = (value: Value, e: Emitter) =>
  call('LPAD', e.call('toString', value).doc, '2', "'0'").doc;

const partOfSecond =
  (name: string, digits: number) =>
  ({ arg }: { readonly arg: Value }, e: Emitter, node: Value): Sql => {
    const moment = run('CAST(', e.doc(arg), ` AS Nullable(DateTime64(${digits})))`);
    const count = call(`toUnixTimestamp64${name}`, moment).doc;
    return e.cast(sql(run(count, ` % ${10 ** digits}`), multiply).doc, node.dtype);
  };

const weekday = ({ arg }: { readonly arg: Value }, e: Emitter): Sql =>
  sql(run(e.call('toDayOfWeek', arg).doc, ' - 1'), add);

/** %M is the name of the month there. */
const DIRECTIVES = {
  ...STRFTIME_DIRECTIVES,
  M: '%i',
  B: '%M',
  y: '%y',
  I: '%I',
  p: '%p',
  b: '%b',
  a: '%a',
  A: '%W',
};

export const CLICKHOUSE_TEMPORAL = rows({
  DateTruncate: truncate,
  TimestampTruncate: truncateTimestamp,
  TimestampBucket: ({ arg, interval: by, offset }, e) => {
    if (offset !== null)
      throw e.refusal('a bucket with an offset', 'its buckets begin at the epoch');
    return call('toStartOfInterval', e.doc(arg), interval(by, e).doc);
  },
  Strftime: ({ arg, format_str }, e) => {
    const text = convertFormat(format_str, DIRECTIVES, (plain) => plain.replaceAll('%', '%%'), e);
    return call('formatDateTime', e.doc(arg), quoted(text));
  },
  ExtractYear: 'toYear',
  ExtractIsoYear: 'toISOYear',
  ExtractMonth: 'toMonth',
  ExtractDay: 'toDayOfMonth',
  ExtractDayOfYear: 'toDayOfYear',
  ExtractQuarter: 'toQuarter',
  ExtractWeekOfYear: 'toISOWeek',
  ExtractHour: 'toHour',
  ExtractMinute: 'toMinute',
  ExtractSecond: 'toSecond',
  ExtractMillisecond: partOfSecond('Milli', 3),
  ExtractMicrosecond: partOfSecond('Micro', 6),
  ExtractEpochSeconds: refuse('toRelativeSecondNum counts in the zone of the server'),
  DayOfWeekIndex: weekday,
  DayOfWeekName: (args, e) => weekdayName(weekday(args, e).doc),
  Date: 'toDate',
  DateFromYMD: ({ year, month, day }, e) => {
    const text = call(
      'CONCAT',
      e.call('toString', year).doc,
      "'-'",
      two(month, e),
      "'-'",
      two(day, e),
    );
    return call('toDate', text.doc);
  },
  TimestampFromYMDHMS: ({ year, month, day, hours, minutes, seconds }, e) => {
    const date = [
      call('LPAD', e.call('toString', year).doc, '4', "'0'").doc,
      "'-'",
      two(month, e),
      "'-'",
      two(day, e),
    ];
    const time = [two(hours, e), "':'", two(minutes, e), "':'", two(seconds, e)];
    return call('toDateTime', call('CONCAT', ...date, "' '", ...time).doc);
  },
  TimestampFromUNIX: ({ arg, unit }, e) => {
    if (unit !== 's')
      throw e.refusal(`a timestamp from ${INTERVAL_UNITS[unit]}s`, 'it counts seconds');
    return call('toDateTime64', e.doc(arg), '6');
  },
  DateNow: () => atom('CURRENT_DATE()'),
  TimestampNow: () => atom('now()'),
  DateAdd: plus,
  DateSub: minus,
  TimestampAdd: plus,
  TimestampSub: minus,
  DateDelta: difference,
  TimestampDelta: difference,
  DateDiff: refuse('a difference of dates is a number there, no interval'),
  TimestampDiff: refuse('a difference of timestamps is a number there, no interval'),
  IntervalAdd: NO_INTERVALS,
  IntervalSubtract: NO_INTERVALS,
  IntervalMultiply: NO_INTERVALS,
  IntervalFromInteger: (_args, e, node) => interval(node, e),
});

export const clickhouseInterval = interval;
