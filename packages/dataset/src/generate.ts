import { canonicalJson } from '@ibert/core';
import { sha256Hex } from '@ibert/core/files';
import { type Draft, readRunManifest } from '@ibert/core/records';
import type { Verdict } from '@ibert/validation';
import { existsSync } from 'node:fs';
import type { Candidate, CandidateSource } from './candidate.js';
import { Duplicates } from './duplicates.js';
import { type OutputFiles, outputFiles } from './output-files.js';
import { type ProvingOptions, type StartProving, startWorkers } from './proving.js';
import { RunOutput } from './run-output.js';
import { sha256OfFile } from './sources/programs.js';
import type { RecordFrame } from './to-record.js';
import { VerdictLog } from './verdict-log.js';
import { DUCKDB_VERSION, IBIS_VERSION, VERSION } from './versions.js';

export interface GenerateOptions extends ProvingOptions {
  readonly source: CandidateSource;
  /** Path of the records' file; the other files are written beside it. */
  readonly output: string;
  readonly frame: RecordFrame;
  /** End once so many records are kept. */
  readonly wanted?: number | undefined;
  /** Go on where an interrupted run with the same options stopped. */
  readonly resume: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onStart?: (resumed: Counts) => void;
  readonly onVerdict?: (outcome: 'kept' | 'rejected') => void;
  readonly startProving?: StartProving;
}

export interface Counts {
  readonly kept: number;
  readonly rejected: number;
}

export interface GenerateReport extends Counts {
  /**
   * `interrupted`: nothing was written but the journal, from which the run can be resumed;
   * `unchanged`: a run to be resumed had been completed.
   */
  readonly outcome: 'written' | 'interrupted' | 'unchanged';
  readonly candidates: number;
  /** Rejected candidates per reason code. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly files: OutputFiles;
}

/**
 * Turns candidates into proven records. The bytes written depend on the source, the seed and the
 * frame only, not on the number of workers nor on interruptions. Earlier output stays until the
 * new one is complete.
 *
 * @throws IbertError `OUTPUT_UNWRITABLE`, `RESUME_MISMATCH`, `JOURNAL_CORRUPT`; InternalError for
 * a defect of the product met while proving.
 */
export async function generate(options: GenerateOptions): Promise<GenerateReport> {
  const { source, seed, frame, resume, scoreShare = 0 } = options;
  const files = outputFiles(options.output);
  const key = runKey(options);
  if (resume && !existsSync(files.journal)) {
    const done = await finishedRun(files, key);
    if (done !== undefined) return done;
  }
  const output = await RunOutput.open(files, frame, scoreShare > 0);
  try {
    const log = await VerdictLog.open(files.journal, { key, resume });
    try {
      const done = await settleAll(options, log, output);
      const counts = count(log.verdicts);
      const candidates = log.verdicts.length;
      const report = { candidates, ...counts, reasons: countReasons(log.verdicts), files };
      if (!done) return { outcome: 'interrupted', ...report };
      await output.commit({ ...report, command: source.command, seed, configHash: key });
      log.remove();
      return { outcome: 'written', ...report };
    } finally {
      log.close();
    }
  } finally {
    await output.discard();
  }
}

/** The report of a run that was completed with equal options, when its output is as it was. */
async function finishedRun(files: OutputFiles, key: string): Promise<GenerateReport | undefined> {
  const manifest = await readRunManifest(files.manifest);
  if (manifest?.config_hash !== key || !existsSync(files.records)) return undefined;
  if ((await sha256OfFile(files.records)) !== manifest.output_sha256) return undefined;
  const { candidates, kept, rejected, reasons } = manifest;
  return { outcome: 'unchanged', candidates, kept, rejected, reasons, files };
}

/** A hash of what decides the bytes of a run. */
function runKey(options: GenerateOptions): string {
  const { source, seed, timeoutMs, memoryMb, frame } = options;
  const { scoreShare = 0, leastSpeaking = 1, leastKilled = 0, wanted = null } = options;
  const { confirm = false } = options;
  const oracle = options.python !== undefined;
  const versions = { VERSION, IBIS_VERSION, DUCKDB_VERSION };
  const settings = {
    seed,
    timeoutMs,
    memoryMb,
    frame,
    versions,
    scoreShare,
    leastSpeaking,
    leastKilled,
    confirm,
    wanted,
    oracle,
  };
  return sha256Hex(canonicalJson({ source: source.key, settings }));
}

/**
 * Settles every candidate in order: those of an interrupted run as they were settled then, the
 * others by proving.
 *
 * @returns whether all were; not when the run was interrupted.
 */
async function settleAll(
  options: GenerateOptions,
  log: VerdictLog,
  output: RunOutput,
): Promise<boolean> {
  const { signal, onVerdict, wanted = Number.POSITIVE_INFINITY } = options;
  const duplicates = new Duplicates();
  const candidates = iterate(options.source);
  for (const verdict of log.verdicts) {
    const { value: candidate } = await candidates.next();
    if (candidate === undefined) break;
    if (verdict.ok) admit(candidate, duplicates);
    await output.add(candidate, verdict);
  }
  let { kept } = count(log.verdicts);
  options.onStart?.(count(log.verdicts));
  if (kept >= wanted) return true;

  const settle = async (candidate: Candidate, verdict: Verdict): Promise<void> => {
    const settled = verdict.ok ? (admit(candidate, duplicates) ?? verdict) : verdict;
    log.append(settled);
    await output.add(candidate, settled);
    if (settled.ok) kept += 1;
    onVerdict?.(settled.ok ? 'kept' : 'rejected');
  };
  // Those that wait for their verdict, and those between them that need none.
  const waiting: Candidate[] = [];
  async function* drafts(): AsyncGenerator<Draft> {
    for await (const candidate of candidates) {
      if (signal?.aborted === true) return;
      waiting.push(candidate);
      if (!('ok' in candidate.draft)) yield candidate.draft;
    }
  }
  const settleRefused = async (): Promise<void> => {
    for (let next = waiting[0]; next !== undefined && 'ok' in next.draft; next = waiting[0]) {
      waiting.shift();
      await settle(next, next.draft);
    }
  };

  const proving = (options.startProving ?? startWorkers)(options);
  const stop = (): void => proving.close();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    for await (const verdict of proving.validateAll(drafts())) {
      // Whatever ending workers say.
      if (isAborted(signal)) return false;
      await settleRefused();
      if (isAborted(signal)) return false;
      const candidate = waiting.shift();
      if (candidate !== undefined) await settle(candidate, verdict);
      if (isAborted(signal)) return false;
      if (kept >= wanted) return true;
    }
    if (isAborted(signal)) return false;
    await settleRefused();
    return true;
  } catch (error) {
    if (isAborted(signal)) return false;
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    proving.close();
  }
}

const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;

async function* iterate(source: CandidateSource): AsyncGenerator<Candidate, undefined> {
  yield* source.candidates();
  return undefined;
}

function admit({ draft, name }: Candidate, duplicates: Duplicates): Verdict | undefined {
  return 'ok' in draft ? draft : duplicates.admit(draft, name);
}

function count(verdicts: readonly Verdict[]): Counts {
  const kept = verdicts.filter(({ ok }) => ok).length;
  return { kept, rejected: verdicts.length - kept };
}

function countReasons(verdicts: readonly Verdict[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const verdict of verdicts) {
    if (!verdict.ok) counts.set(verdict.reason, (counts.get(verdict.reason) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
