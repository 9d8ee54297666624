import { type PartStatistics, partText } from '@ibert/dataset/statistics';
import type { CommandSpec } from '../command.js';
import { EXIT } from '../exit-codes.js';
import {
  addStatsFlags,
  nothingThere,
  type StatsFlags,
  statisticsOf,
  writeReport,
} from '../stats-command.js';
import { STATS_PARTS } from '../stats-parts.js';
import { settings } from '../settings.js';

const PLAIN_WIDTH = 80;
const PARTS = Object.values(STATS_PARTS);

/** `all-stats`: what every part of the data holds. */
export const allStats: CommandSpec = {
  name: 'all-stats',
  configure(program) {
    program.description('Show what every part of the data holds, and say what is not made yet.');
    addStatsFlags(program);
  },
  async run(io, program) {
    const options = program.opts<StatsFlags>();
    const config = await settings(io, options);
    const parts: PartStatistics[] = [];
    for (const part of PARTS) {
      const statistics = await statisticsOf(part, config);
      if (statistics === undefined) {
        const [first] = part.files;
        io.say(`not there: ${part.name.toLowerCase()} (made by ${first?.command ?? ''})\n`);
      } else {
        parts.push(statistics);
      }
    }
    if (parts.length === 0) throw nothingThere(STATS_PARTS.base, config);
    await io.write(
      options.json === true
        ? `${JSON.stringify({ parts })}\n`
        : parts.map((part) => partText(part, io.columns ?? PLAIN_WIDTH)).join('\n'),
    );
    // The complete dataset holds the rest: it comes first where there are plots.
    await writeReport(io, options.html, 'The iBERT dataset', parts.toReversed());
    return EXIT.done;
  },
};
