import { readdirSync, readFileSync } from 'node:fs';

import { questionKey } from '@ibert/core/records';
import { Bench, checkDraft, templateDraft } from '@ibert/multitask';
import { expandTaskTemplate, parseTaskTemplate } from '@ibert/templates';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterAll(() => bench.close());

describe.each([
  ['code_completion', 20, 300],
  ['ibis_to_sql', 20, 350],
])('the templates of %s', (task, files, records) => {
  const folder = new URL(`../../templates/multitask/${task}/`, import.meta.url);
  const templates = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => parseTaskTemplate(readFileSync(new URL(name, folder), 'utf8'), name));
  const drafts = templates.map((template) =>
    [...expandTaskTemplate(template)].map((example) => {
      const draft = templateDraft(example);
      if ('ok' in draft) throw new Error(`${example.variation}: ${draft.error}`);
      return draft;
    }),
  );

  it('are many, each with several variations', () => {
    expect(templates.length).toBeGreaterThanOrEqual(files);
    expect(drafts.flat().length).toBeGreaterThanOrEqual(records);
    for (const { name, variations } of templates) {
      expect(variations.length, name).toBeGreaterThanOrEqual(8);
    }
  });

  it('ask every question once', () => {
    const questions = drafts.flat().map((draft) => questionKey(draft));
    expect(new Set(questions).size).toBe(questions.length);
  });

  it('hold, as far as the first and the last example of each show', async () => {
    for (const some of drafts) {
      for (const draft of [some.at(0), some.at(-1)]) {
        if (draft === undefined) throw new Error('a template without examples');
        const verdict = await checkDraft(draft, bench);
        expect(verdict, JSON.stringify(draft.target)).toMatchObject({ ok: true });
      }
    }
  }, 120_000);
});
