import { type Command, Option } from 'commander';

import { collect, wholeNumber } from '../option-values.js';
import { addOracleFlags, type OracleFlags } from '../oracle-flags.js';
import { addProvingFlags, type SettingFlags } from '../settings.js';

/** What every command that mines takes. */
export interface MiningFlags extends SettingFlags, OracleFlags {
  readonly repo?: readonly string[];
  readonly repoPath?: readonly string[];
  readonly repoFile?: string;
  readonly ref?: string;
  readonly depth?: number;
  readonly includeLicense?: readonly string[];
  readonly perProgram: number;
  readonly ifReachable?: true;
  readonly fresh?: true;
  readonly json?: true;
}

const PER_PROGRAM = 1;

const NOTES = `
A source is the URL of a git repository, a local clone, a folder, or a .whl, .zip or .tar.gz archive.
Nothing of it is run. One that cannot be read is reported and left out; a commit that was mined before
is not mined again. Clones lie in mining/repos below the data directory, each source's findings, records
and rejects in mining/by_source.
Exit status: 0 done, 1 no source could be read, 2 wrong usage, 130 interrupted.`;

/** Adds the flags of {@link MiningFlags}. */
export function addMiningFlags(program: Command): void {
  program
    .option(
      '--repo <source>',
      'A source, or the name of one in the list; may be given again.',
      collect,
    )
    .addOption(new Option('--repo-path <path>', 'The same as --repo.').argParser(collect))
    .option(
      '--repo-file <file>',
      'List of sources, a line for each: url|name|directories (default: the one that comes with iBERT).',
    )
    .option('--ref <name>', 'Branch, tag or commit (default: HEAD).')
    .option('--depth <n>', 'Commits of history that a clone has.', wholeNumber)
    .option(
      '--include-license <id>',
      'Mine sources under this licence too (SPDX identifier, or unknown); may be given again.',
      collect,
    )
    .option(
      '--per-program <n>',
      'Most records of a task made of one program.',
      wholeNumber,
      PER_PROGRAM,
    )
    .option('--if-reachable', 'Succeed when no source could be read.')
    .option('--fresh', 'Mine again what was mined before.')
    .option('--json', 'Print the report as one JSON object.');
  addOracleFlags(program);
  addProvingFlags(program);
  program.addHelpText('after', NOTES);
}
