import { manifestPath } from '@ibert/core/records';
import { basename, resolve, sep } from 'node:path';

/** Everything a run writes, by the path of its main output. */
export interface OutputFiles {
  readonly records: string;
  /** Rejected candidates with their reasons. */
  readonly rejects: string;
  /** Proven answers beside wrong ones that are close to them. */
  readonly preferences: string;
  /** Neighbours of proven queries that nothing told apart. */
  readonly survivors: string;
  /** What is known while the run is not done. */
  readonly journal: string;
  /** What the run was and what came of it. */
  readonly manifest: string;
}

/** `train.jsonl` → `train.rejects.jsonl`, `train.journal.jsonl`, `train.manifest.json` and others. */
export function outputFiles(records: string): OutputFiles {
  const stem = records.replace(/\.jsonl$/, '');
  return {
    records,
    rejects: `${stem}.rejects.jsonl`,
    preferences: `${stem}.preferences.jsonl`,
    survivors: `${stem}.survivors.jsonl`,
    journal: `${stem}.journal.jsonl`,
    manifest: manifestPath(records),
  };
}

/**
 * The name that records give to the file they are in: its path below the data directory's parent,
 * with forward slashes. A file elsewhere holds a copy of the dataset's own file `standard`, so
 * that the same run gives the same bytes wherever it writes.
 */
export function sourceFileName(records: string, dataDir: string, standard: string): string {
  const root = resolve(dataDir) + sep;
  const path = resolve(records);
  const below = path.startsWith(root) ? path.slice(root.length).split(sep).join('/') : standard;
  return `${basename(resolve(dataDir))}/${below}`;
}
