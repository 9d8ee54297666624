import { existsSync } from 'node:fs';
import type { Config } from '@ibert/core/config';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Io } from '../io.js';

/** The flags that say who answers, and how a model does. Their texts are checked with the settings. */
export interface EngineFlags {
  readonly config?: string;
  readonly engine?: 'auto' | 'compiler' | 'model';
  readonly provider?: string;
  readonly model?: string;
  readonly revision?: string;
  readonly baseUrl?: string;
  readonly device?: string;
  readonly dtype?: string;
  readonly temperature?: string;
  readonly maxTokens?: string;
  readonly attempts?: string;
  readonly timeoutS?: string;
  readonly seed?: number;
  readonly stream?: true;
  readonly verify?: boolean;
}

/** Adds the flags of {@link EngineFlags}. */
export function addEngineFlags(program: Command): void {
  program.addOption(
    new Option('--engine <engine>', 'Who answers (default: auto).').choices([
      'auto',
      'compiler',
      'model',
    ]),
  );
  addModelFlags(program);
  program
    .option('--temperature <t>', '0 always takes the likeliest token (default: 0.2).')
    .option('--max-tokens <n>', 'Most tokens of one answer (default: 512).')
    .option('--attempts <n>', 'Most times that a model is asked (default: 3).')
    .option('--timeout-s <n>', 'Most seconds of one answer of a model (default: 300).')
    .option('--seed <n>', 'Seed of what a model draws.', wholeSeed)
    .option('--stream', 'Show on standard error what a model says, as it comes.')
    .option('--no-verify', 'Print the answer without checking it.');
}

/** Adds the flags that say which model, and where it runs. */
export function addModelFlags(program: Command): void {
  program
    .option('--model <name>', 'A model on the hub, a folder, or a name of the server.')
    .option('--provider <name>', 'transformers or openai (default: transformers).')
    .option('--revision <name>', "Branch, tag or commit of the hub's repository.")
    .option('--base-url <url>', 'Address of an OpenAI-compatible server, up to /v1.')
    .option('--device <name>', 'auto, cpu, cuda, webgpu, dml, coreml or mps (default: auto).')
    .option('--dtype <name>', 'Number format of the weights: auto, fp32, fp16, q8, q4, …')
    .option('--config <file>', 'Settings file (default: config.yaml if there is one).');
}

/**
 * Who answers. The settings are only loaded where one could say so: an answer of the compiler
 * takes less time than that.
 */
export async function chosenEngine(io: Io, flags: EngineFlags): Promise<Config['engine']> {
  const { engine, config } = flags;
  const named = config ?? (io.env['IBERT_CONFIG'] || undefined);
  const told = (io.env['IBERT_ENGINE'] ?? '') !== '' || existsSync('config.yaml');
  if (named === undefined && (engine !== undefined || !told)) return engine ?? 'auto';
  return (await engineSettings(io, flags)).engine;
}

/** The settings, with the flags of engines. */
export async function engineSettings(io: Io, flags: EngineFlags): Promise<Config> {
  const { loadConfig } = await import('@ibert/core/config');
  return loadConfig({
    file: flags.config,
    env: io.env,
    flags: {
      engine: flags.engine,
      'model.provider': flags.provider ?? (flags.baseUrl === undefined ? undefined : 'openai'),
      'model.model_name': flags.model,
      'model.revision': flags.revision,
      'model.temperature': flags.temperature,
      'model.max_tokens': flags.maxTokens,
      'model.device': flags.device,
      'model.dtype': flags.dtype,
      'model.base_url': flags.baseUrl,
      'model.attempts': flags.attempts,
      'model.timeout_s': flags.timeoutS,
    },
  });
}

function wholeSeed(text: string): number {
  const seed = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(seed)) return seed;
  throw new InvalidArgumentError(`expected a whole number, found ${text}.`);
}
