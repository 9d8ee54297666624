import { groupThousands, IbertError, plural } from '@ibert/core';
import { type Difficulty, DIFFICULTIES } from '@ibert/core/records';
import { composedPairs, loadWorlds } from '@ibert/dataset';
import { type Command, Option } from 'commander';
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
import { runGeneration, tellGeneration } from '../generation/run-generation.js';
import { fraction, wholeNumber } from '../option-values.js';
import { COMPOSED_FILE, SHIPPED_WORLDS } from '../paths.js';
import { settings } from '../settings.js';

interface Options extends GenerationFlags, ScoreFlags {
  readonly count: number;
  readonly difficulty: Difficulty | 'mixed';
  readonly worlds: string;
  readonly output?: string;
  readonly leastKilled: number;
  readonly confirm?: true;
}

/** A condition that a single draw of rows meets by chance makes a poor example. */
const LEAST_SPEAKING = 2;

/** Candidates per wanted record: what repeats, says nothing or is weak is made up for. */
const SURPLUS = 4;

/** Chance repeats itself, asks for what no row has or for what every row has, and for the first of equals. */
const EXPECTED: ReadonlySet<string> = new Set([
  'DUPLICATE',
  'CONFLICT',
  'EMPTY_ON_ALL',
  'NONDETERMINISTIC',
  'WEAK_PROOF',
]);

/** Of a sample, only the strong pairs would be counted; the others would not be looked at. */
const sampleOnly = (share: number): IbertError =>
  new IbertError('USAGE', `--least-killed: expected --score-share 1, found ${share}`, {
    hint: 'Score every pair, or drop none.',
  });

/** `compose`: random programs over sets of tables, as proven pairs. */
export const compose: CommandSpec = {
  name: 'compose',
  configure(program: Command) {
    program
      .description('Compose random programs over sets of tables, and prove them as pairs.')
      .option('--count <n>', 'Records wanted.', wholeNumber, 1000)
      .addOption(
        new Option('--difficulty <level>', 'How much the programs ask.')
          .choices(['mixed', ...DIFFICULTIES])
          .default('mixed'),
      )
      .option('--worlds <file>', 'YAML file of sets of tables.', SHIPPED_WORLDS)
      .option('--output <file>', `Output file (default: ${COMPOSED_FILE} in the data directory).`);
    addGenerationFlags(program);
    addScoreFlag(program, 0.1);
    program.option(
      '--least-killed <part>',
      'Refuse pairs whose proof tells apart less than this part, 0 to 1, of the neighbours that differ; needs --score-share 1.',
      fraction,
      0,
    );
    program.option('--confirm', 'Prove on the rows of a second seed as well.');
    program.addHelpText('after', GENERATION_NOTES);
  },
  async run(io, program) {
    const options = program.opts<Options>();
    const config = await settings(io, options);
    const { count, difficulty, scoreShare, leastKilled } = options;
    if (leastKilled > 0 && scoreShare < 1) throw sampleOnly(scoreShare);
    const source = composedPairs({
      worlds: await loadWorlds(options.worlds),
      difficulty: difficulty === 'mixed' ? undefined : difficulty,
      count: Math.ceil(count * SURPLUS) + 10,
      seed: config.seed,
    });
    if (options.dryRun === true) {
      await io.write(
        options.json === true
          ? `${JSON.stringify({ wanted: count, candidates: source.total })}\n`
          : `${plural(count, 'record')} wanted, of at most ${plural(source.total ?? 0, 'candidate')}\n`,
      );
      return EXIT.done;
    }
    const report = await runGeneration(io, config, options, {
      label: 'compose',
      task: 'sql_to_ibis',
      source,
      output: options.output ?? join(config.data_dir, COMPOSED_FILE),
      standard: COMPOSED_FILE,
      wanted: count,
      scoreShare,
      leastSpeaking: LEAST_SPEAKING,
      leastKilled,
      confirm: options.confirm === true,
    });
    const code = await tellGeneration(io, report, options, EXPECTED);
    // With --limit it is the user who asks for fewer.
    if (code !== EXIT.done || report.kept >= count || options.limit !== undefined) return code;
    io.say(`only ${plural(report.kept, 'record')} of ${groupThousands(count)} could be made\n`);
    return EXIT.failed;
  },
};
