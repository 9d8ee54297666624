import { type Task, TASKS } from '@ibert/core/records';
import { Option } from 'commander';

import type { CommandSpec } from '../command.js';
import { addMiningFlags } from '../mining/mining-flags.js';
import { mineTasks, type TaskMiningFlags } from '../mining/mine-tasks.js';
import { settings } from '../settings.js';

interface Options extends TaskMiningFlags {
  readonly task?: Task;
}

/** `mine-multitask`: records of every task from repositories and documents. */
export const mineMultitask: CommandSpec = {
  name: 'mine-multitask',
  configure(program) {
    program
      .description('Mine records of every task from repositories and documents, and prove them.')
      .addOption(new Option('--task <task>', 'Only this task.').choices(TASKS))
      .option(
        '--output <directory>',
        'Directory of the output files (default: mining/multitask in the data directory).',
      )
      .option('--no-history', 'Look for no fixes in the history of repositories.');
    addMiningFlags(program);
  },
  async run(io, program) {
    const options = program.opts<Options>();
    const config = await settings(io, options);
    const tasks = options.task === undefined ? TASKS : [options.task];
    return mineTasks(io, config, options, { command: 'mine-multitask', tasks });
  },
};
