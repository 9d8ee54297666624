import { fileURLToPath } from 'node:url';

import { Bench, checkDraft, templateDraft } from '@ibert/multitask';
import { expandTaskTemplate, loadTaskTemplates } from '@ibert/templates';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const directory = fileURLToPath(
  new URL('../../templates/multitask/documentation', import.meta.url),
);
const templates = await loadTaskTemplates(directory);
const expanded = templates.map((template) => ({
  name: template.name,
  examples: [...expandTaskTemplate(template)],
}));

describe('templates of documentation', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.open();
  });
  afterAll(() => bench.close());

  it('are many, in both styles', () => {
    const examples = expanded.flatMap((template) => template.examples);
    const styles = new Set(examples.map(({ meta }) => meta['style']));
    expect(templates.length).toBeGreaterThanOrEqual(15);
    expect(examples.length).toBeGreaterThanOrEqual(150);
    expect(styles).toEqual(new Set(['google', 'numpy']));
  });

  it('ask for every docstring once', () => {
    const examples = expanded.flatMap((template) => template.examples);
    const asked = examples.map(({ tables, input, meta }) => JSON.stringify([tables, input, meta]));
    expect(new Set(asked).size).toBe(asked.length);
  });

  it.each(expanded)('$name passes its checks', async ({ examples }) => {
    for (const example of examples) {
      const draft = templateDraft(example);
      if ('ok' in draft) throw new Error(`${example.variation}: ${draft.error}`);
      const verdict = await checkDraft(draft, bench);
      expect({ variation: example.variation, verdict }).toMatchObject({ verdict: { ok: true } });
    }
  });
});
