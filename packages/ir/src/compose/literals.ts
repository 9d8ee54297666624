import { inferInteger } from '../dtypes/cast.js';
import { isInteger, isNumeric } from '../dtypes/classes.js';
import * as t from '../dtypes/types.js';
import type { DataType } from '../dtypes/types.js';
import type { LiteralValue } from '../literal.js';
import type { Value } from '../node.js';
import { make } from '../value.js';
import { one, some } from './draft.js';
import type { Draft, LiteralSource } from './draft.js';
import type { Column } from './frame.js';

export const literal = (value: LiteralValue, type: DataType): Value =>
  make('Literal', { value, type });
/** A whole number as Python writes it: of the smallest type that holds it. */
export const whole = (value: bigint | number): Value =>
  literal(BigInt(value), inferInteger(BigInt(value)));
export const text = (value: string): Value => literal(value, t.STRING);
export const decimal = (value: number): Value => literal(value, t.FLOAT64);

const WORDS = ['alpha', 'blue', 'cedar', 'delta', 'east', 'north', 'silver', 'ruby'];
const DAYS = ['2023-03-01', '2023-06-15', '2024-01-01', '2024-07-01', '2024-12-31'];

/** Ranges that names of numbers promise. */
const RANGES: readonly (readonly [RegExp, readonly number[]])[] = [
  [/(remainder|rank|position|quantile|bucket|band)$/i, [1, 2, 3]],
  [/count$|^distinct_|^with_|^matching_/i, [1, 2, 3, 5, 10]],
  [/year/i, [2022, 2023, 2024]],
  [/month/i, [1, 3, 6, 9, 12]],
  [/quarter/i, [1, 2, 3, 4]],
  [/day|week/i, [1, 7, 14, 21]],
  [/hour/i, [8, 12, 17, 20]],
  [/age$/i, [21, 30, 40, 65]],
  [/rating|stars|priority|level|grade/i, [2, 3, 4]],
  [/discount|rate|percent|pct|ratio/i, [5, 10, 25]],
  [/qty|quantity|units|count|items/i, [1, 2, 5, 10]],
];

/** Plausible values by type and name, for tables whose rows nobody has handed in. */
export const plausibleLiterals: LiteralSource = (_table, column, type) => {
  const numbers = RANGES.find(([names]) => names.test(column))?.[1] ?? [10, 20, 50, 75, 100];
  if (isInteger(type)) return numbers.map(BigInt);
  switch (type.kind) {
    case 'float16':
    case 'float32':
    case 'float64':
      return numbers.map((n) => n + 0.5);
    case 'decimal':
      return numbers.map((n) => `${n}.50`);
    case 'string':
      return WORDS;
    case 'boolean':
      return [true, false];
    case 'date':
      return DAYS;
    case 'timestamp':
      return DAYS.map((day) => `${day} 12:00:00`);
    case 'time':
      return ['08:00:00', '12:30:00', '18:00:00'];
    case 'uuid':
      return ['00000000-0000-4000-9000-000000000001'];
    case 'array':
      return [];
    default:
      return [];
  }
};

/** Values that the column may have; for computed columns plausible ones. */
export function valuesOf(draft: Draft, { name, type, origin }: Column): readonly LiteralValue[] {
  const stored = origin === undefined ? undefined : draft.tables[origin.table]?.get(origin.column);
  const own =
    origin === undefined || stored === undefined
      ? []
      : draft.literals(origin.table, origin.column, stored).filter(isGiven);
  return own.length > 0 ? own : plausibleLiterals('', name, type);
}

const isGiven = (value: LiteralValue): boolean => value !== null;

/** A literal to compare the column with, in the form in which people write it. */
export function literalFor(draft: Draft, column: Column): Value | undefined {
  const value = one(draft, valuesOf(draft, column));
  return value === undefined ? undefined : asWritten(draft, value, column.type);
}

/** Different literals of the column, at most so many. */
export function literalsFor(draft: Draft, column: Column, count: number): readonly Value[] {
  const different = new Map(valuesOf(draft, column).map((value) => [String(value), value]));
  return some(draft, [...different.values()], count).map((value) =>
    asWritten(draft, value, column.type),
  );
}

/** Two literals of the column in ascending order. */
export function boundsFor(draft: Draft, column: Column): readonly [Value, Value] | undefined {
  const [a, b] = some(draft, [...new Set(valuesOf(draft, column))], 2);
  if (a === undefined || b === undefined) return undefined;
  const isNumber = column.type.kind !== 'string' && Number.isFinite(Number(a));
  const isAscending = isNumber ? Number(a) < Number(b) : String(a) < String(b);
  const bare = !draft.random.chance(0.3);
  const written = (value: LiteralValue): Value => asWritten(draft, value, column.type, bare);
  return isAscending ? [written(a), written(b)] : [written(b), written(a)];
}

function asWritten(draft: Draft, value: LiteralValue, type: DataType, bare?: boolean): Value {
  if (typeof value === 'bigint') return whole(value);
  if (isNumeric(type)) {
    const number = Number(value);
    return Number.isInteger(number) && type.kind !== 'float64' ? whole(number) : decimal(number);
  }
  switch (type.kind) {
    case 'date':
    case 'timestamp':
      // "2024-01-01" does as well as ibis.date("2024-01-01").
      return (bare ?? draft.random.chance(0.6)) && typeof value === 'string'
        ? text(value)
        : literal(value, type);
    default:
      return literal(value, t.withNullable(type, true));
  }
}
