import type { Command } from 'commander';
import { fraction, wholeNumber } from '../option-values.js';
import { addOracleFlags, type OracleFlags } from '../oracle-flags.js';
import { addProvingFlags, type SettingFlags } from '../settings.js';

/** What every command that writes proven records takes. */
export interface GenerationFlags extends SettingFlags, OracleFlags {
  readonly limit?: number;
  readonly maxRejects: number;
  readonly resume?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

/** How the other files of a run and its exit status are explained. */
export const GENERATION_NOTES = `
Beside the output, e.g. train.jsonl, lie train.rejects.jsonl (what was not proven, and why) and
train.manifest.json. An interrupted run leaves earlier output as it was and goes on with --resume.
Exit status: 0 done, 1 more rejects than allowed, 2 wrong usage, 130 interrupted.`;

/** Adds the flags of {@link GenerationFlags}. */
export function addGenerationFlags(program: Command, maxRejects = 0): void {
  program
    .option('--limit <n>', 'Only the first n candidates.', wholeNumber)
    .option(
      '--max-rejects <n>',
      'Rejected candidates that are still a success.',
      wholeNumber,
      maxRejects,
    )
    .option('--resume', 'Go on where an interrupted run with the same settings stopped.')
    .option('--dry-run', 'Check and count only; prove and write nothing.')
    .option('--json', 'Print the report as one JSON object.');
  addOracleFlags(program);
  addProvingFlags(program);
}

/** What commands that write pairs take besides. */
export interface ScoreFlags {
  readonly scoreShare: number;
}

/** Adds `--score-share`. */
export function addScoreFlag(program: Command, share: number): void {
  program.option(
    '--score-share <part>',
    'Part of the pairs, 0 to 1, whose wrong neighbours the proof must tell apart (mutation score).',
    fraction,
    share,
  );
}
