import type { DataType } from '@ibert/ir';

import { typeClass } from './column-class.js';
import { literalFits, literalsOf } from './literals.js';
import { CONTINUED, LITERALS } from './usage-table.js';
import { sharesOf, totalOf, type Share } from './usage.js';

/** How often programs give an argument. */
export const usesOf = (key: string): number =>
  totalOf(LITERALS, key) +
  COLUMN_CLASSES.reduce((sum, of) => sum + totalOf(CONTINUED, `${key} ${of}`), 0);

const COLUMN_CLASSES =
  'rows key id integer number string boolean date timestamp array struct map other'.split(' ');

/** Literals that programs give as an argument, those of the receiver's type first. */
export function literalArguments(key: string, like: DataType | undefined): readonly Share[] {
  const seen = sharesOf(LITERALS, key);
  if (like === undefined) return seen;
  const of = typeClass(like);
  const fitting = seen.filter(({ value }) => literalFits(value, of));
  const wantsList = seen.filter(({ value }) => value.startsWith('[')).length * 2 > seen.length;
  const own = literalsOf(like).map(({ value, share }) => ({
    value: wantsList ? `[${value}]` : value,
    share: share * 0.4,
  }));
  return [...fitting, ...own, ...seen.map(({ value, share }) => ({ value, share: share * 0.05 }))];
}
