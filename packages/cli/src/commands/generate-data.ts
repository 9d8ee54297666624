import { plural } from '@ibert/core';
import { type Progress, startProgress } from '@ibert/core/progress';
import {
  candidates,
  generate,
  type GenerateReport,
  loadPrompt,
  sourceFileName,
} from '@ibert/dataset';
import { TEMPLATE_OPTIONS } from '@ibert/dataset/templates';
import { loadTemplates, type Template } from '@ibert/templates';
import type { Command } from 'commander';
import type { CommandSpec } from '../command.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { wholeNumber } from '../option-values.js';
import { BASE_FILE, baseDataset, SHIPPED_PROMPTS, SHIPPED_TEMPLATES } from '../paths.js';
import { addProvingFlags, type SettingFlags, settings } from '../settings.js';

interface Options extends SettingFlags {
  readonly templates: string;
  readonly output?: string;
  readonly limit?: number;
  readonly maxRejects: number;
  readonly resume?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

const NOTES = `
Beside the output, e.g. train.jsonl, lie train.rejects.jsonl (what was not proven, and why) and
train.manifest.json. An interrupted run leaves earlier output as it was and goes on with --resume.
Exit status: 0 done, 1 more rejects than allowed, 2 wrong usage, 130 interrupted.`;

/** `generate-data`: templates in, proven SQL and Ibis pairs out. */
export const generateData: CommandSpec = {
  name: 'generate-data',
  configure(program: Command) {
    program
      .description('Generate training data: expand the templates, prove every pair on DuckDB.')
      .option('--templates <dir>', 'Directory of templates.', SHIPPED_TEMPLATES)
      .option('--output <file>', `Output file (default: ${BASE_FILE} in the data directory).`)
      .option('--limit <n>', 'Only the first n candidates.', wholeNumber)
      .option('--max-rejects <n>', 'Rejected candidates that are still a success.', wholeNumber, 0)
      .option('--resume', 'Go on where an interrupted run with the same settings stopped.')
      .option('--dry-run', 'Check and count only; prove and write nothing.')
      .option('--json', 'Print the report as one JSON object.');
    addProvingFlags(program);
    program.addHelpText('after', NOTES);
  },
  async run(io, program) {
    const options = program.opts<Options>();
    const config = await settings(io, options);
    const templates = await loadTemplates(options.templates, TEMPLATE_OPTIONS);
    if (options.dryRun === true) return dryRun(io, templates, options);
    const output = options.output ?? baseDataset(config);
    const total = countCandidates(templates, options.limit);
    const quiet = config.log_level === 'warning' || config.log_level === 'error';
    let progress: Progress | undefined;
    const report = await generate({
      templates,
      output,
      frame: {
        systemPrompt: await loadPrompt(SHIPPED_PROMPTS, 'sql_to_ibis'),
        sourceFile: sourceFileName(output, config.data_dir, BASE_FILE),
      },
      limit: options.limit,
      resume: options.resume === true,
      seed: config.seed,
      jobs: config.jobs,
      timeoutMs: config.validation.timeout_ms,
      memoryMb: config.validation.memory_limit_mb,
      signal: io.signal,
      onStart: (resumed) => {
        progress = startProgress({ label: 'generate', total, resumed, quiet });
      },
      onVerdict: (outcome) => progress?.add(outcome),
    }).finally(() => progress?.finish());
    return await tell(io, report, options);
  },
};

function countCandidates(templates: readonly Template[], limit: number | undefined): number {
  let count = 0;
  for (const _ of candidates(templates, limit)) count += 1;
  return count;
}

async function dryRun(
  io: Io,
  templates: readonly Template[],
  { limit, json }: Options,
): Promise<ExitCode> {
  const counts = {
    templates: templates.length,
    variations: templates.reduce((sum, { variations }) => sum + variations.length, 0),
    candidates: countCandidates(templates, limit),
  };
  const { variations } = counts;
  await io.write(
    json === true
      ? `${JSON.stringify(counts)}\n`
      : `${plural(counts.templates, 'template')}, ${plural(variations, 'variation')}, ${plural(counts.candidates, 'candidate')}\n`,
  );
  return EXIT.done;
}

async function tell(io: Io, report: GenerateReport, options: Options): Promise<ExitCode> {
  const { outcome, kept, rejected, reasons, files } = report;
  if (options.json === true) {
    const { candidates: total } = report;
    const answer = { outcome, candidates: total, kept, rejected, reasons, files };
    await io.write(`${JSON.stringify(answer)}\n`);
  }
  if (outcome === 'interrupted') {
    io.say(
      `interrupted: run again with --resume to go on after ${plural(kept + rejected, 'candidate')}\n`,
    );
    return EXIT.interrupted;
  }
  io.say(`wrote ${plural(kept, 'record')} to ${files.records}\n`);
  if (rejected === 0) return EXIT.done;
  const summary = Object.entries(reasons).map(([reason, count]) => `${reason} ${count}`);
  io.say(
    `rejected ${plural(rejected, 'candidate')}: ${summary.join(', ')}; see ${files.rejects}\n`,
  );
  return rejected > options.maxRejects ? EXIT.failed : EXIT.done;
}
