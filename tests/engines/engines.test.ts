import { parseSchema } from '@ibert/ir';
import { makeFixtures } from '@ibert/validation';
import {
  openDuckDb,
  openPostgres,
  openSqlite,
  type EngineDatabase,
  type SqlEngine,
} from '@ibert/validation/engines';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const TABLES = {
  t: parseSchema({
    t_id: 'int64',
    x: 'float64',
    s: 'string',
    d: 'date',
    ts: 'timestamp',
    ok: 'boolean',
    dec: 'decimal(12, 2)',
    tm: 'time',
    b: 'binary',
    u: 'uuid',
    j: 'json',
  }),
};
const { hostile } = makeFixtures(TABLES, 5);
const OPEN = { duckdb: openDuckDb, postgres: openPostgres, sqlite: openSqlite } as const;
const LIMITS = { timeoutMs: 5000, maxRows: 100 };

describe.each(Object.keys(OPEN) as (keyof typeof OPEN)[])('%s', (name) => {
  let engine: SqlEngine;
  let database: EngineDatabase;
  beforeAll(async () => {
    engine = await OPEN[name](LIMITS);
    database = await engine.load(TABLES, hostile);
  }, 60_000);
  afterAll(() => engine.close());

  it('gives back every value that was loaded', async () => {
    const result = await database.run('SELECT * FROM t', TABLES.t);
    const rows = hostile.get('t') ?? [];
    expect(result.rowCount).toBe(rows.length);
    const bag = (list: readonly unknown[]): readonly string[] =>
      list
        .map((cell) =>
          cell instanceof Uint8Array ? Buffer.from(cell).toString('hex') : String(cell),
        )
        .toSorted();
    for (const [i, column] of [...TABLES.t.keys()].entries()) {
      if (column === 'j' || column === 'dec') continue;
      expect(bag(result.values[i] ?? []), column).toEqual(bag(rows.map((row) => row[i])));
    }
  });

  it('refuses a value that is not of the type that the schema says', async () => {
    const whole = parseSchema({ x: 'int64' });
    await expect(database.run('SELECT 1.5 AS x', whole)).rejects.toMatchObject({
      code: expect.stringMatching('ENGINE_VALUE') as string,
    });
  });

  it('refuses what is not one SELECT', async () => {
    for (const sql of ['DROP TABLE t', 'SELECT 1; DROP TABLE t', 'DELETE FROM t']) {
      await expect(database.run(sql, TABLES.t)).rejects.toMatchObject({ code: 'ENGINE_ERROR' });
    }
  });

  it('stops at the limit of rows', async () => {
    const sql = 'SELECT a.t_id FROM t AS a CROSS JOIN t AS b';
    const one = parseSchema({ t_id: 'int64' });
    await expect(database.run(sql, one)).rejects.toMatchObject({ code: 'ENGINE_LIMIT' });
  });

  it('names a mistake of the SQL without a stack', async () => {
    await expect(database.run('SELECT nope FROM t', TABLES.t)).rejects.toMatchObject({
      code: 'ENGINE_ERROR',
      message: expect.stringContaining('nope') as string,
    });
  });

  it('leaves out columns that it cannot store, and refuses to load them', async () => {
    const tables = { n: parseSchema({ a: 'int64', m: 'map<string, int64>' }) };
    const stored = [...(engine.storable(tables)['n'] ?? new Map()).keys()];
    expect(stored).toEqual(name === 'duckdb' ? ['a', 'm'] : ['a']);
    if (name !== 'duckdb') {
      await expect(engine.load(tables, new Map())).rejects.toMatchObject({ code: 'UNSUPPORTED' });
    }
  });
});
