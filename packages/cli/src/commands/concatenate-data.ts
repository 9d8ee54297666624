import { groupThousands, plural } from '@ibert/core';
import { TASKS } from '@ibert/core/records';
import {
  checkDataset,
  COMPLETE_FILE,
  concatenate,
  type ConcatenateReport,
  DATA_FILES,
  DATASET_RULES,
  type DatasetRules,
  findSources,
  leaksError,
  namedSources,
  type SplitCounts,
  SPLITS,
} from '@ibert/dataset/concatenate';
import type { Command } from 'commander';
import { join } from 'node:path';
import type { CommandSpec } from '../command.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { fraction } from '../option-values.js';
import { addSettingFlags, type SettingFlags, settings } from '../settings.js';
import { tableText } from '../table-text.js';

interface Options extends SettingFlags {
  readonly output?: string;
  readonly input?: readonly string[];
  readonly maxRemoved: number;
  readonly minShare: number;
  readonly check?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

const MOST_REMOVED = 0.1;

const NOTES = `
Beside the output lie splits/train.jsonl, splits/validation.jsonl and splits/test.jsonl,
multitask/${COMPLETE_FILE}, preferences.jsonl (answers beside wrong ones, of the training split),
train_complete.rejects.jsonl (what was left out, why, and for which record) and
train_complete.manifest.json. Splits share no template, no skeleton (the tree without names and
literals) and no program; test also shares no table. The files are read again and checked before they
take the place of earlier ones.
Exit status: 0 done, 1 a leak was found or more duplicates than allowed, 2 wrong usage.`;

/** `concatenate-data`: all proven records as one dataset with splits. */
export const concatenateData: CommandSpec = {
  name: 'concatenate-data',
  configure(program: Command) {
    program
      .description('Make one dataset of all proven records: no duplicates, splits without leaks.')
      .option('--output <file>', `Complete file (default: ${COMPLETE_FILE} in the data directory).`)
      .option('--input <files...>', 'Files of records (default: all that the data directory has).')
      .option(
        '--max-removed <share>',
        'Part of the input that duplicates may be.',
        fraction,
        MOST_REMOVED,
      )
      .option(
        '--min-share <share>',
        "Least part of each task's records in each split.",
        fraction,
        DATASET_RULES.minShare,
      )
      .option('--check', 'Only check the dataset that is there.')
      .option('--dry-run', 'Plan and count only; write nothing.')
      .option('--json', 'Print the report as one JSON object.')
      .option('--seed <n>', 'Seed of the search for splits (default: 0).');
    addSettingFlags(program);
    program.addHelpText('after', NOTES);
  },
  async run(io, program) {
    const options = program.opts<Options>();
    const config = await settings(io, options);
    const output = options.output ?? join(config.data_dir, COMPLETE_FILE);
    const rules = { ...DATASET_RULES, minShare: options.minShare };
    if (options.check === true) return await check(io, output, rules, options);
    const quiet = config.log_level === 'warning' || config.log_level === 'error';
    try {
      const report = await concatenate({
        found:
          options.input === undefined ? findSources(config.data_dir) : namedSources(options.input),
        output,
        seed: config.seed,
        rules,
        dryRun: options.dryRun === true,
        signal: io.signal,
        onStage: (stage) => {
          if (!quiet) io.say(`${stage}\n`);
        },
      });
      return await tell(io, report, options);
    } catch (error) {
      if (!io.signal.aborted) throw error;
      io.say('interrupted: earlier output is as it was\n');
      return EXIT.interrupted;
    }
  },
};

async function check(
  io: Io,
  output: string,
  rules: DatasetRules,
  { json }: Options,
): Promise<ExitCode> {
  const counts = await checkDataset(output, rules);
  await io.write(
    json === true ? `${JSON.stringify({ ok: true, counts })}\n` : splitTable(io, counts),
  );
  return EXIT.done;
}

async function tell(io: Io, report: ConcatenateReport, options: Options): Promise<ExitCode> {
  const { outcome, input, kept, rejected, leaks, files, duplicateShare } = report;
  await io.write(options.json === true ? `${JSON.stringify(report)}\n` : reportText(io, report));
  for (const line of missingLines(report)) io.say(`${line}\n`);
  if (outcome === 'refused') throw leaksError(leaks);
  const verb = outcome === 'written' ? 'wrote' : 'would write';
  io.say(`${verb} ${groupThousands(kept)} of ${plural(input, 'record')} to ${files.complete}\n`);
  if (rejected > 0 && outcome === 'written') io.say(`what was left out: ${files.rejects}\n`);
  if (duplicateShare <= options.maxRemoved) return EXIT.done;
  io.say(
    `duplicates are ${percent(duplicateShare)} of the input, more than the ${percent(options.maxRemoved)} allowed\n` +
      'hint: See which template or source repeats itself in the rejects, or raise --max-removed.\n',
  );
  return EXIT.failed;
}

/** A line per command of which nothing is there; single files of a command may well be missing. */
function missingLines({ missing, sources }: ConcatenateReport): readonly string[] {
  const there = new Set(sources.map(({ name }) => commandOf(name)));
  const commands = new Set(missing.map(({ command }) => command));
  return [...commands]
    .filter((command) => !there.has(command))
    .map((command) => {
      const [first, ...others] = missing.filter((file) => file.command === command);
      const more = others.length === 0 ? 'which' : 'and what else';
      return `not there: ${first?.name ?? ''}, ${more} ${command} makes`;
    });
}

const commandOf = (name: string): string | undefined =>
  DATA_FILES.find((file) => file.name === name)?.command;

function reportText(io: Io, { sources, reasons, counts, input }: ConcatenateReport): string {
  const sourceRows = sources.map(({ name, records }) => [name, groupThousands(records)]);
  const reasonRows = Object.entries(reasons).map(([reason, count]) => [
    reason,
    groupThousands(count),
    percent(count / Math.max(1, input)),
  ]);
  const parts = [
    tableText([left('source'), right('records')], sourceRows, io.columns),
    ...(reasonRows.length === 0
      ? []
      : [
          tableText(
            [left('left out'), right('records'), right('of input')],
            reasonRows,
            io.columns,
          ),
        ]),
    splitTable(io, counts),
  ];
  return parts.join('\n');
}

function splitTable(io: Io, counts: SplitCounts): string {
  const total = (split: (typeof SPLITS)[number]): number =>
    TASKS.reduce((sum, task) => sum + (counts[split][task] ?? 0), 0);
  const tasks = TASKS.filter((task) => SPLITS.some((split) => (counts[split][task] ?? 0) > 0));
  return tableText(
    [left('task'), ...SPLITS.map(right)],
    [
      ...tasks.map((task) => [
        task,
        ...SPLITS.map((split) => groupThousands(counts[split][task] ?? 0)),
      ]),
      ['all', ...SPLITS.map((split) => groupThousands(total(split)))],
    ],
    io.columns,
  );
}

const left = (title: string) => ({ title, align: 'left' as const });
const right = (title: string) => ({ title, align: 'right' as const });
const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
