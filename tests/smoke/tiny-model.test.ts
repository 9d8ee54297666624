import { pipeline, TextStreamer } from '@huggingface/transformers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TINY_MODEL } from './folders.js';
import {
  feed,
  greedyWithCache,
  greedyWithoutCache,
  largestDifference,
  type LoadedModel,
  loadModel,
  questionTokens,
} from './transformers.js';

describe('the tiny model in transformers.js', () => {
  let tiny: LoadedModel;
  beforeAll(async () => {
    tiny = await loadModel(TINY_MODEL, 'fp32');
  });
  afterAll(() => tiny.model.dispose());

  it('lays out a conversation by its own chat template', () => {
    const text = tiny.tokenizer.decode([...questionTokens(tiny, 'How many rows?')]);
    expect(text).toBe(
      '<|im_start|>system\nYou are a tiny model for tests.<|im_end|>\n' +
        '<|im_start|>user\nHow many rows?<|im_end|>\n<|im_start|>assistant\n',
    );
  });

  it.each(['SELECT "a b" FROM t -- é漢🎉', '\n\n  x =\t1234.5\r\n', "we'll"])(
    'gives %j back from its tokens',
    (text) => {
      expect(tiny.tokenizer.decode(tiny.tokenizer.encode(text))).toBe(text);
    },
  );

  it('gives the same scores for a text at once and in two parts', async () => {
    const tokens = questionTokens(tiny, 'Which customers bought most?');
    const whole = await feed(tiny, tokens);
    const cut = tokens.length >> 1;
    const { cache } = await feed(tiny, tokens.slice(0, cut));
    const parts = await feed(tiny, tokens.slice(cut), { cache, length: cut });
    expect(whole.scores).toHaveLength(512);
    expect(largestDifference(parts.scores, whole.scores)).toBeLessThan(1e-3);
  });

  it('says the same with the cache and without', async () => {
    const tokens = questionTokens(tiny, 'Which customers bought most?');
    const said = await greedyWithCache(tiny, tokens, 40);
    expect(new Set(said).size).toBeGreaterThan(20);
    expect(said).toEqual(await greedyWithoutCache(tiny, tokens, 40));
  });

  it('streams through the pipeline what the pipeline returns', async () => {
    const generate = await pipeline('text-generation', TINY_MODEL, {
      dtype: 'fp32',
      device: 'cpu',
      local_files_only: true,
    });
    const pieces: string[] = [];
    const streamer = new TextStreamer(generate.tokenizer, {
      skip_prompt: true,
      skip_special_tokens: true,
      callback_function: (piece: string) => void pieces.push(piece),
    });
    const [answer] = await generate('SELECT name FROM', {
      max_new_tokens: 40,
      do_sample: false,
      return_full_text: false,
      streamer,
    });
    await generate.dispose();
    expect(pieces.length).toBeGreaterThan(1);
    expect(answer).toEqual({ generated_text: pieces.join('') });
  });
});
