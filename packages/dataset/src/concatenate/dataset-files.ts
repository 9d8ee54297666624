import { manifestPath } from '@ibert/core/records';
import { dirname, join } from 'node:path';
import { type Split, SPLITS } from './splits.js';

/** Everything that makes up a dataset, by the path of its main file. */
export interface DatasetFiles {
  /** All records, in the order of the sources. */
  readonly complete: string;
  /** Those of the multitask dataset. */
  readonly multitask: string;
  readonly splits: Readonly<Record<Split, string>>;
  /** Proven answers beside wrong ones that are close to them, of the training split. */
  readonly preferences: string;
  readonly rejects: string;
  readonly manifest: string;
}

/** Where the dataset lies, below the data directory. */
export const COMPLETE_FILE = 'train_complete.jsonl';

/** The files around `DIR/train_complete.jsonl`, or another main file. */
export function datasetFiles(complete: string): DatasetFiles {
  const directory = dirname(complete);
  const split = (name: Split): string => join(directory, 'splits', `${name}.jsonl`);
  return {
    complete,
    multitask: join(directory, 'multitask', COMPLETE_FILE),
    splits: { train: split('train'), validation: split('validation'), test: split('test') },
    preferences: join(directory, 'preferences.jsonl'),
    rejects: `${complete.replace(/\.jsonl$/, '')}.rejects.jsonl`,
    manifest: manifestPath(complete),
  };
}

/** The files of records, with the part that each is. */
export const recordFiles = (
  files: DatasetFiles,
): readonly (readonly [Split | 'complete' | 'multitask', string])[] => [
  ['complete', files.complete],
  ['multitask', files.multitask],
  ...SPLITS.map((name) => [name, files.splits[name]] as const),
];
