import type { ResultColumn } from '../comparison/result.js';
import type { RowOrder } from '../comparison/compare.js';

/** One key of an ORDER BY, as far as the output shows it. */
export type SortKey =
  | { readonly key: 'position'; readonly index: number }
  | { readonly key: 'name'; readonly name: string }
  /** ORDER BY ALL: every column, left to right. */
  | { readonly key: 'every' }
  /** The key is no column of the output. */
  | { readonly key: 'hidden' };

/** What a query promises about the order of its rows. */
export type OrderFacts =
  | { readonly order: 'unordered' }
  | { readonly order: 'ordered'; readonly keys: readonly SortKey[] };

export const UNORDERED: OrderFacts = { order: 'unordered' };
export const HIDDEN: SortKey = { key: 'hidden' };

/**
 * The output columns (0-based) that hold the sort keys, most significant first; undefined when a
 * key is not visible, so that equal keys cannot be told from different ones.
 */
export function visibleKeys(
  keys: readonly SortKey[],
  columns: readonly string[],
): readonly number[] | undefined {
  const names = columns.map((name) => name.toLowerCase());
  const visible: number[] = [];
  for (const sort of keys) {
    if (sort.key === 'hidden') return undefined;
    if (sort.key === 'every') {
      visible.push(...columns.keys());
      continue;
    }
    const index = sort.key === 'position' ? sort.index : names.indexOf(sort.name.toLowerCase());
    const twice = sort.key === 'name' && names.lastIndexOf(sort.name.toLowerCase()) !== index;
    if (index < 0 || index >= columns.length || twice) return undefined;
    visible.push(index);
  }
  return visible;
}

/** How the rows of a result are compared: as a list where the query sorts them; ties in any order. */
export function rowOrder(
  facts: OrderFacts,
  columns: readonly Pick<ResultColumn, 'name'>[],
): RowOrder {
  if (facts.order === 'unordered') return { as: 'bag' };
  return {
    as: 'list',
    keys: visibleKeys(
      facts.keys,
      columns.map(({ name }) => name),
    ),
  };
}
