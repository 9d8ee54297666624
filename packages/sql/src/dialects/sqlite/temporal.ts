import { INTERVAL_UNITS } from '@ibert/ir';
import type { OpArgs, Value } from '@ibert/ir';

import { integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { quoted } from '../../expressions/literals.js';
import { atom, call, PRECEDENCE, sql } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { group, run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { convertFormat, STRFTIME_DIRECTIVES } from '../shared/strftime.js';
import { deltaUnit, intervalIn, negated } from '../shared/temporal.js';
import { refuse, rows } from '../spec.js';

const { add, multiply } = PRECEDENCE;
const NO_INTERVALS = refuse('intervals are no values there, they can only be added to a date');
const FRACTIONS = refuse(
  'its moments are texts, in which seconds with and without a fraction do not compare',
);

const strftime = (format: string, arg: Value, e: Emitter): Doc =>
  call('STRFTIME', quoted(format), e.doc(arg)).doc;
const part =
  (format: string) =>
  ({ arg }: { readonly arg: Value }, e: Emitter): Sql =>
    atom(run('CAST(', strftime(format, arg, e), ' AS INTEGER)'));
const month = (arg: Value, e: Emitter): Doc => part('%m')({ arg }, e).doc;

/** DATE with the modifiers that lead to the start of the unit. */
function truncateDate({ arg, unit }: OpArgs<'DateTruncate'>, e: Emitter): Sql {
  const doc = e.doc(arg);
  if (unit === 'Y') return call('DATE', doc, "'start of year'");
  if (unit === 'M') return call('DATE', doc, "'start of month'");
  if (unit === 'D') return call('DATE', doc);
  if (unit === 'W') return call('DATE', doc, "'-6 days'", "'weekday 1'");
  if (unit === 'Q') {
    const back = run("'-' || ((", month(arg, e), " - 1) % 3) || ' months'");
    return call('DATE', doc, "'start of month'", back);
  }
  throw e.refusal(
    `truncation of a date to ${INTERVAL_UNITS[unit]}s`,
    'dates have no smaller units than days',
  );
}

const STARTS: Readonly<Record<string, string>> = {
  Y: '%Y-01-01 00:00:00',
  M: '%Y-%m-01 00:00:00',
  D: '%Y-%m-%d 00:00:00',
  h: '%Y-%m-%d %H:00:00',
  m: '%Y-%m-%d %H:%M:00',
  s: '%Y-%m-%d %H:%M:%S',
};

function truncateTimestamp({ arg, unit }: OpArgs<'TimestampTruncate'>, e: Emitter): Sql {
  const start = STARTS[unit];
  if (start === undefined)
    throw e.refusal(`truncation to ${INTERVAL_UNITS[unit]}s`, 'it is not written yet');
  return atom(strftime(start, arg, e));
}

/** A day that the shorter month lacks becomes that month's last one. */
const shift =
  (forward: boolean) =>
  ({ left, right }: OpArgs<'DateAdd'>, e: Emitter): Sql => {
    const { amount: given, unit } = intervalIn(right, ['Y', 'M', 'D'], e);
    const amount = forward ? given : negated(given);
    const known = integerOf(amount);
    const name = `${INTERVAL_UNITS[unit]}s`;
    const modifier: Doc =
      known === null
        ? run(e.operand(amount, PRECEDENCE.atom), ` || ' ${name}'`)
        : `'${known < 0n ? '' : '+'}${known} ${name}'`;
    return unit === 'D'
      ? call('DATE', e.doc(left), modifier)
      : call('DATE', e.doc(left), modifier, "'floor'");
  };

const days = (left: Value, right: Value, e: Emitter): Sql =>
  atom(run('CAST(JULIANDAY(', e.doc(left), ') - JULIANDAY(', e.doc(right), ') AS INTEGER)'));

function delta(args: OpArgs<'DateDelta'>, e: Emitter): Sql {
  const { left, right } = args;
  const unit = deltaUnit(args, e);
  const difference = (format: string): Doc =>
    run(part(format)({ arg: left }, e).doc, ' - ', part(format)({ arg: right }, e).doc);
  if (unit === 'day' && left.dtype.kind === 'date' && right.dtype.kind === 'date')
    return days(left, right, e);
  if (unit === 'year') return sql(difference('%Y'), add);
  if (unit === 'month') return sql(run('(', difference('%Y'), ') * 12 + ', difference('%m')), add);
  throw e.refusal(`a difference in ${unit}s`, 'it has years and months, and days between dates');
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

export const SQLITE_TEMPORAL = rows({
  DateTruncate: truncateDate,
  TimestampTruncate: truncateTimestamp,
  ExtractYear: part('%Y'),
  ExtractMonth: part('%m'),
  ExtractDay: part('%d'),
  ExtractDayOfYear: part('%j'),
  ExtractHour: part('%H'),
  ExtractMinute: part('%M'),
  ExtractSecond: part('%S'),
  ExtractEpochSeconds: part('%s'),
  ExtractQuarter: ({ arg }, e) => sql(run('(', month(arg, e), ' + 2) / 3'), multiply),
  ExtractWeekOfYear: part('%V'),
  ExtractIsoYear: part('%G'),
  DayOfWeekIndex: ({ arg }, e) => sql(run('(', part('%w')({ arg }, e).doc, ' + 6) % 7'), multiply),
  DayOfWeekName: ({ arg }, e) => {
    const names = DAYS.map((name, i) => `WHEN '${i}' THEN '${name}'`);
    return atom(
      run('CASE ', strftime('%w', arg, e), ' ', group('block', names, { close: ' END' })),
    );
  },
  Date: 'DATE',
  Time: FRACTIONS,
  DateFromYMD: ({ year, month: m, day }, e) =>
    call('DATE', call('PRINTF', "'%04d-%02d-%02d'", e.doc(year), e.doc(m), e.doc(day)).doc),
  TimestampFromUNIX: ({ arg, unit }, e) => {
    if (unit !== 's')
      throw e.refusal(`a timestamp from ${INTERVAL_UNITS[unit]}s`, 'it counts seconds');
    return call('DATETIME', e.doc(arg), "'unixepoch'");
  },
  Strftime: ({ arg, format_str }, e) =>
    call(
      'STRFTIME',
      quoted(
        convertFormat(format_str, STRFTIME_DIRECTIVES, (text) => text.replaceAll('%', '%%'), e),
      ),
      e.doc(arg),
    ),
  DateAdd: shift(true),
  DateSub: shift(false),
  DateDiff: ({ left, right }, e) => days(left, right, e),
  DateDelta: delta,
  TimestampDelta: delta,
  TimestampAdd: FRACTIONS,
  TimestampSub: FRACTIONS,
  TimestampDiff: NO_INTERVALS,
  IntervalAdd: NO_INTERVALS,
  IntervalFromInteger: NO_INTERVALS,
});
