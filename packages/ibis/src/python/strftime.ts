import { notSupported, valueError } from './errors.js';
import { present } from './present.js';

/** The parts of a moment that `strftime` shows. */
interface Moment {
  readonly date: {
    readonly year: number;
    readonly month: number;
    readonly day: number;
    readonly days: number;
    readonly weekday: number;
  };
  readonly time: {
    readonly hour: number;
    readonly minute: number;
    readonly second: number;
    readonly microsecond: number;
  };
}

/** Names of the days, Monday first. */
export const DAY_NAMES = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

/** Names of the months, January first. */
export const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const pad = (value: number, size = 2): string => String(value).padStart(size, '0');

function dayOfYear({ date }: Moment): number {
  const start = new Date(0);
  start.setUTCFullYear(date.year, 0, 1);
  return date.days - start.getTime() / 86_400_000 + 1;
}

const SHOW: ReadonlyMap<string, (moment: Moment) => string> = new Map<
  string,
  (moment: Moment) => string
>([
  ['Y', ({ date }) => String(date.year)],
  ['y', ({ date }) => pad(date.year % 100)],
  ['m', ({ date }) => pad(date.month)],
  ['d', ({ date }) => pad(date.day)],
  ['H', ({ time }) => pad(time.hour)],
  ['I', ({ time }) => pad(time.hour % 12 || 12)],
  ['M', ({ time }) => pad(time.minute)],
  ['S', ({ time }) => pad(time.second)],
  ['f', ({ time }) => pad(time.microsecond, 6)],
  ['p', ({ time }) => (time.hour < 12 ? 'AM' : 'PM')],
  ['A', ({ date }) => present(DAY_NAMES[date.weekday])],
  ['a', ({ date }) => present(DAY_NAMES[date.weekday]).slice(0, 3)],
  ['B', ({ date }) => present(MONTH_NAMES[date.month - 1])],
  ['b', ({ date }) => present(MONTH_NAMES[date.month - 1]).slice(0, 3)],
  ['j', (moment) => pad(dayOfYear(moment), 3)],
  ['w', ({ date }) => String((date.weekday + 1) % 7)],
  ['u', ({ date }) => String(date.weekday + 1)],
  ['F', ({ date }) => `${date.year}-${pad(date.month)}-${pad(date.day)}`],
  ['T', ({ time }) => `${pad(time.hour)}:${pad(time.minute)}:${pad(time.second)}`],
  ['U', (moment) => pad(Math.floor((dayOfYear(moment) + 6 - ((moment.date.weekday + 1) % 7)) / 7))],
  ['W', (moment) => pad(Math.floor((dayOfYear(moment) + 6 - moment.date.weekday) / 7))],
  ['%', () => '%'],
]);

/** `moment.strftime(format)` in the C locale. */
export function strftime(format: string, moment: Moment): string {
  return format.replace(/%(.)/gsu, (_, letter: string) => {
    const show = SHOW.get(letter);
    if (show === undefined) throw notSupported(`strftime directive '%${letter}'`);
    return show(moment);
  });
}

/** What `strptime` read. */
interface ParsedMoment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
}

const READ: ReadonlyMap<string, string> = new Map([
  ['Y', String.raw`(?<Y>\d{4})`],
  ['y', String.raw`(?<y>\d{2})`],
  ['m', '(?<m>1[0-2]|0?[1-9])'],
  ['d', '(?<d>3[01]|[12]\\d|0?[1-9])'],
  ['H', '(?<H>2[0-3]|[01]?\\d)'],
  ['I', '(?<I>1[0-2]|0?[1-9])'],
  ['M', '(?<M>[0-5]?\\d)'],
  ['S', '(?<S>6[01]|[0-5]?\\d)'],
  ['f', String.raw`(?<f>\d{1,6})`],
  ['p', '(?<p>AM|PM)'],
  ['B', `(?<B>${MONTH_NAMES.join('|')})`],
  ['b', `(?<b>${MONTH_NAMES.map((name) => name.slice(0, 3)).join('|')})`],
  ['%', '%'],
]);

/** `datetime.strptime(text, format)` for the usual numeric directives and month names. */
export function strptime(text: string, format: string): ParsedMoment {
  const pattern = format.replaceAll(
    /%(.)|(\s+)|([\\^$.*+?()[\]{}|])/gsu,
    (_, letter?: string, space?: string, special?: string) => {
      if (space !== undefined) return String.raw`\s+`;
      if (special !== undefined) return `\\${special}`;
      const read = READ.get(letter ?? '');
      if (read === undefined) throw notSupported(`strptime directive '%${letter ?? ''}'`);
      return read;
    },
  );
  const match = new RegExp(`^${pattern}`, 'i').exec(text);
  if (match === null) {
    throw valueError(`time data '${text}' does not match format '${format}'`);
  }
  if (match[0].length < text.length) {
    throw valueError(`unconverted data remains: ${text.slice(match[0].length)}`);
  }
  const groups = new Map(Object.entries(match.groups ?? {}));
  const number = (key: string, fallback: number): number => Number(groups.get(key) ?? fallback);
  const short = groups.get('y');
  const century = Number(short ?? 0) < 69 ? 2000 : 1900;
  const name = (groups.get('B') ?? groups.get('b'))?.slice(0, 3).toLowerCase();
  const named = MONTH_NAMES.findIndex((month) => month.slice(0, 3).toLowerCase() === name) + 1;
  const half = groups.get('p')?.toUpperCase();
  const hour12 = (number('I', 12) % 12) + (half === 'PM' ? 12 : 0);
  return {
    year: short === undefined ? number('Y', 1900) : century + Number(short),
    month: named > 0 ? named : number('m', 1),
    day: number('d', 1),
    hour: groups.has('I') ? hour12 : number('H', 0),
    minute: number('M', 0),
    second: number('S', 0),
    microsecond: Number((groups.get('f') ?? '0').padEnd(6, '0')),
  };
}
