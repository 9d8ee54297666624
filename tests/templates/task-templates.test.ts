import { formatError, IbertError } from '@ibert/core';
import { expandTaskTemplate, loadTaskTemplates, parseTaskTemplate } from '@ibert/templates';
import { describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../fixtures/temporary-directory.js';

const HEAD = `name: sample
description: A sample.
task: TASK
difficulty: easy
features: [filter]
context: {tables: {t: {schema: {a: int64, b: string}}}}
`;

const template = (task: string, rest: string): string => HEAD.replace('TASK', task) + rest;

const QUESTIONS = template(
  'qa',
  `topic: filtering
variations:
  - name: keep
    parameter_space: {column: [a, b]}
    linked: [{verb: [keep, drop], method: [filter, drop_null]}]
    input: {question: "How do I {verb} rows by {column}?"}
    target:
      answer: "Use \`{method}\`."
      code_examples:
        - 't.{method}("{column}")'
        - |
          t.{method}(
              "{column}"
          )
  - name: braces
    topic: "literal_{{x}}"
    difficulty: hard
    features: [rename]
    input: {question: "How do I rename?"}
    target: {answer: "Use \`rename\`.", code_example: 't.rename({{"c": "a"}})'}
`,
);

function report(text: string): string {
  try {
    parseTaskTemplate(text, 'sample.yaml');
  } catch (error) {
    if (error instanceof IbertError) return formatError(error);
    throw error;
  }
  return 'no fault';
}

describe('a template of a task', () => {
  const examples = [...expandTaskTemplate(parseTaskTemplate(QUESTIONS, 'sample.yaml'))];

  it('expands to the product of its parameters, with every text filled in', () => {
    expect(examples.map(({ variation }) => variation)).toEqual([
      'keep_0',
      'keep_1',
      'keep_2',
      'keep_3',
      'braces',
    ]);
    expect(examples[3]).toMatchObject({
      task: 'qa',
      input: { question: 'How do I drop rows by b?' },
      target: {
        answer: 'Use `drop_null`.',
        code_examples: ['t.drop_null("b")', 't.drop_null(\n    "b"\n)'],
      },
      meta: { topic: 'filtering' },
      tables: { t: { schema: { a: 'int64', b: 'string' } } },
    });
  });

  it('gives a variation its own topic, difficulty and features', () => {
    expect(examples[4]).toMatchObject({
      difficulty: 'hard',
      features: ['rename'],
      meta: { topic: 'literal_{x}' },
      target: { code_example: 't.rename({"c": "a"})' },
    });
  });

  it('may leave out what the engine finds', () => {
    const text = template(
      'ibis_to_sql',
      'variations: [{name: v, input: {ibis: t, dialect: sqlite}}]',
    );
    expect([...expandTaskTemplate(parseTaskTemplate(text, 'sample.yaml'))]).toMatchObject([
      { input: { ibis: 't', dialect: 'sqlite' }, target: {} },
    ]);
  });
});

describe('a wrong template of a task is refused with place and remedy:', () => {
  it.each([
    [
      'a task that there is not',
      template('chat', 'variations: [{name: v, input: {question: x}, target: {answer: y}}]'),
      /^sample\.yaml:3:7: .*task/,
    ],
    [
      'a field that the task does not have',
      template('qa', 'variations: [{name: v, input: {qestion: x}, target: {answer: y}}]'),
      /^sample\.yaml:7:\d+: variations\[0\]\.input\.qestion: .*\n.*Did you mean question\?/,
    ],
    [
      'a field that the task needs',
      template('qa', 'variations: [{name: v, input: {question: x}}]'),
      /the target of qa needs answer/,
    ],
    [
      'a placeholder without a value',
      template('qa', 'variations: [{name: v, input: {question: "{x}"}, target: {answer: y}}]'),
      /\{x\} has no value in the variation v/,
    ],
    [
      'a parameter that no text uses',
      template(
        'qa',
        'variations: [{name: v, params: {z: 1}, input: {question: x}, target: {answer: y}}]',
      ),
      /no template text of the variation uses \{z\}/,
    ],
    [
      'no tables',
      template('qa', 'variations: [{name: v, input: {question: x}, target: {answer: y}}]').replace(
        /context: .*\n/,
        '',
      ),
      /v has no tables/,
    ],
    [
      'two variations of one name',
      template(
        'qa',
        'variations: [{name: v, input: {question: x}, target: {answer: y}}, {name: v, input: {question: z}, target: {answer: y}}]',
      ),
      /v is the name of the variation/,
    ],
  ])('%s', (_, text, message) => {
    expect(report(text)).toMatch(message);
  });

  it('a name that another file has', async () => {
    const directory = temporaryDirectory();
    for (const file of ['a.yaml', 'b.yaml']) writeFileSync(join(directory, file), QUESTIONS);
    await expect(loadTaskTemplates(directory)).rejects.toMatchObject({
      code: 'DUPLICATE_TEMPLATE',
    });
  });
});
