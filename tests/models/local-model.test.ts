import { openModel, type TextModel } from '@ibert/models';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  createHost,
  errorOf,
  localSettings,
  options,
  QUESTION,
  TINY_MODEL,
} from './support.js';

async function open(): Promise<TextModel> {
  return openModel(localSettings(TINY_MODEL), createHost());
}

/** Goes on to the limit of tokens. */
const ENDLESS = { admits: (_text: string, ended: boolean) => !ended } as const;

let model: TextModel;
beforeAll(async () => {
  model = await open();
});
afterAll(() => model.close());

describe('a local model', () => {
  it('says what it is', () => {
    expect(model).toMatchObject({
      provider: 'transformers',
      name: TINY_MODEL,
      device: 'cpu',
      dtype: 'fp32',
    });
  });

  it('streams its answer token by token and tells what it cost', async () => {
    const { pieces, usage } = await ask(model, QUESTION, { maxTokens: 12 });
    expect(pieces.length).toBeGreaterThan(4);
    expect(usage?.generatedTokens).toBe(12);
    expect(usage?.promptTokens).toBeGreaterThan(40);
    expect(usage?.firstTokenMs).toBeGreaterThan(0);
  });

  it('gives the first piece before the last token is generated', async () => {
    const stream = model.generate(QUESTION, options({ maxTokens: 200 }))[Symbol.asyncIterator]();
    const first = await stream.next();
    expect(first.done).toBe(false);
    await stream.return?.();
  });

  it('always takes the likeliest token at temperature 0', async () => {
    const first = await ask(model, QUESTION, { seed: 1 });
    const second = await ask(model, QUESTION, { seed: 2 });
    expect(second.text).toBe(first.text);
  });

  it('draws the same tokens with the same seed and others with another', async () => {
    const [one, again, other, unseeded] = await Promise.all(
      [{ seed: 7 }, { seed: 7 }, { seed: 8 }, {}].map((seed) =>
        ask(model, QUESTION, { temperature: 1.5, ...seed }),
      ),
    );
    expect(again?.text).toBe(one?.text);
    expect(other?.text).not.toBe(one?.text);
    expect(unseeded?.text).not.toBe(one?.text);
  });

  it('keeps requests that overlap apart', async () => {
    const alone = await ask(model, QUESTION);
    const other = [{ role: 'user', content: 'Complete: users.filter(' }] as const;
    const [first, second] = await Promise.all([ask(model, QUESTION), ask(model, other)]);
    expect(first.text).toBe(alone.text);
    expect(second.text).not.toBe(alone.text);
  });

  it('ends at the limit of tokens', async () => {
    const { usage } = await ask(model, QUESTION, { maxTokens: 1 });
    expect(usage?.generatedTokens).toBe(1);
  });

  it('ends before a stop sequence that several tokens make up', async () => {
    const { text, pieces } = await ask(model, QUESTION, { maxTokens: 40 });
    // From the middle of one piece to the middle of another.
    const border = pieces.slice(0, 5).join('').length;
    const stop = text.slice(border - 1, border + 6);
    const expected = text.slice(0, text.indexOf(stop));
    const stopped = await ask(model, QUESTION, { maxTokens: 40, stop: ['never said', stop] });
    expect(expected.length).toBeGreaterThan(0);
    expect(stopped.text).toBe(expected);
    expect(stopped.usage?.generatedTokens).toBeLessThan(40);
  });

  it('admits only what the caller admits', async () => {
    const wanted = 'users.filter(users.age > 18)';
    const { text } = await ask(model, QUESTION, {
      maxTokens: 60,
      admits: (so, ended) => (ended ? so === wanted : wanted.startsWith(so)),
    });
    expect(wanted.startsWith(text)).toBe(true);
    expect(text.length).toBeGreaterThan(5);
  });
});

describe('the prefix of a prompt', () => {
  const long = 'Rules: '.repeat(40);
  const asked = (user: string) =>
    [
      { role: 'system', content: long },
      { role: 'user', content: user },
    ] as const;

  it('is fed once and gives the same answers as when it is fed anew', async () => {
    const users = ['count the rows', 'count the users', 'count the rows', 'sum of the amounts'];
    const fresh: string[] = [];
    for (const user of users) {
      const lone = await open();
      const { text, usage } = await ask(lone, asked(user), { temperature: 1, seed: 3 });
      expect(usage?.reusedTokens).toBe(0);
      fresh.push(text);
      await lone.close();
    }
    const kept = await open();
    const reused: number[] = [];
    for (const [index, user] of users.entries()) {
      const { text, usage } = await ask(kept, asked(user), { temperature: 1, seed: 3 });
      expect(text).toBe(fresh[index]);
      reused.push(usage?.reusedTokens ?? 0);
    }
    await kept.close();
    expect(reused[0]).toBe(0);
    expect(Math.min(...reused.slice(1))).toBeGreaterThan(100);
  });

  it('outlives a request that was cancelled', async () => {
    const kept = await open();
    const stream = kept.generate(asked('first'), options())[Symbol.asyncIterator]();
    await stream.next();
    await stream.return?.();
    const { usage } = await ask(kept, asked('second'));
    expect(usage?.reusedTokens).toBeGreaterThan(100);
    await kept.close();
  });
});

describe('a request that cannot be answered', () => {
  it('fails when its deadline passes', async () => {
    const error = await errorOf(
      ask(model, QUESTION, { ...ENDLESS, maxTokens: 1900, deadlineMs: 40 }),
    );
    expect(error.code).toBe('MODEL_TIMEOUT');
    expect(error.message).toContain('within 40 ms');
  });

  it('fails when it is cancelled, before it begins and in the middle', async () => {
    const before = await errorOf(ask(model, QUESTION, { signal: AbortSignal.abort() }));
    expect(before.code).toBe('CANCELLED');
    const controller = new AbortController();
    const pieces: string[] = [];
    async function read(): Promise<void> {
      const { signal } = controller;
      for await (const piece of model.generate(QUESTION, options({ maxTokens: 1000, signal }))) {
        pieces.push(piece);
        controller.abort();
      }
    }
    expect((await errorOf(read())).code).toBe('CANCELLED');
    expect(pieces).toHaveLength(1);
  });

  it('is refused when the prompt is longer than the model takes', async () => {
    const content = 'SELECT a, b FROM t; '.repeat(400);
    const error = await errorOf(ask(model, [{ role: 'user', content }]));
    expect(error.code).toBe('MODEL_PROMPT');
    expect(error.message).toContain('takes 2048');
  });

  it('leaves only as many tokens as fit behind the prompt', async () => {
    const prompt = [{ role: 'user', content: 'a1'.repeat(960) }] as const;
    const { usage } = await ask(model, prompt, { ...ENDLESS, maxTokens: 5000 });
    const both = (usage?.promptTokens ?? 0) + (usage?.generatedTokens ?? 0);
    expect(both).toBe(2048);
  });

  it.each([
    [{ maxTokens: 0 }, 'max tokens is 0'],
    [{ maxTokens: 1.5 }, 'max tokens is 1.5'],
    [{ temperature: -1 }, 'the temperature is -1'],
    [{ temperature: Number.NaN }, 'the temperature is NaN'],
    [{ seed: 0.5 }, 'the seed is 0.5'],
    [{ stop: [''] }, 'a stop sequence is empty'],
    [{ deadlineMs: 0 }, 'the deadline is 0 ms'],
  ])('is refused with %j', async (wrong, message) => {
    const error = await errorOf(ask(model, QUESTION, wrong));
    expect([error.code, error.message]).toEqual(['MODEL_SETTINGS', message]);
    expect(error.hint).toBeDefined();
  });

  it('is refused without messages', async () => {
    expect((await errorOf(ask(model, []))).code).toBe('MODEL_SETTINGS');
  });
});

describe('closing a model', () => {
  it('ends what is running and takes no more', async () => {
    const closing = await open();
    const running = errorOf(ask(closing, QUESTION, { ...ENDLESS, maxTokens: 1900 }));
    await new Promise((resolve) => setTimeout(resolve, 30));
    await closing.close();
    expect((await running).code).toBe('CANCELLED');
    expect((await errorOf(ask(closing, QUESTION))).code).toBe('MODEL_CLOSED');
    await closing.close();
  });
});
