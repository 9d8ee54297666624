import { plural } from '@ibert/core';
import type { Config } from '@ibert/core/config';
import { linkBaseFile, limited } from '@ibert/dataset';
import type { Command } from 'commander';
import { join } from 'node:path';
import type { CommandSpec } from '../command.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import {
  addGenerationFlags,
  GENERATION_NOTES,
  type GenerationFlags,
} from '../generation/generation-flags.js';
import { countCandidates, runGeneration, tellGeneration } from '../generation/run-generation.js';
import {
  addTaskFlags,
  ALLOWED_REJECTS,
  DERIVED_TASKS,
  type DerivedTask,
  SHARED_QUESTIONS,
  type TaskFlags,
  taskSource,
} from '../generation/task-generation.js';
import type { Io } from '../io.js';
import { baseDataset, taskFile } from '../paths.js';
import { settings } from '../settings.js';

/** Flags of both commands that generate for tasks. */
export interface MultitaskOptions extends GenerationFlags, TaskFlags {
  readonly output?: string;
}

/** `generate-multitask`: records of every task, from templates and from proven pairs. */
export const generateMultitask: CommandSpec = {
  name: 'generate-multitask',
  configure(program: Command) {
    program.description(
      'Generate records of every task from its templates and from proven pairs, and prove them.',
    );
    addTaskFlags(program);
    addGenerationFlags(program, ALLOWED_REJECTS);
    program.addHelpText('after', GENERATION_NOTES);
  },
  async run(io, program) {
    const options = program.opts<MultitaskOptions>();
    const config = await settings(io, options);
    let worst: ExitCode = EXIT.done;
    for (const task of DERIVED_TASKS) {
      const code = await generateTaskFile(io, config, options, task);
      if (code === EXIT.interrupted) return code;
      if (code !== EXIT.done) worst = code;
    }
    if (options.dryRun !== true) {
      await linkBaseFile(join(config.data_dir, taskFile('sql_to_ibis')), baseDataset(config));
    }
    return worst;
  },
};

/** Makes the file of one task. */
export async function generateTaskFile(
  io: Io,
  config: Config,
  options: MultitaskOptions,
  task: DerivedTask,
): Promise<ExitCode> {
  const source = await taskSource(task, config, options);
  if (options.dryRun === true) {
    const candidates = await countCandidates(limited(source, options.limit));
    await io.write(
      options.json === true
        ? `${JSON.stringify({ task, candidates })}\n`
        : `${task}: ${plural(candidates, 'candidate')}\n`,
    );
    return EXIT.done;
  }
  const standard = taskFile(task);
  const report = await runGeneration(io, config, options, {
    label: task,
    task,
    source,
    output: options.output ?? join(config.data_dir, standard),
    standard,
  });
  return await tellGeneration(io, report, options, SHARED_QUESTIONS);
}
