import { parseSchema } from '@ibert/ir';
import { type Judgement, TranslationJudge } from '@ibert/validation/translation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const TABLES = {
  t: parseSchema({ name: 'string', age: 'int64', tags: 'array<string>' }),
  u: parseSchema({ u_id: 'int64', age: 'int64', size: 'struct<w: float64>' }),
};

let judge: TranslationJudge;
beforeAll(() => {
  judge = new TranslationJudge();
});
afterAll(() => judge.close());

describe.each(['postgres', 'sqlite'])('the databases that are kept for %s', (dialect) => {
  const judged = (sql: string, ibis: string): Promise<Judgement> =>
    judge.judge({ sql, dialect, tables: TABLES, ibis });
  const counted = async (): Promise<number> => {
    const found = await judged('SELECT age FROM t', 't.select("age")');
    if (found.kind !== 'Proven') throw new Error(JSON.stringify(found));
    return found.rows;
  };

  it('have no rows left of the constants of an earlier query', async () => {
    const before = await counted();
    const sql = 'SELECT age FROM t WHERE age > 4711 OR age < 4000';
    const ibis = 't.filter((_.age > 4711) | (_.age < 4000)).select("age")';
    expect(await judged(sql, ibis)).toMatchObject({ kind: 'Proven' });
    expect(await counted()).toBe(before);
  }, 60_000);

  it('still have those rows while it runs', async () => {
    const sql = 'SELECT age FROM t WHERE age > 4711';
    expect(await judged(sql, 't.filter(_.age > 4711).select("age")')).toMatchObject({
      kind: 'Proven',
    });
    expect(await judged(sql, 't.filter(_.age >= 4711).select("age")')).toMatchObject({
      kind: 'Refuted',
    });
  });

  it('are as they were after a query that fails, and after one that wants to change them', async () => {
    const before = await counted();
    for (const sql of [
      'SELECT nothing FROM t WHERE age > 99',
      'DELETE FROM t',
      'SELECT age FROM t; DELETE FROM t',
      'WITH gone AS (DELETE FROM t RETURNING age) SELECT age FROM gone',
      'CREATE TABLE more AS SELECT 1',
    ]) {
      const found = await judged(sql, 't.filter(_.age > 99).select("age")');
      expect(found.kind, sql).not.toBe('Proven');
    }
    expect(await counted()).toBe(before);
  });

  it('give the same judgement again', async () => {
    const pair = ['SELECT max(age) AS m FROM u', 'u.agg(m=_.age.max())'] as const;
    const first = await judged(...pair);
    expect(first).toMatchObject({ kind: 'Proven' });
    expect(await judged(...pair)).toEqual(first);
  });

  it('prove queries beside columns that the engine cannot store, and refuse those that read one', async () => {
    expect(await judged('SELECT u_id FROM u', 'u.select("u_id")')).toMatchObject({
      kind: 'Proven',
    });
    const found = await judged('SELECT u_id, size FROM u', 'u.select("u_id", "size")');
    expect(found).toMatchObject({ kind: 'Unproven', reason: 'SQL_RUNTIME' });
  });

  it('are made anew for other tables of the same name', async () => {
    const tables = { t: parseSchema({ name: 'string', age: 'float64' }) };
    const pair = {
      sql: 'SELECT age FROM t WHERE age > 0.5',
      ibis: 't.filter(_.age > 0.5).select("age")',
    };
    expect(await judge.judge({ ...pair, dialect, tables })).toMatchObject({ kind: 'Proven' });
    expect(await counted()).toBeGreaterThan(0);
  });
});
