import { answerMessage, askedMessages, type Prompt } from '@ibert/core';
import { loadPrompt } from '@ibert/core/prompts';
import { TASKS } from '@ibert/core/records';
import { describe, expect, it } from 'vitest';

const PROMPT: Prompt = {
  task: 'error_resolution',
  systemPrompt: 'Correct it.',
  question: ['Tables:\n{tables}', '{broken_code}', 'Error: {error}'],
  answer: ['{fixed_code}', '{explanation}'],
};

describe('a question as a conversation', () => {
  it('holds the tables and what is known, part by part', () => {
    const messages = askedMessages<'error_resolution'>(PROMPT, {
      dialect: 'duckdb',
      context: { tables: { t: { schema: { a: 'int64', b: 'string' } } } },
      input: { broken_code: 't.filer()', error: 'AttributeError: filer' },
    });
    expect(messages).toEqual([
      { role: 'system', content: 'Correct it.' },
      {
        role: 'user',
        content: 'Tables:\nt(a: int64, b: string)\n\nt.filer()\n\nError: AttributeError: filer',
      },
    ]);
  });

  it('leaves out the parts whose values are missing', () => {
    const [, question] = askedMessages<'error_resolution'>(PROMPT, {
      dialect: 'duckdb',
      context: { tables: {} },
      input: { broken_code: 't.filer()' },
    });
    expect(question?.content).toBe('t.filer()');
  });

  it('does not read placeholders in the values', () => {
    const [, question] = askedMessages<'error_resolution'>(PROMPT, {
      dialect: 'duckdb',
      context: { tables: {} },
      input: { broken_code: 'f"{error} $& {tables}"' },
    });
    expect(question?.content).toBe('f"{error} $& {tables}"');
  });

  it('is refused when nothing can be asked', () => {
    expect(() => answerMessage<'error_resolution'>(PROMPT, {} as never)).toThrow(
      'no part of the prompt has all its values',
    );
  });
});

describe('the shipped prompts', () => {
  it.each(TASKS)(
    'lay out questions and answers of %s by names that its records have',
    async (task) => {
      const { TASK_SHAPES } = await import('@ibert/core/records');
      const { question, answer } = await loadPrompt('templates/prompts', task);
      const { input, target } = TASK_SHAPES[task];
      const known = new Set([...Object.keys(input.shape), 'tables', 'dialect']);
      const answers = new Set(Object.keys(target.shape));
      const names = (parts: readonly string[]): readonly string[] =>
        parts.flatMap((part) => [...part.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name));
      expect(names(question).filter((name) => !known.has(name))).toEqual([]);
      expect(names(answer).filter((name) => !answers.has(name))).toEqual([]);
      expect(names(answer).length).toBeGreaterThan(0);
    },
  );
});
