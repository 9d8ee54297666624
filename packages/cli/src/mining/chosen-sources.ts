import { IbertError } from '@ibert/core';
import { readText } from '@ibert/core/files';
import { parseRepositoryList, type SourceSpec } from '@ibert/mining';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { SHIPPED_REPOSITORIES } from '../paths.js';
import type { MiningFlags } from './mining-flags.js';

/** The user's own list of sources, below the data directory. */
const OWN_LIST = 'repo_urls.txt';

/**
 * The sources that a command was told to mine: those named, else all of the list. A name of the list
 * stands for its entry.
 *
 * @throws IbertError `USAGE`, `INPUT_UNREADABLE` and the faults of the list.
 */
export async function chosenSources(
  { repo = [], repoPath = [], repoFile, ref }: MiningFlags,
  dataDir: string,
): Promise<readonly SourceSpec[]> {
  const named = [...repo, ...repoPath];
  if (named.length > 0 && repoFile !== undefined) {
    throw new IbertError('USAGE', '--repo and --repo-file exclude each other', {
      hint: 'Name sources, or give a list of them.',
    });
  }
  const own = join(dataDir, OWN_LIST);
  const file = repoFile ?? (existsSync(own) ? own : SHIPPED_REPOSITORIES);
  const list = parseRepositoryList(await readText(file), file);
  const specs = named.length === 0 ? list : named.map((name) => sourceNamed(name, list));
  return specs.map((spec) => (ref === undefined ? spec : { ...spec, ref }));
}

/** What lies at the path comes before the list. */
function sourceNamed(name: string, list: readonly SourceSpec[]): SourceSpec {
  const entry = existsSync(name) ? undefined : list.find((one) => one.name === name);
  return entry ?? { location: name };
}
