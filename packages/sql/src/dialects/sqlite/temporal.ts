import { INTERVAL_UNITS } from '@ibert/ir';
import type { IntervalUnit, OpArgs, Value } from '@ibert/ir';

import { unlessNull } from '../../expressions/cases.js';
import { integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { quoted } from '../../expressions/literals.js';
import { atom, call, PRECEDENCE, sql } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { group, run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { convertFormat, STRFTIME_DIRECTIVES } from '../shared/strftime.js';
import { deltaUnit, intervalIn, negated, WEEKS } from '../shared/temporal.js';
import { refuse, rows } from '../spec.js';

const { add, multiply } = PRECEDENCE;
const NO_INTERVALS = refuse('intervals are no values there, they can only be added to a date');
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
  if (unit === 'W' || unit === 'Q') {
    return sql(run(truncateDate({ arg, unit }, e).doc, " || ' 00:00:00'"), PRECEDENCE.concat);
  }
  const start = STARTS[unit];
  if (start === undefined)
    throw e.refusal(`truncation to ${INTERVAL_UNITS[unit]}s`, 'it is not written yet');
  return atom(strftime(start, arg, e));
}

/** `'+3 months'`, also of a computed amount. */
function modifier(amount: Value, unit: IntervalUnit, e: Emitter): Doc {
  const known = integerOf(amount);
  const name = `${INTERVAL_UNITS[unit]}s`;
  return known === null
    ? run(e.operand(amount, PRECEDENCE.atom), ` || ' ${name}'`)
    : `'${known < 0n ? '' : '+'}${known} ${name}'`;
}

/** Without it a day that the shorter month lacks would become one of the next month. */
const floorOf = (unit: IntervalUnit): readonly string[] =>
  unit === 'Y' || unit === 'M' ? ["'floor'"] : [];

const shift =
  (forward: boolean) =>
  ({ left, right }: OpArgs<'DateAdd'>, e: Emitter): Sql => {
    const { amount, unit } = intervalIn(right, ['Y', 'M', 'D'], e);
    const by = modifier(forward ? amount : negated(amount), unit, e);
    return call('DATE', e.doc(left), by, ...floorOf(unit));
  };

/** The moment in full seconds, moved, with the fraction of the second behind it again. */
const shiftMoment =
  (forward: boolean) =>
  ({ left, right }: OpArgs<'TimestampAdd'>, e: Emitter): Sql => {
    const { amount, unit } = intervalIn(right, ['Y', 'M', 'D', 'h', 'm', 's'], e);
    const by = modifier(forward ? amount : negated(amount), unit, e);
    const seconds = call('SUBSTR', e.doc(left), '1', '19').doc;
    const moved = call('DATETIME', seconds, by, ...floorOf(unit)).doc;
    return sql(run(moved, ' || ', call('SUBSTR', e.doc(left), '20').doc), PRECEDENCE.concat);
  };

const days = (left: Value, right: Value, e: Emitter): Sql =>
  atom(run('CAST(JULIANDAY(', e.doc(left), ') - JULIANDAY(', e.doc(right), ') AS INTEGER)'));

/** How many boundaries of the unit lie between two moments. */
function delta(args: OpArgs<'DateDelta'>, e: Emitter): Sql {
  const { left, right } = args;
  const unit = deltaUnit(args, e);
  if (left.dtype.kind === 'time') throw e.refusal('a difference of times', 'it is not written yet');
  const difference = (of: (arg: Value) => Doc): Doc => run(of(left), ' - ', of(right));
  const year = (arg: Value): Doc => part('%Y')({ arg }, e).doc;
  if (unit === 'year') return sql(difference(year), add);
  if (unit === 'month' || unit === 'quarter') {
    const [count, within] =
      unit === 'month'
        ? ([12, (arg: Value) => month(arg, e)] as const)
        : ([4, (arg: Value) => run('(', month(arg, e), ' + 2) / 3')] as const);
    const years = run('(', difference(year), `) * ${count}`);
    return sql(run(years, ' + ', within(left), ' - ', within(right)), add);
  }
  const julian = (arg: Value): Doc => call('JULIANDAY', call('DATE', e.doc(arg)).doc).doc;
  if (unit === 'day') return atom(run('CAST(', difference(julian), ' AS INTEGER)'));
  if (unit === 'week') throw e.refusal(...WEEKS);
  const [start, seconds] = CLOCK_UNITS[unit] ?? [null, 1];
  if (start === null) throw e.refusal(`a difference in ${unit}s`, 'it has no such unit');
  const epoch = (arg: Value): Doc => call('UNIXEPOCH', strftime(start, arg, e)).doc;
  return seconds === 1
    ? sql(difference(epoch), add)
    : sql(run('(', difference(epoch), `) / ${seconds}`), multiply);
}

/** The start of the unit as a format, and how many seconds it has. */
const CLOCK_UNITS: Readonly<Record<string, readonly [string, number]>> = {
  hour: ['%Y-%m-%d %H:00:00', 3600],
  minute: ['%Y-%m-%d %H:%M:00', 60],
  second: ['%Y-%m-%d %H:%M:%S', 1],
};

/** The six digits behind the second, from its text; none are 0. */
const fraction =
  (digits: number) =>
  ({ arg }: { readonly arg: Value }, e: Emitter): Sql => {
    const at = arg.dtype.kind === 'time' ? '10' : '21';
    const text = call('SUBSTR', e.doc(arg), at, String(digits)).doc;
    return atom(run('CAST(', text, ' AS INTEGER)'));
  };

const DIRECTIVES = { ...STRFTIME_DIRECTIVES, F: '%F', T: '%T', I: '%I', p: '%p' };
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
  ExtractEpochSeconds: ({ arg }, e) => {
    const seconds = call('UNIXEPOCH', e.doc(arg)).doc;
    if (arg.dtype.kind !== 'timestamp') return atom(seconds);
    // Fractions are rounded, halves to the even second.
    const rest = call('SUBSTR', e.doc(arg), '20', '7').doc;
    const up = run(rest, " > '.500000' OR (", rest, " = '.500000' AND ", seconds, ' % 2 <> 0)');
    return sql(run(seconds, ' + (', up, ')'), add);
  },
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
  Time: ({ arg }, e) =>
    arg.dtype.kind === 'time' ? e.value(arg) : call('SUBSTR', e.doc(arg), '12'),
  ExtractMicrosecond: fraction(6),
  ExtractMillisecond: fraction(3),
  DateFromYMD: ({ year, month: m, day }, e) =>
    unlessNull(
      e,
      [year, m, day],
      call('DATE', call('PRINTF', "'%04d-%02d-%02d'", e.doc(year), e.doc(m), e.doc(day)).doc).doc,
    ),
  TimestampFromUNIX: ({ arg, unit }, e) => {
    if (unit !== 's')
      throw e.refusal(`a timestamp from ${INTERVAL_UNITS[unit]}s`, 'it counts seconds');
    return call('DATETIME', e.doc(arg), "'unixepoch'");
  },
  Strftime: ({ arg, format_str }, e) =>
    call(
      'STRFTIME',
      quoted(convertFormat(format_str, DIRECTIVES, (text) => text.replaceAll('%', '%%'), e)),
      e.doc(arg),
    ),
  DateAdd: shift(true),
  DateSub: shift(false),
  DateDiff: ({ left, right }, e) => days(left, right, e),
  DateDelta: delta,
  TimestampDelta: delta,
  TimestampAdd: shiftMoment(true),
  TimestampSub: shiftMoment(false),
  TimestampDiff: NO_INTERVALS,
  IntervalAdd: NO_INTERVALS,
  IntervalFromInteger: NO_INTERVALS,
});
