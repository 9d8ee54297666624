import { openInput, readJsonl } from '@ibert/core/files';
import { type FindingReason, findingsHeader, type Pattern, readFindings } from '@ibert/mining';
import type { RejectCode } from '@ibert/validation';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { MINED_OUTPUTS, type MinedOutput } from './outputs.js';
import { outputFiles } from '../output-files.js';
import { BY_SOURCE, sourceFiles } from './source-files.js';

/** What became of the places that a pattern found. */
export interface PatternFunnel {
  /** Places that looked like something. */
  readonly places: number;
  /** Those of which nothing could be made, per reason. */
  readonly refused: Readonly<Partial<Record<FindingReason, number>>>;
  /** Candidates made of the others; one place may give several, or none that is wanted. */
  readonly candidates: number;
  /** Candidates that were not proven, per reason. */
  readonly rejected: Readonly<Partial<Record<RejectCode, number>>>;
  /** Records. */
  readonly kept: number;
}

/** What became of everything that was found in one source. */
export interface SourceFunnel {
  readonly name: string;
  readonly repository: string;
  readonly commit: string;
  readonly license: string | null;
  readonly files: number;
  readonly patterns: Readonly<Partial<Record<Pattern, PatternFunnel>>>;
  /** Candidates and records of each output. */
  readonly outputs: readonly {
    readonly file: string;
    readonly task: string;
    readonly candidates: number;
    readonly kept: number;
    readonly rejected: Readonly<Partial<Record<RejectCode, number>>>;
  }[];
}

/** Whether a path lies in one of the directories; everything does where there are none. */
const under = (path: string, directories: readonly string[]): boolean =>
  directories.length === 0 ||
  directories.some((directory) => path === directory || path.startsWith(`${directory}/`));

interface Counting {
  places: number;
  readonly refused: Partial<Record<FindingReason, number>>;
  candidates: number;
  readonly rejected: Partial<Record<RejectCode, number>>;
  kept: number;
}

const start = (): Counting => ({ places: 0, refused: {}, candidates: 0, rejected: {}, kept: 0 });

function bump<K extends string>(counts: Partial<Record<K, number>>, key: K): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

/**
 * What became of everything that was found in the mined sources, by their names.
 *
 * @param directories only what lies in one of these, below the sources' roots.
 * @throws IbertError for files that cannot be read.
 */
export async function miningFunnels(
  dataDir: string,
  directories: readonly string[] = [],
): Promise<readonly SourceFunnel[]> {
  const root = join(dataDir, BY_SOURCE);
  if (!existsSync(root)) return [];
  const funnels: SourceFunnel[] = [];
  for (const name of readdirSync(root).sort()) {
    const funnel = await funnelOf(dataDir, name, directories);
    if (funnel !== undefined) funnels.push(funnel);
  }
  return funnels;
}

async function funnelOf(
  dataDir: string,
  name: string,
  directories: readonly string[],
): Promise<SourceFunnel | undefined> {
  const files = sourceFiles(dataDir, name);
  const header = await findingsHeader(files.findings);
  if (header === undefined) return undefined;
  const patterns = new Map<Pattern, Counting>();
  const of = (pattern: Pattern): Counting => {
    const known = patterns.get(pattern) ?? start();
    patterns.set(pattern, known);
    return known;
  };
  for await (const finding of readFindings(files.findings)) {
    if (!under(finding.place.path, directories)) continue;
    const counting = of(finding.pattern);
    counting.places += 1;
    if (finding.kind === 'refused') bump(counting.refused, finding.reason);
  }
  const outputs: SourceFunnel['outputs'][number][] = [];
  for (const output of MINED_OUTPUTS) {
    const path = files.records(output);
    if (!existsSync(path)) continue;
    const total = start();
    for await (const { pattern, place } of keptIn(path)) {
      if (!under(place, directories)) continue;
      for (const counting of [of(pattern), total]) {
        counting.candidates += 1;
        counting.kept += 1;
      }
    }
    for await (const { pattern, place, reason } of rejectedIn(path)) {
      if (!under(place, directories)) continue;
      for (const counting of [of(pattern), total]) {
        counting.candidates += 1;
        bump(counting.rejected, reason);
      }
    }
    const { candidates, kept, rejected } = total;
    outputs.push({ ...named(output), candidates, kept, rejected });
  }
  const { repository, commit, license } = header;
  const byName = [...patterns].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    name,
    repository,
    commit,
    license,
    files: header.files,
    patterns: Object.fromEntries(byName),
    outputs,
  };
}

const named = ({ file, task }: MinedOutput): Pick<MinedOutput, 'file' | 'task'> => ({ file, task });

async function* keptIn(path: string): AsyncGenerator<{ pattern: Pattern; place: string }> {
  for await (const { value } of readJsonl(openInput(path), { file: path })) {
    const { meta } = value as { meta: { pattern: Pattern; provenance: { path: string } } };
    yield { pattern: meta.pattern, place: meta.provenance.path };
  }
}

async function* rejectedIn(
  path: string,
): AsyncGenerator<{ pattern: Pattern; place: string; reason: RejectCode }> {
  const { rejects } = outputFiles(path);
  for await (const { value } of readJsonl(openInput(rejects), { file: rejects })) {
    const { pattern, place, reason } = value as {
      pattern: Pattern;
      place: { path: string };
      reason: RejectCode;
    };
    yield { pattern, place: place.path, reason };
  }
}
