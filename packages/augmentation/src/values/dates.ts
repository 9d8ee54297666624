const DATE = /^(\d{4})-(\d{2})-(\d{2})([ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/;

/** Whether a text is a date or a timestamp of the calendar. */
export function isDate(text: string): boolean {
  const parts = DATE.exec(text);
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/**
 * The date so many months later, its time of day kept: the same day of the month, the last day where
 * it was the last one. Undefined for no date, and for a day that the other month lacks.
 */
export function moveDate(text: string, months: number): string | undefined {
  if (!isDate(text)) return undefined;
  const [, y = '', m = '', d = '', time = ''] = DATE.exec(text) ?? [];
  const count = Number(y) * 12 + Number(m) - 1 + months;
  const [year, month] = [Math.floor(count / 12), (count % 12) + 1];
  const isLast = Number(d) === daysIn(Number(y), Number(m));
  const day = isLast ? daysIn(year, month) : Number(d);
  if (day > daysIn(year, month)) return undefined;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}${time}`;
}

const two = (number: number): string => String(number).padStart(2, '0');

const daysIn = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();
