import { fileURLToPath } from 'node:url';

import type { Draft, DraftOf } from '@ibert/core/records';
import { Bench, TASK_MODULES, templateDraft } from '@ibert/multitask';
import { expandTaskTemplate, loadTaskTemplates } from '@ibert/templates';
import { expect, it } from 'vitest';

import { kindNamed } from '../../packages/multitask/src/error-resolution/kinds/index.js';

const DIRECTORY = fileURLToPath(
  new URL('../../templates/multitask/error_resolution', import.meta.url),
);

const isDraft = (draft: ReturnType<typeof templateDraft>): draft is Draft => !('ok' in draft);

const templates = await loadTaskTemplates(DIRECTORY);
const examples = templates.flatMap((template) => [...expandTaskTemplate(template)]);

it('ships many templates of mistakes written by hand, over tables of their own', () => {
  expect(templates.length).toBeGreaterThanOrEqual(18);
  expect(examples.length).toBeGreaterThanOrEqual(400);
  for (const { variations, name } of templates) {
    expect(variations.length, name).toBeGreaterThanOrEqual(8);
  }
  const schemas = new Set(templates.map(({ variations }) => JSON.stringify(variations[0]?.tables)));
  expect(schemas.size).toBe(templates.length);
});

it('holds what its templates claim, one example of each variation', async () => {
  const bench = await Bench.open();
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const expanded of examples) {
    const place = `${expanded.template}:${expanded.line}`;
    if (seen.has(place)) continue;
    seen.add(place);
    const draft = templateDraft(expanded);
    if (!isDraft(draft)) {
      faults.push(`${place} ${draft.reason}: ${draft.error}`);
      continue;
    }
    // Kinds of the table have explanations of their own.
    expect(kindNamed(draft.meta.error_type ?? '')).toBeUndefined();
    const verdict = await TASK_MODULES.error_resolution.check(
      draft as DraftOf<'error_resolution'>,
      bench,
    );
    if (!verdict.ok) faults.push(`${place} ${verdict.reason}: ${verdict.error}`);
  }
  await bench.close();
  expect(faults).toEqual([]);
  expect(seen.size).toBeGreaterThanOrEqual(160);
}, 60_000);
