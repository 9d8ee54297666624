import { FLOAT64, make, TIMESTAMP } from '@ibert/ir';
import type { IntervalUnit, Value } from '@ibert/ir';

import { intervalLiteral } from '../../intervals.js';
import { float, literal, nullValue, text } from '../../literals.js';
import {
  add,
  asDouble,
  cast,
  equals,
  ifElse,
  integerOf,
  modulus,
  nullIf,
  textOf,
  ZERO,
} from '../build.js';
import { wholeSince } from '../date-extract.js';
import { formatText } from '../format-text.js';
import { fn, refused } from '../row.js';
import type { FunctionContext, Row } from '../row.js';

const UPPER = text('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const LOWER = text('abcdefghijklmnopqrstuvwxyz');

const UNITS: Readonly<Record<string, IntervalUnit>> = {
  day: 'D',
  hour: 'h',
  minute: 'm',
  second: 's',
  month: 'M',
  year: 'Y',
};
const STARTS: Readonly<Record<string, IntervalUnit>> = { day: 'D', month: 'M', year: 'Y' };

/** A moment moved by SQLite's modifiers (`start of month`, `+1 day`). */
function modified(arg: Value, modifiers: readonly Value[], cx: FunctionContext): Value {
  let moment = textOf(arg) === 'now' ? make('TimestampNow', {}) : cast(arg, TIMESTAMP);
  // Days that a shorter month lacks roll over to the next one, which Ibis does not do.
  let isFirstOfMonth = false;
  for (const modifier of modifiers) {
    const word = textOf(modifier)?.trim().toLowerCase();
    const start = /^start of (day|month|year)$/.exec(word ?? '')?.[1];
    const [, amount, unit] =
      /^([+-]?\d+) (day|hour|minute|second|month|year)s?$/.exec(word ?? '') ?? [];
    const code = UNITS[unit ?? ''];
    if (start !== undefined) {
      moment = make('TimestampTruncate', { arg: moment, unit: STARTS[start] ?? 'D' });
      isFirstOfMonth ||= start !== 'day';
    } else if (amount !== undefined && code !== undefined) {
      const isMonths = code === 'M' || code === 'Y';
      if (isMonths && !isFirstOfMonth)
        return cx.refuse('months added to a day that the month may lack');
      moment = make('TimestampAdd', { left: moment, right: intervalLiteral(BigInt(amount), code) });
      if (!isMonths) isFirstOfMonth = false;
    } else
      return cx.refuse(`the modifier ${word === undefined ? 'that is no constant' : `'${word}'`}`);
  }
  return moment;
}

const written =
  (format: string) =>
  (arg: Value, modifiers: readonly Value[], cx: FunctionContext): Value =>
    make('Strftime', { arg: modified(arg, modifiers, cx), format_str: text(format) });
function strftime(
  format: string,
  arg: Value,
  modifiers: readonly Value[],
  cx: FunctionContext,
): Value {
  const result = formatText(format, 'sqlite');
  return 'odd' in result
    ? cx.refuse(`'${result.odd}' in the format`)
    : written(result.format)(arg, modifiers, cx);
}

const JULIAN_1970 = 2_440_587.5;
function julianDay(arg: Value, cx: FunctionContext): Value {
  if (arg.dtype.kind !== 'date') return cx.refuse('fractions of a day, which lose digits');
  const days = make('DateDelta', {
    part: text('day'),
    left: arg,
    right: literal('1970-01-01', { kind: 'date', nullable: true }),
  });
  return add(days, float(JULIAN_1970));
}

const remainder = (left: Value, right: Value): Value =>
  ifElse(equals(right, ZERO), nullValue(FLOAT64), modulus(asDouble(left), asDouble(right)));

/** NULL where the power is no number. */
function power(left: Value, right: Value): Value {
  const value = make('Power', { left: asDouble(left), right: asDouble(right) });
  const known = integerOf(right);
  return known === undefined
    ? ifElse(make('IsNan', { arg: value }), nullValue(FLOAT64), value)
    : value;
}

const DATED = ['dated', 'string...'] as const;
const NOW = ['text!', 'string...'] as const;
const ofNow =
  (build: (arg: Value, modifiers: readonly Value[], cx: FunctionContext) => Value) =>
  (word: string, modifiers: readonly Value[], cx: FunctionContext): Value =>
    word.toLowerCase() === 'now'
      ? build(text('now'), modifiers, cx)
      : cx.refuse(`the moment '${word}'`);

/** Functions that SQLite has in its own way. */
export const SQLITE_FUNCTIONS: readonly Row[] = [
  // Letters beyond ASCII stay as they are.
  fn('upper', ['string'], (arg) => make('Translate', { arg, from_str: LOWER, to_str: UPPER })),
  fn('lower', ['string'], (arg) => make('Translate', { arg, from_str: UPPER, to_str: LOWER })),
  fn('unicode', ['string'], (arg) => nullIf(make('StringAscii', { arg }), ZERO)),
  fn('mod', ['numeric', 'numeric'], remainder),
  fn('power pow', ['numeric', 'numeric'], power),
  fn('date', DATED, written('%Y-%m-%d')),
  fn('time', DATED, written('%H:%M:%S')),
  fn('datetime', DATED, written('%Y-%m-%d %H:%M:%S')),
  fn('date', NOW, ofNow(written('%Y-%m-%d'))),
  fn('time', NOW, ofNow(written('%H:%M:%S'))),
  fn('datetime', NOW, ofNow(written('%Y-%m-%d %H:%M:%S'))),
  fn('strftime', ['text!', 'dated', 'string...'], strftime),
  fn('julianday', ['dated'], julianDay),
  fn('unixepoch', ['dated'], wholeSince('second')),
  refused('random randomblob', 'it gives any integer, where Ibis gives a fraction'),
  refused('glob like', 'write it as an operator'),
  refused('timediff', 'Ibis has no such text'),
];
