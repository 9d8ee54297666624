import { type Command, Argument } from 'commander';
import type { CommandSpec } from '../command.js';
import { addGenerationFlags, GENERATION_NOTES } from '../generation/generation-flags.js';
import {
  addTaskFlags,
  ALLOWED_REJECTS,
  DERIVED_TASKS,
  type DerivedTask,
} from '../generation/task-generation.js';
import { settings } from '../settings.js';
import { generateTaskFile, type MultitaskOptions } from './generate-multitask.js';

/** `generate-task TASK`: records of one task. */
export const generateTask: CommandSpec = {
  name: 'generate-task',
  configure(program: Command) {
    program
      .description('Generate records of one task from its templates and from proven pairs.')
      .addArgument(new Argument('<task>', 'The task.').choices(DERIVED_TASKS))
      .option(
        '--output <file>',
        'Output file (default: multitask/TASK.jsonl in the data directory).',
      );
    addTaskFlags(program);
    addGenerationFlags(program, ALLOWED_REJECTS);
    program.addHelpText('after', GENERATION_NOTES);
  },
  async run(io, program) {
    const options = program.opts<MultitaskOptions>();
    const config = await settings(io, options);
    return generateTaskFile(io, config, options, program.args[0] as DerivedTask);
  },
};
