import { readFileSync } from 'node:fs';
import { type DatasetRecord, parseRecord, type RecordOf } from '@ibert/core/records';
import { Bench } from '@ibert/multitask';
import {
  evaluateRecord,
  type Evaluated,
  type EvaluateOptions,
  rateOf,
  reportOf,
  scoreAnswer,
} from '@ibert/tasks/evaluate';
import { openJudge } from '@ibert/tasks/judge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const RECORDS: readonly DatasetRecord[] = readFileSync('tests/smoke/records.jsonl', 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => parseRecord(JSON.parse(line)));

function recordOf<T extends DatasetRecord['task']>(task: T): RecordOf<T> {
  const record = RECORDS.find((each) => each.task === task);
  if (record === undefined) throw new Error(`no record of ${task}`);
  return record as RecordOf<T>;
}

let bench: Bench;
const judge = openJudge();

beforeAll(async () => {
  bench = await Bench.open({ seed: 1 });
});
afterAll(async () => {
  judge.close();
  await bench.close();
});

describe('a rate', () => {
  it.each([
    [8, 10, 0.49, 0.943],
    [0, 10, 0, 0.278],
    [10, 10, 0.722, 1],
    [81, 263, 0.255, 0.366],
  ])('of %i in %i has the interval of Wilson', (hits, of, low, high) => {
    const found = rateOf(hits, of);
    expect(found.low).toBeCloseTo(low, 3);
    expect(found.high).toBeCloseTo(high, 3);
    expect(found.rate).toBe(hits / of);
  });

  it('of nothing is not known', () => {
    expect(rateOf(0, 0)).toEqual({ hits: 0, of: 0, rate: undefined, low: 0, high: 1 });
  });
});

describe('the score of an answer', () => {
  const pair = recordOf('sql_to_ibis');
  it('is whole for the answer of the record', async () => {
    const score = await scoreAnswer(pair, pair.target.ibis, bench);
    expect(score).toEqual({ compiles: true, rows: true, exact: true });
  });

  it('tells other rows', async () => {
    const wrong = pair.target.ibis.replace('4000', '4001');
    expect(wrong).not.toBe(pair.target.ibis);
    const score = await scoreAnswer(pair, wrong, bench);
    expect(score).toEqual({ compiles: true, rows: false, exact: false });
  });

  it('tells code that does not compile', async () => {
    const score = await scoreAnswer(pair, 'employees.filer()', bench);
    expect(score).toEqual({ compiles: false, rows: false, exact: false });
  });

  it('looks through other layout', async () => {
    const spaced = pair.target.ibis.replaceAll(', ', ' ,\n    ').replace(' = ', '  =  ');
    expect(spaced).not.toBe(pair.target.ibis);
    expect(await scoreAnswer(pair, spaced, bench)).toEqual({
      compiles: true,
      rows: true,
      exact: true,
    });
  });

  it('tells a completion that changes what was given', async () => {
    const record = recordOf('code_completion');
    const good = await scoreAnswer(record, record.target.completed_code, bench);
    const changed = await scoreAnswer(record, `x = 1\n${record.target.completed_code}`, bench);
    expect(good).toEqual({ compiles: true, rows: true, exact: true });
    expect(changed).toMatchObject({ compiles: false, rows: false });
  });

  it('tells a repair that throws away what was wrong', async () => {
    const record = recordOf('error_resolution');
    const good = await scoreAnswer(record, record.target.fixed_code, bench);
    const poor = await scoreAnswer(record, 'recipes.select("recipe_id", "dish")', bench);
    expect(good).toMatchObject({ compiles: true, rows: true });
    expect(poor).toMatchObject({ compiles: true, rows: false });
  });

  it('compares SQL on the engine of its dialect', async () => {
    const record: RecordOf<'ibis_to_sql'> = {
      ...pair,
      task: 'ibis_to_sql',
      input: { ibis: pair.target.ibis, dialect: 'duckdb' },
      target: { sql: pair.input.sql },
    };
    const wrong = pair.input.sql.replace('> 4000', '>= 4000');
    expect(await scoreAnswer(record, pair.input.sql, bench)).toMatchObject({ rows: true });
    expect(await scoreAnswer(record, wrong, bench)).toMatchObject({ compiles: true, rows: false });
  });
});

describe('the evaluation of a record', () => {
  const options = (): EvaluateOptions => ({
    bench,
    judge,
    model: undefined,
    prompts: () => Promise.reject(new Error('no model is asked')),
    options: { maxTokens: 1, temperature: 0 },
    attempts: 1,
  });

  it.each(RECORDS.map((record) => [record.task, record] as const))(
    'of %s is answered by the compiler engine',
    async (task, record) => {
      const result = await evaluateRecord(record, 'compiler', options());
      expect(result).toMatchObject({ task, candidate: 'compiler', score: { compiles: true } });
    },
  );

  it('counts a question without an answer as a miss', () => {
    const result = (score: Evaluated['score']): Evaluated => ({
      id: 'x',
      task: 'sql_to_ibis',
      candidate: 'verified',
      score,
      ms: 5,
    });
    const results = [
      result({ compiles: true, rows: true, exact: false }),
      result({ compiles: true, rows: false, exact: false }),
      result(undefined),
    ];
    const report = reportOf('sql_to_ibis', 'verified', results);
    expect(report.answered).toMatchObject({ hits: 2, of: 3 });
    expect(report.rows).toMatchObject({ hits: 1, of: 3 });
    expect(report.wrong).toMatchObject({ hits: 1, of: 2 });
    expect(report.holds.rate).toBeUndefined();
  });
});
