import { canonicalJson, IbertError, plural } from '@ibert/core';
import { openAtomicFile, openInput, sha256Hex } from '@ibert/core/files';
import { writeRunManifest } from '@ibert/core/records';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { IBIS_VERSION, VERSION } from '../versions.js';
import { type DatasetFiles, datasetFiles, recordFiles } from './dataset-files.js';
import type { Entry } from './entry.js';
import { checkForLeaks, type Leak, LEAK_CODES, type SplitCounts } from './leak-check.js';
import { type Fate, planDataset } from './plan.js';
import { DUPLICATE_REASONS, type RemovalReason } from './reasons.js';
import { survey } from './read-sources.js';
import type { FoundSources } from './sources.js';
import type { DatasetRules } from './splits.js';
import { placeDataset, writeDataset } from './write-dataset.js';

export interface ConcatenateOptions {
  readonly found: FoundSources;
  /** Path of the complete file; everything else is written around it. */
  readonly output: string;
  readonly seed: number;
  readonly rules: DatasetRules;
  /** Plan only; write and check nothing. */
  readonly dryRun: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onStage?: (stage: string) => void;
}

export interface ConcatenateReport {
  /** `refused`: the leak check failed, and earlier output is as it was. */
  readonly outcome: 'written' | 'planned' | 'refused';
  readonly sources: readonly { readonly name: string; readonly records: number }[];
  readonly missing: readonly { readonly name: string; readonly command: string }[];
  readonly input: number;
  readonly kept: number;
  readonly rejected: number;
  /** Rejected records per reason. */
  readonly reasons: Readonly<Partial<Record<RemovalReason, number>>>;
  /** Share of the input that was removed as exact or near duplicates. */
  readonly duplicateShare: number;
  readonly counts: SplitCounts;
  readonly multitask: number;
  readonly preferences: number;
  readonly leaks: readonly Leak[];
  readonly files: DatasetFiles;
}

/**
 * Makes one dataset of all sources: without duplicates and conflicts, divided into splits that have
 * nothing in common. The bytes depend on the sources, the seed and the rules only. What was written
 * is read again and checked before it takes the place of earlier output.
 *
 * @throws IbertError `INPUT_UNREADABLE`, `INVALID_RECORD`, `WRONG_ID`, `OUTPUT_UNWRITABLE`,
 * `INPUT_CHANGED`.
 */
export async function concatenate(options: ConcatenateOptions): Promise<ConcatenateReport> {
  const { found, seed, rules, signal, onStage } = options;
  const { sources } = found;
  const files = datasetFiles(options.output);
  // An output that cannot be written is refused before the work, not after it.
  if (!options.dryRun) {
    for (const [, path] of recordFiles(files)) await (await openAtomicFile(path)).discard();
  }
  onStage?.('reading the sources');
  const { entries, counts } = await survey(sources, signal);
  onStage?.(`dividing ${plural(entries.length, 'record')}`);
  const fates = planDataset(entries, rules, seed);
  const planned = {
    sources: sources.map(({ name }) => ({ name, records: counts.get(name) ?? 0 })),
    missing: found.missing.map(({ name, command }) => ({ name, command })),
    ...summarise(fates),
    counts: plannedCounts(entries, fates),
    files,
  };
  if (options.dryRun)
    return { outcome: 'planned', ...planned, multitask: 0, preferences: 0, leaks: [] };
  const staged = datasetFiles(
    join(dirname(files.complete), '.concatenate', basename(files.complete)),
  );
  const staging = dirname(staged.complete);
  try {
    onStage?.('writing');
    await rm(staging, { recursive: true, force: true });
    const { sha256, ...made } = await writeDataset(staged, sources, entries, fates, signal);
    onStage?.('checking what was written');
    const { leaks, counts: written } = await checkForLeaks(staged, rules);
    const report = { ...planned, counts: written, ...made, leaks };
    if (leaks.length > 0) return { outcome: 'refused', ...report };
    await placeDataset(staged, files, openInput);
    await writeManifest(options, report, sha256);
    return { outcome: 'written', ...report };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/**
 * Checks the dataset that lies around a complete file.
 *
 * @throws IbertError `LEAKS` naming the first of them; `INPUT_UNREADABLE`.
 */
export async function checkDataset(output: string, rules: DatasetRules): Promise<SplitCounts> {
  const { leaks, counts } = await checkForLeaks(datasetFiles(output), rules);
  if (leaks.length > 0) throw leaksError(leaks);
  return counts;
}

const MOST_NAMED = 10;

/** The leaks of a dataset as one error; the first of them are named. */
export function leaksError(leaks: readonly Leak[]): IbertError {
  const named = leaks
    .slice(0, MOST_NAMED)
    .map(({ code, message }) => `${code}: ${LEAK_CODES[code]} ${message}`);
  const rest = leaks.length > MOST_NAMED ? [`and ${leaks.length - MOST_NAMED} more`] : [];
  return new IbertError(
    'LEAKS',
    `the leak check found ${plural(leaks.length, 'fault')}\n${[...named, ...rest].join('\n')}`,
    { hint: hintOf(leaks) },
  );
}

const hintOf = (leaks: readonly Leak[]): string =>
  leaks.some(({ code }) => code === 'TOO_FEW')
    ? 'Add records of that task that are authored or equal in real Ibis, or lower --min-share.'
    : 'Make the dataset again with concatenate-data; if it stays, this is a defect to report.';

type Summary = Pick<
  ConcatenateReport,
  'input' | 'kept' | 'rejected' | 'reasons' | 'duplicateShare'
>;

function summarise(fates: readonly Fate[]): Summary {
  const reasons: Partial<Record<RemovalReason, number>> = {};
  for (const fate of fates) {
    if ('reason' in fate) reasons[fate.reason] = (reasons[fate.reason] ?? 0) + 1;
  }
  const rejected = Object.values(reasons).reduce((sum, count) => sum + count, 0);
  const removed = DUPLICATE_REASONS.reduce((sum, reason) => sum + (reasons[reason] ?? 0), 0);
  return {
    input: fates.length,
    kept: fates.length - rejected,
    rejected,
    reasons: Object.fromEntries(Object.entries(reasons).sort(([a], [b]) => (a < b ? -1 : 1))),
    duplicateShare: removed / Math.max(1, fates.length),
  };
}

function plannedCounts(entries: readonly Entry[], fates: readonly Fate[]): SplitCounts {
  const counts: Record<keyof SplitCounts, Record<string, number>> = {
    train: {},
    validation: {},
    test: {},
  };
  for (const [at, { task }] of entries.entries()) {
    const fate = fates[at];
    if (fate === undefined || 'reason' in fate) continue;
    const split = counts[fate.split];
    split[task] = (split[task] ?? 0) + 1;
  }
  return counts;
}

async function writeManifest(
  { seed, rules }: ConcatenateOptions,
  report: Omit<ConcatenateReport, 'outcome'>,
  sha256: string,
): Promise<void> {
  const { files, input, kept, rejected, reasons, sources } = report;
  await writeRunManifest(files.manifest, {
    manifest: 1,
    command: 'concatenate-data',
    output: basename(files.complete),
    output_sha256: sha256,
    seed,
    config_hash: sha256Hex(canonicalJson({ rules, sources })),
    versions: { ibert: VERSION, ibis: IBIS_VERSION },
    candidates: input,
    kept,
    rejected,
    reasons: { ...reasons },
  });
}
