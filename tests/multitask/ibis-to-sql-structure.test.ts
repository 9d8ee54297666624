import type { DraftOf } from '@ibert/core/records';
import { Bench, checkDraft, type Oracle } from '@ibert/multitask';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const CONTEXT = {
  tables: {
    orders: { schema: { order_id: 'int64', status: 'string', total: 'float64' } },
  },
};
const IBIS = 'orders.filter(orders.total > 120).select("order_id", "total")';
const PADDED = 'orders.select("order_id", code=_.status.lpad(8, "."))';

/** What real Ibis writes for the programs, dialect by dialect. */
const THEIRS = {
  trino:
    'SELECT "t0"."order_id", "t0"."total" FROM "orders" AS "t0" WHERE "t0"."total" > CAST(120 AS TINYINT)',
  bigquery: 'SELECT `t0`.`order_id`, `t0`.`total` FROM `orders` AS `t0` WHERE `t0`.`total` > 120',
  snowflake: 'SELECT "t0"."order_id", "t0"."total" FROM "orders" AS "t0" WHERE "t0"."total" > 120',
  mssql: 'SELECT [t0].[order_id], [t0].[total] FROM [orders] AS [t0] WHERE [t0].[total] > 120',
} as const;
const OURS = {
  trino: 'SELECT order_id, total FROM orders WHERE total > 120',
  bigquery: 'SELECT order_id, total FROM orders WHERE total > 120',
  snowflake: 'SELECT "order_id", "total" FROM "orders" WHERE "total" > 120',
  mssql: 'SELECT [order_id], [total] FROM [orders] WHERE [total] > 120',
} as const;
const PAD_BY_IBIS =
  "SELECT [t0].[order_id], IIF(8 <= LEN([t0].[status]), [t0].[status], RIGHT(REPLICATE('.', 8 - LEN([t0].[status])) + [t0].[status], 8)) AS [code] FROM [orders] AS [t0]";

const translation = (dialect: string, sql: string, ibis = IBIS): DraftOf<'ibis_to_sql'> => ({
  task: 'ibis_to_sql',
  dialect,
  context: CONTEXT,
  input: { ibis, dialect },
  target: { sql },
  meta: {
    template: 'test',
    variation: 'test',
    source: 'synthetic',
    features: ['filter'],
    difficulty: 'easy',
  },
  judge: 'self',
});

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterAll(() => bench.close());

const { agreementWith } = await import('../../packages/multitask/src/ibis-to-sql/agreement.js');
const agreement = (draft: DraftOf<'ibis_to_sql'>, theirs: string) =>
  agreementWith(draft, theirs, bench);

describe('our SQL beside that of real Ibis', () => {
  it.each(Object.keys(OURS) as (keyof typeof OURS)[])('agrees for %s', async (dialect) => {
    const found = await agreement(translation(dialect, OURS[dialect]), THEIRS[dialect]);
    expect(found).toMatchObject({ kind: 'Agrees' });
  });

  it.each([
    ['a boundary', '>', '>='],
    ['a constant', '120', '121'],
    ['a direction', '>', '<'],
    ['a column', '"total" FROM', '"order_id" AS "total" FROM'],
    ['a condition less', ' WHERE "total" > 120', ''],
    ['duplicates gone', 'SELECT "order_id", "total"', 'SELECT DISTINCT 1 AS "order_id", "total"'],
    ['a name', '"order_id",', '"order_id" AS "id",'],
    ['a type', '"total" FROM', 'CAST("total" AS VARCHAR) AS "total" FROM'],
    ['a row less', '> 120', '> 120 AND "order_id" <> 1'],
    ['a NULL filled', '"total" FROM', 'COALESCE("total", 0.5) AS "total" FROM'],
  ])('differs in %s', async (_what, from, to) => {
    expect(OURS.snowflake).toContain(from);
    const draft = translation('snowflake', OURS.snowflake.replace(from, to));
    const found = await agreement(draft, THEIRS.snowflake);
    // A NULL never passes the condition, so filling it changes no row.
    expect(found.kind).toBe(to.startsWith('COALESCE') ? 'Agrees' : 'Differs');
  });

  it('agrees by rows where the two are written otherwise', async () => {
    const right =
      "SELECT [order_id], CASE WHEN 8 <= LEN([status]) THEN [status] ELSE RIGHT(REPLICATE('.', 8 - (LEN([status]))) + [status], 8) END AS [code] FROM [orders]";
    const found = await agreement(translation('mssql', right, PADDED), PAD_BY_IBIS);
    expect(found).toMatchObject({ kind: 'Agrees' });
  });

  it('differs where a length is subtracted without its brackets', async () => {
    const wrong =
      "SELECT [order_id], CASE WHEN 8 <= LEN('A' + [status] + 'Z') - 2 THEN [status] ELSE RIGHT(REPLICATE('.', 8 - LEN('A' + [status] + 'Z') - 2) + [status], 8) END AS [code] FROM [orders]";
    const found = await agreement(translation('mssql', wrong, PADDED), PAD_BY_IBIS);
    expect(found).toMatchObject({ kind: 'Differs' });
    const right = wrong.replace(
      "8 - LEN('A' + [status] + 'Z') - 2",
      "8 - (LEN('A' + [status] + 'Z') - 2)",
    );
    const mended = await agreement(translation('mssql', right, PADDED), PAD_BY_IBIS);
    expect(mended).toMatchObject({ kind: 'Agrees', by: 'rows' });
  });

  it('leaves open what it cannot read, and what gives other rows in Ibis already', async () => {
    const draft = translation('trino', OURS.trino);
    expect(await agreement(draft, 'SELECT no_such_function(1) AS x')).toMatchObject({
      kind: 'Open',
    });
    const other = THEIRS.trino.replace('120', '121').replace('TINYINT', 'SMALLINT');
    expect(await agreement(draft, other)).toMatchObject({ kind: 'Open' });
  });
});

describe('real Ibis as the judge of a translation', () => {
  const oracleThat = (sql: string | null): Oracle =>
    ({
      program: () =>
        Promise.resolve({
          ok: true,
          sql: 'SELECT order_id, total FROM orders WHERE total > 120',
          columns: ['order_id', 'total'],
          types: ['int64', 'float64'],
        }),
      spell: () => Promise.resolve(sql),
    }) as unknown as Oracle;

  it.each([
    ['vouches where its SQL agrees', THEIRS.snowflake, 'oracle'],
    ['leaves the judge where it has no SQL', null, 'self'],
  ])('%s', async (_what, sql, judge) => {
    const draft = translation('snowflake', OURS.snowflake);
    const verdict = await checkDraft(draft, bench, oracleThat(sql));
    expect(verdict).toMatchObject({ ok: true, verification: { judge } });
  });
});
