import { miningFunnels } from '@ibert/dataset/mining';

import { funnelText } from '../mining/funnel-text.js';
import { collect } from '../option-values.js';
import { statsCommand } from '../stats-command.js';
import { STATS_PARTS } from '../stats-parts.js';

interface Options {
  readonly under?: readonly string[];
}

/** `mining-stats [files]`: what the mined records hold, and what became of everything that was found. */
export const miningStats = statsCommand(
  'mining-stats',
  'Show what the mined records hold, and what became of everything found in each source.',
  STATS_PARTS.mined,
  {
    configure(program) {
      program.option(
        '--under <directory>',
        'Count only what was found in this directory of the sources; may be given again.',
        collect,
      );
    },
    async show(config, program, width) {
      const { under = [] } = program.opts<Options>();
      const sources = await miningFunnels(config.data_dir, under);
      return { facts: { sources }, text: sources.map((one) => funnelText(one, width)).join('') };
    },
  },
);
