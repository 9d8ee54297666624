import { parseSchema } from '@ibert/ir';
import { type Judgement, TranslationJudge } from '@ibert/validation/translation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const TABLES = { t: parseSchema({ name: 'string', age: 'int64' }) };

let judge: TranslationJudge;
beforeAll(() => {
  judge = new TranslationJudge();
});
afterAll(() => judge.close());

describe.each(['duckdb', 'postgres', 'sqlite'])('the judge of translations from %s', (dialect) => {
  const judged = (sql: string, ibis: string): Promise<Judgement> =>
    judge.judge({ sql, dialect, tables: TABLES, ibis });

  it('proves what gives the rows of the original, in their order', async () => {
    const sql =
      'SELECT name, count(*) AS n FROM t WHERE age > 18 GROUP BY name ORDER BY n, name NULLS LAST';
    const ibis = 't.filter(_.age > 18).group_by("name").agg(n=_.count()).order_by("n", "name")';
    expect(await judged(sql, ibis)).toMatchObject({ kind: 'Proven', engine: dialect, fixtures: 5 });
  }, 60_000);

  it.each([
    ['another constant', 't.filter(_.age > 19).select("name", "age").order_by("age", "name")'],
    ['no order', 't.filter(_.age > 18).select("name", "age")'],
    ['another order', 't.filter(_.age > 18).select("name", "age").order_by("name", "age")'],
    ['another name', 't.filter(_.age > 18).select("name", years=_.age).order_by("years", "name")'],
    ['an error', 't.filter(_.years > 18)'],
  ])('refutes one with %s', async (_, ibis) => {
    const sql = 'SELECT name, age FROM t WHERE age > 18 ORDER BY age, name NULLS LAST';
    expect(await judged(sql, ibis)).toMatchObject({ kind: 'Refuted' });
  });

  it.each([
    ['depends on how rows are stored', 'SELECT age FROM t LIMIT 3', 't.select("age").limit(3)'],
    ['never has a row', 'SELECT age FROM t WHERE false', 't.select("age").filter(False)'],
    ['does not run', 'SELECT nothing FROM t', 't.select("age")'],
  ])('leaves open what %s', async (_, sql, ibis) => {
    expect(await judged(sql, ibis)).toMatchObject({ kind: 'Unproven' });
  });
});

it('leaves open what no engine here can run', async () => {
  const translation = {
    sql: 'SELECT age FROM t',
    dialect: 'oracle',
    tables: TABLES,
    ibis: 't.select("age")',
  };
  expect(await judge.judge(translation)).toEqual({
    kind: 'Unproven',
    why: 'there is no oracle engine here to run the original on',
  });
});
