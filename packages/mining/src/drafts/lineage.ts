import type { Difficulty, DraftOf, Provenance, Task } from '@ibert/core/records';
import { apiNamesIn } from '@ibert/ibis';

import type { Finding, Tables } from '../finding.js';

/** The state of a source that findings come from. */
export interface Origin {
  /** The repository as records name it. */
  readonly repository: string;
  readonly commit: string;
  /** SPDX identifier; undefined where none is told. */
  readonly license: string | undefined;
}

/** What SPDX writes where nothing is told of a licence. */
const NO_LICENSE = 'NOASSERTION';

export function provenanceOf({ place }: Finding, origin: Origin): Provenance {
  const { path, line, endLine, commit = origin.commit } = place;
  const { repository: repo, license = NO_LICENSE } = origin;
  return { repo, commit, path, lines: [line, endLine], license };
}

/** The tables of a finding as a record has them. */
export const contextOf = (tables: Tables): DraftOf<Task>['context'] => ({
  tables: Object.fromEntries(Object.entries(tables).map(([name, schema]) => [name, { schema }])),
});

/** Most calls of the API in an easy program, and in one of medium difficulty. */
const EASY_CALLS = 2;
const MEDIUM_CALLS = 5;

type MinedMeta = DraftOf<Task>['meta'];

/**
 * What is said of a mined record: where it was found, the names of the API that its code calls, and
 * how many they are for its difficulty.
 */
export function minedMeta(finding: Finding, origin: Origin, code: readonly string[]): MinedMeta {
  const tables = new Set('tables' in finding ? Object.keys(finding.tables) : []);
  const names = new Set(code.flatMap((text) => [...(apiNamesIn(text, tables) ?? [])]));
  const features = [...names].map((name) => name.slice(name.lastIndexOf('.') + 1));
  return {
    source: 'mined',
    pattern: finding.pattern,
    features: features.length === 0 ? [finding.pattern] : [...new Set(features)],
    difficulty: difficultyOf(names.size),
    provenance: provenanceOf(finding, origin),
  };
}

const difficultyOf = (calls: number): Difficulty =>
  calls <= EASY_CALLS ? 'easy' : calls <= MEDIUM_CALLS ? 'medium' : 'hard';
