import { IbertError } from '@ibert/core';
import { type AtomicFile, openAtomicFile } from '@ibert/core/files';
import { serializeRecord } from '@ibert/core/records';
import { createHash } from 'node:crypto';
import type { DatasetFiles } from './dataset-files.js';
import type { Entry } from './entry.js';
import type { Fate } from './plan.js';
import { type PlacedRecord, readSources } from './read-sources.js';
import { writePreferences } from './preferences.js';
import { REMOVAL_REASONS } from './reasons.js';
import type { SourceFile } from './sources.js';
import { type Split, SPLITS } from './splits.js';

/** What was written. */
export interface WrittenDataset {
  readonly sha256: string;
  /** Records of the multitask dataset. */
  readonly multitask: number;
  /** Proven answers beside wrong ones, of the training split. */
  readonly preferences: number;
}

interface OpenFiles {
  readonly complete: AtomicFile;
  readonly multitask: AtomicFile;
  readonly preferences: AtomicFile;
  readonly rejects: AtomicFile;
  readonly splits: Readonly<Record<Split, AtomicFile>>;
}

/**
 * Writes the records where their fates send them. Either all files appear or none, unless the
 * system fails between two renames.
 *
 * @throws IbertError `OUTPUT_UNWRITABLE`; `INPUT_CHANGED` when a source is not what was planned by.
 */
export async function writeDataset(
  files: DatasetFiles,
  sources: readonly SourceFile[],
  entries: readonly Entry[],
  fates: readonly Fate[],
  signal?: AbortSignal,
): Promise<WrittenDataset> {
  const hash = createHash('sha256');
  let multitask = 0;
  const opened: AtomicFile[] = [];
  const open = async (path: string): Promise<AtomicFile> => {
    const atomic = await openAtomicFile(path);
    opened.push(atomic);
    return atomic;
  };
  try {
    const out: OpenFiles = {
      complete: await open(files.complete),
      multitask: await open(files.multitask),
      preferences: await open(files.preferences),
      rejects: await open(files.rejects),
      splits: {
        train: await open(files.splits.train),
        validation: await open(files.splits.validation),
        test: await open(files.splits.test),
      },
    };
    let seen = 0;
    const inTraining = new Set<string>();
    for await (const placed of readSources(sources, signal)) {
      const { index, record, source } = placed;
      const fate = fates[index];
      seen += 1;
      if (fate === undefined || entries[index]?.id !== record.id) throw inputChanged(source.path);
      if ('reason' in fate) {
        await out.rejects.write(`${JSON.stringify(rejectLine(placed, fate, entries))}\n`);
        continue;
      }
      const line = `${serializeRecord(record)}\n`;
      hash.update(line);
      await out.complete.write(line);
      await out.splits[fate.split].write(line);
      if (fate.split === 'train') inTraining.add(record.id);
      if (!source.multitask) continue;
      multitask += 1;
      await out.multitask.write(line);
    }
    if (seen !== fates.length) throw inputChanged(sources.map(({ path }) => path).join(', '));
    const preferences = await writePreferences(sources, inTraining, out.preferences);
    for (const atomic of opened) await atomic.commit();
    return { sha256: hash.digest('hex'), multitask, preferences };
  } finally {
    for (const atomic of opened) await atomic.discard();
  }
}

const inputChanged = (path: string): IbertError =>
  new IbertError('INPUT_CHANGED', `${path} changed while it was read`, {
    hint: 'Run again when nothing writes to it any more.',
  });

/** What the rejects file says about a record: the reason, the record, the one it gives way to. */
function rejectLine(
  { record, source, line }: PlacedRecord,
  { reason, instead }: Extract<Fate, { reason: unknown }>,
  entries: readonly Entry[],
): object {
  return {
    reason,
    error: REMOVAL_REASONS[reason],
    id: record.id,
    task: record.task,
    template: record.meta.template ?? null,
    instead: instead === undefined ? null : (entries[instead]?.id ?? null),
    file: source.name,
    line,
  };
}

/** Copies the files of a dataset to their places: all of them, or none and the earlier ones stay. */
export async function placeDataset(
  from: DatasetFiles,
  to: DatasetFiles,
  read: (path: string) => AsyncIterable<Uint8Array>,
): Promise<void> {
  const paths: readonly (readonly [string, string])[] = [
    [from.rejects, to.rejects],
    [from.multitask, to.multitask],
    [from.preferences, to.preferences],
    ...SPLITS.map((split) => [from.splits[split], to.splits[split]] as const),
    [from.complete, to.complete],
  ];
  const opened: AtomicFile[] = [];
  try {
    for (const [source, target] of paths) {
      const atomic = await openAtomicFile(target);
      opened.push(atomic);
      const decoder = new TextDecoder();
      for await (const chunk of read(source))
        await atomic.write(decoder.decode(chunk, { stream: true }));
      await atomic.write(decoder.decode());
    }
    for (const atomic of opened) await atomic.commit();
  } finally {
    for (const atomic of opened) await atomic.discard();
  }
}
