import type { DraftOf } from '@ibert/core/records';
import { Bench, checkDraft } from '@ibert/multitask';
import { type ExpandedTask, expandTaskTemplate, loadTaskTemplates } from '@ibert/templates';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The record that a template's example becomes, as far as its check looks at it. */
const draftOf = ({ tables, input, target, template, variation }: ExpandedTask): DraftOf<'qa'> => ({
  task: 'qa',
  dialect: 'duckdb',
  context: { tables },
  input: input as DraftOf<'qa'>['input'],
  target: target as DraftOf<'qa'>['target'],
  meta: { source: 'synthetic', template, variation, features: ['qa'], difficulty: 'easy' },
  judge: 'authored',
});

const key = (...parts: readonly unknown[]): string => JSON.stringify(parts);

describe('the shipped qa templates', () => {
  let examples: readonly ExpandedTask[] = [];
  let bench: Bench;

  beforeAll(async () => {
    const templates = await loadTaskTemplates('templates/multitask/qa');
    examples = templates.flatMap((template) => [...expandTaskTemplate(template)]);
    bench = await Bench.open();
  });
  afterAll(() => bench.close());

  it('are enough files, records and schemas', () => {
    const distinct = (of: (example: ExpandedTask) => string): number =>
      new Set(examples.map(of)).size;
    expect(distinct(({ template }) => template)).toBeGreaterThanOrEqual(36);
    expect(examples.length).toBeGreaterThanOrEqual(1_000);
    expect(distinct(({ tables }) => key(tables))).toBeGreaterThanOrEqual(20);
  });

  it('ask no question twice', () => {
    const questions = examples.map(({ input }) => key(input['question']));
    expect(questions.filter((question, at) => questions.indexOf(question) !== at)).toEqual([]);
  });

  it('have short answers with a topic', () => {
    for (const { target, meta, variation } of examples) {
      expect(meta['topic'], variation).toBeDefined();
      expect(String(target['answer']).split(/(?<=[.!?])\s+(?=[A-Z`])/).length).toBeLessThanOrEqual(
        5,
      );
    }
  });

  it('hold in the first phrasing of each answer', async () => {
    const first = new Map(
      examples.toReversed().map((example) => [key(example.tables, example.target), example]),
    );
    const wrong: string[] = [];
    for (const example of sample([...first.values()])) {
      const verdict = await checkDraft(draftOf(example), bench);
      if (!verdict.ok) wrong.push(`${example.template} ${example.variation}: ${verdict.error}`);
    }
    expect(wrong).toEqual([]);
  }, 600_000);
});

/** One answer in eight: the whole set is proven whenever the data is generated. */
const sample = (examples: readonly ExpandedTask[]): readonly ExpandedTask[] =>
  process.env['IBERT_ALL_TEMPLATES'] === '1' ? examples : examples.filter((_, at) => at % 8 === 0);
