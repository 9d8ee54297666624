import { openInput } from '@ibert/core/files';
import { readRecords } from '@ibert/core/records';
import { StatisticsCollector, statisticsText } from '@ibert/dataset/statistics';
import type { Command } from 'commander';
import type { CommandSpec } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { BASE_FILE, baseDataset } from '../paths.js';
import { addSettingFlags, type SettingFlags, settings } from '../settings.js';

interface Options extends SettingFlags {
  readonly json?: true;
}

const PLAIN_WIDTH = 100;

/** `dataset-stats [file]`: what a file of records holds. */
export const datasetStats: CommandSpec = {
  name: 'dataset-stats',
  configure(program: Command) {
    program
      .description('Show what a file of records holds: counts, balance, strength of verification.')
      .argument(
        '[file]',
        `file of records; - for standard input (default: ${BASE_FILE} of the data)`,
      )
      .option('--json', 'Print one JSON object.');
    addSettingFlags(program);
  },
  async run(io, program) {
    const options = program.opts<Options>();
    const config = await settings(io, options);
    const file = program.args[0] ?? baseDataset(config);
    const collector = new StatisticsCollector();
    for await (const line of readRecords(openInput(file), { file })) {
      if (line.kind === 'Fault') throw line.error;
      collector.add(line.record);
    }
    const statistics = collector.finish();
    await io.write(
      options.json === true
        ? `${JSON.stringify(statistics)}\n`
        : statisticsText(statistics, io.columns ?? PLAIN_WIDTH),
    );
    return EXIT.done;
  },
};
