import type { DataType } from '@ibert/ir';

import { typeClass, type ColumnClass } from './column-class.js';
import { COMPARED } from './usage-table.js';
import { sharesOf, type Share } from './usage.js';

/** What kind of Python literal a text is. */
function literalClass(text: string): 'number' | 'string' | 'boolean' | 'none' | 'list' {
  if (/^-?[\d.]/.test(text)) return 'number';
  if (text.startsWith('"')) return 'string';
  if (text === 'True' || text === 'False') return 'boolean';
  return text === 'None' ? 'none' : 'list';
}

const MOMENTS = /^"\d{4}-\d\d-\d\d/;

/** Whether a literal (or the elements of a list of them) goes with values of a class. */
export function literalFits(text: string, to: ColumnClass): boolean {
  const kind = literalClass(text);
  if (kind === 'list') {
    const [first = ''] = text.slice(1).split(', ');
    return to === 'array' || literalFits(first.replace(/[\])]$/, ''), to);
  }
  switch (to) {
    case 'key':
    case 'id':
    case 'integer':
      return kind === 'number' && !text.includes('.');
    case 'number':
      return kind === 'number';
    case 'string':
      return kind === 'string' && !MOMENTS.test(text);
    case 'boolean':
      return kind === 'boolean';
    case 'date':
    case 'timestamp':
      return MOMENTS.test(text);
    default:
      return false;
  }
}

const DEFAULTS: Readonly<Record<ColumnClass, readonly string[]>> = {
  key: ['1', '10'],
  id: ['1', '10'],
  integer: ['10', '0', '1'],
  number: ['100', '0', '1.5'],
  string: ['"a"', '""'],
  boolean: ['True', 'False'],
  date: ['"2024-01-01"'],
  timestamp: ['"2024-01-01"', '"2024-01-01 00:00:00"'],
  array: ['[]'],
  struct: ['None'],
  map: ['None'],
  other: ['None', '1', '"a"'],
};

/**
 * Literals that values are compared with or replaced by, likeliest first.
 *
 * @param name the column, where it is one; programs have told what it is compared with.
 */
export function literalsFor(
  of: ColumnClass,
  name: string | undefined,
  operator: string | undefined,
): readonly Share[] {
  const own = name === undefined ? [] : sharesOf(COMPARED, `column ${name}`);
  const common = sharesOf(COMPARED, `${of} ${operator ?? '=='}`).map(scaled(0.5));
  const plain = DEFAULTS[of].map((value, i) => ({ value, share: 0.3 / (i + 1) }));
  return distinct([...[...own, ...common].filter(({ value }) => literalFits(value, of)), ...plain]);
}

const scaled =
  (by: number) =>
  ({ value, share }: Share): Share => ({ value, share: share * by });

/** Literals of a type. */
export const literalsOf = (type: DataType): readonly Share[] =>
  literalsFor(typeClass(type), undefined, undefined);

/** Each value once, with the largest of its shares, largest first. */
export function distinct(shares: readonly Share[]): readonly Share[] {
  const best = new Map<string, number>();
  for (const { value, share } of shares) best.set(value, Math.max(share, best.get(value) ?? 0));
  return [...best]
    .map(([value, share]) => ({ value, share }))
    .toSorted((a, b) => b.share - a.share);
}
