import { INTERVAL_UNITS } from '@ibert/ir';
import type { OpArgs, Value } from '@ibert/ir';

import { when } from '../../expressions/cases.js';
import { integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { quoted } from '../../expressions/literals.js';
import { atom, call, PRECEDENCE, sql, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { convertFormat, MYSQL_DIRECTIVES } from '../shared/strftime.js';
import { castTo, deltaUnit, extract, intervalIn } from '../shared/temporal.js';
import { refuse, rows } from '../spec.js';

const { add, comparison, multiply } = PRECEDENCE;
const NO_INTERVALS = refuse('intervals are no values there, they can only be added to a date');

function shift(operator: '+' | '-') {
  return ({ left, right }: OpArgs<'DateAdd'>, e: Emitter): Sql => {
    const { amount, unit } = intervalIn(right, ['Y', 'Q', 'M', 'W', 'D', 'h', 'm', 's', 'us'], e);
    const by = run(
      'INTERVAL ',
      e.operand(amount, PRECEDENCE.atom),
      ` ${INTERVAL_UNITS[unit].toUpperCase()}`,
    );
    return sql(run(e.operand(left, add), ` ${operator} `, by), add);
  };
}

/** The start of each unit as a format of DATE_FORMAT. */
const STARTS: Readonly<Record<string, string>> = {
  Y: '%Y-01-01',
  M: '%Y-%m-01',
  D: '%Y-%m-%d',
  h: '%Y-%m-%d %H:00:00',
  m: '%Y-%m-%d %H:%i:00',
  s: '%Y-%m-%d %H:%i:%s',
};

function truncate({ arg, unit }: OpArgs<'DateTruncate'>, e: Emitter, node: Value): Sql {
  const type = node.kind === 'DateTruncate' ? 'DATE' : 'DATETIME';
  const doc = e.doc(arg);
  const moment = (start: Sql): Sql =>
    type === 'DATE' ? start : atom(run('CAST(', start.doc, ' AS DATETIME)'));
  if (unit === 'W')
    return moment(sql(run('DATE(', doc, ') - INTERVAL WEEKDAY(', doc, ') DAY'), add));
  if (unit === 'Q')
    return moment(
      sql(run('MAKEDATE(YEAR(', doc, '), 1) + INTERVAL QUARTER(', doc, ') - 1 QUARTER'), add),
    );
  const start = STARTS[unit];
  if (start === undefined)
    throw e.refusal(`truncation to ${INTERVAL_UNITS[unit]}s`, 'it has no such unit');
  return atom(run('CAST(', call('DATE_FORMAT', doc, quoted(start)).doc, ` AS ${type})`));
}

/** How many boundaries of the unit lie between; TIMESTAMPDIFF counts full units instead. */
function delta(args: OpArgs<'DateDelta'>, e: Emitter): Sql {
  const { left, right } = args;
  const unit = deltaUnit(args, e);
  const both = (f: (doc: Doc) => Doc): readonly [Doc, Doc] => [f(e.doc(left)), f(e.doc(right))];
  if (unit === 'day') return e.call('DATEDIFF', left, right);
  if (unit === 'year') {
    const [l, r] = both((doc) => call('YEAR', doc).doc);
    return sql(run(l, ' - ', r), add);
  }
  if (unit === 'month') {
    const [l, r] = both((doc) => call('DATE_FORMAT', doc, "'%Y%m'").doc);
    return call('PERIOD_DIFF', l, r);
  }
  throw e.refusal(`a difference in ${unit}s`, 'it has years, months and days');
}

/** With four digits of the year, which must be among those that it has: 36 would be 2036. */
function dateOf({ year, month, day }: OpArgs<'DateFromYMD'>, e: Emitter): Sql {
  const known = integerOf(year);
  const digits =
    known === null
      ? call('LPAD', e.doc(year), '4', "'0'").doc
      : quoted(String(known).padStart(4, '0'));
  // NULL where one of them is, unlike CONCAT_WS.
  const text = call('CONCAT', digits, "'-'", e.doc(month), "'-'", e.doc(day)).doc;
  const date = call('STR_TO_DATE', text, "'%Y-%c-%e'");
  if (known !== null && (known < 0n || known > 9999n))
    throw e.refusal(`a date in the year ${known}`, 'it has the years 0 to 9999');
  // A year taken from a date is one that it has.
  if (known !== null || e.resolved(year).kind === 'ExtractYear') return date;
  return when(run(e.operand(year, tighter(comparison)), ' BETWEEN 0 AND 9999'), date.doc, null);
}

const format = (value: Value, e: Emitter): string =>
  quoted(convertFormat(value, MYSQL_DIRECTIVES, (text) => text.replaceAll('%', '%%'), e));

export const MYSQL_TEMPORAL = rows({
  DateTruncate: truncate,
  TimestampTruncate: truncate,
  ExtractYear: extract('YEAR'),
  ExtractMonth: extract('MONTH'),
  ExtractDay: extract('DAY'),
  ExtractQuarter: extract('QUARTER'),
  ExtractDayOfYear: 'DAYOFYEAR',
  ExtractWeekOfYear: 'WEEKOFYEAR',
  ExtractHour: extract('HOUR'),
  ExtractMinute: extract('MINUTE'),
  ExtractSecond: extract('SECOND'),
  ExtractMicrosecond: extract('MICROSECOND'),
  ExtractMillisecond: ({ arg }, e) =>
    sql(run(extract('MICROSECOND')({ arg }, e).doc, ' DIV 1000'), multiply),
  ExtractEpochSeconds: ({ arg }, e) => call('TIMESTAMPDIFF', 'SECOND', "'1970-01-01'", e.doc(arg)),
  DayOfWeekIndex: 'WEEKDAY',
  DayOfWeekName: 'DAYNAME',
  Date: 'DATE',
  Time: castTo('TIME(6)'),
  DateFromYMD: dateOf,
  TimestampFromUNIX: ({ arg, unit }, e) => {
    if (unit !== 's')
      throw e.refusal(`a timestamp from ${INTERVAL_UNITS[unit]}s`, 'it counts seconds');
    return sql(
      run(
        "TIMESTAMP '1970-01-01 00:00:00' + INTERVAL ",
        e.operand(arg, tighter(multiply)),
        ' SECOND',
      ),
      add,
    );
  },
  TimestampNow: () => atom('CURRENT_TIMESTAMP(6)'),
  Strftime: ({ arg, format_str }, e) => call('DATE_FORMAT', e.doc(arg), format(format_str, e)),
  StringToDate: ({ arg, format_str }, e) =>
    atom(run('CAST(', call('STR_TO_DATE', e.doc(arg), format(format_str, e)).doc, ' AS DATE)')),
  StringToTimestamp: ({ arg, format_str }, e) =>
    call('STR_TO_DATE', e.doc(arg), format(format_str, e)),
  DateAdd: shift('+'),
  DateSub: shift('-'),
  TimestampAdd: shift('+'),
  TimestampSub: shift('-'),
  DateDiff: 'DATEDIFF',
  DateDelta: delta,
  TimestampDelta: delta,
  TimestampDiff: NO_INTERVALS,
  IntervalAdd: NO_INTERVALS,
  IntervalFromInteger: NO_INTERVALS,
});
