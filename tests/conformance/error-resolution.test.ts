import { fileURLToPath } from 'node:url';

import { createRandom, deriveSeed } from '@ibert/core';
import { openInput } from '@ibert/core/files';
import { type Draft, type DraftOf, readRecords, type RecordOf } from '@ibert/core/records';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { Bench, Oracle, TASK_MODULES, templateDraft } from '@ibert/multitask';
import { expandTaskTemplate, loadTaskTemplates } from '@ibert/templates';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { reportAgreement } from './agreement.js';

const FILE = 'data/sql2ibis/train.jsonl';
const TEMPLATES = fileURLToPath(
  new URL('../../templates/multitask/error_resolution', import.meta.url),
);
/** Other mistakes than those of the generation. */
const SEED = 31;

type Mistake = DraftOf<'error_resolution'>;

const { derive, oracle: ask } = TASK_MODULES.error_resolution;

let oracle: Oracle;
let bench: Bench;
beforeAll(async () => {
  oracle = new Oracle('.venv/bin/python');
  bench = await Bench.open();
});
afterAll(async () => {
  oracle.close();
  await bench.close();
});

it('makes mistakes that fail in real Ibis with the recorded class and text', async () => {
  const drafts: Mistake[] = [];
  for await (const line of readRecords(openInput(FILE), { file: FILE })) {
    if (line.kind === 'Fault') throw line.error;
    if (line.record.task === 'sql_to_ibis') drafts.push(...mistakesIn(line.record));
  }
  expect(drafts.length).toBeGreaterThanOrEqual(2000);
  await compare('Broken programs', drafts);
});

it('ships templates whose mistakes fail in real Ibis with the error that is filled in', async () => {
  const templates = await loadTaskTemplates(TEMPLATES);
  const drafts = templates
    .flatMap((template) => [...expandTaskTemplate(template)])
    .map(templateDraft)
    .filter((draft): draft is Mistake & Draft => !('ok' in draft));
  expect(drafts.length).toBeGreaterThanOrEqual(250);
  await compare('Mistakes of templates', drafts);
});

it('tells when an error differs', async () => {
  const draft: Mistake = {
    task: 'error_resolution',
    dialect: 'duckdb',
    context: { tables: { t: { schema: { a: 'int64' } } } },
    input: { broken_code: 't.b', error: "AttributeError: 'Table' object has no attribute 'c'" },
    target: { fixed_code: 't.a', explanation: 'The column is `a`.' },
    meta: { source: 'synthetic', features: ['select'], difficulty: 'easy' },
    judge: 'authored',
  };
  expect(await ask?.(draft, oracle, bench)).toMatchObject({ reason: 'ORACLE_DIFFERS' });
});

async function compare(family: string, drafts: readonly Mistake[]): Promise<void> {
  const faults: string[] = [];
  for (const draft of drafts) {
    const fault = await ask?.(draft, oracle, bench);
    if (fault === undefined) continue;
    faults.push(`${draft.input.broken_code}\n${fault === 'open' ? fault : fault.error}`);
  }
  reportAgreement({ family, agreed: drafts.length - faults.length, total: drafts.length });
  expect(faults).toEqual([]);
}

function mistakesIn(record: RecordOf<'sql_to_ibis'>): readonly Mistake[] {
  const tables = Object.fromEntries(
    Object.entries(record.context.tables).map(([name, { schema }]) => [name, parseSchema(schema)]),
  );
  const { relation } = evaluateIbis(record.target.ibis, { tables });
  const { verification: _verification, ...lineage } = record.meta;
  const random = createRandom(deriveSeed(SEED, record.id));
  return derive({ record, tables, relation }, random).map(({ input, target, meta }) => ({
    task: 'error_resolution',
    dialect: record.dialect,
    context: record.context,
    input,
    target,
    meta: { ...lineage, ...meta },
    judge: 'authored',
  }));
}
