import type { Config } from '@ibert/core/config';
import type { Task } from '@ibert/core/records';
import { taskOutput } from '@ibert/dataset/mining';
import { basename, join } from 'node:path';

import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import type { MiningFlags } from './mining-flags.js';
import { runMining } from './run-mining.js';

/** Flags of both commands that mine for tasks. */
export interface TaskMiningFlags extends MiningFlags {
  readonly output?: string;
  readonly history: boolean;
}

/** Mines the records of some tasks. Only the mistakes need the history. */
export function mineTasks(
  io: Io,
  config: Config,
  options: TaskMiningFlags,
  { command, tasks }: { readonly command: string; readonly tasks: readonly Task[] },
): Promise<ExitCode> {
  const { output: directory, history } = options;
  return runMining(io, config, options, {
    command,
    outputs: tasks.map(taskOutput),
    history: history && tasks.includes('error_resolution'),
    ...(directory === undefined ? {} : { pathOf: ({ file }) => join(directory, basename(file)) }),
  });
}
