import { IbertError } from '@ibert/core';
import { TASKS } from '@ibert/core/records';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';

/** A file of records that the dataset is made of. */
export interface SourceFile {
  /** The path to read. */
  readonly path: string;
  /** What messages and rejects call it: its path below the data directory, or as it was given. */
  readonly name: string;
  /** Whether it belongs to the multitask dataset. */
  readonly multitask: boolean;
}

/** Where the records of a part of the data lie, and the command that makes them. */
export interface DataFile {
  /** Path below the data directory. */
  readonly name: string;
  readonly part: 'base' | 'augmented' | 'multitask' | 'composed' | 'mined';
  readonly command: string;
  readonly multitask: boolean;
}

const file = (
  part: DataFile['part'],
  name: string,
  command: string,
  multitask = false,
): DataFile => ({ name, part, command, multitask });

/** Every file that may be a source, in the order in which the dataset has their records. */
export const DATA_FILES: readonly DataFile[] = [
  file('base', 'sql2ibis/train.jsonl', 'generate-data'),
  file('augmented', 'sql2ibis/train_augmented.jsonl', 'generate-augmented'),
  ...TASKS.map((task) => file('multitask', `multitask/${task}.jsonl`, 'generate-multitask', true)),
  ...TASKS.map((task) => file('composed', `composed/${task}.jsonl`, 'compose')),
  file('mined', 'mining/ibis_mined.jsonl', 'mine-ibis-repo'),
  file('mined', 'mining/ibis_docs_mined.jsonl', 'mine-ibis-docs'),
  ...TASKS.map((task) =>
    file('mined', `mining/multitask/${task}_mined.jsonl`, 'mine-multitask', true),
  ),
];

/** The sources that are there, and the names of those that are not. */
export interface FoundSources {
  readonly sources: readonly SourceFile[];
  readonly missing: readonly DataFile[];
}

/**
 * Looks for the sources below the data directory. A file that is the same as an earlier one by a
 * link is not read twice; what it belongs to counts for the earlier one.
 *
 * @throws IbertError `NO_SOURCES`.
 */
export function findSources(dataDir: string): FoundSources {
  const found = new Map<string, SourceFile>();
  const missing: DataFile[] = [];
  for (const data of DATA_FILES) {
    const path = join(dataDir, data.name);
    const real = realPath(path);
    if (real === undefined) {
      missing.push(data);
      continue;
    }
    const earlier = found.get(real);
    const multitask = data.multitask || earlier?.multitask === true;
    found.set(real, { path, name: data.name, ...earlier, multitask });
  }
  if (found.size === 0) {
    throw new IbertError(
      'NO_SOURCES',
      `no records below ${dataDir}: none of ${DATA_FILES.length} files is there`,
      {
        hint: 'Make them first: generate-data makes sql2ibis/train.jsonl. Or name files with --input.',
      },
    );
  }
  return { sources: [...found.values()], missing };
}

/** Sources that a user names; all of them must exist. */
export const namedSources = (paths: readonly string[]): FoundSources => ({
  sources: [...new Set(paths)].map((path) => ({
    path,
    name: path,
    multitask: /(?:^|[\\/])multitask[\\/]/.test(path),
  })),
  missing: [],
});

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    // Not there, or not to be reached: either way there is nothing to read.
    return undefined;
  }
}
