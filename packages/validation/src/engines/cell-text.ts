import { DAY, SECOND } from '../fixtures/calendar.js';

/** A decimal, from its value times ten to the scale. */
export function decimalText(cell: bigint, scale: number): string {
  const digits = String(cell < 0n ? -cell : cell).padStart(scale + 1, '0');
  const whole = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return `${cell < 0n ? '-' : ''}${whole}`;
}

/** `YYYY-MM-DD`, from days since 1970. */
export const dateText = (days: bigint): string =>
  new Date(Number(days) * 86_400_000).toISOString().slice(0, 10);

/** `HH:MM:SS`, with six digits behind a point when the second is not full; from microseconds. */
export function clockText(micros: bigint): string {
  const seconds = micros / SECOND;
  const two = (n: bigint): string => String(n).padStart(2, '0');
  const text = `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
  const fraction = micros % SECOND;
  return fraction === 0n ? text : `${text}.${String(fraction).padStart(6, '0')}`;
}

/** `YYYY-MM-DD HH:MM:SS[.ffffff]`, from microseconds since 1970. */
export function momentText(micros: bigint): string {
  const clock = ((micros % DAY) + DAY) % DAY;
  return `${dateText((micros - clock) / DAY)} ${clockText(clock)}`;
}
