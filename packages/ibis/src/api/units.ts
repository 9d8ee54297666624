import type { IntervalUnit } from '@ibert/ir';

/** Spellings that Ibis takes for a unit beside its code and its name. */
const ALIASES: Readonly<Record<string, IntervalUnit>> = {
  d: 'D',
  H: 'h',
  HH24: 'h',
  J: 'D',
  MI: 'm',
  q: 'Q',
  SYYYY: 'Y',
  w: 'W',
  y: 'Y',
  YY: 'Y',
  YYY: 'Y',
  YYYY: 'Y',
};

const NAMES: Readonly<Record<string, IntervalUnit>> = {
  YEAR: 'Y',
  QUARTER: 'Q',
  MONTH: 'M',
  WEEK: 'W',
  DAY: 'D',
  HOUR: 'h',
  MINUTE: 'm',
  SECOND: 's',
  MILLISECOND: 'ms',
  MICROSECOND: 'us',
  NANOSECOND: 'ns',
};

/** Which units an Ibis unit enumeration has. */
export const UNIT_CLASSES = {
  DateUnit: ['Y', 'Q', 'M', 'W', 'D'],
  TimeUnit: ['h', 'm', 's', 'ms', 'us', 'ns'],
  TimestampUnit: ['s', 'ms', 'us', 'ns'],
  IntervalUnit: ['Y', 'Q', 'M', 'W', 'D', 'h', 'm', 's', 'ms', 'us', 'ns'],
} as const satisfies Record<string, readonly IntervalUnit[]>;
export type UnitClass = keyof typeof UNIT_CLASSES;

/** The unit for a code (`M`), alias or English name (`month`, `months`); undefined if there is none. */
export function unitOf(text: string, unitClass: UnitClass): IntervalUnit | undefined {
  const allowed: readonly IntervalUnit[] = UNIT_CLASSES[unitClass];
  const code = Object.hasOwn(ALIASES, text) ? ALIASES[text] : text;
  const direct = allowed.find((unit) => unit === code);
  if (direct !== undefined) return direct;
  const name = (code ?? text).replace(/s$/, '').toUpperCase();
  const unit = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  return allowed.find((u) => u === unit);
}
