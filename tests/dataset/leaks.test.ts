import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type DatasetRecord, parseRecord, recordId } from '@ibert/core/records';
import {
  checkDataset,
  checkForLeaks,
  concatenate,
  DATASET_RULES,
  datasetFiles,
  type DatasetFiles,
  findSources,
  SPLITS,
  type Split,
} from '@ibert/dataset/concatenate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../fixtures/temporary-directory.js';
import { corpusOf, writeCorpus } from './concatenate-corpus.js';
import { findLeaks } from './leak-checker.js';

let made = '';
beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'ibert-leaks-'));
  writeCorpus(made, corpusOf({ templates: 30, tables: 16, values: 1 }));
  await concatenate({
    found: findSources(made),
    output: join(made, 'train_complete.jsonl'),
    seed: 3,
    rules: DATASET_RULES,
    dryRun: false,
  });
}, 60_000);
afterAll(() => rmSync(made, { recursive: true, force: true }));

type Splits = Record<Split, DatasetRecord[]>;

/** A copy of the dataset with something wrong in it. */
function planted(fault: (splits: Splits) => void): DatasetFiles {
  const files = datasetFiles(join(temporaryDirectory(), 'train_complete.jsonl'));
  const from = datasetFiles(join(made, 'train_complete.jsonl'));
  const read = (split: Split): DatasetRecord[] =>
    readFileSync(from.splits[split], 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => parseRecord(JSON.parse(line)));
  const splits: Splits = {
    train: read('train'),
    validation: read('validation'),
    test: read('test'),
  };
  fault(splits);
  mkdirSync(dirname(files.splits.train));
  const text = (records: readonly DatasetRecord[]): string =>
    records.map((record) => `${JSON.stringify(record)}\n`).join('');
  for (const split of SPLITS) writeFileSync(files.splits[split], text(splits[split]));
  writeFileSync(files.complete, text(SPLITS.flatMap((split) => splits[split])));
  copyFileSync(from.manifest, files.manifest);
  return files;
}

/** A record with other content and the id that belongs to it. */
function altered(record: DatasetRecord, change: object): DatasetRecord {
  const next = { ...record, ...change } as DatasetRecord;
  return parseRecord({ ...next, id: recordId(next) });
}

const first = (records: readonly DatasetRecord[], task: DatasetRecord['task']): DatasetRecord => {
  const found = records.find((record) => record.task === task);
  if (found === undefined) throw new Error(`the corpus has no ${task}`);
  return found;
};

const pairOf = (
  records: readonly DatasetRecord[],
): Extract<DatasetRecord, { task: 'sql_to_ibis' }> => {
  const found = first(records, 'sql_to_ibis');
  if (found.task !== 'sql_to_ibis') throw new Error('not a pair');
  return found;
};

/** The names of a record's table and its columns. */
const namesOf = ({ context }: DatasetRecord): readonly string[] =>
  Object.entries(context.tables).flatMap(([name, { schema }]) => [name, ...Object.keys(schema)]);

const LEAKS: readonly (readonly [string, (splits: Splits) => void, string, RegExp])[] = [
  [
    'a record twice',
    ({ train }) => void train.push(first(train, 'qa')),
    'DUPLICATE',
    /^duplicate /,
  ],
  [
    'a question with two answers',
    ({ train }) =>
      void train.push(altered(first(train, 'qa'), { target: { answer: 'Nobody knows.' } })),
    'CONFLICT',
    /^conflict /,
  ],
  [
    'a pair with other white space',
    ({ train }) => {
      const pair = pairOf(train);
      train.push(altered(pair, { input: { sql: pair.input.sql.replaceAll(' ', '\n ') } }));
    },
    'NEAR_DUPLICATE',
    /^near duplicate /,
  ],
  [
    'a question of a template that is tested',
    ({ train, test }) => {
      const { template } = first(test, 'qa').meta;
      const stray = first(train, 'qa');
      train.push(
        altered(stray, { input: { question: 'What for?' }, meta: { ...stray.meta, template } }),
      );
    },
    'SHARED_TEMPLATE',
    /^template /,
  ],
  [
    'a program of validation under other names',
    ({ train, validation }) => {
      const theirs = pairOf(validation);
      const stray = pairOf(train);
      const ours = namesOf(stray);
      const renamed = namesOf(theirs).reduce(
        (text, name, at) => text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), ours[at] ?? name),
        theirs.target.ibis,
      );
      const target = { ibis: renamed.replace(/\d+\)/, '987)'), expr_name: 'expr' };
      train.push(altered(stray, { input: { sql: 'SELECT leak' }, target }));
    },
    'SHARED_SKELETON',
    /^skeleton /,
  ],
  [
    'a record that comes from a program that is tested',
    ({ train, test }) => {
      const stray = first(train, 'qa');
      const origin = pairOf(test).id;
      train.push(
        altered(stray, { input: { question: 'Whence?' }, meta: { ...stray.meta, origin } }),
      );
    },
    'SHARED_LINEAGE',
    /^program /,
  ],
  [
    'a table of the test split elsewhere',
    ({ validation, test }) => {
      const { context } = pairOf(test);
      validation.push(altered(first(validation, 'qa'), { context }));
    },
    'SHARED_SCHEMA',
    /^table /,
  ],
  [
    'a record in test that only the engine vouches for',
    ({ test }) => {
      const record = test[0];
      if (record === undefined) throw new Error('test is empty');
      const verification = { ...record.meta.verification, judge: 'self' as const };
      test[0] = { ...record, meta: { ...record.meta, verification } };
    },
    'SELF_HELD_OUT',
    /^self /,
  ],
  [
    'too few questions in validation',
    (splits) => {
      splits.validation = splits.validation.filter(({ task }) => task !== 'qa');
    },
    'TOO_FEW',
    /^too few records of qa in validation/,
  ],
];

describe('a planted leak', () => {
  it('is found only where one is', async () => {
    const files = planted(() => undefined);
    expect((await checkForLeaks(files, DATASET_RULES)).leaks).toEqual([]);
    expect(findLeaks(files.splits)).toEqual([]);
  });

  it.each(LEAKS)('is found by both checks: %s', async (_, fault, code, message) => {
    const files = planted(fault);
    const { leaks } = await checkForLeaks(files, DATASET_RULES);
    expect(leaks.map((leak) => leak.code)).toContain(code);
    expect(findLeaks(files.splits)).toContainEqual(expect.stringMatching(message));
    await expect(checkDataset(files.complete, DATASET_RULES)).rejects.toMatchObject({
      code: 'LEAKS',
    });
  });

  it.each([
    [
      'a changed record',
      'NOT_A_RECORD',
      (files: DatasetFiles) => swap(files.splits.test, 'filter', 'having'),
    ],
    ['a lost record', 'NOT_THE_WHOLE', (files: DatasetFiles) => swap(files.complete, /^.*\n/, '')],
  ])('is found in %s', async (_, code, spoil) => {
    const files = planted(() => undefined);
    spoil(files);
    const { leaks } = await checkForLeaks(files, DATASET_RULES);
    expect(leaks.map((leak) => leak.code)).toContain(code);
  });

  it('is found where one skeleton has more than its share', async () => {
    const files = planted(({ train }) => {
      const pair = pairOf(train);
      for (let value = 0; value < 30; value += 1) {
        const ibis = pair.target.ibis.replace(/\d+\)/, `${1000 + value})`);
        const target = { ibis, expr_name: 'expr' };
        train.push(altered(pair, { input: { sql: `SELECT ${value}` }, target }));
      }
    });
    const { leaks } = await checkForLeaks(files, { ...DATASET_RULES, maxSkeletonShare: 0.1 });
    expect(leaks.map((leak) => leak.code)).toEqual(['SKELETON_SHARE']);
  });
});

function swap(path: string, from: string | RegExp, to: string): void {
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
}
