import { INTERVAL_UNITS } from '@ibert/ir';
import type { IntervalUnit, OpArgs, Value } from '@ibert/ir';

import type { Emitter } from '../../expressions/emitter.js';
import { quoted } from '../../expressions/literals.js';
import { atom, call, PRECEDENCE, sql } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import { convertFormat, POSTGRES_DIRECTIVES } from '../shared/strftime.js';
import { deltaUnit, extract, intervalIn } from '../shared/temporal.js';
import { infix, refuse, rows } from '../spec.js';

const { add } = PRECEDENCE;
const NO_TIME = refuse('it has no type for times of day');

/** What TRUNC calls the units. */
const UNITS: Readonly<Partial<Record<IntervalUnit, string>>> = {
  Y: 'year',
  Q: 'Q',
  M: 'MONTH',
  W: 'IW',
  D: 'DDD',
  h: 'HH',
  m: 'MI',
};

function truncate({ arg, unit }: OpArgs<'DateTruncate'>, e: Emitter): Sql {
  const name = UNITS[unit];
  if (name === undefined)
    throw e.refusal(`truncation to ${INTERVAL_UNITS[unit]}s`, 'TRUNC stops at minutes');
  return call('TRUNC', e.doc(arg), `'${name}'`);
}

function interval(value: Value, e: Emitter): Sql {
  const { amount, unit } = intervalIn(value, ['Y', 'M', 'D', 'h', 'm', 's'], e);
  const kind = unit === 'Y' || unit === 'M' ? 'NUMTOYMINTERVAL' : 'NUMTODSINTERVAL';
  return call(kind, e.doc(amount), `'${INTERVAL_UNITS[unit]}'`);
}

const shift =
  (operator: '+' | '-') =>
  ({ left, right }: OpArgs<'DateAdd'>, e: Emitter): Sql =>
    sql(run(e.operand(left, add), ` ${operator} `, interval(right, e).doc), add);

// FM switches padding off and on; here only for the name before it.
const DIRECTIVES = { ...POSTGRES_DIRECTIVES, f: 'FF6', B: 'FMMonthFM', A: 'FMDayFM' };
const format = (value: Value, e: Emitter): string =>
  quoted(
    convertFormat(value, DIRECTIVES, (text) => (/[A-Za-z]/.test(text) ? `"${text}"` : text), e),
  );

/** A part of a timestamp; DATE has no hours to extract, and there are no times of day. */
const timePart =
  (name: string) =>
  ({ arg }: { readonly arg: Value }, e: Emitter, node: Value): Sql => {
    if (arg.dtype.kind === 'time') throw e.refusal('a time of day', 'it has no type for one');
    const part = extract(name)({ arg }, e);
    return name === 'SECOND' ? e.cast(call('FLOOR', part.doc).doc, node.dtype) : part;
  };

const number =
  (pattern: string) =>
  ({ arg }: { readonly arg: Value }, e: Emitter): Sql =>
    atom(run('CAST(', call('TO_CHAR', e.doc(arg), `'${pattern}'`).doc, ' AS INT)'));

export const ORACLE_TEMPORAL = rows({
  DateTruncate: truncate,
  TimestampTruncate: truncate,
  TimeTruncate: NO_TIME,
  Strftime: ({ arg, format_str }, e) => call('TO_CHAR', e.doc(arg), format(format_str, e)),
  StringToDate: ({ arg, format_str }, e) => call('TO_DATE', e.doc(arg), format(format_str, e)),
  StringToTimestamp: ({ arg, format_str }, e) =>
    call('TO_TIMESTAMP', e.doc(arg), format(format_str, e)),
  StringToTime: NO_TIME,
  ExtractYear: extract('YEAR'),
  ExtractIsoYear: number('IYYY'),
  ExtractMonth: extract('MONTH'),
  ExtractDay: extract('DAY'),
  ExtractQuarter: number('Q'),
  ExtractHour: timePart('HOUR'),
  ExtractMinute: timePart('MINUTE'),
  ExtractSecond: timePart('SECOND'),
  Date: ({ arg }, e) => call('TRUNC', e.doc(arg), "'DDD'"),
  Time: NO_TIME,
  TimeAdd: NO_TIME,
  TimeSub: NO_TIME,
  TimeDiff: NO_TIME,
  TimeDelta: NO_TIME,
  TimeFromHMS: NO_TIME,
  DateFromYMD: ({ year, month, day }, e) => {
    const digits = (value: Value, count: number) =>
      call('LPAD', e.doc(value), String(count), "'0'").doc;
    const text = call('CONCAT', digits(year, 4), digits(month, 2), digits(day, 2)).doc;
    return call('TO_DATE', text, "'FXYYYYMMDD'");
  },
  DateNow: () => atom("TRUNC(CURRENT_DATE, 'DDD')"),
  DateAdd: shift('+'),
  DateSub: shift('-'),
  TimestampAdd: shift('+'),
  TimestampSub: shift('-'),
  DateDelta: (args, e) => {
    const unit = deltaUnit(args, e);
    if (unit !== 'day')
      throw e.refusal(`a difference in ${unit}s`, 'dates are apart in days there');
    return e.infix(infix('-', add), args);
  },
  DateDiff: refuse('a difference of dates is a number there, no interval'),
  TimestampDiff: infix('-', add),
  IntervalAdd: refuse('months and seconds are two kinds of interval there'),
  IntervalFromInteger: (_args, e, node) => interval(node, e),
});

export const oracleInterval = interval;
