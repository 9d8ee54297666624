import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandSpec, isProgram, loadProgram } from '@ibert/cli';
import { describe, expect, it } from 'vitest';
import { corpusOf, writeCorpus, writeRecords } from '../dataset/concatenate-corpus.js';
import { temporaryDirectory } from '../fixtures/temporary-directory.js';
import { type Ran, run } from './support.js';

const program = async (name: string): Promise<CommandSpec> => {
  if (!isProgram(name)) throw new Error(`there is no program ${name}`);
  return await loadProgram(name);
};
const command = async (name: string, ...args: readonly string[]): Promise<Ran> =>
  await run(await program(name), args);

const CORPUS = corpusOf({ templates: 24, tables: 16, values: 1 });

function dataDirectory(): string {
  const directory = temporaryDirectory();
  writeCorpus(directory, CORPUS);
  return directory;
}

describe('concatenate-data', () => {
  it('writes the dataset, says what came of it, and checks it again on demand', async () => {
    const directory = dataDirectory();
    const made = await command('concatenate-data', '--data-dir', directory);
    expect(made.err).toContain('wrote ');
    expect(made.code).toBe(0);
    expect(made.out).toMatch(/^task +train +validation +test$/m);
    expect(made.err).toContain('not there: mining/ibis_mined.jsonl, which mine-ibis-repo makes');
    const checked = await command('concatenate-data', '--data-dir', directory, '--check', '--json');
    expect(JSON.parse(checked.out)).toMatchObject({ ok: true });
    const stats = await command('complete-stats', '--data-dir', directory, '--json');
    const { records, splits } = JSON.parse(stats.out) as { records: number; splits: object };
    expect(records).toBe(
      readFileSync(join(directory, 'train_complete.jsonl'), 'utf8').split('\n').length - 1,
    );
    expect(Object.keys(splits)).toEqual(['train', 'validation', 'test']);
  });

  it('writes nothing in a dry run', async () => {
    const directory = dataDirectory();
    const { code, out } = await command(
      'concatenate-data',
      '--data-dir',
      directory,
      '--dry-run',
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ outcome: 'planned' });
    expect(existsSync(join(directory, 'train_complete.jsonl'))).toBe(false);
  });

  it('fails when more are duplicates than allowed', async () => {
    const directory = dataDirectory();
    const base = CORPUS['sql2ibis/train.jsonl'] ?? [];
    const files = ['one', 'two'].map((name) => join(directory, `${name}.jsonl`));
    for (const file of files) writeRecords(file, base);
    const args = ['--data-dir', directory, '--input', ...files, '--dry-run'];
    const { code, err } = await command('concatenate-data', ...args);
    expect(code).toBe(1);
    expect(err).toContain('duplicates are 50.0% of the input, more than the 10.0% allowed');
    expect((await command('concatenate-data', ...args, '--max-removed', '0.5')).code).toBe(0);
  });

  it('fails, and says what to do, when a split cannot have its share', async () => {
    const directory = temporaryDirectory();
    writeRecords(
      join(directory, 'composed/sql_to_ibis.jsonl'),
      CORPUS['composed/sql_to_ibis.jsonl'] ?? [],
    );
    const { code, err } = await command('concatenate-data', '--data-dir', directory);
    expect(code).toBe(1);
    expect(err).toMatch(/TOO_FEW: .*validation has 0 of \d+ records of sql_to_ibis/);
    expect(err).toContain('hint: Add records');
    expect(existsSync(join(directory, 'train_complete.jsonl'))).toBe(false);
  });

  it.each([
    [['--min-share', '2'], 'Expected a number from 0 to 1'],
    [['--seed', 'x'], 'seed'],
  ])('is a usage error with %j', async (args, message) => {
    const { code, err } = await command(
      'concatenate-data',
      '--data-dir',
      temporaryDirectory(),
      ...args,
    );
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('says which command makes what is missing', async () => {
    const { code, err } = await command('concatenate-data', '--data-dir', temporaryDirectory());
    expect(code).toBe(2);
    expect(err).toMatch(/^error: no records below .*\nhint: Make them first: generate-data/);
  });
});

describe('the commands of statistics', () => {
  it.each([
    ['dataset-stats', 'generate-data'],
    ['augmented-stats', 'generate-augmented'],
    ['multitask-stats', 'generate-multitask'],
    ['mining-stats', 'mine-ibis-repo or mine-ibis-docs or mine-multitask'],
    ['complete-stats', 'concatenate-data'],
    ['all-stats', 'generate-data'],
  ])('%s says that %s makes its records', async (name, maker) => {
    const { code, err } = await command(name, '--data-dir', temporaryDirectory());
    expect(code).toBe(2);
    expect(err).toContain(`hint: Make them first with ${maker}.`);
  });

  it('show every part that is there in 80 columns, and write a report', async () => {
    const directory = dataDirectory();
    const html = join(directory, 'report.html');
    const { code, out, err } = await command('all-stats', '--data-dir', directory, '--html', html);
    expect(code).toBe(0);
    expect(Math.max(...out.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect(out).toContain('The six tasks');
    expect(err).toContain('not there: mined records (made by mine-ibis-repo)');
    expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('read files that are named', async () => {
    const directory = dataDirectory();
    const file = join(directory, 'multitask/qa.jsonl');
    const { out } = await command('dataset-stats', file, '--json');
    expect(JSON.parse(out)).toMatchObject({ tasks: { qa: 72 }, by_task: { qa: { records: 72 } } });
  });
});
