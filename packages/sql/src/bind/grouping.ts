import type { Value } from '@ibert/ir';
import { sameValue } from '@ibert/ir';

import { unsupported } from './errors.js';
import type { Expr, GroupItem, Place, SelectItem, SelectNode } from './syntax/ast.js';

/** A key of GROUP BY. */
export interface GroupKey {
  readonly value: Value;
  readonly place: Place;
}

export interface Grouping {
  readonly keys: readonly GroupKey[];
  /** Which keys each grouping set has; null for a plain GROUP BY. */
  readonly sets: readonly (readonly number[])[] | null;
}

/** More sets than this are not written out. */
const MAX_SETS = 64;

/**
 * The keys and sets of GROUP BY; `bindKey` gives a key's value, with ordinals and aliases resolved.
 */
export function bindGrouping(
  items: readonly GroupItem[],
  bindKey: (expr: Expr) => Value,
  place: Place,
): Grouping {
  const keys: GroupKey[] = [];
  const indexOf = (expr: Expr): number => {
    const value = bindKey(expr);
    const known = keys.findIndex((key) => sameValue(key.value, value));
    if (known !== -1) return known;
    keys.push({ value, place: expr });
    return keys.length - 1;
  };
  const isPlain = items.every(({ kind }) => kind === 'expr' || kind === 'set');
  // Several items multiply: each set of the one with each of the other.
  let sets: number[][] = [[]];
  for (const item of items) {
    const more = setsOf(item, indexOf);
    sets = sets.flatMap((set) => more.map((other) => [...new Set([...set, ...other])]));
    if (sets.length > MAX_SETS) throw unsupported(place, `More than ${MAX_SETS} grouping sets`);
  }
  return { keys, sets: isPlain ? null : sets };
}

function setsOf(item: GroupItem, indexOf: (expr: Expr) => number): number[][] {
  switch (item.kind) {
    case 'expr':
      return [[indexOf(item.expr)]];
    case 'set':
      return [item.exprs.map(indexOf)];
    case 'sets':
      return item.items.flatMap((inner) => setsOf(inner, indexOf));
    case 'rollup': {
      const parts = item.sets.map((exprs) => exprs.map(indexOf));
      return Array.from({ length: parts.length + 1 }, (_, i) =>
        parts.slice(0, parts.length - i).flat(),
      );
    }
    case 'cube': {
      const parts = item.sets.map((exprs) => exprs.map(indexOf));
      if (parts.length > 6) throw unsupported(item, 'A CUBE over more than 6 keys');
      return Array.from({ length: 2 ** parts.length }, (_, bits) =>
        parts.filter((_part, i) => (bits & (1 << i)) === 0).flat(),
      );
    }
  }
}

/** The item of the select list that an ordinal or alias of GROUP BY means, or undefined. */
export function itemMeant(expr: Expr, { items }: SelectNode): SelectItem | undefined {
  if (expr.kind === 'number' && /^\d+$/.test(expr.text)) {
    const item = items[Number(expr.text) - 1];
    if (item === undefined) {
      throw unsupported(expr, `The select list has no column ${expr.text}`);
    }
    return item;
  }
  return undefined;
}
