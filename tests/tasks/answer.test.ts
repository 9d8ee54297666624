import { IbertError, type Prompt } from '@ibert/core';
import type { Message, TextModel } from '@ibert/models';
import { answerByCompiler, answerByModel, type ModelOptions, type TaskHandler } from '@ibert/tasks';
import { describe, expect, it } from 'vitest';

const PROMPT: Prompt = {
  task: 'qa',
  systemPrompt: 'Answer.',
  question: ['{question}'],
  answer: ['{answer}'],
};

const OPTIONS: ModelOptions = {
  attempts: 3,
  verify: true,
  maxTokens: 10,
  temperature: 0,
  seed: 5,
};

/** Doubles a number; a model must say the double of it, in digits. */
const DOUBLING: TaskHandler<number, number> = {
  task: 'qa',
  compile: (request) => request * 2,
  isBeyond: () => true,
  asked: (request) => ({
    dialect: 'duckdb',
    context: { tables: {} },
    input: { question: String(request) },
  }),
  read: (said) => {
    if (/^\d+$/.test(said)) return Number(said);
    throw new IbertError('ANSWER_UNREADABLE', 'no digits');
  },
  verify: (answer, request) => {
    if (answer === request * 2) return { verified: true };
    throw new IbertError('WRONG', `${answer} is not the double of ${request}`);
  },
};

/** A model that says one text after the other, and what it was asked. */
function talker(texts: readonly string[]): {
  model: TextModel;
  asked: Message[][];
  seeds: unknown[];
} {
  const asked: Message[][] = [];
  const seeds: unknown[] = [];
  const model: TextModel = {
    provider: 'transformers',
    name: 'talker',
    device: 'cpu',
    dtype: undefined,
    async *generate(messages, { seed }) {
      const text = texts[asked.length] ?? '';
      asked.push([...messages]);
      seeds.push(seed);
      for (const piece of text) yield piece;
    },
    close: () => Promise.resolve(),
  };
  return { model, asked, seeds };
}

describe('the answer of a model', () => {
  it('is given when it holds', async () => {
    const { model, asked } = talker(['4']);
    const answered = await answerByModel(DOUBLING, 2, model, PROMPT, OPTIONS);
    expect(answered).toEqual({
      answer: 4,
      engine: 'model',
      verification: { verified: true },
      attempts: 1,
    });
    expect(asked).toEqual([
      [
        { role: 'system', content: 'Answer.' },
        { role: 'user', content: '2' },
      ],
    ]);
  });

  it('goes back with the error until it holds', async () => {
    const { model, asked, seeds } = talker(['four', '5', '4']);
    const answered = await answerByModel(DOUBLING, 2, model, PROMPT, OPTIONS);
    expect(answered).toMatchObject({ answer: 4, attempts: 3 });
    expect(asked[1]?.slice(2)).toEqual([
      { role: 'assistant', content: 'four' },
      { role: 'user', content: 'That does not hold: no digits\nAnswer again.' },
    ]);
    expect(asked[2]).toHaveLength(4);
    expect(asked[2]?.[3]?.content).toContain('5 is not the double of 2');
    expect(seeds).toEqual([5, 6, 7]);
  });

  it('is mended by the compiler engine after the last attempt', async () => {
    const handler = { ...DOUBLING, mend: (answer: number) => answer - 1 };
    const { model } = talker(['5', '5', '5']);
    const answered = await answerByModel(handler, 2, model, PROMPT, OPTIONS);
    expect(answered).toMatchObject({ answer: 4, verification: { verified: true }, attempts: 3 });
  });

  it('is none when nothing that was said holds, not even mended', async () => {
    const handler = { ...DOUBLING, mend: (answer: number) => answer + 1 };
    const { model } = talker(['5', '5', '5']);
    await expect(answerByModel(handler, 2, model, PROMPT, OPTIONS)).rejects.toMatchObject({
      code: 'ANSWER_REFUTED',
      message: 'what the model answered does not hold: 5 is not the double of 2',
    });
  });

  it('is given unchecked where nothing is verified, and says so', async () => {
    const { model } = talker(['5']);
    const answered = await answerByModel(DOUBLING, 2, model, PROMPT, { ...OPTIONS, verify: false });
    expect(answered).toMatchObject({ answer: 5, verification: { verified: false } });
  });

  it('is heard piece by piece', async () => {
    const pieces: string[] = [];
    const { model } = talker(['14']);
    await answerByModel(DOUBLING, 7, model, PROMPT, {
      ...OPTIONS,
      onText: (text) => pieces.push(text),
    });
    expect(pieces).toEqual(['1', '4']);
  });

  it('ends as soon as it is whole', async () => {
    const handler = { ...DOUBLING, isComplete: (said: string) => said.length === 2 };
    const { model } = talker(['14 and much more']);
    expect(await answerByModel(handler, 7, model, PROMPT, OPTIONS)).toMatchObject({ answer: 14 });
  });

  it('does not hide a defect', async () => {
    const handler = {
      ...DOUBLING,
      verify: () => {
        throw new TypeError('a defect');
      },
    };
    const { model } = talker(['4']);
    await expect(answerByModel(handler, 2, model, PROMPT, OPTIONS)).rejects.toThrow('a defect');
  });
});

describe('the answer of the compiler engine', () => {
  it('is checked, too', async () => {
    const wrong = { ...DOUBLING, compile: () => 5 };
    await expect(answerByCompiler(wrong, 2, true)).rejects.toMatchObject({ code: 'WRONG' });
    expect(await answerByCompiler(DOUBLING, 2, true)).toMatchObject({
      engine: 'compiler',
      attempts: 0,
      verification: { verified: true },
    });
  });
});
