import type { Phrase } from './phrase.js';
import { any } from './phrase.js';

/** Words around the argument of an operation: what stands before it and what after. */
type Around = readonly [before: Phrase, after?: Phrase];

const part = (name: string): Around => [`the ${name} of `];

/** Operations of one argument, as nouns. */
export const FUNCTION_NOUNS: Readonly<Record<string, Around>> = {
  Abs: part('absolute value'),
  ArrayLength: part('number of elements'),
  ArrayDistinct: part('distinct elements'),
  ArraySort: ['', ' in sorted order'],
  Ceil: ['', ' rounded up to a whole number'],
  Floor: ['', ' rounded down to a whole number'],
  Capitalize: ['', ' with its first letter in upper case'],
  Date: oneOf('date part', 'calendar date'),
  DayOfWeekIndex: ['the weekday of ', ' (0 is Monday)'],
  DayOfWeekName: ['the name of the weekday of '],
  Exp: ['e raised to the power of '],
  ExtractDay: part('day of the month'),
  ExtractDayOfYear: part('day of the year'),
  ExtractHour: part('hour'),
  ExtractMinute: part('minute'),
  ExtractMonth: part('month'),
  ExtractQuarter: part('quarter'),
  ExtractSecond: part('second'),
  ExtractWeekOfYear: part('ISO week number'),
  ExtractYear: part('year'),
  ExtractEpochSeconds: part('Unix time in seconds'),
  Lowercase: oneOf('lower-case form', 'lower-case spelling'),
  Uppercase: oneOf('upper-case form', 'upper-case spelling'),
  Ln: part('natural logarithm'),
  Log10: part('base-10 logarithm'),
  Log2: part('base-2 logarithm'),
  LStrip: ['', ' without leading whitespace'],
  RStrip: ['', ' without trailing whitespace'],
  Strip: ['', ' without leading and trailing whitespace'],
  Negate: part('negative'),
  Reverse: ['', ' with its characters reversed'],
  Sign: part('sign'),
  Sqrt: part('square root'),
  StringAscii: part('code of the first character'),
  StringLength: [any('the length of ', 'the number of characters of ')],
  Time: part('time of day'),
};

function oneOf(...names: readonly string[]): Around {
  return [any(...names.map((name) => `the ${name} of `))];
}
