import { IbertError } from '@ibert/core';
import { describe, expect, it } from 'vitest';
import { startInterruption } from '../../packages/models/src/interruption.js';
import type { Decoder } from '../../packages/models/src/transformers/decoder.js';
import { generateText } from '../../packages/models/src/transformers/generation.js';
import {
  createPrefixCache,
  PART_TOKENS,
} from '../../packages/models/src/transformers/prefix-cache.js';
import { errorOf, options } from './support.js';

const END = 0;

/** A decoder that scores what `next` says best, and keeps book of what it is fed and frees. */
function scripted(next: (fed: number) => number) {
  const fed: number[][] = [];
  let living = 0;
  const decoder: Decoder = {
    async feed(state, tokens) {
      fed.push([...tokens]);
      living++;
      const scores = new Float32Array(200);
      scores[next(fed.length)] = 1;
      return { scores, state: { tokens: [...(state?.tokens ?? []), ...tokens], cache: {} } };
    },
    // As on a graphics processor: states are whole or nothing.
    cut: (state, length) => (length === state.tokens.length ? state : undefined),
    free: () => void living--,
    settled: async () => {},
    dispose: async () => {},
  };
  const prefixes = createPrefixCache(decoder);
  const parts = {
    name: 'scripted',
    decoder,
    prefixes,
    config: { contextTokens: 1000, endTokens: [], topK: 0, topP: 1, chatTemplate: undefined },
    endTokens: new Set([END]),
    decode: (tokens: readonly number[]) => String.fromCharCode(...tokens),
  };
  return { parts, fed, prefixes, living: () => living };
}

async function run({ parts }: ReturnType<typeof scripted>, prompt: readonly number[]) {
  const interruption = startInterruption({
    late: () => new IbertError('MODEL_TIMEOUT', 'late'),
  });
  const pieces: string[] = [];
  for await (const piece of generateText(parts, prompt, options(), interruption)) {
    pieces.push(piece);
  }
  interruption.end();
  return pieces.join('');
}

describe('generating', () => {
  const prompt = Array.from({ length: 2 * PART_TOKENS + 3 }, (_, index) => (index % 90) + 1);

  it('feeds the prompt in parts and each token once', async () => {
    const model = scripted((count) => (count < 6 ? 64 + count : END));
    expect(await run(model, prompt)).toBe('CDE');
    expect(model.fed.map((tokens) => tokens.length)).toEqual([
      PART_TOKENS,
      PART_TOKENS,
      3,
      1,
      1,
      1,
    ]);
    expect(model.fed.flat()).toEqual([...prompt, 67, 68, 69]);
  });

  it('frees every state but the one it keeps, and that one in the end', async () => {
    const model = scripted((count) => (count % 6 === 0 ? END : 70));
    await run(model, prompt);
    await run(model, prompt);
    await Promise.resolve();
    expect(model.living()).toBe(1);
    expect(model.fed.flat().filter((token) => token === 1)).toHaveLength(1);
    model.prefixes.clear();
    expect(model.living()).toBe(0);
  });

  it('refuses scores that are no numbers', async () => {
    const model = scripted(() => 70);
    const { decoder } = model.parts;
    const broken = {
      ...model.parts,
      decoder: {
        ...decoder,
        feed: async (...given: Parameters<Decoder['feed']>) => ({
          ...(await decoder.feed(...given)),
          scores: new Float32Array(200).fill(Number.NaN),
        }),
      },
    };
    const error = await errorOf(run({ ...model, parts: broken }, prompt));
    expect([error.code, error.message]).toEqual([
      'MODEL_DTYPE',
      'scripted computes scores that are no numbers',
    ]);
  });
});
