import { basename, join } from 'node:path';

import type { MinedOutput } from './outputs.js';

/** Where the results of each mined source lie, below the data directory. */
export const BY_SOURCE = 'mining/by_source';

/** What mining one source writes. */
export interface SourceFiles {
  readonly directory: string;
  /** What was found in it. */
  readonly findings: string;
  /** The source's own part of an output. */
  readonly records: (output: MinedOutput) => string;
}

/** @param name the source's name, which is a file name. */
export function sourceFiles(dataDir: string, name: string): SourceFiles {
  const directory = join(dataDir, BY_SOURCE, name);
  return {
    directory,
    findings: join(directory, 'findings.jsonl'),
    records: ({ file }) => join(directory, basename(file)),
  };
}
