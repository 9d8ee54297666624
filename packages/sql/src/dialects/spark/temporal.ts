import { INTERVAL_UNITS, isOp } from '@ibert/ir';
import type { OpArgs, Value } from '@ibert/ir';

import type { Emitter } from '../../expressions/emitter.js';
import { quoted } from '../../expressions/literals.js';
import { atom, call, PRECEDENCE, sql } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import { JAVA_DIRECTIVES, quotedLetters } from '../shared/java-format.js';
import { convertFormat } from '../shared/strftime.js';
import { castTo, deltaUnit, extract, intervalIn, weekdayName } from '../shared/temporal.js';
import { infix, refuse, rows } from '../spec.js';

const { add, multiply } = PRECEDENCE;
const plus = infix('+', add);
const minus = infix('-', add);
const NO_TIME = refuse('it has no type for times of day');
const NO_INTERVALS = refuse('months and seconds are two kinds of interval there');

const truncate = ({ arg, unit }: OpArgs<'DateTruncate'>, e: Emitter): Sql =>
  call('DATE_TRUNC', `'${INTERVAL_UNITS[unit]}'`, e.doc(arg));

function interval(value: Value, e: Emitter): Sql {
  const { amount, unit } = intervalIn(value, ['Y', 'M', 'W', 'D', 'h', 'm', 's', 'ms', 'us'], e);
  if (isOp(amount, 'Literal'))
    return atom(run("INTERVAL '", e.doc(amount), `' ${INTERVAL_UNITS[unit].toUpperCase()}`));
  const text = call('CONCAT', e.doc(amount), `' ${INTERVAL_UNITS[unit]}s'`).doc;
  return atom(run('CAST(', text, ' AS INTERVAL)'));
}

/** DATEDIFF counts whole units; only between dates are days the same as boundaries crossed. */
function delta(args: OpArgs<'DateDelta'>, e: Emitter): Sql {
  const unit = deltaUnit(args, e);
  const dates = args.left.dtype.kind === 'date' && args.right.dtype.kind === 'date';
  if (unit !== 'day' || !dates)
    throw e.refusal(`a difference in ${unit}s`, 'it counts whole units, not boundaries crossed');
  return call('DATEDIFF', 'DAY', e.doc(args.right), e.doc(args.left));
}

const format = (value: Value, e: Emitter): string => {
  const text = convertFormat(value, JAVA_DIRECTIVES, quotedLetters, e);
  return text.includes("''") ? `'${text}'` : quoted(text);
};

const weekday = ({ arg }: { readonly arg: Value }, e: Emitter): Sql =>
  sql(run('(', e.call('DAYOFWEEK', arg).doc, ' + 5) % 7'), multiply);

export const SPARK_TEMPORAL = rows({
  DateTruncate: truncate,
  TimestampTruncate: truncate,
  Strftime: ({ arg, format_str }, e) => call('DATE_FORMAT', e.doc(arg), format(format_str, e)),
  StringToDate: ({ arg, format_str }, e) => call('TO_DATE', e.doc(arg), format(format_str, e)),
  StringToTimestamp: ({ arg, format_str }, e) =>
    call('TO_TIMESTAMP', e.doc(arg), format(format_str, e)),
  StringToTime: NO_TIME,
  ExtractYear: extract('YEAR'),
  ExtractMonth: extract('MONTH'),
  ExtractDay: extract('DAY'),
  ExtractDayOfYear: ({ arg }, e, node) => e.cast(e.call('DAYOFYEAR', arg).doc, node.dtype),
  ExtractQuarter: extract('QUARTER'),
  ExtractWeekOfYear: extract('WEEK'),
  ExtractHour: extract('HOUR'),
  ExtractMinute: extract('MINUTE'),
  ExtractSecond: ({ arg }, e) => atom(run('CAST(', extract('SECOND')({ arg }, e).doc, ' AS INT)')),
  ExtractMillisecond: ({ arg }, e, node) =>
    e.cast(call('DATE_FORMAT', e.doc(arg), "'SSS'").doc, node.dtype),
  ExtractEpochSeconds: ({ arg }, e) =>
    call('UNIX_TIMESTAMP', run('CAST(', e.doc(arg), ' AS TIMESTAMP)')),
  DayOfWeekIndex: weekday,
  DayOfWeekName: (args, e) => weekdayName(weekday(args, e).doc),
  Date: castTo('DATE'),
  Time: NO_TIME,
  TimeTruncate: NO_TIME,
  TimeAdd: NO_TIME,
  TimeSub: NO_TIME,
  TimeDiff: NO_TIME,
  TimeDelta: NO_TIME,
  TimeFromHMS: NO_TIME,
  DateFromYMD: 'MAKE_DATE',
  TimestampFromUNIX: ({ arg, unit }, e) => {
    if (unit !== 's')
      throw e.refusal(`a timestamp from ${INTERVAL_UNITS[unit]}s`, 'it counts seconds');
    return call('TO_TIMESTAMP', e.call('FROM_UNIXTIME', arg).doc, "'yyyy-MM-dd HH:mm:ss'");
  },
  TimestampNow: () => atom('CURRENT_TIMESTAMP()'),
  DateAdd: plus,
  DateSub: minus,
  TimestampAdd: plus,
  TimestampSub: minus,
  DateDiff: minus,
  TimestampDiff: minus,
  DateDelta: delta,
  TimestampDelta: delta,
  IntervalAdd: NO_INTERVALS,
  IntervalSubtract: NO_INTERVALS,
  IntervalMultiply: infix('*', multiply),
  IntervalFromInteger: (_args, e, node) => interval(node, e),
});

export const sparkInterval = interval;
