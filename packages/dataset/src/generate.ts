import { canonicalJson, InternalError } from '@ibert/core';
import { openAtomicFile, sha256Hex } from '@ibert/core/files';
import type { Template } from '@ibert/templates';
import type { Rejection, Verdict } from '@ibert/validation';
import { type Candidate, candidates } from './candidate.js';
import { Duplicates } from './duplicates.js';
import { type OutputFiles, outputFiles } from './output-files.js';
import { type ProvingOptions, type StartProving, startWorkers } from './proving.js';
import { type Question, questionOf, type RecordFrame } from './to-record.js';
import { VerdictLog } from './verdict-log.js';
import { DUCKDB_VERSION, IBIS_VERSION, VERSION } from './versions.js';
import { writeOutput } from './write-output.js';

export interface GenerateOptions extends ProvingOptions {
  readonly templates: readonly Template[];
  /** Path of the records' file; rejects and manifest are written beside it. */
  readonly output: string;
  readonly frame: RecordFrame;
  /** At most this many candidates, the first ones. */
  readonly limit?: number | undefined;
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
  /** `interrupted`: nothing was written but the journal, from which the run can be resumed. */
  readonly outcome: 'written' | 'interrupted';
  readonly candidates: number;
  /** Rejected candidates per reason code. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly files: OutputFiles;
}

/**
 * Turns templates into proven records. The bytes written depend on templates, limit, seed and
 * frame only, not on the number of workers nor on interruptions. Earlier output stays until the
 * new one is complete.
 *
 * @throws IbertError `OUTPUT_UNWRITABLE`, `RESUME_MISMATCH`, `JOURNAL_CORRUPT`; InternalError for
 * a defect of the product met while proving.
 */
export async function generate(options: GenerateOptions): Promise<GenerateReport> {
  const files = outputFiles(options.output);
  const { key, total } = identify(options);
  // An output that cannot be written is refused before the work, not after it.
  await (await openAtomicFile(files.records)).discard();
  const log = await VerdictLog.open(files.journal, { key, resume: options.resume });
  try {
    await proveRest(options, log);
    const counts = count(log.verdicts);
    const report = {
      candidates: total,
      ...counts,
      reasons: countReasons(log.verdicts),
      files,
    };
    if (log.verdicts.length < total) return { outcome: 'interrupted', ...report };
    const { seed, templates, limit, frame } = options;
    const all = candidates(templates, limit);
    await writeOutput(all, log.verdicts, { ...report, seed, frame, configHash: key });
    log.remove();
    return { outcome: 'written', ...report };
  } finally {
    log.close();
  }
}

/** What decides the bytes of a run, as a hash, and how many candidates it has. */
function identify({ templates, limit, seed, timeoutMs, memoryMb, frame }: GenerateOptions): {
  readonly key: string;
  readonly total: number;
} {
  const parts: string[] = [];
  for (const { expanded, tables, sides } of candidates(templates, limit)) {
    const { template, variation, difficulty, features } = expanded;
    // Not canonical JSON: the order of the columns counts.
    parts.push(
      sha256Hex(JSON.stringify({ template, variation, difficulty, features, tables, sides })),
    );
  }
  const versions = { VERSION, IBIS_VERSION, DUCKDB_VERSION };
  const settings = { seed, timeoutMs, memoryMb, frame, versions };
  return { key: sha256Hex(canonicalJson({ parts, settings })), total: parts.length };
}

async function proveRest(options: GenerateOptions, log: VerdictLog): Promise<void> {
  const { templates, limit, signal } = options;
  const duplicates = new Duplicates();
  for (const candidate of candidates(templates, log.verdicts.length)) {
    const verdict = log.verdicts[candidate.index];
    if (verdict?.ok === true) admit(candidate, duplicates);
  }
  options.onStart?.(count(log.verdicts));
  const done = log.verdicts.length;
  const rest = (): Iterable<Candidate> => skip(candidates(templates, limit), done);
  const start = options.startProving ?? startWorkers;
  const proving = start(options);
  const stop = (): void => proving.close();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const verdicts = proving.validateAll(questions(rest()));
    for (const candidate of rest()) {
      const verdict = 'ok' in candidate.sides ? candidate.sides : await nextOf(verdicts, signal);
      if (verdict === undefined) return;
      const settled = verdict.ok ? (admit(candidate, duplicates) ?? verdict) : verdict;
      log.append(settled);
      options.onVerdict?.(settled.ok ? 'kept' : 'rejected');
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    proving.close();
  }
}

/** The next verdict; none once the run was interrupted, whatever the ending workers say. */
async function nextOf(
  verdicts: AsyncGenerator<Verdict>,
  signal: AbortSignal | undefined,
): Promise<Verdict | undefined> {
  try {
    const next = await verdicts.next();
    if (signal?.aborted === true) return undefined;
    if (next.done === true) throw new InternalError('proving ended before the last candidate');
    return next.value;
  } catch (error) {
    if (signal?.aborted === true) return undefined;
    throw error;
  }
}

function* skip<T>(items: Iterable<T>, count: number): Generator<T, void, undefined> {
  let index = 0;
  for (const item of items) {
    if (index >= count) yield item;
    index += 1;
  }
}

function* questions(all: Iterable<Candidate>): Generator<Question, void, undefined> {
  for (const candidate of all) {
    if (!('ok' in candidate.sides)) yield questionOf(candidate, candidate.sides);
  }
}

function admit(candidate: Candidate, duplicates: Duplicates): Rejection | undefined {
  const { sides, expanded } = candidate;
  if ('ok' in sides) return sides;
  const name = `${expanded.template}/${expanded.variation}`;
  return duplicates.admit(questionOf(candidate, sides), name);
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
