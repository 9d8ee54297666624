import { INTERVAL_UNITS, isInteger, isOp } from '@ibert/ir';
import type { IntervalUnit, OpArgs, Value } from '@ibert/ir';

import { integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { quoted } from '../../expressions/literals.js';
import { atom, call, PRECEDENCE, sql, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { convertFormat, POSTGRES_DIRECTIVES } from '../shared/strftime.js';
import { castTo, deltaUnit, extract, intervalIn, WEEKS } from '../shared/temporal.js';
import { infix, rows } from '../spec.js';

const { add, multiply } = PRECEDENCE;
const plus = infix('+', add);
const minus = infix('-', add);
const SECONDS: Readonly<Record<string, number>> = {
  day: 86_400,
  hour: 3600,
  minute: 60,
  second: 1,
};
const MADE_OF: Readonly<Partial<Record<IntervalUnit, string>>> = {
  Y: 'years',
  M: 'months',
  W: 'weeks',
  D: 'days',
  h: 'hours',
  m: 'mins',
  s: 'secs',
};

const asInteger = (value: Value, e: Emitter): Doc =>
  isOp(value, 'Literal') || (isInteger(value.dtype) && value.dtype.kind === 'int32')
    ? e.doc(value)
    : e.cast(value, { kind: 'int32', nullable: true }).doc;

function interval(value: Value, e: Emitter): Sql {
  const { amount, unit } = intervalIn(value, ['Y', 'M', 'W', 'D', 'h', 'm', 's'], e);
  const known = integerOf(amount);
  if (known !== null) return atom(`INTERVAL '${known} ${INTERVAL_UNITS[unit]}'`);
  return atom(run(`MAKE_INTERVAL(${MADE_OF[unit] ?? 'days'} => `, asInteger(amount, e), ')'));
}

const truncate =
  (type: 'DATE' | null) =>
  ({ arg, unit }: OpArgs<'DateTruncate'>, e: Emitter): Sql => {
    if (unit === 'ns')
      throw e.refusal('truncation to nanoseconds', 'its timestamps count microseconds');
    const text = call('DATE_TRUNC', `'${INTERVAL_UNITS[unit]}'`, e.doc(arg));
    return type === null ? text : atom(run('CAST(', text.doc, ` AS ${type})`));
  };

/** How many boundaries of the unit lie between two moments. */
function delta(args: OpArgs<'DateDelta'>, e: Emitter): Sql {
  const { left, right } = args;
  const unit = deltaUnit(args, e);
  const difference = (name: string): Doc =>
    run(`EXTRACT(${name} FROM `, e.doc(left), `) - EXTRACT(${name} FROM `, e.doc(right), ')');
  if (unit === 'week') throw e.refusal(...WEEKS);
  if (unit === 'year') return sql(difference('YEAR'), add);
  if (unit === 'month')
    return sql(run('(', difference('YEAR'), ') * 12 + ', difference('MONTH')), add);
  if (unit === 'quarter')
    return sql(run('(', difference('YEAR'), ') * 4 + ', difference('QUARTER')), add);
  if (unit === 'day' && left.dtype.kind === 'date' && right.dtype.kind === 'date') {
    return sql(run(e.operand(left, add), ' - ', e.operand(right, tighter(add))), add);
  }
  const seconds = SECONDS[unit];
  if (seconds === undefined || left.dtype.kind === 'time')
    throw e.refusal(`a difference in ${unit}s`, 'it is not written yet');
  const floor = (value: Value): Doc =>
    call(
      'DATE_TRUNC',
      quoted(unit),
      value.dtype.kind === 'date' ? run('CAST(', e.doc(value), ' AS TIMESTAMP)') : e.doc(value),
    ).doc;
  const epoch = run('EXTRACT(EPOCH FROM ', floor(left), ' - ', floor(right), ')');
  return atom(run('CAST(', epoch, seconds === 1 ? '' : ` / ${seconds}`, ' AS BIGINT)'));
}

const format = (value: Value, e: Emitter): string =>
  quoted(
    convertFormat(
      value,
      POSTGRES_DIRECTIVES,
      (text) => (/[A-Za-z"]/.test(text) ? `"${text.replaceAll('"', '\\"')}"` : text),
      e,
    ),
  );

export const POSTGRES_TEMPORAL = rows({
  DateTruncate: truncate('DATE'),
  TimestampTruncate: truncate(null),
  ExtractYear: extract('YEAR'),
  ExtractIsoYear: extract('ISOYEAR'),
  ExtractMonth: extract('MONTH'),
  ExtractDay: extract('DAY'),
  ExtractDayOfYear: extract('DOY'),
  ExtractQuarter: extract('QUARTER'),
  ExtractWeekOfYear: extract('WEEK'),
  ExtractHour: extract('HOUR'),
  ExtractMinute: extract('MINUTE'),
  ExtractSecond: ({ arg }, e) =>
    atom(run('CAST(FLOOR(', extract('SECOND')({ arg }, e).doc, ') AS INTEGER)')),
  ExtractMillisecond: ({ arg }, e) =>
    sql(
      run('CAST(FLOOR(', extract('MILLISECONDS')({ arg }, e).doc, ') AS INTEGER) % 1000'),
      multiply,
    ),
  ExtractMicrosecond: ({ arg }, e) =>
    sql(run(extract('MICROSECONDS')({ arg }, e).doc, ' % 1000000'), multiply),
  ExtractEpochSeconds: extract('EPOCH'),
  DayOfWeekIndex: ({ arg }, e) => sql(run(extract('ISODOW')({ arg }, e).doc, ' - 1'), add),
  DayOfWeekName: ({ arg }, e) => call('TO_CHAR', e.doc(arg), "'FMDay'"),
  Date: castTo('DATE'),
  Time: castTo('TIME'),
  DateFromYMD: ({ year, month, day }, e) =>
    call('MAKE_DATE', asInteger(year, e), asInteger(month, e), asInteger(day, e)),
  TimestampFromUNIX: ({ arg, unit }, e) => {
    const seconds =
      unit === 's' ? e.doc(arg) : unit === 'ms' ? run(e.operand(arg, multiply), ' / 1000.0') : null;
    if (seconds !== null) return atom(run('(TO_TIMESTAMP(', seconds, ") AT TIME ZONE 'UTC')"));
    throw e.refusal(
      `a timestamp from ${INTERVAL_UNITS[unit]}s`,
      'it counts seconds or milliseconds',
    );
  },
  TimestampNow: () => atom('LOCALTIMESTAMP'),
  Strftime: ({ arg, format_str }, e) => call('TO_CHAR', e.doc(arg), format(format_str, e)),
  StringToDate: ({ arg, format_str }, e) => call('TO_DATE', e.doc(arg), format(format_str, e)),
  // TO_TIMESTAMP yields a moment of the session's zone.
  StringToTimestamp: ({ arg, format_str }, e) =>
    atom(
      run('CAST(', call('TO_TIMESTAMP', e.doc(arg), format(format_str, e)).doc, ' AS TIMESTAMP)'),
    ),
  TimestampBucket: ({ arg, interval: width, offset }, e) => {
    if (width.dtype.kind === 'interval' && ['Y', 'Q', 'M'].includes(width.dtype.unit))
      throw e.refusal('buckets of months', 'its buckets are of one length in seconds');
    const origin = "TIMESTAMP '1970-01-01 00:00:00'";
    return call(
      'DATE_BIN',
      e.doc(width),
      e.doc(arg),
      offset === null ? origin : run(origin, ' + ', e.operand(offset, tighter(add))),
    );
  },
  DateAdd: plus,
  DateSub: minus,
  TimeAdd: plus,
  TimeSub: minus,
  TimestampAdd: plus,
  TimestampSub: minus,
  DateDiff: minus,
  TimeDiff: minus,
  TimestampDiff: minus,
  DateDelta: delta,
  TimestampDelta: delta,
  IntervalAdd: plus,
  IntervalSubtract: minus,
  IntervalMultiply: infix('*', multiply),
  IntervalFromInteger: (_args, e, node) => interval(node, e),
});
