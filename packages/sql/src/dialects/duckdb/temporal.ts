import { INTERVAL_UNITS, isNumeric, isOp, make } from '@ibert/ir';
import type { IntervalUnit, OpArgs, Value } from '@ibert/ir';

import { integer } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { atom, call, PRECEDENCE, sql, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { infix, refuse, rows } from '../spec.js';

const { add, multiply } = PRECEDENCE;
const plus = infix('+', add);
const minus = infix('-', add);

export const part =
  (name: string) =>
  ({ arg }: { readonly arg: Value }, e: Emitter): Sql =>
    atom(run(`EXTRACT(${name} FROM `, e.doc(arg), ')'));

/** DuckDB counts these parts from the start of the minute. */
const partOfSecond =
  (name: string, perSecond: number) =>
  ({ arg }: { readonly arg: Value }, e: Emitter): Sql =>
    sql(run(`EXTRACT(${name} FROM `, e.doc(arg), `) % ${perSecond}`), multiply);

function truncate({ arg, unit }: OpArgs<'DateTruncate'>, e: Emitter): Sql {
  if (unit === 'ns')
    throw e.refusal('truncation to nanoseconds', 'its timestamps count microseconds');
  return call('DATE_TRUNC', `'${INTERVAL_UNITS[unit]}'`, e.doc(arg));
}

function intervalOf(arg: Value, unit: IntervalUnit, e: Emitter): Sql {
  if (unit === 'ns')
    throw e.refusal('an interval of nanoseconds', 'its intervals count microseconds');
  if (unit === 'W')
    return call('TO_DAYS', e.doc(make('Multiply', { left: arg, right: integer(7) })));
  return e.call(`TO_${INTERVAL_UNITS[unit].toUpperCase()}S`, arg);
}

function cast({ arg, to }: OpArgs<'Cast'>, e: Emitter): Sql {
  if (to.kind === 'interval') {
    const whole = make('Cast', { arg, to: { kind: 'int32', nullable: true } });
    return intervalOf(whole, to.unit, e);
  }
  if (to.kind === 'timestamp' && isNumeric(arg.dtype)) return e.call('TO_TIMESTAMP', arg);
  return e.cast(arg, to);
}

const difference = ({ part: unit, left, right }: OpArgs<'DateDelta'>, e: Emitter): Sql =>
  e.call('DATE_DIFF', unit, right, left);

function timeBucket({ arg, interval, offset }: OpArgs<'TimestampBucket'>, e: Emitter): Sql {
  const epoch = "TIMESTAMP '1970-01-01 00:00:00'";
  const origin: Doc = offset === null ? epoch : run(epoch, ' + ', e.operand(offset, tighter(add)));
  return call('TIME_BUCKET', e.doc(interval), e.doc(arg), origin);
}

export const DUCKDB_TEMPORAL = rows({
  Cast: cast,
  DateTruncate: truncate,
  TimestampTruncate: truncate,
  TimeTruncate: truncate,
  TimestampBucket: timeBucket,
  Strftime: 'STRFTIME',
  ExtractYear: part('YEAR'),
  ExtractIsoYear: part('ISOYEAR'),
  ExtractMonth: part('MONTH'),
  ExtractDay: part('DAY'),
  ExtractDayOfYear: part('DAYOFYEAR'),
  ExtractQuarter: part('QUARTER'),
  ExtractEpochSeconds: ({ arg }, e) => {
    const moment = arg.dtype.kind === 'timestamp' && arg.dtype.timezone === null;
    return call('EPOCH', moment ? e.doc(arg) : run('CAST(', e.doc(arg), ' AS TIMESTAMP)'));
  },
  ExtractWeekOfYear: part('WEEK'),
  ExtractHour: part('HOUR'),
  ExtractMinute: part('MINUTE'),
  ExtractSecond: part('SECOND'),
  ExtractMillisecond: partOfSecond('MILLISECOND', 1000),
  ExtractMicrosecond: partOfSecond('MICROSECOND', 1_000_000),
  DayOfWeekIndex: ({ arg }, e) => sql(run(e.call('ISODOW', arg).doc, ' - 1'), add),
  DayOfWeekName: 'DAYNAME',
  Date: ({ arg }, e) => atom(run('CAST(', e.doc(arg), ' AS DATE)')),
  Time: ({ arg }, e) => atom(run('CAST(', e.doc(arg), ' AS TIME)')),
  DateFromYMD: 'MAKE_DATE',
  TimeFromHMS: 'MAKE_TIME',
  TimestampFromYMDHMS: 'MAKE_TIMESTAMP',
  TimestampFromUNIX: ({ arg, unit }, e) => {
    if (unit === 's') return e.call('TO_TIMESTAMP', arg);
    if (unit === 'ms') return e.call('EPOCH_MS', arg);
    throw e.refusal(
      `a timestamp from ${INTERVAL_UNITS[unit]}s`,
      'it counts seconds or milliseconds',
    );
  },
  TimestampNow: () => atom('CAST(CURRENT_TIMESTAMP AS TIMESTAMP)'),
  DateAdd: plus,
  DateSub: minus,
  TimeAdd: plus,
  TimeSub: minus,
  TimestampAdd: plus,
  TimestampSub: minus,
  DateDiff: minus,
  TimeDiff: minus,
  TimestampDiff: minus,
  DateDelta: difference,
  TimeDelta: difference,
  TimestampDelta: difference,
  IntervalAdd: plus,
  IntervalSubtract: minus,
  IntervalMultiply: infix('*', multiply),
  IntervalFloorDivide: refuse('it cannot divide an interval without a rest'),
  IntervalFromInteger: ({ arg, unit }, e) =>
    isOp(arg, 'Literal') && unit !== 'ns'
      ? atom(run('INTERVAL (', e.doc(arg), `) ${INTERVAL_UNITS[unit].toUpperCase()}`))
      : intervalOf(arg, unit, e),
  BetweenTime: refuse('Ibis has no rule for it either; compare `.time()` with times'),
});
