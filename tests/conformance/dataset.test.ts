import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDictionary } from '@ibert/augmentation';
import { TASKS } from '@ibert/core/records';
import {
  augmentedPairs,
  type CandidateSource,
  composedPairs,
  generate,
  loadWorlds,
  taskCandidates,
} from '@ibert/dataset';
import { TEMPLATE_OPTIONS } from '@ibert/dataset/templates';
import { loadTaskTemplates } from '@ibert/templates';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../fixtures/temporary-directory.js';
import { reportAgreement } from './agreement.js';
import { SAMPLE, sampled } from './sampled.js';

const PYTHON = '.venv/bin/python';
const PROGRAMS = ['data/sql2ibis/train.jsonl'];
/** What says nothing about the agreement with real Ibis. */
const ASIDE: ReadonlySet<string> = new Set(['DUPLICATE', 'CONFLICT', 'EMPTY_ON_ALL']);

const SOURCES: Readonly<Record<string, () => Promise<CandidateSource>>> = {
  augmented: async () =>
    augmentedPairs({
      programs: PROGRAMS,
      dictionary: await loadDictionary('templates/augmentation'),
      perProgram: 2,
      seed: 3,
    }),
  composed: async () =>
    composedPairs({
      worlds: await loadWorlds('templates/compose/worlds.yaml'),
      count: SAMPLE,
      seed: 3,
    }),
  ...Object.fromEntries(
    TASKS.filter((task) => task !== 'sql_to_ibis').map((task) => [
      task,
      async () =>
        taskCandidates({
          task,
          templates: await loadTaskTemplates(join('templates/multitask', task), TEMPLATE_OPTIONS),
          programs: PROGRAMS,
          perProgram: 1,
          seed: 3,
        }),
    ]),
  ),
};

describe('records of the dataset agree with real Ibis:', () => {
  it.each(Object.keys(SOURCES))('%s', async (name) => {
    const made = await SOURCES[name]?.();
    if (made === undefined) throw new Error(`no source ${name}`);
    const output = join(temporaryDirectory(), 'out.jsonl');
    const report = await generate({
      source: await sampled(made),
      output,
      frame: { systemPrompt: 'A sample.', sourceFile: 'data/sample.jsonl' },
      resume: false,
      seed: 12,
      jobs: 2,
      timeoutMs: 20_000,
      memoryMb: 512,
      python: PYTHON,
    });
    const against = readFileSync(report.files.rejects, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { readonly reason: string })
      .filter(({ reason }) => !ASIDE.has(reason));
    reportAgreement({
      family: `Dataset: ${name}`,
      agreed: report.kept,
      total: report.kept + against.length,
    });
    expect(report.kept).toBeGreaterThan(SAMPLE / 2);
    expect(against).toEqual([]);
  });
});
