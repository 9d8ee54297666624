import { INTERVAL_UNITS } from '@ibert/ir';
import type { IntervalUnit, OpArgs, Value } from '@ibert/ir';

import type { Emitter } from '../../expressions/emitter.js';
import { quoted } from '../../expressions/literals.js';
import { atom, call, PRECEDENCE } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import { convertFormat, STRFTIME_DIRECTIVES } from '../shared/strftime.js';
import { castTo, deltaUnit, extract, intervalIn } from '../shared/temporal.js';
import { refuse, rows } from '../spec.js';

const { add } = PRECEDENCE;
const NO_INTERVALS = refuse('intervals are only added to dates and timestamps here');

/** Which family of functions works on the value: timestamps without a zone are DATETIMEs. */
function family({ dtype }: Value): 'DATE' | 'DATETIME' | 'TIMESTAMP' | 'TIME' {
  if (dtype.kind === 'date') return 'DATE';
  if (dtype.kind === 'time') return 'TIME';
  return dtype.kind === 'timestamp' && dtype.timezone !== null ? 'TIMESTAMP' : 'DATETIME';
}

/** Weeks begin on Monday. */
const unitName = (unit: IntervalUnit): string =>
  unit === 'W' ? 'WEEK(MONDAY)' : INTERVAL_UNITS[unit].toUpperCase();

const truncate = ({ arg, unit }: OpArgs<'DateTruncate'>, e: Emitter): Sql =>
  call(`${family(arg)}_TRUNC`, e.doc(arg), unitName(unit));

const shift =
  (word: 'ADD' | 'SUB') =>
  ({ left, right }: OpArgs<'DateAdd'>, e: Emitter): Sql => {
    const kind = family(left);
    const units: readonly IntervalUnit[] =
      kind === 'TIMESTAMP'
        ? ['D', 'h', 'm', 's', 'ms', 'us']
        : kind === 'DATE'
          ? ['Y', 'Q', 'M', 'W', 'D']
          : ['Y', 'Q', 'M', 'W', 'D', 'h', 'm', 's', 'ms', 'us'];
    const { amount, unit } = intervalIn(right, units, e);
    const by = run('INTERVAL ', e.operand(amount, add), ` ${INTERVAL_UNITS[unit].toUpperCase()}`);
    return call(`${kind}_${word}`, e.doc(left), by);
  };

function delta(args: OpArgs<'DateDelta'>, e: Emitter): Sql {
  const unit = deltaUnit(args, e);
  const name = unit === 'week' ? 'WEEK(MONDAY)' : unit.toUpperCase();
  return call(`${family(args.left)}_DIFF`, e.doc(args.left), e.doc(args.right), name);
}

/** Directives that FORMAT_DATE and its kin read as Python does. */
const DIRECTIVES = {
  ...STRFTIME_DIRECTIVES,
  y: '%y',
  I: '%I',
  p: '%p',
  B: '%B',
  b: '%b',
  A: '%A',
  a: '%a',
  F: '%F',
  T: '%T',
  G: '%G',
  V: '%V',
  u: '%u',
};
const format = (value: Value, e: Emitter): string =>
  quoted(convertFormat(value, DIRECTIVES, (text) => text.replaceAll('%', '%%'), e));

export const BIGQUERY_TEMPORAL = rows({
  DateTruncate: truncate,
  TimestampTruncate: truncate,
  TimeTruncate: truncate,
  ExtractYear: extract('YEAR'),
  ExtractIsoYear: extract('ISOYEAR'),
  ExtractMonth: extract('MONTH'),
  ExtractDay: extract('DAY'),
  ExtractDayOfYear: extract('DAYOFYEAR'),
  ExtractQuarter: extract('QUARTER'),
  ExtractWeekOfYear: extract('ISOWEEK'),
  ExtractHour: extract('HOUR'),
  ExtractMinute: extract('MINUTE'),
  ExtractSecond: extract('SECOND'),
  ExtractMillisecond: extract('MILLISECOND'),
  ExtractMicrosecond: extract('MICROSECOND'),
  ExtractEpochSeconds: ({ arg }, e) =>
    family(arg) === 'TIMESTAMP'
      ? e.call('UNIX_SECONDS', arg)
      : call('UNIX_SECONDS', run('CAST(', e.doc(arg), ' AS TIMESTAMP)')),
  DayOfWeekIndex: ({ arg }, e) =>
    call('MOD', run(extract('DAYOFWEEK')({ arg }, e).doc, ' + 5'), '7'),
  DayOfWeekName: ({ arg }, e) => call(`FORMAT_${family(arg)}`, "'%A'", e.doc(arg)),
  Date: castTo('DATE'),
  Time: castTo('TIME'),
  DateFromYMD: 'DATE',
  TimeFromHMS: 'TIME',
  TimestampFromYMDHMS: 'DATETIME',
  TimestampFromUNIX: ({ arg, unit }, e) => {
    const name = { s: 'TIMESTAMP_SECONDS', ms: 'TIMESTAMP_MILLIS', us: 'TIMESTAMP_MICROS' }[
      unit as string
    ];
    if (name === undefined)
      throw e.refusal(`a timestamp from ${INTERVAL_UNITS[unit]}s`, 'it counts seconds and smaller');
    return e.call(name, arg);
  },
  TimestampNow: () => atom('CURRENT_DATETIME()'),
  Strftime: ({ arg, format_str }, e) =>
    call(`FORMAT_${family(arg)}`, format(format_str, e), e.doc(arg)),
  StringToDate: ({ arg, format_str }, e) => call('PARSE_DATE', format(format_str, e), e.doc(arg)),
  StringToTimestamp: ({ arg, format_str }, e) =>
    call('PARSE_TIMESTAMP', format(format_str, e), e.doc(arg)),
  DateAdd: shift('ADD'),
  DateSub: shift('SUB'),
  TimestampAdd: shift('ADD'),
  TimestampSub: shift('SUB'),
  DateDiff: ({ left, right }, e) => call('DATE_DIFF', e.doc(left), e.doc(right), 'DAY'),
  DateDelta: delta,
  TimeDelta: delta,
  TimestampDelta: delta,
  TimestampDiff: NO_INTERVALS,
  IntervalAdd: NO_INTERVALS,
  IntervalFromInteger: ({ arg, unit }, e) =>
    atom(run('INTERVAL ', e.operand(arg, add), ` ${INTERVAL_UNITS[unit].toUpperCase()}`)),
});
