import { byPreference } from './dedupe.js';
import type { Entry } from './entry.js';
import { groupBy } from './group-by.js';

/**
 * The records whose skeleton has more than its share of a task; what stays of a skeleton are the
 * preferred records. The limit is the largest number that is at most the share of what stays.
 *
 * None when there are so few skeletons that one of them must have more than its share.
 */
export function aboveSkeletonShare(entries: readonly Entry[], share: number): readonly Entry[] {
  const groups = groupBy(entries, ({ skeleton }) => skeleton);
  const sizes = [...groups.values()].map(({ length }) => length);
  const limit = largestLimit(sizes, share);
  if (limit === undefined) return [];
  return [...groups.values()].flatMap((group) =>
    group.length <= limit ? [] : group.toSorted(byPreference).slice(limit),
  );
}

/** The largest number of records per skeleton that is at most the share of all that stay. */
export function largestLimit(sizes: readonly number[], share: number): number | undefined {
  const largest = Math.max(0, ...sizes);
  for (let limit = largest; limit >= 1; limit -= 1) {
    const staying = sizes.reduce((sum, size) => sum + Math.min(size, limit), 0);
    if (limit <= share * staying) return limit;
  }
  return undefined;
}
