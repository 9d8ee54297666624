import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '@ibert/core';
import { describe, expect, it, vi } from 'vitest';
import { temporaryDirectory } from '../fixtures/temporary-directory.js';
import { run, sleep, STACK_TRACE, start } from './support.js';

// Processes share the machine with whatever else runs on it.
vi.setConfig({ testTimeout: 180_000 });

const SMALL = ['--templates', 'tests/fixtures/templates'];
const FILES = [
  'train.jsonl',
  'train.rejects.jsonl',
  'train.manifest.json',
  'train.preferences.jsonl',
  'train.survivors.jsonl',
];
/** A part of the pairs is scored, as all of them would take long. */
const SCORED = ['--score-share', '0.2'];

const contents = (directory: string): readonly string[] =>
  FILES.map((name) => readFileSync(join(directory, name), 'utf8'));

const generate = (directory: string, ...flags: readonly string[]): ReturnType<typeof run> =>
  run('generate-data', ['--output', join(directory, 'train.jsonl'), ...SCORED, ...flags]);

describe('generate-data', () => {
  it('writes proven records that validate-data proves again on other rows', async () => {
    const directory = temporaryDirectory();
    const made = await generate(directory, ...SMALL, '--json');
    expect(made).toMatchObject({ code: 0 });
    expect(JSON.parse(made.out)).toMatchObject({
      outcome: 'written',
      candidates: 14,
      kept: 14,
      rejected: 0,
    });
    expect(readdirSync(directory).sort()).toEqual([...FILES].sort());
    const file = join(directory, 'train.jsonl');
    const proven = await run('validate-data', [file, '--seed', '99', '--json']);
    expect(proven.code).toBe(0);
    expect(JSON.parse(proven.out)).toEqual({
      ok: true,
      file,
      records: 14,
      proven: 14,
      failures: [],
    });
    const piped = await run('validate-data', ['-'], { stdin: readFileSync(file) });
    expect(piped).toMatchObject({ code: 0, out: '14 of 14 records proven\n' });
  });

  it('says nothing on standard output but what was asked for', async () => {
    const { out, err } = await generate(temporaryDirectory(), ...SMALL);
    expect(out).toBe('');
    expect(err).toContain('14 kept, 0 rejected');
  });

  it('gives the same bytes with any number of workers', async () => {
    const directories = ['1', '2', '3'].map((jobs) => ({ jobs, directory: temporaryDirectory() }));
    for (const { jobs, directory } of directories) {
      expect((await generate(directory, '--limit', '80', '--jobs', jobs)).code).toBe(0);
    }
    const [one, ...others] = directories.map(({ directory }) => contents(directory));
    for (const other of others) expect(other).toEqual(one);
  });

  it('gives the same bytes after kills at random moments', async () => {
    const straight = temporaryDirectory();
    await generate(straight, '--limit', '100');
    const directory = temporaryDirectory();
    const random = createRandom('kills');
    let kills = 0;
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const flags = [
        '--limit',
        '100',
        '--resume',
        '--output',
        join(directory, 'train.jsonl'),
      ].concat(SCORED);
      const { child, finished } = start('generate-data', flags);
      const ended = finished.then(({ code }) => code === 0);
      const killed = sleep(random.int(300, 1500)).then(() => false);
      if (await Promise.race([ended, killed])) break;
      child.kill('SIGKILL');
      await finished;
      kills += 1;
    }
    expect(kills).toBeGreaterThan(0);
    expect((await generate(directory, '--limit', '100', '--resume')).code).toBe(0);
    expect(contents(directory)).toEqual(contents(straight));
    expect(readdirSync(directory).filter((name) => name.endsWith('.journal.jsonl'))).toEqual([]);
  });

  it('stops on Ctrl-C with 130, leaves earlier output alone, and can be resumed', async () => {
    const directory = temporaryDirectory();
    await generate(directory, ...SMALL);
    const before = contents(directory);
    const flags = ['--limit', '120', '--output', join(directory, 'train.jsonl')].concat(SCORED);
    const { child, finished } = start('generate-data', flags);
    const journal = join(directory, 'train.journal.jsonl');
    await expect
      .poll(() => existsSync(journal) && readFileSync(journal, 'utf8').split('\n').length > 3, {
        timeout: 20_000,
      })
      .toBe(true);
    child.kill('SIGINT');
    const stopped = await finished;
    expect(stopped).toMatchObject({ code: 130, out: '' });
    expect(stopped.err).toContain('run again with --resume');
    expect(stopped.err).not.toMatch(STACK_TRACE);
    expect(contents(directory)).toEqual(before);
    expect((await generate(directory, '--limit', '120', '--resume')).code).toBe(0);
    const straight = temporaryDirectory();
    await generate(straight, '--limit', '120');
    expect(contents(directory)).toEqual(contents(straight));
  });

  it('counts and writes nothing on a dry run', async () => {
    const directory = temporaryDirectory();
    const { code, out } = await generate(directory, ...SMALL, '--dry-run');
    expect({ code, out }).toEqual({ code: 0, out: '2 templates, 3 variations, 14 candidates\n' });
    expect(readdirSync(directory)).toEqual([]);
  });

  it('exits 1 when more is rejected than allowed, and says where to look', async () => {
    const directory = temporaryDirectory();
    const templates = join(directory, 'templates');
    cpSync('tests/fixtures/templates', templates, { recursive: true });
    const file = join(templates, '01_orders.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('orders.amount > {limit}', 'orders.amount >= {limit}'));
    const failed = await generate(directory, '--templates', templates);
    expect(failed).toMatchObject({ code: 1, out: '' });
    expect(failed.err).toContain('rejected 10 candidates: ROWS_DIFFER 10');
    expect(failed.err).toContain('train.rejects.jsonl');
    expect(readFileSync(join(directory, 'train.jsonl'), 'utf8').trim().split('\n')).toHaveLength(4);
    const allowed = await generate(directory, '--templates', templates, '--max-rejects', '10');
    expect(allowed.code).toBe(0);
  });

  it('names file, line and remedy of every fault in the templates, and leaves output alone', async () => {
    const directory = temporaryDirectory();
    await generate(directory, ...SMALL);
    const before = contents(directory);
    const templates = join(directory, 'templates');
    cpSync('tests/fixtures/templates', templates, { recursive: true });
    const file = join(templates, '02_customers.yaml');
    const text = readFileSync(file, 'utf8');
    const faulty = text
      .replace('amount: float64', 'amount: floot64')
      .replace('{column}', '{colum}');
    writeFileSync(file, faulty);
    const line = faulty.split('\n').findIndex((each) => each.includes('floot64')) + 1;
    const failed = await generate(directory, '--templates', templates);
    expect(failed).toMatchObject({ code: 1, out: '' });
    expect(failed.err).toContain(`${file}:${line}:`);
    expect(failed.err).toContain("'floot64' is not an Ibis data type");
    expect(failed.err).toContain('hint: Did you mean {column}?');
    expect(failed.err).not.toMatch(STACK_TRACE);
    expect(contents(directory)).toEqual(before);
  });

  it.each([
    ['a directory of templates that does not exist', ['--templates', 'no/such/directory']],
    ['a directory without templates', ['--templates', 'docs']],
    ['a missing configuration', ['--config', 'no-such.yaml']],
    ['a seed that is no number', ['--seed', 'x']],
    ['no workers', ['--jobs', '0']],
    ['a negative limit', ['--limit', '-1']],
    ['an argument too many', ['one-more']],
    ['an output that is a directory', ['--output', '.']],
    ['an output below a file', ['--output', 'package.json/train.jsonl']],
    ['an output where no directory can be made', ['--output', '/proc/nowhere/train.jsonl']],
  ])('exits 2 for %s', async (_, flags) => {
    const { code, out, err } = await run('generate-data', [...SMALL, '--limit', '1', ...flags]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^error: /);
    expect(err).toContain('hint: ');
    expect(err).not.toMatch(STACK_TRACE);
    expect(readdirSync('.').filter((name) => name.includes('journal'))).toEqual([]);
  });

  it.skipIf(process.getuid?.() === 0)('exits 2 when it may not write the output', async () => {
    const directory = join(temporaryDirectory(), 'locked');
    mkdirSync(directory);
    chmodSync(directory, 0o500);
    const { code, err } = await generate(directory, ...SMALL);
    expect(code).toBe(2);
    expect(err).toContain('permission denied');
  });
});

describe('validate-data', () => {
  it('reports every line that does not hold, and exits 1', async () => {
    const directory = temporaryDirectory();
    await generate(directory, ...SMALL);
    const file = join(directory, 'train.jsonl');
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const [first = '', second = ''] = lines;
    writeFileSync(
      file,
      [...lines, first, 'nonsense', second.replace('amount > ', 'amount >= ')].join('\n'),
    );
    const { code, out } = await run('validate-data', [file]);
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(`^${file}:15: DUPLICATE: `),
      expect.stringMatching(`^${file}:16: INVALID_JSON: `),
      expect.stringMatching(`^${file}:17: WRONG_ID: `),
      '14 of 17 records proven',
      '',
    ]);
  });

  it('exits 2 for a file that does not exist', async () => {
    const { code, err } = await run('validate-data', ['no-such.jsonl']);
    expect(code).toBe(2);
    expect(err).toContain('cannot read no-such.jsonl: it does not exist');
  });
});

describe('dataset-stats', () => {
  it('shows what a file holds, as text and as JSON', async () => {
    const directory = temporaryDirectory();
    await generate(directory, ...SMALL);
    const file = join(directory, 'train.jsonl');
    const text = await run('dataset-stats', [file]);
    expect(text).toMatchObject({ code: 0, err: '' });
    expect(text.out).toMatch(/bare filters +10 \(71\.4%\)/);
    const json = await run('dataset-stats', [file, '--json']);
    expect(JSON.parse(json.out)).toMatchObject({
      records: 14,
      distinct_inputs: 14,
      templates: { small_customers: 2, small_orders: 12 },
      bare_filters: { count: 10 },
    });
  });

  it('names the line of a record that is none', async () => {
    const { code, err } = await run('dataset-stats', ['-'], { stdin: '{"id": 1}\n' });
    expect(code).toBe(1);
    expect(err).toContain('at -:1:1');
  });
});
