import type { Relation, Value } from '@ibert/ir';

/** Most comparisons of a bare filter. */
const MOST_COMPARISONS = 2;

/**
 * Whether a query only filters one table: nothing but filters and selections of its columns, with
 * one or two comparisons in all. Such examples are easy to make and teach little, so their share
 * is watched.
 */
export function isBareFilter(relation: Relation): boolean {
  let comparisons = 0;
  let at = relation;
  for (;;) {
    if (at.kind === 'Filter') {
      for (const predicate of at.predicates) comparisons += countComparisons(predicate);
    } else if (at.kind === 'Project') {
      if (![...at.values.values()].every(({ kind }) => kind === 'Field')) return false;
    } else if (at.kind !== 'DropColumns') {
      return at.kind === 'UnboundTable' && comparisons >= 1 && comparisons <= MOST_COMPARISONS;
    }
    at = at.parent;
  }
}

/** The predicates that AND, OR and NOT connect. */
function countComparisons({ kind, args }: Value): number {
  if (kind !== 'And' && kind !== 'Or' && kind !== 'Not') return 1;
  return Object.values(args).reduce<number>((sum, arg) => sum + countComparisons(arg as Value), 0);
}
