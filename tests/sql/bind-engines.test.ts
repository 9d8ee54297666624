import { readFileSync } from 'node:fs';

import type { Relation } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import { bindSql, parseSql, resolveSqlDialect } from '@ibert/sql/bind';
import {
  compareSides,
  HIDDEN,
  makeFixtures,
  orderConflict,
  relationFacts,
  UNORDERED,
} from '@ibert/validation';
import type { OrderFacts } from '@ibert/validation';
import { openDuckDb, openPostgres, openSqlite } from '@ibert/validation/engines';
import type { EngineDatabase, SqlEngine } from '@ibert/validation/engines';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { withoutOrder } from '../conformance/row-orders.js';
import { STAFF } from './support.js';

const TABLES = { emp: STAFF.emp, dept: STAFF.dept };

/** Whether the text ends in an ORDER BY of its own. */
function isSorted(sql: string, dialect: string): boolean {
  const [statement] = parseSql(sql, resolveSqlDialect(dialect));
  return (statement?.query.orderBy.length ?? 0) > 0;
}

/** The order of a text of another dialect: that it has one is read off it, the keys are ours. */
function orderOf(sql: string, dialect: string, ours: OrderFacts): OrderFacts {
  if (!isSorted(sql, dialect)) return UNORDERED;
  return ours.order === 'ordered' ? ours : { order: 'ordered', keys: [HIDDEN] };
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

  const differenceOf = async (
    sql: string,
    change: (relation: Relation) => Relation = (relation) => relation,
  ): Promise<string | undefined> => {
    const [bound] = bindSql(sql, { dialect, tables: TABLES });
    if (bound === undefined) throw new Error('no statement');
    const relation = change(bound.relation);
    const rows = {
      sql: await original.run(sql, relation.schema),
      ibis: await duckdb.run(emitSql(relation, 'duckdb').sql, relation.schema),
    };
    const { order: ibis } = relationFacts(relation);
    const fixed = { sql: orderOf(sql, dialect, ibis), ibis };
    return (orderConflict(fixed) ?? compareSides(fixed, rows, 'hostile'))?.error;
  };

  it.each([...probesOf('common'), ...probesOf(dialect)])('%s', async (sql) => {
    expect((await differenceOf(sql)) ?? 'none').toBe('none');
  });

  it('notices translations that lose their order', async () => {
    const sorted = [...probesOf('common'), ...probesOf(dialect)].filter((sql) =>
      isSorted(sql, dialect),
    );
    const missed: string[] = [];
    for (const sql of sorted) {
      if ((await differenceOf(sql, withoutOrder)) === undefined) missed.push(sql);
    }
    expect(sorted.length).toBeGreaterThan(0);
    expect(missed).toEqual([]);
  });
});
