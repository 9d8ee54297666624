import { IbertError, plural } from '@ibert/core';
import type { Config } from '@ibert/core/config';
import { type Progress, startProgress } from '@ibert/core/progress';
import { type Task, TASKS } from '@ibert/core/records';
import { loadPrompt } from '@ibert/core/prompts';
import {
  type MinedOutput,
  type MinedSource,
  mergeParts,
  mineSource,
  sourceFiles,
} from '@ibert/dataset/mining';
import { mayReuse, openSource, type SourceSpec, type SourceTree } from '@ibert/mining';
import { join } from 'node:path';

import { errorText } from '../error-text.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { oraclePython } from '../oracle-flags.js';
import { SHIPPED_PROMPTS } from '../paths.js';
import { chosenSources } from './chosen-sources.js';
import type { MiningFlags } from './mining-flags.js';

/** What a command mines. */
export interface Mining {
  readonly command: string;
  readonly outputs: readonly MinedOutput[];
  /** Where an output is written instead of its place below the data directory. */
  readonly pathOf?: (output: MinedOutput) => string;
  /** Whether fixes are looked for in the history. */
  readonly history: boolean;
}

/** A source that was read. */
interface Mined {
  readonly name: string;
  readonly result: MinedSource;
}

/** A source that was left out, and why. */
interface LeftOut {
  readonly source: string;
  readonly why: string;
}

/** Mines the chosen sources and joins what was proven; the exit status. */
export async function runMining(
  io: Io,
  config: Config,
  flags: MiningFlags,
  mining: Mining,
): Promise<ExitCode> {
  const specs = await chosenSources(flags, config.data_dir);
  const prompts = await systemPrompts();
  const mined: Mined[] = [];
  const leftOut: LeftOut[] = [];
  for (const spec of specs) {
    const name = spec.name ?? spec.location;
    const taken = new Set(mined.map((one) => one.name));
    const done = await mineOne(io, config, flags, mining, spec, prompts, taken);
    if (io.signal.aborted || (done.kind === 'mined' && done.result.interrupted)) {
      io.say('interrupted: run again to go on\n');
      return EXIT.interrupted;
    }
    if (done.kind === 'mined') {
      mined.push({ name: done.name, result: done.result });
    } else {
      leftOut.push({ source: name, why: done.why });
      io.say(`${name} is left out: ${done.why}\n`);
    }
  }
  if (mined.length === 0) {
    io.say(`no source could be mined, of ${specs.length}\n`);
    return flags.ifReachable === true ? EXIT.done : EXIT.failed;
  }
  const written = await joinAll(config, mining, mined);
  await tell(io, flags, { mined, leftOut, written });
  return EXIT.done;
}

type Outcome =
  | { readonly kind: 'mined'; readonly name: string; readonly result: MinedSource }
  | { readonly kind: 'leftOut'; readonly why: string };

async function mineOne(
  io: Io,
  config: Config,
  flags: MiningFlags,
  { command, outputs, history }: Mining,
  spec: SourceSpec,
  systemPromptsOf: Readonly<Record<Task, string>>,
  taken: ReadonlySet<string>,
): Promise<Outcome> {
  const licenses = [...config.mining.licenses, ...(flags.includeLicense ?? [])];
  let tree: SourceTree;
  try {
    tree = await openSource(spec, {
      dataDirectory: config.data_dir,
      settings: config.mining,
      history,
      depth: flags.depth,
      signal: io.signal,
    });
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    return {
      kind: 'leftOut',
      why: errorText(error)
        .trimEnd()
        .replace(/^error: /, ''),
    };
  }
  try {
    for (const warning of tree.warnings) io.say(`${tree.name}: ${warning}\n`);
    // Each source has a folder of its name.
    if (taken.has(tree.name)) {
      const why = `another source is called ${tree.name}; give them names in a --repo-file`;
      return { kind: 'leftOut', why };
    }
    if (!mayReuse(tree.license, licenses)) {
      const license = tree.license ?? 'unknown';
      const why = `its licence is ${license}; --include-license ${license} mines it all the same`;
      return { kind: 'leftOut', why };
    }
    const quiet = config.log_level === 'warning' || config.log_level === 'error';
    let progress: Progress | undefined;
    const result = await mineSource(tree, {
      command,
      dataDir: config.data_dir,
      outputs,
      settings: { ...config.mining, directories: spec.directories ?? null },
      history,
      fresh: flags.fresh === true,
      systemPrompts: systemPromptsOf,
      perProgram: flags.perProgram,
      seed: config.seed,
      jobs: config.jobs,
      timeoutMs: config.validation.timeout_ms,
      memoryMb: config.validation.memory_limit_mb,
      python: oraclePython(io, flags),
      signal: io.signal,
      onStep: (step) => {
        progress?.finish();
        progress = startProgress({ label: `${tree.name} ${step}`, resumed: NOTHING, quiet });
      },
      onVerdict: (outcome) => progress?.add(outcome),
    }).finally(() => progress?.finish());
    return { kind: 'mined', name: tree.name, result };
  } finally {
    await tree.close();
  }
}

const NOTHING = { kept: 0, rejected: 0 };

async function systemPrompts(): Promise<Readonly<Record<Task, string>>> {
  const entries = await Promise.all(
    TASKS.map(
      async (task) => [task, (await loadPrompt(SHIPPED_PROMPTS, task)).systemPrompt] as const,
    ),
  );
  return Object.fromEntries(entries) as Record<Task, string>;
}

interface Written {
  readonly file: string;
  readonly task: Task;
  readonly records: number;
  /** Records that an earlier source has too. */
  readonly repeated: number;
}

async function joinAll(
  { data_dir: dataDir, seed }: Config,
  { command, outputs, pathOf }: Mining,
  mined: readonly Mined[],
): Promise<readonly Written[]> {
  const written: Written[] = [];
  for (const output of outputs) {
    const file = pathOf?.(output) ?? join(dataDir, output.file);
    const parts = mined.map(({ name }) => ({
      name,
      records: sourceFiles(dataDir, name).records(output),
    }));
    const { kept, repeated } = await mergeParts(parts, file, { command, seed });
    written.push({ file, task: output.task, records: kept, repeated });
  }
  return written;
}

interface Report {
  readonly mined: readonly Mined[];
  readonly leftOut: readonly LeftOut[];
  readonly written: readonly Written[];
}

async function tell(io: Io, { json }: MiningFlags, report: Report): Promise<void> {
  const { mined, leftOut, written } = report;
  if (json === true) {
    const sources = mined.map(({ name, result: { header, reports } }) => ({
      name,
      repository: header.repository,
      commit: header.commit,
      license: header.license,
      files: header.files,
      outputs: reports.map(
        ({ output: { file }, report: { outcome, candidates, kept, reasons } }) => ({
          file,
          outcome,
          candidates,
          kept,
          reasons,
        }),
      ),
    }));
    await io.write(`${JSON.stringify({ sources, left_out: leftOut, written })}\n`);
  }
  for (const { file, records, repeated } of written) {
    const again = repeated === 0 ? '' : `; ${plural(repeated, 'record')} of several sources once`;
    io.say(`wrote ${plural(records, 'record')} to ${file}${again}\n`);
  }
}
