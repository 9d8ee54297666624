import type { Value } from '../../node.js';
import { make } from '../../value.js';
import { whole } from '../literals.js';

/** Parameters that must stay small: lengths, repetitions, exponents. */
export const SMALL: Readonly<Record<string, readonly string[]>> = {
  Repeat: ['times'],
  ArrayRepeat: ['times'],
  LPad: ['length'],
  RPad: ['length'],
  IntegerRange: ['start', 'stop', 'step'],
  Power: ['right'],
  NTile: ['buckets'],
  BitwiseLeftShift: ['left', 'right'],
  BitwiseRightShift: ['right'],
  Round: ['digits'],
  RegexExtract: ['index'],
  Substring: ['start', 'length'],
  StringSlice: ['start', 'end'],
  StrRight: ['nchars'],
  ArraySlice: ['start', 'stop'],
  ArrayIndex: ['index'],
  DateFromYMD: ['year', 'month', 'day'],
  TimeFromHMS: ['hours', 'minutes', 'seconds'],
  TimestampFromYMDHMS: ['year', 'month', 'day', 'hours', 'minutes', 'seconds'],
};

/** Those of the small ones that nothing below 1 makes sense for: dates have no day 0. */
export const COUNTED: Readonly<Record<string, readonly string[]>> = {
  IntegerRange: ['step'],
  DateFromYMD: ['year', 'month', 'day'],
  TimestampFromYMDHMS: ['year', 'month', 'day'],
};

/** Parameters that only certain texts make sense for. */
export const TEXTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Strftime: { format_str: ['%Y-%m-%d', '%d.%m.%y', '%H:%M', '%B %Y', '%a %j'] },
  StringToDate: { format_str: ['%Y-%m-%d'], arg: ['2024-01-31', '1999-12-01'] },
  StringToTimestamp: { format_str: ['%Y-%m-%d %H:%M:%S'], arg: ['2024-01-31 10:20:30'] },
  StringToTime: { format_str: ['%H:%M:%S'], arg: ['10:20:30'] },
  GroupConcat: { sep: [',', ' | ', ''] },
  RegexSearch: { pattern: ['^a', 'b+', '[0-9]+', 'x|y'] },
  RegexExtract: { pattern: ['^(a)', '([a-z]+)([0-9]*)', '(\\d+)'] },
  RegexReplace: { pattern: ['a', '[0-9]+', '\\s+'] },
  RegexSplit: { pattern: [',', '\\s+', '-'] },
  DateDelta: { part: ['day', 'month', 'year', 'week'] },
  TimeDelta: { part: ['hour', 'minute', 'second'] },
  TimestampDelta: { part: ['day', 'hour', 'month', 'minute'] },
};

/** Parameters outside of whose range DuckDB raises an error. */
export const RANGES: Readonly<Record<string, (arg: Value) => Value>> = {
  Acos: (arg) => make('Clip', { arg, lower: whole(-1), upper: whole(1) }),
  Asin: (arg) => make('Clip', { arg, lower: whole(-1), upper: whole(1) }),
  Cot: (arg) => make('Greatest', { arg: [arg, whole(1)] }),
  Sqrt: (arg) => make('Abs', { arg }),
  IntervalFromInteger: (arg) => make('Clip', { arg, lower: whole(-1000), upper: whole(1000) }),
  Ln: (arg) => make('Greatest', { arg: [arg, whole(1)] }),
  Log: (arg) => make('Greatest', { arg: [arg, whole(2)] }),
  Log2: (arg) => make('Greatest', { arg: [arg, whole(1)] }),
  Log10: (arg) => make('Greatest', { arg: [arg, whole(1)] }),
};

/**
 * Months that a list of moments may step by: a list over millennia in steps of milliseconds is one
 * that DuckDB neither finishes nor can be interrupted at.
 */
export const MONTHS: Readonly<Record<string, Readonly<Record<string, readonly bigint[]>>>> = {
  TimestampRange: { step: [240n, 1200n, 6001n] },
};

/** Operations whose result jumps: the last digit of a float, which no engine promises, decides it. */
export const JUMPING: ReadonlySet<string> = new Set([
  'Modulus',
  'FloorDivide',
  'GroupConcat',
  'Hash',
]);

/** Shares of quantiles. */
export const SHARES = [0.25, 0.5, 0.9, 0, 1];
