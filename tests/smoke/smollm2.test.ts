import { openModel, type TextModel, type Usage } from '@ibert/models';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SMOLLM2 } from './folders.js';
import {
  type Dtype,
  feed,
  greedyWithCache,
  greedyWithoutCache,
  largestDifference,
  type LoadedModel,
  loadModel,
  questionTokens,
} from './transformers.js';

const SYSTEM = `You answer questions about the geography of Europe. Answer in one short sentence.
Name the country and the city that was asked for. If you do not know the answer, say so.`;
const GERMANY = 'What is the capital of Germany?';

describe.each<Dtype>(['fp32', 'q8', 'q4'])(
  'SmolLM2 with %s weights in transformers.js',
  (dtype) => {
    let smollm2: LoadedModel;
    beforeAll(async () => {
      smollm2 = await loadModel(SMOLLM2, dtype);
    });
    afterAll(() => smollm2.model.dispose());

    it('knows the capital of Germany', async () => {
      const said = await greedyWithCache(smollm2, questionTokens(smollm2, GERMANY), 8);
      const text = smollm2.tokenizer.decode([...said]);
      expect(text).toBe('The capital of Germany is Berlin.<|im_end|>');
    });

    it('says the same with the cache and without', async () => {
      const tokens = questionTokens(smollm2, 'Explain what a database table is.');
      const said = await greedyWithCache(smollm2, tokens, 12);
      expect(said).toEqual(await greedyWithoutCache(smollm2, tokens, 12));
    });

    it('goes on from the prefix that two prompts share', async () => {
      const france = questionTokens(smollm2, 'What is the capital of France?');
      const germany = questionTokens(smollm2, GERMANY);
      const shared = france.findIndex((token, index) => token !== germany[index]);
      expect(shared).toBeGreaterThan(20);
      const { cache } = await feed(smollm2, france.slice(0, shared));
      const reused = await feed(smollm2, germany.slice(shared), { cache, length: shared });
      const { scores } = await feed(smollm2, germany);
      expect(largestDifference(reused.scores, scores)).toBeLessThan(0.01);
    });
  },
);

describe('SmolLM2 through @ibert/models', () => {
  let model: TextModel;
  beforeAll(async () => {
    model = await openModel(
      { provider: 'transformers', model: SMOLLM2, device: 'cpu', dtype: 'q8' },
      { say: () => {}, env: {} },
    );
  });
  afterAll(() => model.close());

  async function ask(question: string): Promise<{ readonly text: string; readonly usage: Usage }> {
    let usage: Usage | undefined;
    let text = '';
    const messages = [
      { role: 'system', content: SYSTEM },
      { role: 'user', content: question },
    ] as const;
    const onUsage = (used: Usage): void => {
      usage = used;
    };
    for await (const piece of model.generate(messages, {
      maxTokens: 24,
      temperature: 0,
      onUsage,
    })) {
      text += piece;
    }
    if (usage === undefined) throw new Error('the answer ended without its usage');
    return { text, usage };
  }

  it('answers in English, and reuses the prefix for the second request', async () => {
    const france = await ask('What is the capital of France?');
    const germany = await ask(GERMANY);
    expect(france.text).toContain('Paris');
    expect(germany.text).toContain('Berlin');
    expect(france.usage.reusedTokens).toBe(0);
    expect(germany.usage.reusedTokens).toBeGreaterThanOrEqual(32);
  });
});
