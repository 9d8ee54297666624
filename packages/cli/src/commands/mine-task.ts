import { type Task, TASKS } from '@ibert/core/records';
import { Argument } from 'commander';

import type { CommandSpec } from '../command.js';
import { addMiningFlags } from '../mining/mining-flags.js';
import { mineTasks, type TaskMiningFlags } from '../mining/mine-tasks.js';
import { settings } from '../settings.js';

/** `mine-task TASK`: records of one task from repositories and documents. */
export const mineTask: CommandSpec = {
  name: 'mine-task',
  configure(program) {
    program
      .description('Mine records of one task from repositories and documents, and prove them.')
      .addArgument(new Argument('<task>', 'The task.').choices(TASKS))
      .option(
        '--output <directory>',
        'Directory of the output file (default: mining/multitask in the data directory).',
      )
      .option('--no-history', 'Look for no fixes in the history of repositories.');
    addMiningFlags(program);
  },
  async run(io, program) {
    const options = program.opts<TaskMiningFlags>();
    const config = await settings(io, options);
    const tasks = [program.args[0] as Task];
    return mineTasks(io, config, options, { command: 'mine-task', tasks });
  },
};
