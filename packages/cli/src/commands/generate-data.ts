import { plural } from '@ibert/core';
import { limited, templatePairs } from '@ibert/dataset';
import { TEMPLATE_OPTIONS } from '@ibert/dataset/templates';
import { loadTemplates, type Template } from '@ibert/templates';
import type { Command } from 'commander';
import type { CommandSpec } from '../command.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import {
  addGenerationFlags,
  addScoreFlag,
  GENERATION_NOTES,
  type GenerationFlags,
  type ScoreFlags,
} from '../generation/generation-flags.js';
import { countCandidates, runGeneration, tellGeneration } from '../generation/run-generation.js';
import type { Io } from '../io.js';
import { BASE_FILE, baseDataset, SHIPPED_TEMPLATES } from '../paths.js';
import { settings } from '../settings.js';

interface Options extends GenerationFlags, ScoreFlags {
  readonly templates: string;
  readonly output?: string;
}

/** `generate-data`: templates in, proven SQL and Ibis pairs out. */
export const generateData: CommandSpec = {
  name: 'generate-data',
  configure(program: Command) {
    program
      .description('Generate training data: expand the templates, prove every pair on DuckDB.')
      .option('--templates <dir>', 'Directory of templates.', SHIPPED_TEMPLATES)
      .option('--output <file>', `Output file (default: ${BASE_FILE} in the data directory).`);
    addGenerationFlags(program);
    addScoreFlag(program, 1);
    program.addHelpText('after', GENERATION_NOTES);
  },
  async run(io, program) {
    const options = program.opts<Options>();
    const config = await settings(io, options);
    const templates = await loadTemplates(options.templates, TEMPLATE_OPTIONS);
    if (options.dryRun === true) return dryRun(io, templates, options);
    const report = await runGeneration(io, config, options, {
      label: 'generate',
      task: 'sql_to_ibis',
      source: templatePairs(templates),
      output: options.output ?? baseDataset(config),
      standard: BASE_FILE,
      scoreShare: options.scoreShare,
      confirm: true,
    });
    return await tellGeneration(io, report, options);
  },
};

async function dryRun(
  io: Io,
  templates: readonly Template[],
  { limit, json }: Options,
): Promise<ExitCode> {
  const counts = {
    templates: templates.length,
    variations: templates.reduce((sum, { variations }) => sum + variations.length, 0),
    candidates: await countCandidates(limited(templatePairs(templates), limit)),
  };
  const { variations } = counts;
  await io.write(
    json === true
      ? `${JSON.stringify(counts)}\n`
      : `${plural(counts.templates, 'template')}, ${plural(variations, 'variation')}, ${plural(counts.candidates, 'candidate')}\n`,
  );
  return EXIT.done;
}
