import { INTERVAL_UNITS } from '@ibert/ir';
import type { IntervalUnit } from '@ibert/ir';

/** Words for units of time, to Ibis's code; plurals are resolved before. */
const UNITS: Readonly<Record<string, IntervalUnit>> = {
  year: 'Y',
  yr: 'Y',
  y: 'Y',
  yy: 'Y',
  yyyy: 'Y',
  quarter: 'Q',
  qtr: 'Q',
  q: 'Q',
  qq: 'Q',
  month: 'M',
  mon: 'M',
  mm: 'M',
  mo: 'M',
  week: 'W',
  w: 'W',
  wk: 'W',
  ww: 'W',
  day: 'D',
  d: 'D',
  dd: 'D',
  dayofmonth: 'D',
  hour: 'h',
  h: 'h',
  hh: 'h',
  hr: 'h',
  minute: 'm',
  min: 'm',
  mi: 'm',
  m: 'm',
  n: 'm',
  second: 's',
  sec: 's',
  s: 's',
  ss: 's',
  millisecond: 'ms',
  millisec: 'ms',
  msec: 'ms',
  ms: 'ms',
  microsecond: 'us',
  microsec: 'us',
  usec: 'us',
  us: 'us',
  nanosecond: 'ns',
  nanosec: 'ns',
  nsec: 'ns',
  ns: 'ns',
};

/** Parts that are no units, with their other spellings. */
const OTHER_PARTS: Readonly<Record<string, string>> = {
  dow: 'dow',
  dayofweek: 'dow',
  weekday: 'dow',
  dw: 'dow',
  isodow: 'isodow',
  dayofweekiso: 'isodow',
  dayofweek_iso: 'isodow',
  doy: 'doy',
  dayofyear: 'doy',
  dy: 'doy',
  yearday: 'doy',
  epoch: 'epoch',
  epoch_second: 'epoch',
  epoch_seconds: 'epoch',
  isoyear: 'isoyear',
  yearofweekiso: 'isoyear',
  isoweek: 'isoweek',
  weekiso: 'isoweek',
  week_iso: 'isoweek',
  iso_week: 'isoweek',
  yearweek: 'yearweek',
  century: 'century',
  decade: 'decade',
  millennium: 'millennium',
  era: 'era',
  julian: 'julian',
  date: 'date',
  time: 'time',
  timezone: 'timezone',
  timezone_hour: 'timezone_hour',
  timezone_minute: 'timezone_minute',
};

/** Ibis's code of a unit by one of its names in any case (`months`, `MON`), or undefined. */
export function unitOf(word: string): IntervalUnit | undefined {
  const key = word.trim().toLowerCase();
  return lookUp(UNITS, key) ?? (key.endsWith('s') ? lookUp(UNITS, key.slice(0, -1)) : undefined);
}

/** A date part's name (`year`, `dow`, `epoch`) by any of its spellings, or undefined. */
export function datePart(word: string): string | undefined {
  const unit = unitOf(word);
  return unit === undefined ? lookUp(OTHER_PARTS, word.trim().toLowerCase()) : INTERVAL_UNITS[unit];
}

const lookUp = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
