import type { MinedOutput } from '@ibert/dataset/mining';

import type { CommandSpec } from '../command.js';
import { settings } from '../settings.js';
import { addMiningFlags, type MiningFlags } from './mining-flags.js';
import { runMining } from './run-mining.js';

interface Options extends MiningFlags {
  readonly output?: string;
}

/** A command that mines programs as pairs with their SQL. */
export const minePairs = (name: string, description: string, output: MinedOutput): CommandSpec => ({
  name,
  configure(program) {
    program
      .description(description)
      .option('--output <file>', `Output file (default: ${output.file} in the data directory).`);
    addMiningFlags(program);
  },
  async run(io, program) {
    const options = program.opts<Options>();
    const config = await settings(io, options);
    const { output: path } = options;
    return runMining(io, config, options, {
      command: name,
      outputs: [output],
      history: false,
      ...(path === undefined ? {} : { pathOf: () => path }),
    });
  },
});
