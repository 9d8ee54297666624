import { createRandom, IbertError } from '@ibert/core';
import type { Interruption } from '../interruption.js';
import { createStopFilter } from '../stop-sequences.js';
import type { GenerateOptions, Usage } from '../text-model.js';
import type { ModelConfig } from './check-files.js';
import { type FeedParts, startFeed } from './feed.js';
import { choices, type Sampling } from './sampler.js';
import { createTokenText, type TokenText } from './text-stream.js';

/** The parts of a loaded model that answering takes. */
export interface GenerationParts extends FeedParts {
  readonly name: string;
  readonly config: ModelConfig;
  /** Tokens that end an answer. */
  readonly endTokens: ReadonlySet<number>;
  readonly decode: (tokens: readonly number[]) => string;
}

/** How many tokens are offered to `admits` before the answer ends for want of one. */
const MOST_OFFERS = 1000;

/** Streams the answer to a prompt. */
export async function* generateText(
  parts: GenerationParts,
  prompt: readonly number[],
  options: GenerateOptions,
  interruption: Interruption,
): AsyncGenerator<string> {
  const started = performance.now();
  const most = answerTokens(parts, prompt.length, options.maxTokens);
  const sampling = samplingOf(parts.config, options);
  const text = createTokenText(parts.decode);
  const filter = createStopFilter(options.stop ?? []);
  const feed = startFeed(parts, prompt, interruption);
  let generated = 0;
  let firstTokenMs: number | undefined;
  let raw = '';
  try {
    let scores = await feed.prompt();
    for (;;) {
      const token = nextToken(parts, scores, sampling, text, raw, options);
      firstTokenMs ??= performance.now() - started;
      if (token === undefined) break;
      generated++;
      const piece = text.push(token);
      raw += piece;
      const { text: out, stopped } = filter.push(piece);
      if (out !== '') yield out;
      if (stopped) return;
      if (generated === most) break;
      scores = await feed.token(token);
    }
    const { text: out, stopped } = filter.push(text.rest());
    const last = stopped ? out : out + filter.rest();
    if (last !== '') yield last;
  } finally {
    feed.end();
    options.onUsage?.({
      promptTokens: prompt.length,
      reusedTokens: feed.reusedTokens,
      generatedTokens: generated,
      firstTokenMs,
    } satisfies Usage);
  }
}

/** The most tokens the answer can have beside the prompt. */
function answerTokens({ name, config }: GenerationParts, prompt: number, asked: number): number {
  if (config.contextTokens === undefined) return asked;
  const room = config.contextTokens - prompt;
  if (room > 0) return Math.min(room, asked);
  throw new IbertError(
    'MODEL_PROMPT',
    `the prompt has ${prompt} tokens and ${name} takes ${config.contextTokens} with the answer`,
    { hint: 'Give less code or context at a time, or choose a model that takes more.' },
  );
}

function samplingOf({ topK, topP }: ModelConfig, options: GenerateOptions): Sampling {
  const seed = options.seed ?? `${Date.now()} ${Math.random()}`;
  return { temperature: options.temperature, topK, topP, random: createRandom(seed) };
}

/**
 * The token to go on with; `undefined` at the end of the answer.
 *
 * @throws IbertError `MODEL_DTYPE` if the scores are no numbers.
 */
function nextToken(
  { name, endTokens }: GenerationParts,
  scores: Float32Array,
  sampling: Sampling,
  text: TokenText,
  raw: string,
  { admits }: GenerateOptions,
): number | undefined {
  let offered = false;
  for (const token of choices(scores, sampling, MOST_OFFERS)) {
    offered = true;
    const ended = endTokens.has(token);
    if (admits === undefined || isAdmitted(admits, raw, ended ? '' : text.peek(token), ended)) {
      return ended ? undefined : token;
    }
  }
  if (!offered) throw noNumbers(name);
  return undefined;
}

/** Numbers of few bits overflow in some models on some devices. */
function noNumbers(name: string): IbertError {
  return new IbertError('MODEL_DTYPE', `${name} computes scores that are no numbers`, {
    hint: 'Use another number format (fp32, q8) or device cpu; if it goes on, fetch the weights again.',
  });
}

function isAdmitted(
  admits: NonNullable<GenerateOptions['admits']>,
  raw: string,
  added: string | undefined,
  ended: boolean,
): boolean {
  return added !== undefined && admits(raw + added, ended);
}
