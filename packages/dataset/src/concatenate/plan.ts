import type { Task } from '@ibert/core/records';
import { findDuplicates, type Removal } from './dedupe.js';
import type { Entry } from './entry.js';
import type { RemovalReason } from './reasons.js';
import { aboveSkeletonShare } from './skeleton-cap.js';
import { withSkeletonClasses } from './skeleton-classes.js';
import { splitProblem } from './split-problem.js';
import { searchSplits } from './split-search.js';
import { tablesFit } from './split-score.js';
import { type DatasetRules, type Split, SPLITS } from './splits.js';

/** What becomes of a record. */
export type Fate = { readonly split: Split } | Removal;

const CAPPED_TASK: Task = 'sql_to_ibis';

/** Decides what becomes of every record, in their order. */
export function planDataset(
  read: readonly Entry[],
  rules: DatasetRules,
  seed: number,
): readonly Fate[] {
  const entries = withSkeletonClasses(read);
  const removals = new Map(findDuplicates(entries));
  const staying = (): readonly Entry[] => entries.filter(({ index }) => !removals.has(index));
  const cap = (): void => {
    const capped = staying().filter(({ task }) => task === CAPPED_TASK);
    for (const { index } of aboveSkeletonShare(capped, rules.maxSkeletonShare)) {
      removals.set(index, { reason: 'SKELETON_CAP' });
    }
  };
  cap();
  const splits = divide(staying(), rules, seed, removals);
  // Fewer records make the same number of one skeleton a larger share.
  cap();
  return entries.map(({ index }) => removals.get(index) ?? { split: splits.get(index) ?? 'train' });
}

/** The split of each record by index; those that fit in none are added to the removals. */
function divide(
  entries: readonly Entry[],
  { minShare }: DatasetRules,
  seed: number,
  removals: Map<number, Removal>,
): ReadonlyMap<number, Split> {
  const problem = splitProblem(entries);
  const { groups, owners, testTables } = searchSplits(problem, minShare, seed);
  const splits = new Map<number, Split>();
  for (const [at, { index, judge }] of entries.entries()) {
    const { group = 0, skeleton = -1, tables = [] } = problem.places[at] ?? {};
    const split = groups[group] ?? 0;
    const misfits: readonly (readonly [boolean, RemovalReason])[] = [
      [judge === 'self' && split !== 0, 'SELF_HELD_OUT'],
      [skeleton >= 0 && owners[skeleton] !== split, 'HELD_OUT_SKELETON'],
      [!tablesFit(tables, split, testTables), 'HELD_OUT_SCHEMA'],
    ];
    const misfit = misfits.find(([found]) => found);
    if (misfit === undefined) splits.set(index, SPLITS[split] ?? 'train');
    else removals.set(index, { reason: misfit[1] });
  }
  return splits;
}
