import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type { DatasetRecord } from '@ibert/core/records';
import { temporaryDirectory } from '../fixtures/temporary-directory.js';
import { commit, makeShopRepository } from './shop-repository.js';
import { type Finished, run, STACK_TRACE } from './support.js';

// Processes share the machine with whatever else runs on it.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const TASKS = [
  'code_completion',
  'sql_to_ibis',
  'ibis_to_sql',
  'error_resolution',
  'qa',
  'documentation',
] as const;

const directory = mkdtempSync(join(tmpdir(), 'ibert-test-'));
const shop = join(directory, 'shop');
const data = join(directory, 'data');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const recordsIn = (file: string): readonly DatasetRecord[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as DatasetRecord);

const minedFile = (task: string, dataDir = data): string =>
  join(dataDir, 'mining', 'multitask', `${task}_mined.jsonl`);

const mine = (...flags: readonly string[]): Promise<Finished> =>
  run('mine-multitask', ['--repo-path', shop, '--data-dir', data, ...flags]);

let first: Finished;
beforeAll(async () => {
  makeShopRepository(shop);
  first = await mine();
});

describe('mine-multitask', () => {
  it('makes proven records of every task of a repository', () => {
    expect({ code: first.code, out: first.out }).toEqual({ code: 0, out: '' });
    const counts = TASKS.map((task) => [task, recordsIn(minedFile(task)).length] as const);
    expect(counts.filter(([, count]) => count === 0)).toEqual([]);
  });

  it('says of every record where it was found, under which licence', () => {
    for (const task of TASKS) {
      for (const { meta, source_file: file } of recordsIn(minedFile(task))) {
        expect(meta).toMatchObject({
          source: 'mined',
          pattern: expect.any(String),
          provenance: {
            repo: 'shop',
            license: 'MIT',
            commit: expect.stringMatching(/^[0-9a-f]{40}$/),
          },
        });
        const [from, to] = meta.provenance?.lines ?? [0, 0];
        expect(from).toBeGreaterThan(0);
        expect(to).toBeGreaterThanOrEqual(from);
        expect(file).toBe(`data/mining/multitask/${task}_mined.jsonl`);
      }
    }
  });

  it('finds the fix in the history, with the error that the old code gives', () => {
    const fixes = recordsIn(minedFile('error_resolution')).map(({ input, target, meta }) => ({
      input,
      target,
      pattern: meta.pattern,
    }));
    expect(fixes).toContainEqual({
      pattern: 'fix_commit',
      input: {
        broken_code: expect.stringContaining('sort_by'),
        error: expect.stringMatching(/^AttributeError: .*'sort_by'/),
      },
      target: { fixed_code: expect.stringContaining('order_by'), explanation: expect.any(String) },
    });
  });

  it('writes records that are proven again on other rows', async () => {
    const files = TASKS.map((task) => minedFile(task));
    const { code, err } = await run('validate-multitask', ['--seed', '7', '--input', ...files]);
    expect({ code, err }).toEqual({ code: 0, err: expect.not.stringMatching(/failed/) });
  });

  it('accounts for everything that it found', async () => {
    const { code, out } = await run('mining-stats', ['--json', '--data-dir', data]);
    expect(code).toBe(0);
    const { sources } = JSON.parse(out) as {
      readonly sources: readonly {
        readonly patterns: Readonly<Record<string, { readonly refused: object }>>;
        readonly outputs: readonly {
          readonly candidates: number;
          readonly kept: number;
          readonly rejected: Readonly<Record<string, number>>;
        }[];
      }[];
    };
    const [source] = sources;
    expect(sources).toHaveLength(1);
    expect(source?.patterns['script']?.refused).toEqual({ SYNTAX: 1 });
    for (const { candidates, kept, rejected } of source?.outputs ?? []) {
      const lost = Object.values(rejected).reduce((sum, count) => sum + count, 0);
      expect(candidates).toBe(kept + lost);
    }
    const under = await run('mining-stats', ['--under', 'docs', '--json', '--data-dir', data]);
    const patterns = (JSON.parse(under.out) as { sources: { patterns: object }[] }).sources[0];
    expect(Object.keys(patterns?.patterns ?? {}).sort()).toEqual(['cell', 'heading', 'sql_cell']);
  });

  it('does not mine a commit twice, and gives the same bytes when it does', async () => {
    const findings = join(data, 'mining', 'by_source', 'shop', 'findings.jsonl');
    const before = TASKS.map((task) => readFileSync(minedFile(task), 'utf8'));
    // Only a run that does not search again leaves what does not belong there.
    appendFileSync(findings, '\n');
    expect(await mine('--jobs', '1')).toMatchObject({ code: 0 });
    expect(readFileSync(findings, 'utf8').endsWith('\n\n')).toBe(true);
    expect(TASKS.map((task) => readFileSync(minedFile(task), 'utf8'))).toEqual(before);
    expect(await mine('--fresh', '--jobs', '1')).toMatchObject({ code: 0 });
    expect(readFileSync(findings, 'utf8').endsWith('\n\n')).toBe(false);
    expect(TASKS.map((task) => readFileSync(minedFile(task), 'utf8'))).toEqual(before);
  });

  it('mines a new commit', async () => {
    const clone = join(temporaryDirectory(), 'shop');
    makeShopRepository(clone);
    const dataDir = join(clone, '..', 'data');
    const flags = ['--repo-path', clone, '--data-dir', dataDir, '--no-history'];
    const pairs = join(dataDir, 'mining', 'ibis_mined.jsonl');
    expect(await run('mine-ibis-repo', flags.slice(0, -1))).toMatchObject({ code: 0 });
    const before = recordsIn(pairs).length;
    writeFileSync(
      join(clone, 'shop', 'more.py'),
      'import ibis\n\nrooms = ibis.table({"room": "string", "seats": "int64"}, name="rooms")\nlarge = rooms.filter(rooms.seats > 40)\n',
    );
    commit(clone, 'More rooms');
    expect(await run('mine-ibis-repo', flags.slice(0, -1))).toMatchObject({ code: 0 });
    const after = recordsIn(pairs);
    expect(after).toHaveLength(before + 1);
    expect(after.map(({ target }) => target)).toContainEqual({
      ibis: 'rooms.filter(rooms.seats > 40)',
      expr_name: 'expr',
    });
  });
});

describe('mine-ibis-docs', () => {
  it('takes the programs of documents and notebooks', async () => {
    const flags = ['--repo', shop, '--data-dir', data];
    expect(await run('mine-ibis-docs', flags)).toMatchObject({ code: 0, out: '' });
    const records = recordsIn(join(data, 'mining', 'ibis_docs_mined.jsonl'));
    expect(records.map(({ meta }) => meta.provenance?.path ?? '').sort()).toEqual([
      'docs/guide.md',
      'docs/visits.ipynb',
    ]);
  });
});

describe('a source that cannot be mined', () => {
  it('is reported and left out, the others are mined', async () => {
    const dataDir = temporaryDirectory();
    const gone = 'file:///nowhere/at-all.git';
    const flags = ['--repo', gone, '--repo', shop, '--data-dir', dataDir, '--task', 'qa'];
    const { code, err } = await run('mine-multitask', flags);
    expect(code).toBe(0);
    expect(err).toContain(`${gone} is left out: `);
    expect(err).not.toMatch(STACK_TRACE);
    expect(recordsIn(minedFile('qa', dataDir)).length).toBeGreaterThan(0);
  });

  it('is one that has the name of another', async () => {
    const dataDir = temporaryDirectory();
    const twin = join(temporaryDirectory(), 'shop');
    makeShopRepository(twin);
    const { code, err } = await run('mine-ibis-docs', [
      '--repo',
      shop,
      '--repo',
      twin,
      '--data-dir',
      dataDir,
    ]);
    expect(code).toBe(0);
    expect(err).toContain(`${twin} is left out: another source is called shop`);
    expect(recordsIn(join(dataDir, 'mining', 'ibis_docs_mined.jsonl'))).toHaveLength(2);
  });

  it('ends the command with 1 when it is the only one, with 0 when that is allowed', async () => {
    const dataDir = temporaryDirectory();
    const flags = ['--repo', join(dataDir, 'nothing-here'), '--data-dir', dataDir];
    const alone = await run('mine-ibis-repo', flags);
    expect(alone).toMatchObject({ code: 1, out: '' });
    expect(alone.err).toContain('no source could be mined, of 1\n');
    expect(alone.err).not.toMatch(STACK_TRACE);
    expect(await run('mine-ibis-repo', [...flags, '--if-reachable'])).toMatchObject({ code: 0 });
    expect(existsSync(join(dataDir, 'mining', 'ibis_mined.jsonl'))).toBe(false);
  });

  it('is left out for its licence unless that one is asked for', async () => {
    const folder = temporaryDirectory();
    const dataDir = temporaryDirectory();
    writeFileSync(
      join(folder, 'queries.py'),
      'import ibis\n\nseats = ibis.table({"row": "string", "seat": "int64"}, name="seats")\nfront = seats.filter(seats.seat < 9)\n',
    );
    const flags = ['--repo-path', folder, '--data-dir', dataDir];
    const refused = await run('mine-ibis-repo', flags);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('--include-license unknown');
    const asked = await run('mine-ibis-repo', [...flags, '--include-license', 'unknown']);
    expect(asked.code).toBe(0);
    const [record] = recordsIn(join(dataDir, 'mining', 'ibis_mined.jsonl'));
    expect(record?.meta.provenance?.license).toBe('NOASSERTION');
  });
});
