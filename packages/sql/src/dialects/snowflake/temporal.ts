import { INTERVAL_UNITS } from '@ibert/ir';
import type { OpArgs, Value } from '@ibert/ir';

import type { Emitter } from '../../expressions/emitter.js';
import { quoted } from '../../expressions/literals.js';
import { atom, call, PRECEDENCE, sql } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import { convertFormat, SNOWFLAKE_DIRECTIVES } from '../shared/strftime.js';
import { castTo, deltaUnit, extract, intervalIn, negated } from '../shared/temporal.js';
import { refuse, rows } from '../spec.js';

const { add } = PRECEDENCE;
const NO_INTERVALS = refuse('intervals are no values there, they can only be added to a date');

const truncate = ({ arg, unit }: OpArgs<'DateTruncate'>, e: Emitter): Sql =>
  call('DATE_TRUNC', `'${INTERVAL_UNITS[unit]}'`, e.doc(arg));

const shift =
  (forward: boolean) =>
  ({ left, right }: OpArgs<'DateAdd'>, e: Emitter): Sql => {
    const { amount, unit } = intervalIn(
      right,
      ['Y', 'Q', 'M', 'W', 'D', 'h', 'm', 's', 'ms', 'us', 'ns'],
      e,
    );
    return call(
      'DATEADD',
      INTERVAL_UNITS[unit].toUpperCase(),
      e.doc(forward ? amount : negated(amount)),
      e.doc(left),
    );
  };

const delta = (args: OpArgs<'DateDelta'>, e: Emitter): Sql =>
  call('DATEDIFF', deltaUnit(args, e).toUpperCase(), e.doc(args.right), e.doc(args.left));

const format = (value: Value, e: Emitter): string =>
  quoted(
    convertFormat(
      value,
      SNOWFLAKE_DIRECTIVES,
      (text) => (/[A-Za-z]/.test(text) ? `"${text}"` : text),
      e,
    ),
  );

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export const SNOWFLAKE_TEMPORAL = rows({
  DateTruncate: truncate,
  TimestampTruncate: truncate,
  TimeTruncate: truncate,
  ExtractYear: extract('YEAR'),
  ExtractIsoYear: 'YEAROFWEEKISO',
  ExtractMonth: extract('MONTH'),
  ExtractDay: extract('DAY'),
  ExtractDayOfYear: 'DAYOFYEAR',
  ExtractQuarter: extract('QUARTER'),
  ExtractWeekOfYear: 'WEEKISO',
  ExtractHour: extract('HOUR'),
  ExtractMinute: extract('MINUTE'),
  ExtractSecond: extract('SECOND'),
  ExtractMillisecond: ({ arg }, e) =>
    atom(run('CAST(FLOOR(', extract('NANOSECOND')({ arg }, e).doc, ' / 1000000) AS BIGINT)')),
  ExtractMicrosecond: ({ arg }, e) =>
    atom(run('CAST(FLOOR(', extract('NANOSECOND')({ arg }, e).doc, ' / 1000) AS BIGINT)')),
  ExtractEpochSeconds: extract('EPOCH_SECOND'),
  DayOfWeekIndex: ({ arg }, e) => sql(run(e.call('DAYOFWEEKISO', arg).doc, ' - 1'), add),
  DayOfWeekName: ({ arg }, e) =>
    call(
      'DECODE',
      e.call('DAYOFWEEKISO', arg).doc,
      ...DAYS.flatMap((name, i) => [String(i + 1), `'${name}'`]),
    ),
  Date: castTo('DATE'),
  Time: castTo('TIME'),
  DateFromYMD: 'DATE_FROM_PARTS',
  TimeFromHMS: 'TIME_FROM_PARTS',
  TimestampFromYMDHMS: 'TIMESTAMP_NTZ_FROM_PARTS',
  TimestampFromUNIX: ({ arg, unit }, e) => {
    const scale = { s: '0', ms: '3', us: '6', ns: '9' }[unit as string];
    if (scale === undefined)
      throw e.refusal(`a timestamp from ${INTERVAL_UNITS[unit]}s`, 'it counts seconds and smaller');
    return call('TO_TIMESTAMP_NTZ', e.doc(arg), scale);
  },
  TimestampNow: () => atom('CAST(CURRENT_TIMESTAMP AS TIMESTAMP_NTZ)'),
  Strftime: ({ arg, format_str }, e) => call('TO_CHAR', e.doc(arg), format(format_str, e)),
  StringToDate: ({ arg, format_str }, e) => call('TO_DATE', e.doc(arg), format(format_str, e)),
  StringToTimestamp: ({ arg, format_str }, e) =>
    call('TO_TIMESTAMP_TZ', e.doc(arg), format(format_str, e)),
  DateAdd: shift(true),
  DateSub: shift(false),
  TimestampAdd: shift(true),
  TimestampSub: shift(false),
  DateDiff: ({ left, right }, e) => call('DATEDIFF', 'DAY', e.doc(right), e.doc(left)),
  DateDelta: delta,
  TimeDelta: delta,
  TimestampDelta: delta,
  TimestampDiff: NO_INTERVALS,
  IntervalAdd: NO_INTERVALS,
  IntervalFromInteger: NO_INTERVALS,
});
