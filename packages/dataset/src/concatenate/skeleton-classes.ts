import type { Entry } from './entry.js';
import { Sets } from './groups.js';

/**
 * Entries whose skeletons stand for classes: programs of one tree without names and literals, or of
 * one text without them, are one skeleton to a reader.
 */
export function withSkeletonClasses<T extends Entry>(entries: readonly T[]): readonly T[] {
  const sets = new Sets();
  for (const { skeleton, wording } of entries) sets.unite(skeleton, wording);
  return entries.map((entry) => ({ ...entry, skeleton: sets.find(entry.skeleton) }));
}
