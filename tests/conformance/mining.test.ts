import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@ibert/core/config';
import { generate } from '@ibert/dataset';
import { minedCandidates } from '@ibert/dataset/mining';
import { openSource, search, type Wanted, writeFindings } from '@ibert/mining';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { reportAgreement } from './agreement.js';
import { sampled } from './sampled.js';

const PYTHON = '.venv/bin/python';
/** The installed Ibis, which comes with its docstrings and tests. */
const [PYTHON_VERSION = ''] = readdirSync('.venv/lib');
const INSTALLED = join('.venv/lib', PYTHON_VERSION, 'site-packages/ibis');

const directory = mkdtempSync(join(tmpdir(), 'ibert-test-'));
const findings = join(directory, 'findings.jsonl');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

beforeAll(async () => {
  const settings = loadConfig({ cwd: directory, env: {} }).mining;
  const tree = await openSource({ location: INSTALLED }, { dataDirectory: directory, settings });
  const { name, repository, commit } = tree;
  const facts = { files: 0, history: false, key: 'installed', license: null };
  const found = search(tree, { history: false });
  await writeFindings(findings, found, () => ({ findings: 1, name, repository, commit, ...facts }));
  await tree.close();
}, 240_000);

/** What is wanted, and the fewest records that a sample of it must give. */
const WANTED: readonly (readonly [Wanted, number])[] = [
  ['pairs', 60],
  ['qa', 60],
  ['documentation', 60],
  ['error_resolution', 8],
  ['sql_to_ibis', 5],
];

describe('what is mined from the installed Ibis agrees with real Ibis:', () => {
  it.each(WANTED)('%s', async (wanted, fewest) => {
    const only = { test: () => true, key: '' };
    const source = await minedCandidates({ command: 'mine', findings, wanted, only });
    const report = await generate({
      source: await sampled(source),
      output: join(directory, `${wanted}.jsonl`),
      frame: { systemPrompt: 'A sample.', sourceFile: 'data/sample.jsonl' },
      resume: false,
      seed: 12,
      jobs: 2,
      timeoutMs: 20_000,
      memoryMb: 512,
      confirm: true,
      python: PYTHON,
    });
    const against = readFileSync(report.files.rejects, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { readonly reason: string })
      .filter(({ reason }) => reason === 'ORACLE_DIFFERS');
    const total = report.kept + against.length;
    reportAgreement({ family: `Mined: ${wanted}`, agreed: report.kept, total });
    expect(report.kept).toBeGreaterThanOrEqual(fewest);
    expect(against).toEqual([]);
  });
});
