import { INTERVAL_UNITS } from '@ibert/ir';
import type { OpArgs, Value } from '@ibert/ir';

import { integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { quoted } from '../../expressions/literals.js';
import { atom, call, PRECEDENCE, sql } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { convertFormat, MYSQL_DIRECTIVES } from '../shared/strftime.js';
import { castTo, deltaUnit, extract, intervalIn, negated } from '../shared/temporal.js';
import { infix, refuse, rows } from '../spec.js';

const { add } = PRECEDENCE;

const truncate = ({ arg, unit }: OpArgs<'DateTruncate'>, e: Emitter): Sql =>
  call('DATE_TRUNC', `'${INTERVAL_UNITS[unit]}'`, e.doc(arg));

const shift =
  (forward: boolean) =>
  ({ left, right }: OpArgs<'DateAdd'>, e: Emitter): Sql => {
    const { amount, unit } = intervalIn(right, ['Y', 'Q', 'M', 'W', 'D', 'h', 'm', 's', 'ms'], e);
    return call(
      'DATE_ADD',
      `'${INTERVAL_UNITS[unit]}'`,
      e.doc(forward ? amount : negated(amount)),
      e.doc(left),
    );
  };

/** DATE_DIFF counts full units; from the start of one to the start of another it counts boundaries. */
function delta(args: OpArgs<'DateDelta'>, e: Emitter): Sql {
  const unit = `'${deltaUnit(args, e)}'`;
  const start = (value: Value): Doc => call('DATE_TRUNC', unit, e.doc(value)).doc;
  if (unit === "'day'" && args.left.dtype.kind === 'date' && args.right.dtype.kind === 'date') {
    return call('DATE_DIFF', unit, e.doc(args.right), e.doc(args.left));
  }
  return call('DATE_DIFF', unit, start(args.right), start(args.left));
}

function interval({ arg, unit }: OpArgs<'IntervalFromInteger'>, e: Emitter, node: Value): Sql {
  const { amount, unit: named } = intervalIn(node, ['Y', 'M', 'D', 'h', 'm', 's'], e);
  const known = integerOf(amount);
  const name = INTERVAL_UNITS[named].toUpperCase();
  if (known !== null) return atom(`INTERVAL '${known}' ${name}`);
  if (arg.dtype.kind === 'unknown')
    throw e.refusal(
      'an interval of unknown length',
      `it must be an integer of ${INTERVAL_UNITS[unit]}s`,
    );
  return sql(
    run(e.operand(amount, PRECEDENCE.unary), ` * INTERVAL '1' ${name}`),
    PRECEDENCE.multiply,
  );
}

const format = (value: Value, e: Emitter): string =>
  quoted(convertFormat(value, MYSQL_DIRECTIVES, (text) => text.replaceAll('%', '%%'), e));

export const TRINO_TEMPORAL = rows({
  DateTruncate: truncate,
  TimestampTruncate: truncate,
  TimeTruncate: truncate,
  ExtractYear: extract('YEAR'),
  ExtractIsoYear: extract('YEAR_OF_WEEK'),
  ExtractMonth: extract('MONTH'),
  ExtractDay: extract('DAY'),
  ExtractDayOfYear: extract('DAY_OF_YEAR'),
  ExtractQuarter: extract('QUARTER'),
  ExtractWeekOfYear: extract('WEEK'),
  ExtractHour: extract('HOUR'),
  ExtractMinute: extract('MINUTE'),
  ExtractSecond: extract('SECOND'),
  ExtractMillisecond: 'MILLISECOND',
  ExtractMicrosecond: ({ arg }, e, node) =>
    e.cast(call('DATE_FORMAT', e.doc(arg), "'%f'").doc, node.dtype),
  ExtractEpochSeconds: 'TO_UNIXTIME',
  DayOfWeekIndex: ({ arg }, e) => sql(run(e.call('DAY_OF_WEEK', arg).doc, ' - 1'), add),
  DayOfWeekName: ({ arg }, e) => call('DATE_FORMAT', e.doc(arg), "'%W'"),
  Date: castTo('DATE'),
  Time: castTo('TIME'),
  DateFromYMD: ({ year, month, day }, e) =>
    call('DATE', call('FORMAT', "'%04d-%02d-%02d'", e.doc(year), e.doc(month), e.doc(day)).doc),
  TimeFromHMS: ({ hours, minutes, seconds }, e) => {
    const parts = [hours, minutes, seconds].map((v) => e.doc(v));
    return atom(run('CAST(', call('FORMAT', "'%02d:%02d:%02d'", ...parts).doc, ' AS TIME)'));
  },
  TimestampFromYMDHMS: ({ year, month, day, hours, minutes, seconds }, e) => {
    const parts = [year, month, day, hours, minutes, seconds].map((v) => e.doc(v));
    const text = call('FORMAT', "'%04d-%02d-%02dT%02d:%02d:%02d'", ...parts).doc;
    return atom(run('CAST(', call('FROM_ISO8601_TIMESTAMP', text).doc, ' AS TIMESTAMP)'));
  },
  TimestampFromUNIX: ({ arg, unit }, e) => {
    if (unit !== 's')
      throw e.refusal(`a timestamp from ${INTERVAL_UNITS[unit]}s`, 'it counts seconds');
    return atom(run('CAST(', e.call('FROM_UNIXTIME', arg).doc, ' AS TIMESTAMP)'));
  },
  TimestampNow: () => atom('LOCALTIMESTAMP'),
  Strftime: ({ arg, format_str }, e) => call('DATE_FORMAT', e.doc(arg), format(format_str, e)),
  StringToDate: ({ arg, format_str }, e) =>
    atom(run('CAST(', call('DATE_PARSE', e.doc(arg), format(format_str, e)).doc, ' AS DATE)')),
  StringToTimestamp: ({ arg, format_str }, e) =>
    call('DATE_PARSE', e.doc(arg), format(format_str, e)),
  DateAdd: shift(true),
  DateSub: shift(false),
  TimestampAdd: shift(true),
  TimestampSub: shift(false),
  TimeAdd: shift(true),
  TimeSub: shift(false),
  DateDiff: ({ left, right }, e) => call('DATE_DIFF', "'day'", e.doc(right), e.doc(left)),
  TimestampDiff: infix('-', add),
  DateDelta: delta,
  TimeDelta: delta,
  TimestampDelta: delta,
  IntervalAdd: refuse('months and days are two kinds of interval there'),
  IntervalFromInteger: interval,
});
