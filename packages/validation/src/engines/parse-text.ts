import { DAY, dayNumber, SECOND } from '../fixtures/calendar.js';

// SQLite writes years before the first with a minus.
const DATE = /^(-?\d{4})-(\d{2})-(\d{2})$/;
const CLOCK = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))?$/;

/** Days since 1970 of `YYYY-MM-DD`; undefined for any other text. */
export function parseDate(text: string): bigint | undefined {
  const parts = DATE.exec(text);
  return parts === null
    ? undefined
    : dayNumber(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** Microseconds since midnight of `HH:MM:SS[.ffffff]`; undefined for any other text. */
export function parseClock(text: string): bigint | undefined {
  const parts = CLOCK.exec(text);
  if (parts === null) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0', fraction = ''] = parts;
  const whole = BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds);
  return whole * SECOND + BigInt(fraction.padEnd(6, '0'));
}

/** Microseconds since 1970 of a date, a space and a time; undefined for any other text. */
export function parseMoment(text: string): bigint | undefined {
  const [day = '', time = '', ...rest] = text.split(' ');
  const [date, clock] = [parseDate(day), parseClock(time)];
  if (date === undefined || clock === undefined || rest.length > 0) return undefined;
  return date * DAY + clock;
}
