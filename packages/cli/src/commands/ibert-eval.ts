import { join } from 'node:path';
import { IbertError, type Prompt } from '@ibert/core';
import type { Config } from '@ibert/core/config';
import { type Progress, startProgress } from '@ibert/core/progress';
import { type DatasetRecord, type Task, TASKS } from '@ibert/core/records';
import type { TextModel } from '@ibert/models';
import { Bench } from '@ibert/multitask';
import {
  type Candidate,
  CANDIDATES,
  type EvaluateOptions,
  type Evaluated,
  evaluateRecord,
  type Report,
  reportOf,
} from '@ibert/tasks/evaluate';
import { openJudge } from '@ibert/tasks/judge';
import { Option } from 'commander';
import type { CommandSpec } from '../command.js';
import { openConfiguredModel } from '../engines/configured-model.js';
import { addModelFlags, type EngineFlags, engineSettings } from '../engines/engine-flags.js';
import { reportMarkdown, reportText } from '../evaluation/report-text.js';
import { sampleRecords } from '../evaluation/sample.js';
import { EXIT } from '../exit-codes.js';
import type { Io } from '../io.js';
import { wholeNumber } from '../option-values.js';
import { SHIPPED_PROMPTS } from '../paths.js';

interface Options extends EngineFlags {
  readonly input?: string;
  readonly task?: readonly Task[];
  readonly engines: readonly Candidate[];
  readonly limit: number;
  readonly seed?: number;
  readonly details?: true;
  readonly json?: true;
  readonly markdown?: true;
}

const NOTES = `
compiler: the compiler engine. model: what a model says at its first attempt, unchecked. verified: a model
whose answers are checked, sent back and mended; what does not hold is no answer.
Every share is of all questions, one without an answer being a miss; "wrong rows" is of the answers whose rows
could be compared. Behind each share: the interval that holds the true one in 95 of 100 samples.`;

/** `ibert-eval`: how well the engines answer the records of a split. */
export const ibertEval: CommandSpec = {
  name: 'ibert-eval',
  configure(program) {
    program
      .description('Measure how well the engines answer the records of a split.')
      .option('--input <file>', 'Records (default: splits/test.jsonl of the data directory).')
      .addOption(new Option('--task <task...>', 'Only these tasks.').choices(TASKS))
      .addOption(
        new Option('--engines <engine...>', 'Who answers.')
          .choices(CANDIDATES)
          .default(['compiler']),
      )
      .option('--limit <n>', 'Most records of each task.', wholeNumber, 100)
      .option('--seed <n>', 'Draws the records, the rows and the tokens.', wholeNumber)
      .option('--temperature <t>', '0 always takes the likeliest token (default: 0.2).')
      .option('--max-tokens <n>', 'Most tokens of one answer (default: 512).')
      .option('--attempts <n>', 'Most attempts of a verified model (default: 3).')
      .option('--timeout-s <n>', 'Most seconds of one answer of a model (default: 300).')
      .option('--details', 'Print one line of JSON for each answer.')
      .option('--json', 'Print the report as one JSON object.')
      .option('--markdown', 'Print the report as a table of Markdown.');
    addModelFlags(program);
    program.addHelpText('after', NOTES);
  },
  async run(io, program) {
    const options = program.opts<Options>();
    const config = await engineSettings(io, options);
    const file = options.input ?? join(config.data_dir, 'splits', 'test.jsonl');
    const seed = options.seed ?? config.seed;
    const records = await sampleRecords(file, options.task ?? TASKS, options.limit, seed);
    const results = await evaluated(io, config, { ...options, seed }, records);
    if (io.signal.aborted) return EXIT.interrupted;
    const reports = TASKS.flatMap((task) =>
      options.engines.map((engine) => reportOf(task, engine, results)),
    ).filter(({ records: count }) => count > 0);
    if (options.details === true) {
      for (const result of results) await io.write(`${JSON.stringify(result)}\n`);
    }
    await io.write(reportIn(options, reports, io.columns));
    return EXIT.done;
  },
};

const reportIn = (
  { json, markdown }: Options,
  reports: readonly Report[],
  width: number | undefined,
): string => {
  if (json === true) return `${JSON.stringify({ ok: true, reports })}\n`;
  return markdown === true ? reportMarkdown(reports) : reportText(reports, width);
};

async function evaluated(
  io: Io,
  config: Config,
  { engines, ...flags }: Options & { readonly seed: number },
  records: readonly DatasetRecord[],
): Promise<readonly Evaluated[]> {
  const needsModel = engines.some((engine) => engine !== 'compiler');
  const model = needsModel ? await openConfiguredModel(config, io) : undefined;
  const bench = await Bench.open({
    // Other rows than those on which the records were proven.
    seed: flags.seed + 1,
    timeoutMs: config.validation.timeout_ms,
    memoryMb: config.validation.memory_limit_mb,
  });
  const judge = openJudge();
  const options = optionsOf(io, config, flags.seed, { bench, judge, model });
  const progress = progressOf(config, engines.length * records.length);
  const results: Evaluated[] = [];
  try {
    for (const engine of engines) {
      for (const record of records) {
        if (io.signal.aborted) return results;
        const result = await evaluateRecord(record, engine, options);
        results.push(result);
        progress.add(result.score === undefined ? 'rejected' : 'kept');
      }
    }
    return results;
  } catch (error) {
    if (error instanceof IbertError && error.code === 'CANCELLED') return results;
    throw error;
  } finally {
    progress.finish();
    judge.close();
    await bench.close();
    await model?.close();
  }
}

function optionsOf(
  io: Io,
  { model: settings }: Config,
  seed: number,
  resources: Pick<EvaluateOptions, 'bench' | 'judge'> & { readonly model: TextModel | undefined },
): EvaluateOptions {
  const prompts = new Map<Task, Promise<Prompt>>();
  return {
    ...resources,
    attempts: settings.attempts,
    options: {
      temperature: settings.temperature,
      maxTokens: settings.max_tokens,
      deadlineMs: settings.timeout_s * 1000,
      seed,
      signal: io.signal,
    },
    prompts: async (task) => {
      const { loadPrompt } = await import('@ibert/core/prompts');
      const prompt = prompts.get(task) ?? loadPrompt(SHIPPED_PROMPTS, task);
      prompts.set(task, prompt);
      return prompt;
    },
  };
}

function progressOf(config: Config, total: number): Progress {
  const quiet = config.log_level === 'warning' || config.log_level === 'error';
  return startProgress({ label: 'evaluate', total, quiet });
}
