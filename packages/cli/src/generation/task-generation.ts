import type { Config } from '@ibert/core/config';
import { type Task, TASKS } from '@ibert/core/records';
import { taskCandidates, type CandidateSource } from '@ibert/dataset';
import { TEMPLATE_OPTIONS } from '@ibert/dataset/templates';
import { loadTaskTemplates } from '@ibert/templates';
import type { Command } from 'commander';
import { join } from 'node:path';
import { wholeNumber } from '../option-values.js';
import { SHIPPED_TASK_TEMPLATES } from '../paths.js';
import { provenPairs } from './proven-pairs.js';

/** The tasks whose records `generate-multitask` makes; the pairs themselves come from `generate-data`. */
export type DerivedTask = Exclude<Task, 'sql_to_ibis'>;
export const DERIVED_TASKS = TASKS.filter((task): task is DerivedTask => task !== 'sql_to_ibis');

/**
 * Rejects among derived records that are still a success: an engine other than DuckDB may refuse a
 * query or have other characters. Beside them stand questions that two programs share.
 */
export const ALLOWED_REJECTS = 50;
export const SHARED_QUESTIONS: ReadonlySet<string> = new Set(['DUPLICATE', 'CONFLICT']);

/** What the commands that generate for tasks take. */
export interface TaskFlags {
  readonly templates: string;
  readonly programs?: readonly string[];
  readonly perProgram: number;
}

export function addTaskFlags(program: Command): void {
  program
    .option(
      '--templates <dir>',
      'Directory with one of templates per task.',
      SHIPPED_TASK_TEMPLATES,
    )
    .option(
      '--programs <file...>',
      'Proven pairs to derive records from (default: those of generate-data).',
    )
    .option(
      '--per-program <n>',
      'Records of a task derived from one pair; 0 for none.',
      wholeNumber,
      1,
    );
}

/**
 * The candidates of a task.
 *
 * @throws IbertError `INPUT_UNREADABLE` without the pairs to derive from.
 */
export async function taskSource(
  task: DerivedTask,
  config: Config,
  { templates, programs, perProgram }: TaskFlags,
): Promise<CandidateSource> {
  return taskCandidates({
    task,
    templates: await loadTaskTemplates(join(templates, task), TEMPLATE_OPTIONS),
    programs: perProgram === 0 ? [] : provenPairs(config, programs),
    perProgram,
    seed: config.seed,
  });
}
