import { IbertError } from '@ibert/core';
import type { Task } from '@ibert/core/records';
import {
  type Finding,
  type FindingsHeader,
  findingsHeader,
  findingsKey,
  search,
  type SourceTree,
  writeFindings,
} from '@ibert/mining';

import { join } from 'node:path';

import { generate, type GenerateOptions, type GenerateReport } from '../generate.js';
import type { CandidateSource } from '../candidate.js';
import { taskCandidates } from '../sources/tasks.js';
import { minedCandidates } from '../sources/mined.js';
import { sourceFileName } from '../output-files.js';
import { VERSION } from '../versions.js';
import { belongs, type MinedOutput, withOrigins } from './outputs.js';
import { type SourceFiles, sourceFiles } from './source-files.js';

export interface MineOptions extends Omit<
  GenerateOptions,
  'source' | 'output' | 'frame' | 'resume' | 'wanted'
> {
  readonly command: string;
  readonly dataDir: string;
  readonly outputs: readonly MinedOutput[];
  /** Settings that decide what of a source is read. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Whether fixes are looked for in the history. */
  readonly history: boolean;
  /** Search and prove again what an earlier run has done. */
  readonly fresh: boolean;
  readonly systemPrompts: Readonly<Record<Task, string>>;
  /** Most records of a task that are derived from one program. */
  readonly perProgram: number;
  /** Told when a step begins. */
  readonly onStep?: ((step: string) => void) | undefined;
}

/** What people write is small; two workers beside the search stay below 2 GB. */
const HEAP_MB = 384;

/** What came of mining one source. */
export interface MinedSource {
  readonly header: FindingsHeader;
  readonly reports: readonly { readonly output: MinedOutput; readonly report: GenerateReport }[];
  /** Whether it was interrupted. */
  readonly interrupted: boolean;
}

/**
 * Searches a source and proves what was found, into files of its own. A source whose commit was
 * mined before with equal settings is not searched or proven again.
 *
 * @throws IbertError `OUTPUT_UNWRITABLE` and what reading the source throws.
 */
export async function mineSource(tree: SourceTree, options: MineOptions): Promise<MinedSource> {
  const { dataDir, outputs, systemPrompts } = options;
  const files = sourceFiles(dataDir, tree.name);
  const header = await findingsOf(tree, files, options);
  const reports: { output: MinedOutput; report: GenerateReport }[] = [];
  for (const output of withOrigins(outputs)) {
    options.onStep?.(output.file);
    const source = await candidatesOf(output, files, options);
    const report = await generateAnew({
      ...options,
      source,
      output: files.records(output),
      frame: {
        systemPrompt: systemPrompts[output.task],
        sourceFile: sourceFileName(join(dataDir, output.file), dataDir, output.file),
      },
      resume: !options.fresh,
      heapMb: HEAP_MB,
      // Derived records are those of programs that are confirmed.
      confirm: output.from.kind === 'findings',
    });
    reports.push({ output, report });
    if (report.outcome === 'interrupted') return { header, reports, interrupted: true };
  }
  return { header, reports, interrupted: false };
}

/** What an output's records are made of. */
function candidatesOf(
  { from, task }: MinedOutput,
  files: SourceFiles,
  { command, perProgram, seed }: MineOptions,
): Promise<CandidateSource> {
  switch (from.kind) {
    case 'findings': {
      const { wanted, patterns } = from;
      const key = [...(patterns ?? [])].join();
      const only = { key, test: (finding: Finding) => belongs(finding, patterns) };
      return minedCandidates({ command, findings: files.findings, wanted, only });
    }
    case 'records': {
      const programs = from.of.map((output) => files.records(output));
      return taskCandidates({ task, templates: [], programs, perProgram, seed });
    }
  }
}

/** The findings of a source: those of an earlier run when nothing that decides them has changed. */
async function findingsOf(
  tree: SourceTree,
  { findings }: SourceFiles,
  { settings, history, fresh, onStep }: MineOptions,
): Promise<FindingsHeader> {
  const { name, repository, commit, license } = tree;
  const key = findingsKey({ VERSION, commit, settings });
  const known = fresh ? undefined : await findingsHeader(findings);
  if (known?.key === key && (known.history || !history)) return known;
  onStep?.('search');
  let files = 0;
  const found = search(tree, { history, onFile: () => void (files += 1) });
  const header = (): FindingsHeader => ({
    findings: 1,
    name,
    repository,
    commit,
    license: license ?? null,
    files,
    history,
    key,
  });
  await writeFindings(findings, found, header);
  return header();
}

/** Generates, going on with an interrupted run where that was one of the same candidates. */
async function generateAnew(options: GenerateOptions): Promise<GenerateReport> {
  try {
    return await generate(options);
  } catch (error) {
    const other = error instanceof IbertError && error.code === 'RESUME_MISMATCH';
    if (!other) throw error;
    return await generate({ ...options, resume: false });
  }
}
