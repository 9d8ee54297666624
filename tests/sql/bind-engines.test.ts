import { readFileSync } from 'node:fs';

import { parseSchema } from '@ibert/ir';
import type { Relation } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import { bindSql } from '@ibert/sql/bind';
import { compareResults, makeFixtures, relationFacts, visibleKeys } from '@ibert/validation';
import type { Difference, RowOrder } from '@ibert/validation';
import { openDuckDb, openPostgres, openSqlite } from '@ibert/validation/engines';
import type { EngineDatabase, SqlEngine } from '@ibert/validation/engines';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const TABLES = {
  emp: parseSchema({
    emp_id: 'int64',
    name: 'string',
    dept_id: 'int64',
    salary: 'float64',
    bonus: 'int32',
    hired: 'date',
    manager_id: 'int64',
    active: 'boolean',
  }),
  dept: parseSchema({ dept_id: 'int64', title: 'string' }),
};

/** Rows are compared as a list where the query sorts them; ties may stand in any order. */
function orderOf(relation: Relation): RowOrder {
  const { order } = relationFacts(relation);
  if (order.order === 'unordered') return { as: 'bag' };
  return { as: 'list', keys: visibleKeys(order.keys, [...relation.schema.keys()]) };
}

const probesOf = (file: string): readonly string[] =>
  readFileSync(new URL(`goldens/bind-dialects/${file}.sql`, import.meta.url), 'utf8')
    .split(/;\s*\n/)
    .map((text) => text.trim())
    .filter((text) => text !== '');

/** The text on its own engine, its translation in DuckDB; both over the same hostile rows. */
describe.each([
  { dialect: 'postgres', open: openPostgres },
  { dialect: 'sqlite', open: openSqlite },
] as const)('$dialect', ({ dialect, open }) => {
  const { hostile } = makeFixtures(TABLES, 0);
  let engines: readonly SqlEngine[];
  let original: EngineDatabase;
  let duckdb: EngineDatabase;

  beforeAll(async () => {
    engines = [await open(), await openDuckDb()];
    const [own, other] = engines as [SqlEngine, SqlEngine];
    original = await own.load(TABLES, hostile);
    duckdb = await other.load(TABLES, hostile);
  }, 60_000);
  afterAll(async () => {
    await Promise.all(engines.map((engine) => engine.close()));
  });

  const differenceOf = async (sql: string): Promise<Difference | undefined> => {
    const [bound] = bindSql(sql, { dialect, tables: TABLES });
    if (bound === undefined) throw new Error('no statement');
    const { relation } = bound;
    const theirs = await original.run(sql, relation.schema);
    const ours = await duckdb.run(emitSql(relation, 'duckdb').sql, relation.schema);
    return compareResults(ours, theirs, orderOf(relation), ['the translation', dialect]);
  };

  it.each([...probesOf('common'), ...probesOf(dialect)])('%s', async (sql) => {
    expect((await differenceOf(sql))?.message ?? 'none').toBe('none');
  });
});
