import type { Random } from '@ibert/core';
import { DATE, FLOAT64, INT64, isA } from '@ibert/ir';
import type { DataType } from '@ibert/ir';

/** A cell of an example's table as Python writes it; null is None. */
export type ExampleCell = string | number | boolean | null | readonly ExampleCell[];

/** Words for columns by what their names speak of. */
const WORDS: readonly (readonly [name: RegExp, words: readonly string[]])[] = [
  [/email/, ['ada@example.com', 'ben@example.com', 'cleo@example.com']],
  [/name|customer|user|author|employee/, ['Ada', 'Ben', 'Cleo', 'Dan']],
  [/country/, ['Chile', 'Japan', 'Spain']],
  [/city/, ['Kyoto', 'Madrid', 'Quito']],
  [/region/, ['north', 'south', 'west']],
  [/status|state/, ['open', 'closed', 'paid']],
  [/product|item/, ['lamp', 'chair', 'table']],
  [/category|kind|type|group/, ['red', 'green', 'blue']],
];

const PLAIN_WORDS = ['a', 'b', 'c', 'd'];
const DAYS = ['2024-01-05', '2024-01-20', '2024-02-03', '2024-03-15'];
const CLOCKS = ['08:00:00', '10:30:00', '17:45:00'];
const WHOLE = [1, 2, 3, 5, 8, 10, 20, 30];
const FRACTIONS = [2.5, 5, 7.5, 10, 12.5, 20, 40];
const AROUND_ZERO = [-12.5, -5, 5, 7.5, 20];
/** Days between two moments. */
const SPANS = [2, 9, 16, 30];

/** Cells that a column may hold, with some on both sides of what it is compared with; undefined for types that examples do without. */
export function cellsFor(
  name: string,
  type: DataType,
  literals: readonly (string | number)[],
): readonly ExampleCell[] | undefined {
  const numbers = literals.filter((literal) => typeof literal === 'number');
  const texts = literals.filter((literal) => typeof literal === 'string');
  if (isA(type, 'Integer')) {
    const near = numbers
      .map(Math.round)
      .flatMap((n) => (n < 10 ? [n - 1, n, n + 1, n + 3] : [Math.round(n / 2), n, n + 5, n * 2]));
    const least = type.kind.startsWith('uint') ? 0 : Math.min(0, ...numbers.map((n) => n - 1));
    const fits = near.filter((n) => n >= least && (type.kind !== 'int8' || n < 128));
    return fits.length > 0 ? [...new Set(fits)] : WHOLE;
  }
  if (isA(type, 'Floating') || type.kind === 'decimal') {
    const near = numbers
      .flatMap((n) => (n === 0 ? AROUND_ZERO : [n, n * 1.5, n * 2, n / 2]))
      .map((n) => Math.round(n * 4) / 4);
    return near.length > 0 ? [...new Set(near)] : FRACTIONS;
  }
  switch (type.kind) {
    case 'boolean':
      return [true, false];
    case 'string': {
      const words = WORDS.find(([pattern]) => pattern.test(name))?.[1] ?? PLAIN_WORDS;
      const plain = texts.map((text) => text.replaceAll(/[%_\\^$.*+?()[\]{}|'"]/g, ''));
      const meant = plain.filter((text) => text !== '' && /^[\w @:-]+$/.test(text));
      if (meant.length === 0) return words.slice(0, 3);
      // About half of the rows meet the comparison.
      return [...meant, ...meant, `${meant[0] ?? ''} b`, ...words.slice(0, 2)];
    }
    case 'date':
      return days(texts, numbers);
    case 'timestamp':
      return type.timezone === null
        ? days(texts, numbers).map((day, i) => `${day} ${CLOCKS[i % CLOCKS.length] ?? ''}`)
        : undefined;
    case 'time':
      return CLOCKS;
    case 'array':
      return listsFor(name, type.value, literals);
    default:
      return undefined;
  }
}

function listsFor(
  name: string,
  type: DataType,
  literals: readonly (string | number)[],
): readonly ExampleCell[] | undefined {
  if (type.kind !== 'string' && type.kind !== 'int64') return undefined;
  const cells = cellsFor(name, type, literals);
  return cells?.slice(0, 3).map((cell, i, all) => [cell, ...all.slice(i + 1, i + 2)]);
}

/** Days, with some around those that are spoken of and some of the years that are. */
function days(texts: readonly string[], numbers: readonly number[]): readonly string[] {
  const spoken = texts.flatMap((text) => {
    const day = /^\d{4}-\d\d-\d\d/.exec(text)?.[0];
    return day === undefined ? [] : [-1, 0, 1, 20].map((by) => shifted(day, by));
  });
  const years = numbers.filter((n) => n > 1900 && n < 2100);
  const near = years.flatMap((year) => [year - 1, year, year + 1].map((y) => `${y}-03-05`));
  const months = numbers.filter((n) => Number.isInteger(n) && n >= 1 && n <= 12);
  const ofMonths = months.map((month) => `2024-${String(month).padStart(2, '0')}-10`);
  return [
    ...new Set([...spoken, ...near, ...ofMonths, ...(spoken.length + near.length > 0 ? [] : DAYS)]),
  ];
}

/** A moment some days later, at the same time of the day. */
function shifted(moment: string, by: number): string {
  const date = new Date(`${moment.slice(0, 10)}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10) + moment.slice(10);
}

/**
 * Moments that come after others, row by row: what lies between them is on both sides of the numbers
 * that it is compared with.
 */
export function afterwards(
  earlier: readonly ExampleCell[],
  literals: readonly (string | number)[],
  random: Random,
): readonly ExampleCell[] {
  const numbers = literals.filter((literal) => typeof literal === 'number' && literal > 0);
  const near = numbers.flatMap((n) => [Number(n) / 2, Number(n), Number(n) + 5, Number(n) * 2]);
  const spans = near.length > 0 ? near.map(Math.ceil) : SPANS;
  const drawn = columnOf([...new Set(spans)], earlier.length, random);
  return earlier.map((moment, i) =>
    typeof moment === 'string' ? shifted(moment, Number(drawn[i])) : moment,
  );
}

/** How many rows of a column differ as far as there are values; a later one may repeat. */
const DISTINCT = 3;

/** Cells of a column, drawn from those that it may hold. */
export function columnOf(
  cells: readonly ExampleCell[],
  rows: number,
  random: Random,
): readonly ExampleCell[] {
  const shuffled = random.shuffle(cells);
  return Array.from({ length: rows }, (_, i) =>
    i < DISTINCT ? (shuffled[i % shuffled.length] ?? 0) : random.choice(cells),
  );
}

/** What a column of no known type probably holds, by its name. */
const LIKELY: readonly (readonly [name: RegExp, type: DataType])[] = [
  [/(?:^|_)id$/, INT64],
  [/(?:^|_)(?:n|num|number|count|qty|quantity|year|month|age|size|units)$/, INT64],
  [/amount|price|total|value|score|cost|rate|revenue|sales|weight|balance|(?:^|_)[xyz]$/, FLOAT64],
  [/date|(?:^|_)day$|_on$/, DATE],
];

/** The type to show a column with whose type is not known. */
export const likelyType = (name: string): DataType | undefined =>
  LIKELY.find(([pattern]) => pattern.test(name))?.[1];
