import { IbertError, plural } from '@ibert/core';
import { writeFileAtomic } from '@ibert/core/files';
import type { Config } from '@ibert/core/config';
import type { DataFile } from '@ibert/dataset/concatenate';
import {
  type PartFile,
  type PartStatistics,
  partStatistics,
  partText,
  reportPage,
} from '@ibert/dataset/statistics';
import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandSpec } from './command.js';
import { EXIT } from './exit-codes.js';
import type { Io } from './io.js';
import { addSettingFlags, type SettingFlags, settings } from './settings.js';

/** A part of the data that statistics are made of. */
export interface StatsPart {
  /** Its heading. */
  readonly name: string;
  readonly files: readonly Pick<DataFile, 'name' | 'command'>[];
  /** Splits of it, counted apart. */
  readonly splits?: readonly string[];
}

export interface StatsFlags extends SettingFlags {
  readonly json?: true;
  readonly html?: string;
}

const PLAIN_WIDTH = 80;

/** Adds the flags of a command that shows statistics. */
export function addStatsFlags(program: Command): void {
  program
    .option('--json', 'Print one JSON object.')
    .option('--html <file>', 'Write a report with plots to this file as well.');
  addSettingFlags(program);
}

/** What a command shows beside the statistics of the records. */
export interface MoreStatistics {
  readonly configure: (program: Command) => void;
  /** Facts for `--json`, and the same as text. */
  readonly show: (
    config: Config,
    program: Command,
    width: number,
  ) => Promise<{ readonly facts: Readonly<Record<string, unknown>>; readonly text: string }>;
}

/** A command that shows what one part of the data holds. */
export const statsCommand = (
  name: string,
  description: string,
  part: StatsPart,
  more?: MoreStatistics,
): CommandSpec => ({
  name,
  configure(program) {
    program
      .description(description)
      .argument(
        '[files...]',
        `files of records; - for standard input (default: ${part.name.toLowerCase()})`,
      );
    more?.configure(program);
    addStatsFlags(program);
  },
  async run(io, program) {
    const options = program.opts<StatsFlags>();
    const config = await settings(io, options);
    const given = program.args.map((path) => ({ path, name: path }));
    const statistics =
      given.length > 0
        ? await partStatistics(given.map((file) => file.name).join(', '), given)
        : await statisticsOf(part, config);
    if (statistics === undefined) throw nothingThere(part, config);
    const width = io.columns ?? PLAIN_WIDTH;
    const beside = given.length === 0 ? await more?.show(config, program, width) : undefined;
    if (options.json === true) {
      const { statistics: found, rejects, splits, files } = statistics;
      const facts = { ...found, rejects, splits, files, ...beside?.facts };
      await io.write(`${JSON.stringify(facts)}\n`);
    } else {
      await io.write(partText(statistics, width) + (beside?.text ?? ''));
    }
    await writeReport(io, options.html, `iBERT: ${statistics.name}`, [statistics]);
    return EXIT.done;
  },
});

/** The statistics of the files of a part that are there; nothing when none is. */
export async function statisticsOf(
  { name, files, splits = [] }: StatsPart,
  { data_dir: dataDir }: Config,
): Promise<PartStatistics | undefined> {
  const there = (names: readonly string[]): readonly PartFile[] =>
    names
      .map((file) => ({ path: join(dataDir, file), name: file }))
      .filter(({ path }) => existsSync(path));
  const found = there(files.map((file) => file.name));
  if (found.length === 0) return undefined;
  const parts = there(splits).map(({ path, name: file }) => ({ path, name: splitName(file) }));
  return await partStatistics(name, found, parts);
}

const splitName = (file: string): string => file.replace(/^.*\/|\.jsonl$/g, '');

/** Why there is nothing to show, and which command changes that. */
export function nothingThere(
  { name, files }: StatsPart,
  { data_dir: dataDir }: Config,
): IbertError {
  const [first] = files;
  const found =
    files.length === 1
      ? join(dataDir, first?.name ?? '')
      : `all ${plural(files.length, 'file')} below ${dataDir}`;
  return new IbertError(
    'INPUT_UNREADABLE',
    `there are no records for "${name}": missing is ${found}`,
    {
      hint: `Make them first with ${[...new Set(files.map(({ command }) => command))].join(' or ')}.`,
    },
  );
}

/** Writes the report with plots, where one is asked for. */
export async function writeReport(
  io: Io,
  file: string | undefined,
  title: string,
  parts: readonly PartStatistics[],
): Promise<void> {
  if (file === undefined) return;
  await writeFileAtomic(file, reportPage(title, parts));
  io.say(`wrote the report to ${file}\n`);
}
