import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetRecord } from '@ibert/core/records';
import {
  concatenate,
  type ConcatenateReport,
  DATASET_RULES,
  findSources,
  namedSources,
} from '@ibert/dataset/concatenate';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../fixtures/temporary-directory.js';
import { corpusOf, recordOf, writeCorpus, writeRecords } from './concatenate-corpus.js';
import { findLeaks } from './leak-checker.js';
import { readLines } from './support.js';

const SMALL = corpusOf({ templates: 30, tables: 16, values: 1 });

const run = (dataDir: string, more: { readonly seed?: number } = {}): Promise<ConcatenateReport> =>
  concatenate({
    found: findSources(dataDir),
    output: join(dataDir, 'train_complete.jsonl'),
    seed: 0,
    rules: DATASET_RULES,
    dryRun: false,
    ...more,
  });

const OUTPUTS = [
  'train_complete.jsonl',
  'train_complete.rejects.jsonl',
  'train_complete.manifest.json',
  'multitask/train_complete.jsonl',
  'splits/train.jsonl',
  'splits/validation.jsonl',
  'splits/test.jsonl',
] as const;

const bytesOf = (directory: string): readonly string[] =>
  OUTPUTS.map((name) => readFileSync(join(directory, name), 'utf8'));

function corpusDirectory(): string {
  const directory = temporaryDirectory();
  writeCorpus(directory, SMALL);
  return directory;
}

describe('preferences', () => {
  it('are those of the training split: no other split gives its answers away', async () => {
    const directory = corpusDirectory();
    const base = join(directory, 'sql2ibis', 'train.jsonl');
    const lines = readLines(base).map(({ id }) => JSON.stringify({ id, why: 'a neighbour' }));
    writeFileSync(base.replace('.jsonl', '.preferences.jsonl'), `${lines.join('\n')}\n`);
    const report = await run(directory);
    const inTraining = new Set(readLines(report.files.splits.train).map(({ id }) => id));
    const written = readLines(report.files.preferences).map(({ id }) => id);
    expect(report.preferences).toBe(written.length);
    expect(written.length).toBeGreaterThan(0);
    expect(written.length).toBeLessThan(lines.length);
    expect(written.filter((id) => !inTraining.has(id))).toEqual([]);
  });

  it('that are none are refused with their place', async () => {
    const directory = corpusDirectory();
    const file = join(directory, 'sql2ibis', 'train.preferences.jsonl');
    writeFileSync(file, '{"chosen": "x"}\n');
    await expect(run(directory)).rejects.toMatchObject({ code: 'INVALID_RECORD', file });
  });
});

describe('concatenate', () => {
  it('divides all tasks into splits in which an independent checker finds no leak', async () => {
    const directory = corpusDirectory();
    const report = await run(directory);
    expect(report).toMatchObject({ outcome: 'written', leaks: [] });
    expect(findLeaks(report.files.splits)).toEqual([]);
    for (const split of ['train', 'validation', 'test'] as const) {
      expect(Object.keys(report.counts[split])).toHaveLength(6);
    }
    const complete = readLines(report.files.complete).map(({ id }) => id);
    const divided = Object.values(report.files.splits).flatMap((path) => readLines(path));
    expect(new Set(complete)).toEqual(new Set(divided.map(({ id }) => id)));
    expect(complete).toHaveLength(divided.length);
    const rejects = readLines(report.files.rejects);
    expect(report.input).toBe(complete.length + rejects.length);
    expect(JSON.parse(readFileSync(report.files.manifest, 'utf8'))).toMatchObject({
      command: 'concatenate-data',
      candidates: report.input,
      kept: complete.length,
      rejected: rejects.length,
      reasons: report.reasons,
    });
    expect(readdirSync(directory).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('loses little of a corpus whose templates share tables and plain skeletons', async () => {
    const { input, reasons } = await run(corpusDirectory());
    const held = ['HELD_OUT_SKELETON', 'HELD_OUT_SCHEMA', 'SELF_HELD_OUT'] as const;
    const lost = held.reduce((sum, reason) => sum + (reasons[reason] ?? 0), 0);
    expect(lost).toBeLessThan(0.1 * input);
  });

  it('gives the same bytes for the same seed, and another division for another', async () => {
    const directory = corpusDirectory();
    await run(directory);
    const first = bytesOf(directory);
    await run(directory);
    expect(bytesOf(directory)).toEqual(first);
    await run(directory, { seed: 1 });
    expect(bytesOf(directory)).not.toEqual(first);
  });

  it('leaves earlier output alone when a file cannot be written', async () => {
    const directory = corpusDirectory();
    await run(directory);
    const before = bytesOf(directory);
    const elsewhere = join(directory, 'elsewhere');
    mkdirSync(join(elsewhere, 'splits', 'test.jsonl'), { recursive: true });
    writeFileSync(join(elsewhere, 'train_complete.jsonl'), 'earlier\n');
    const options = { found: findSources(directory), seed: 1, rules: DATASET_RULES, dryRun: false };
    const blocked = concatenate({ ...options, output: join(elsewhere, 'train_complete.jsonl') });
    await expect(blocked).rejects.toMatchObject({ code: 'OUTPUT_NOT_A_FILE' });
    expect(readFileSync(join(elsewhere, 'train_complete.jsonl'), 'utf8')).toBe('earlier\n');
    const device = concatenate({ ...options, output: '/dev/null/train_complete.jsonl' });
    await expect(device).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    expect(bytesOf(directory)).toEqual(before);
  });

  it('refuses, and writes nothing, when nobody else vouches for a task', async () => {
    const directory = corpusDirectory();
    await run(directory);
    const before = bytesOf(directory);
    const selfish = (SMALL['multitask/documentation.jsonl'] ?? []).map((record) => ({
      ...record,
      meta: { ...record.meta, verification: { ...record.meta.verification, judge: 'self' } },
    }));
    writeRecords(join(directory, 'multitask/documentation.jsonl'), selfish);
    const report = await run(directory);
    expect(report.outcome).toBe('refused');
    const messages = report.leaks.map(({ code, message }) => `${code} ${message}`);
    expect(messages).toEqual([
      expect.stringMatching(/^TOO_FEW validation has 0 of \d+ records of documentation/),
      expect.stringMatching(/^TOO_FEW test has 0 of \d+ records of documentation/),
    ]);
    expect(bytesOf(directory)).toEqual(before);
  });

  it('names the sources that are missing, and is an error when all are', async () => {
    const directory = temporaryDirectory();
    expect(() => findSources(directory)).toThrow(/no records below/);
    writeRecords(join(directory, 'sql2ibis/train.jsonl'), []);
    const { sources, missing } = findSources(directory);
    expect(sources.map(({ name }) => name)).toEqual(['sql2ibis/train.jsonl']);
    expect(missing).toContainEqual(
      expect.objectContaining({ name: 'multitask/qa.jsonl', command: 'generate-multitask' }),
    );
  });

  it('reads a file once that two names lead to', async () => {
    const directory = temporaryDirectory();
    writeRecords(join(directory, 'sql2ibis/train.jsonl'), []);
    mkdirSync(join(directory, 'multitask'));
    symlinkSync('../sql2ibis/train.jsonl', join(directory, 'multitask/sql_to_ibis.jsonl'));
    expect(findSources(directory).sources).toMatchObject([
      { name: 'sql2ibis/train.jsonl', multitask: true },
    ]);
  });

  it('does not take a record that was changed after it was proven', async () => {
    const directory = temporaryDirectory();
    const [record] = SMALL['sql2ibis/train.jsonl'] ?? [];
    const changed = { ...record, target: { ibis: 'orders.limit(1)', expr_name: 'expr' } };
    writeRecords(join(directory, 'sql2ibis/train.jsonl'), [changed]);
    await expect(run(directory)).rejects.toMatchObject({ code: 'WRONG_ID' });
  });
});

const TABLES = { t: { schema: { a: 'int64', b: 'int64', s: 'string' } } };
const context = { tables: TABLES };

const pair = (
  sql: string,
  ibis: string,
  judge: 'authored' | 'oracle' | 'self' = 'authored',
  source: 'synthetic' | 'augmented' | 'mined' = 'synthetic',
): DatasetRecord =>
  recordOf({
    task: 'sql_to_ibis',
    context,
    input: { sql },
    target: { ibis, expr_name: 'expr' },
    judge,
    meta: {
      source,
      ...(source === 'mined'
        ? { provenance: { repo: 'r', commit: 'c', path: 'p', lines: [1, 2], license: 'MIT' } }
        : {}),
    },
  });

const question = (text: string, answer: string): DatasetRecord =>
  recordOf({
    task: 'qa',
    context: { tables: {} },
    input: { question: text },
    target: { answer },
    meta: {},
  });

/** What is left out of some records, by their place: the reason, and the place of the one kept instead. */
async function removed(...records: readonly DatasetRecord[]): Promise<readonly unknown[]> {
  const directory = temporaryDirectory();
  const input = join(directory, 'records.jsonl');
  writeRecords(input, records);
  const report = await concatenate({
    found: namedSources([input]),
    output: join(directory, 'train_complete.jsonl'),
    seed: 0,
    rules: { minShare: 0, maxSkeletonShare: 1 },
    dryRun: false,
  });
  expect(report.outcome).toBe('written');
  return readLines(report.files.rejects).map(({ line, reason, instead }) => [
    Number(line) - 1,
    reason,
    records.findIndex(({ id }) => id === instead),
  ]);
}

describe('of records that say the same, one', () => {
  const sql = 'SELECT a FROM t WHERE b > 1';
  const ibis = 't.filter(t.b > 1).select("a")';

  it('stays of exact duplicates', async () =>
    expect(await removed(pair(sql, ibis), pair(sql, ibis))).toEqual([[1, 'DUPLICATE', 0]]));

  it('stays of two targets: the one that is vouched for better, wherever it stands', async () => {
    const other = 't.filter(t.b > 1)[["a"]]';
    expect(await removed(pair(sql, other, 'self'), pair(sql, ibis, 'oracle'))).toEqual([
      [0, 'CONFLICT', 1],
    ]);
    expect(
      await removed(pair(sql, other, 'authored', 'mined'), pair(sql, ibis, 'authored')),
    ).toEqual([[0, 'CONFLICT', 1]]);
    expect(await removed(pair(sql, other), pair(sql, ibis))).toEqual([[1, 'CONFLICT', 0]]);
  });

  it('stays of those that differ in formatting only', async () => {
    const formatted = 'select a\n-- a comment\nFROM t\nwhere b > 1;';
    expect(
      await removed(pair(sql, ibis), pair(formatted, 't.filter(_.b > 1).select(_.a)')),
    ).toEqual([[1, 'NEAR_DUPLICATE', 0]]);
  });

  it.each([
    ['another value', 'SELECT a FROM t WHERE b > 2', 't.filter(t.b > 2).select("a")'],
    ['another text in quotes', "SELECT a FROM t WHERE s = 'X'", 't.filter(t.s == "X").select("a")'],
    ['another SQL', 'SELECT a FROM t WHERE 1 < b', ibis],
  ])('does not stand for %s', async (_, otherSql, otherIbis) =>
    expect(
      await removed(
        pair(sql, ibis),
        pair("SELECT a FROM t WHERE s = 'x'", 't.filter(t.s == "x").select("a")'),
        pair(otherSql, otherIbis),
      ),
    ).toEqual([]),
  );

  it('stays of questions that differ in a sign or the case; phrasings stay', async () => {
    const text = 'How do I keep the rows of a table whose value is larger than some number';
    const answer = 'Call filter with a comparison.';
    const phrasing = 'Which method keeps only rows with a value above a number?';
    expect(
      await removed(
        question(`${text}?`, answer),
        question(text.toUpperCase(), answer),
        question(phrasing, answer),
      ),
    ).toEqual([[1, 'NEAR_DUPLICATE', 0]]);
    expect(
      await removed(
        question(`${text}?`, answer),
        question(text, 'Use a list of booleans instead of a call.'),
      ),
    ).toEqual([]);
  });
});
