import { groupThousands } from '@ibert/core';
import { openInput } from '@ibert/core/files';
import { type DatasetRecord, readRecords, recordId, type Task, TASKS } from '@ibert/core/records';
import type { DatasetFiles } from './dataset-files.js';
import { findDuplicates } from './dedupe.js';
import { type Entry, entryOf } from './entry.js';
import { groupNames } from './groups.js';
import { RecordShapes } from './record-shape.js';
import { largestLimit } from './skeleton-cap.js';
import { withSkeletonClasses } from './skeleton-classes.js';
import { type DatasetRules, type Split, SPLITS } from './splits.js';

/** What a dataset must not have: the closed set, each with what it means. */
export const LEAK_CODES = {
  NOT_A_RECORD: 'A line of a split holds no record, or one that was changed.',
  NOT_THE_WHOLE: 'The splits together are not the complete file.',
  DUPLICATE: 'Two records ask and answer the same.',
  CONFLICT: 'Two records ask the same and answer differently.',
  NEAR_DUPLICATE: 'Two records differ in formatting or in a word of prose only.',
  SHARED_TEMPLATE: 'Two splits have records of one template.',
  SHARED_SKELETON: 'Two splits have records of one skeleton.',
  SHARED_LINEAGE: 'Two splits have records that come from one program.',
  SHARED_SCHEMA: 'The test split has a table of another split.',
  SELF_HELD_OUT: 'A record that only our own engine vouches for is in validation or test.',
  TOO_FEW: 'A split holds less than its share of a task.',
  SKELETON_SHARE: 'One skeleton has more than its share of a task.',
} as const satisfies Readonly<Record<string, string>>;
export type LeakCode = keyof typeof LEAK_CODES;

export interface Leak {
  readonly code: LeakCode;
  readonly message: string;
}

/** What is in the splits: records per split and task. */
export type SplitCounts = Readonly<Record<Split, Readonly<Partial<Record<Task, number>>>>>;

export interface LeakReport {
  readonly leaks: readonly Leak[];
  readonly counts: SplitCounts;
}

interface Placed extends Entry {
  readonly split: Split;
}

/**
 * Checks the files of a dataset from scratch: reads the splits again and derives everything from
 * their records. Nothing that the making of the files knew is used.
 *
 * @throws IbertError `INPUT_UNREADABLE`.
 */
export async function checkForLeaks(files: DatasetFiles, rules: DatasetRules): Promise<LeakReport> {
  const leaks: Leak[] = [];
  const entries = withSkeletonClasses(await readSplits(files, leaks));
  leaks.push(
    ...(await wholeness(files, entries)),
    ...duplicates(entries),
    ...sharing(entries),
    ...selfHeldOut(entries),
    ...shares(entries, rules.minShare),
    ...skeletonShare(entries, rules.maxSkeletonShare),
  );
  return { leaks, counts: countsOf(entries) };
}

async function readSplits({ splits }: DatasetFiles, leaks: Leak[]): Promise<readonly Placed[]> {
  const shapes = new RecordShapes();
  const entries: Placed[] = [];
  for (const split of SPLITS) {
    const file = splits[split];
    for await (const item of readRecords(openInput(file), { file })) {
      const fault = item.kind === 'Fault' ? item.error.message : changed(item.record);
      if (fault !== undefined) {
        leaks.push({ code: 'NOT_A_RECORD', message: `${split}, line ${item.line}: ${fault}` });
      } else if (item.kind === 'Record') {
        entries.push({ ...entryOf(item.record, entries.length, shapes), split });
      }
    }
  }
  return entries;
}

function changed(record: DatasetRecord): string | undefined {
  const id = recordId(record);
  return record.id === id ? undefined : `${record.id} should be ${id}: the record was changed`;
}

async function wholeness(
  { complete }: DatasetFiles,
  entries: readonly Placed[],
): Promise<readonly Leak[]> {
  const rest = new Set(entries.map(({ id }) => id));
  let extra = 0;
  for await (const item of readRecords(openInput(complete), { file: complete })) {
    if (item.kind === 'Fault' || !rest.delete(item.record.id)) extra += 1;
  }
  if (extra === 0 && rest.size === 0) return [];
  const message = `${groupThousands(extra)} records of ${complete} are in no split, or twice there; ${groupThousands(rest.size)} of the splits are not in it`;
  return [{ code: 'NOT_THE_WHOLE', message }];
}

function duplicates(entries: readonly Placed[]): readonly Leak[] {
  return [...findDuplicates(entries)].map(([index, { reason, instead = -1 }]) => ({
    code: reason as LeakCode,
    message: `${nameOf(entries[index])} and ${nameOf(entries[instead])}`,
  }));
}

/** What records of two splits must not have in common, and which values a record has of it. */
type Trait = readonly [LeakCode, string, (entry: Placed, at: number) => readonly string[]];

function sharing(entries: readonly Placed[]): readonly Leak[] {
  const groups = groupNames(entries.map((entry) => ({ ...entry, template: undefined })));
  const traits: readonly Trait[] = [
    ['SHARED_TEMPLATE', 'template', ({ template }) => (template === undefined ? [] : [template])],
    ['SHARED_SKELETON', 'skeleton', ({ skeleton }) => [skeleton]],
    ['SHARED_LINEAGE', 'program', (_, at) => [groups[at] ?? '']],
  ];
  return [
    ...traits.flatMap((trait) => shared(entries, trait, ({ split }) => split)),
    ...shared(entries, ['SHARED_SCHEMA', 'table', ({ tables }) => tables], ({ split }) =>
      split === 'test' ? 'test' : 'train',
    ),
  ];
}

function shared(
  entries: readonly Placed[],
  [code, what, valuesOf]: Trait,
  sideOf: (entry: Placed) => Split,
): readonly Leak[] {
  const first = new Map<string, Placed>();
  const leaks = new Map<string, Leak>();
  for (const [at, entry] of entries.entries()) {
    for (const value of valuesOf(entry, at)) {
      const other = first.get(value);
      if (other === undefined) first.set(value, entry);
      else if (sideOf(other) !== sideOf(entry) && !leaks.has(value)) {
        leaks.set(value, {
          code,
          message: `${nameOf(other)} and ${nameOf(entry)} have the ${what} ${value}`,
        });
      }
    }
  }
  return [...leaks.values()];
}

const selfHeldOut = (entries: readonly Placed[]): readonly Leak[] =>
  entries
    .filter(({ split, judge }) => split !== 'train' && judge === 'self')
    .map((entry) => ({ code: 'SELF_HELD_OUT', message: nameOf(entry) }));

function shares(entries: readonly Placed[], minShare: number): readonly Leak[] {
  const counts = countsOf(entries);
  return TASKS.flatMap((task) => {
    const all = SPLITS.reduce((sum, split) => sum + (counts[split][task] ?? 0), 0);
    const least = Math.ceil(minShare * all);
    return SPLITS.filter((split) => (counts[split][task] ?? 0) < least).map((split): Leak => {
      const here = groupThousands(counts[split][task] ?? 0);
      const message = `${split} has ${here} of ${groupThousands(all)} records of ${task}, needs ${groupThousands(least)}`;
      return { code: 'TOO_FEW', message };
    });
  });
}

function skeletonShare(entries: readonly Placed[], most: number): readonly Leak[] {
  const capped = entries.filter(({ task }) => task === 'sql_to_ibis');
  const counts = new Map<string, number>();
  for (const { skeleton } of capped) counts.set(skeleton, (counts.get(skeleton) ?? 0) + 1);
  // With too few skeletons no choice of records could keep to the share.
  if (largestLimit([...counts.values()], most) === undefined) return [];
  return [...counts]
    .filter(([, count]) => count > most * capped.length)
    .map(([skeleton, count]) => ({
      code: 'SKELETON_SHARE',
      message: `${groupThousands(count)} of ${groupThousands(capped.length)} records of sql_to_ibis have the skeleton ${skeleton}`,
    }));
}

function countsOf(entries: readonly Placed[]): SplitCounts {
  const counts: Record<Split, Partial<Record<Task, number>>> = {
    train: {},
    validation: {},
    test: {},
  };
  for (const { split, task } of entries) counts[split][task] = (counts[split][task] ?? 0) + 1;
  return counts;
}

const nameOf = (entry: Placed | undefined): string =>
  entry === undefined ? '(none)' : `${entry.id} (${entry.split}, ${entry.task})`;
