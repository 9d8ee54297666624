import { loadDictionary } from '@ibert/augmentation';
import { plural } from '@ibert/core';
import { augmentedPairs, limited } from '@ibert/dataset';
import type { Command } from 'commander';
import { join } from 'node:path';
import type { CommandSpec } from '../command.js';
import { EXIT } from '../exit-codes.js';
import {
  addGenerationFlags,
  addScoreFlag,
  GENERATION_NOTES,
  type GenerationFlags,
  type ScoreFlags,
} from '../generation/generation-flags.js';
import { provenPairs } from '../generation/proven-pairs.js';
import { countCandidates, runGeneration, tellGeneration } from '../generation/run-generation.js';
import { wholeNumber } from '../option-values.js';
import { AUGMENTED_FILE, SHIPPED_DICTIONARY } from '../paths.js';
import { settings } from '../settings.js';

interface Options extends GenerationFlags, ScoreFlags {
  readonly programs?: readonly string[];
  readonly perProgram: number;
  readonly dictionary: string;
  readonly output?: string;
}

/** What a changed constant may bring about; it says nothing against the pair that was changed. */
const EXPECTED: ReadonlySet<string> = new Set([
  'DUPLICATE',
  'CONFLICT',
  'EMPTY_ON_ALL',
  'NONDETERMINISTIC',
]);

/** `generate-augmented`: variants of proven pairs with other names and values. */
export const generateAugmented: CommandSpec = {
  name: 'generate-augmented',
  configure(program: Command) {
    program
      .description(
        'Rename columns and tables and change values of proven pairs; prove the variants.',
      )
      .option('--programs <file...>', 'Proven pairs to vary (default: those of generate-data).')
      .option('--per-program <n>', 'Variants of one pair.', wholeNumber, 2)
      .option('--dictionary <dir>', 'Directory of synonyms.', SHIPPED_DICTIONARY)
      .option('--output <file>', `Output file (default: ${AUGMENTED_FILE} in the data directory).`);
    addGenerationFlags(program);
    addScoreFlag(program, 0);
    program.addHelpText('after', GENERATION_NOTES);
  },
  async run(io, program) {
    const options = program.opts<Options>();
    const config = await settings(io, options);
    const source = await augmentedPairs({
      programs: provenPairs(config, options.programs),
      dictionary: await loadDictionary(options.dictionary),
      perProgram: options.perProgram,
      seed: config.seed,
    });
    if (options.dryRun === true) {
      const candidates = await countCandidates(limited(source, options.limit));
      await io.write(
        options.json === true
          ? `${JSON.stringify({ candidates })}\n`
          : `${plural(candidates, 'candidate')}\n`,
      );
      return EXIT.done;
    }
    const report = await runGeneration(io, config, options, {
      label: 'augment',
      task: 'sql_to_ibis',
      source,
      output: options.output ?? join(config.data_dir, AUGMENTED_FILE),
      standard: AUGMENTED_FILE,
      scoreShare: options.scoreShare,
    });
    return await tellGeneration(io, report, options, EXPECTED);
  },
};
