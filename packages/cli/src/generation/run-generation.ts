import { plural } from '@ibert/core';
import type { Config } from '@ibert/core/config';
import { type Progress, startProgress } from '@ibert/core/progress';
import { loadPrompt } from '@ibert/core/prompts';
import type { Task } from '@ibert/core/records';
import {
  type CandidateSource,
  generate,
  type GenerateReport,
  limited,
  sourceFileName,
} from '@ibert/dataset';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { oraclePython } from '../oracle-flags.js';
import { SHIPPED_PROMPTS } from '../paths.js';
import type { GenerationFlags } from './generation-flags.js';

/** One file of records to be made. */
export interface Generation {
  /** What progress is called. */
  readonly label: string;
  readonly task: Task;
  readonly source: CandidateSource;
  readonly output: string;
  /** The output's standard place below the data directory. */
  readonly standard: string;
  /** End once so many records are kept. */
  readonly wanted?: number | undefined;
  readonly scoreShare?: number | undefined;
  /** On how many of the three kinds of fixtures with rows a result must say something. */
  readonly leastSpeaking?: number | undefined;
  /** The part of a scored pair's telling neighbours that must be told apart. */
  readonly leastKilled?: number | undefined;
  /** Whether what is proven must hold on rows of another seed as well. */
  readonly confirm?: boolean | undefined;
}

/** Proves the candidates of a source and writes the records, with progress. */
export async function runGeneration(
  io: Io,
  config: Config,
  { limit, resume, ...flags }: GenerationFlags,
  generation: Generation,
): Promise<GenerateReport> {
  const { label, task, output, standard, wanted } = generation;
  const { scoreShare, leastSpeaking, leastKilled, confirm } = generation;
  const source = limited(generation.source, limit);
  // How many candidates it takes to come to those that are wanted is not known.
  const total = wanted === undefined ? source.total : undefined;
  const quiet = config.log_level === 'warning' || config.log_level === 'error';
  let progress: Progress | undefined;
  return generate({
    source,
    output,
    wanted,
    frame: {
      systemPrompt: (await loadPrompt(SHIPPED_PROMPTS, task)).systemPrompt,
      sourceFile: sourceFileName(output, config.data_dir, standard),
    },
    resume: resume === true,
    python: oraclePython(io, flags),
    seed: config.seed,
    jobs: config.jobs,
    timeoutMs: config.validation.timeout_ms,
    memoryMb: config.validation.memory_limit_mb,
    scoreShare,
    leastSpeaking,
    leastKilled,
    confirm,
    signal: io.signal,
    onStart: (resumed) => {
      progress = startProgress({
        label,
        resumed,
        quiet,
        ...(total === undefined ? {} : { total }),
      });
    },
    onVerdict: (outcome) => progress?.add(outcome),
  }).finally(() => progress?.finish());
}

/**
 * Says what came of a run; the exit status.
 *
 * @param expected reasons that say nothing against the source and do not count as rejects.
 */
export async function tellGeneration(
  io: Io,
  report: GenerateReport,
  { json, maxRejects }: Pick<GenerationFlags, 'json' | 'maxRejects'>,
  expected: ReadonlySet<string> = new Set(),
): Promise<ExitCode> {
  const { outcome, kept, rejected, reasons, files } = report;
  if (json === true) {
    const { candidates } = report;
    const answer = { outcome, candidates, kept, rejected, reasons, files };
    await io.write(`${JSON.stringify(answer)}\n`);
  }
  if (outcome === 'interrupted') {
    io.say(
      `interrupted: run again with --resume to go on after ${plural(kept + rejected, 'candidate')}\n`,
    );
    return EXIT.interrupted;
  }
  io.say(
    outcome === 'unchanged'
      ? `${files.records} is up to date: ${plural(kept, 'record')}\n`
      : `wrote ${plural(kept, 'record')} to ${files.records}\n`,
  );
  if (rejected === 0) return EXIT.done;
  const summary = Object.entries(reasons).map(([reason, count]) => `${reason} ${count}`);
  io.say(
    `rejected ${plural(rejected, 'candidate')}: ${summary.join(', ')}; see ${files.rejects}\n`,
  );
  const faults = Object.entries(reasons)
    .filter(([reason]) => !expected.has(reason))
    .reduce((sum, [, count]) => sum + count, 0);
  return faults > maxRejects ? EXIT.failed : EXIT.done;
}

/** Counts the candidates of a source without proving them. */
export async function countCandidates(source: CandidateSource): Promise<number> {
  if (source.total !== undefined) return source.total;
  let count = 0;
  for await (const _ of source.candidates()) count += 1;
  return count;
}
