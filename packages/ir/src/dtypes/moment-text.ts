/** A date, a time or both, as a text says them. */
export interface Moment {
  /** `YYYY-MM-DD`; null when the text leaves out a part, which then is today's. */
  readonly date: string | null;
  /** `HH:MM:SS` with a fraction as long as it was; midnight when the text says none. */
  readonly time: string;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_NAME =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/;
const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?$/;
const FILLER = /^(?:at|on|and|ad|of|st|nd|rd|th|t|m)$/;
const CLOCK_TIME =
  /(?<![\d.])(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d+))?)?\s*(?:([ap])\.?m?\b\.?)?/;
const HOUR_OF_DAY = /^(\d{4}-\d{1,2}-\d{1,2})[Tt ](\d{1,2})$/;
const HOUR_ALONE = /(?<![\d.:/-])(\d{1,2})\s*([ap])m\b/;
/** Names of zones are in capitals. */
const ZONE = /\s*(?:[+-]\d{2}:?(?:\d{2})?|[Zz]|[A-Z]{3,5}(?:[+-]\d{1,2})?)\s*$/;

const ISO_DATE =
  /^\d{4}-\d{1,2}-\d{1,2}(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** Whether a string is a date or timestamp in the form of ISO 8601. */
export const isDateText = (text: string): boolean =>
  ISO_DATE.test(text) && !Number.isNaN(Date.parse(text.replace(' ', 'T')));

const pad = (part: number | string, size = 2): string => String(part).padStart(size, '0');

/**
 * Reads a date or time in the forms that Ibis takes in texts: ISO 8601, month first with slashes,
 * names of months, compact digits. Undefined for what is none of these.
 *
 * Source: the rules of dateutil.parser, which Ibis asks.
 */
export function readMoment(given: string): Moment | undefined {
  const trimmed = given.trim().replace(HOUR_OF_DAY, '$1 $2:00');
  let text = trimmed.toLowerCase();
  if (text === 'now' || text === 'today') return { date: null, time: '00:00:00' };
  let time: string | undefined = '00:00:00';
  const clock = CLOCK_TIME.exec(text) ?? HOUR_ALONE.exec(text);
  if (clock !== null) {
    const isAlone = clock.length === 3;
    const [, hour = '', minute = '0', second = '0', fraction, half] = isAlone
      ? [clock[0], clock[1] ?? '', '0', '0', undefined, clock[2]]
      : clock;
    time = timeOfDay(Number(hour), Number(minute), Number(second), fraction, half);
    const after = text.slice(clock.index + clock[0].length);
    const zone = ZONE.exec(trimmed.slice(clock.index + clock[0].length));
    const isDateWord = zone !== null && isKnownWord(zone[0].trim().toLowerCase());
    text = `${text.slice(0, clock.index)} ${zone === null || isDateWord ? after : after.slice(0, zone.index)}`;
  } else {
    const compact = /^(\d{8})t?(\d{2})(\d{2})(\d{2})?(?:[.,]\d+)?z?$/.exec(text);
    if (compact !== null) {
      const [, day = '', hour, minute, second = '0'] = compact;
      time = timeOfDay(Number(hour), Number(minute), Number(second), undefined, undefined);
      text = day;
    }
  }
  if (time === undefined) return undefined;
  const parts = dateParts(text);
  if (parts === undefined || (parts.length === 0 && clock === null && !hasWeekday(text)))
    return undefined;
  const date = resolve(parts);
  return date === undefined ? undefined : { date, time };
}

const isKnownWord = (word: string): boolean =>
  MONTH_NAME.test(word) || WEEKDAY.test(word) || FILLER.test(word);

const hasWeekday = (text: string): boolean =>
  text.split(/[^a-z]+/).some((word) => WEEKDAY.test(word));

function timeOfDay(
  hour: number,
  minute: number,
  second: number,
  fraction: string | undefined,
  half: string | undefined,
): string | undefined {
  if (minute > 59 || second > 59 || hour > 23) return undefined;
  if (half !== undefined && (hour === 0 || hour > 12)) return undefined;
  const whole = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  const micros = fraction === undefined ? '' : `.${fraction.slice(0, 6)}`;
  return `${pad(whole)}:${pad(minute)}:${pad(second)}${micros}`;
}

/** A part of a date: a number with its digits, or a month by name. */
interface Part {
  readonly value: number;
  readonly isMonth: boolean;
  /** A number that can only be a year: it has more than two digits. */
  readonly isYear: boolean;
}

/** The numbers and months in a text; undefined when something else is in it. */
function dateParts(text: string): readonly Part[] | undefined {
  const parts: Part[] = [];
  for (const token of text.match(/\d+|[a-z]+|[^\da-z]/g) ?? []) {
    if (MONTH_NAME.test(token)) {
      parts.push({ value: MONTHS.indexOf(token.slice(0, 3)) + 1, isMonth: true, isYear: false });
    } else if (/^\d{8}$/.test(token)) {
      const [year, month, day] = [token.slice(0, 4), token.slice(4, 6), token.slice(6)];
      parts.push({ value: Number(year), isMonth: false, isYear: true });
      parts.push({ value: Number(month), isMonth: true, isYear: false });
      parts.push({ value: Number(day), isMonth: false, isYear: false });
    } else if (/^(?:\d{1,2}|\d{4})$/.test(token)) {
      parts.push({ value: Number(token), isMonth: false, isYear: token.length > 2 });
    } else if (/^\d{6}$/.test(token)) {
      for (const at of [0, 2, 4])
        parts.push({ value: Number(token.slice(at, at + 2)), isMonth: at === 2, isYear: false });
    } else if (/\d/.test(token) || (/[a-z]/.test(token) && !isKnownWord(token))) {
      return undefined;
    } else if (!/[a-z]/.test(token) && !/[\s.,;'/-]/.test(token)) {
      return undefined;
    }
  }
  return parts.length > 3 || parts.filter((part) => part.isMonth).length > 1 ? undefined : parts;
}

/** The date that the parts say; null when one is missing or a year has no century. */
function resolve(parts: readonly Part[]): string | null | undefined {
  const places = order(parts);
  const at = (place: string): Part | undefined => parts[places.indexOf(place)];
  const [year, month, day] = [at('y'), at('m'), at('d')];
  if (month !== undefined && (month.value < 1 || month.value > 12)) return undefined;
  const isLeapOrUnknown = year === undefined || !year.isYear;
  const length = new Date(
    Date.UTC(isLeapOrUnknown ? 2024 : year.value, month?.value ?? 1, 0),
  ).getUTCDate();
  if (day !== undefined && (day.value < 1 || day.value > length)) return undefined;
  if (year !== undefined && year.isYear && year.value === 0) return undefined;
  if (year === undefined || month === undefined || day === undefined || !year.isYear) return null;
  return `${pad(year.value, 4)}-${pad(month.value)}-${pad(day.value)}`;
}

/** Which part is the year (y), the month (m) and the day (d), by their places. */
function order(parts: readonly Part[]): string {
  const [first, second, third] = parts;
  const isYear = (part: Part | undefined): boolean =>
    part !== undefined && (part.isYear || part.value > 31);
  if (first === undefined) return '';
  if (second === undefined) return first.isMonth ? 'm' : isYear(first) ? 'y' : 'd';
  const named = parts.findIndex((part) => part.isMonth);
  if (third === undefined) {
    if (named === 0) return isYear(second) ? 'my' : 'md';
    if (named === 1) return isYear(first) ? 'ym' : 'dm';
    if (isYear(first)) return 'ym';
    return isYear(second) ? 'my' : 'md';
  }
  if (named === 0) return isYear(second) ? 'myd' : 'mdy';
  if (named === 1) return isYear(first) ? 'ymd' : 'dmy';
  if (named === 2) return isYear(second) ? 'dym' : 'ydm';
  if (isYear(first)) return 'ymd';
  return first.value > 12 ? 'dmy' : 'mdy';
}
