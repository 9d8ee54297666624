import { IbertError } from '@ibert/core';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema, type Relation, type Schema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import {
  compareResults,
  relationFacts,
  type ResultTable,
  type Row,
  rowOrder,
} from '@ibert/validation';
import {
  alignDecimals,
  type EngineDatabase,
  type Index,
  openDuckDb,
  openPostgres,
  openSqlite,
  type SqlEngine,
} from '@ibert/validation/engines';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportAgreement } from './agreement.js';
import { type TpcQuery, tpcQueries } from './oracle.js';
import { tpcRows, tpcTables } from './tpc-data.js';
import { openTpcds } from './tpcds-database.js';
import { UNBUILDABLE } from './tpcds-unbuildable.js';
import { openTpch } from './tpch-database.js';

const TPCDS = tpcQueries('tpcds').filter(({ number }) => !UNBUILDABLE.has(number));
/** Correlated subqueries in WebAssembly need fewer rows: one order in eight. */
async function openFewOrders(): ReturnType<typeof openTpch> {
  const connection = await openTpch();
  await connection.run('DELETE FROM lineitem WHERE l_orderkey % 8 <> 0');
  await connection.run('DELETE FROM orders WHERE o_orderkey % 8 <> 0');
  return connection;
}

const SUITES = [
  { suite: 'TPC-H', queries: tpcQueries('tpch'), open: openFewOrders },
  { suite: 'TPC-DS', queries: TPCDS, open: () => openTpcds(TPCDS) },
] as const;
const ENGINES = { postgres: openPostgres, sqlite: openSqlite } as const;
type Dialect = keyof typeof ENGINES;
const LIMITS = { timeoutMs: 120_000, maxRows: 1_000_000 };

describe.each(SUITES)('$suite on other engines', ({ suite, queries, open }) => {
  let tables: Readonly<Record<string, Schema>>;
  let rows: ReadonlyMap<string, readonly Row[]>;
  let duckdb: SqlEngine;
  let expected: EngineDatabase;

  beforeAll(async () => {
    const connection = await open();
    const columns = await tpcTables(connection);
    tables = Object.fromEntries(
      Object.entries(columns).map(([table, { schema }]) => [table, parseSchema(schema)]),
    );
    const loaded = new Map<string, readonly Row[]>();
    for (const table of Object.keys(columns)) {
      loaded.set(table, rowsOf(await tpcRows(connection, table)));
    }
    connection.closeSync();
    rows = loaded;
    duckdb = await openDuckDb(LIMITS);
    expected = await duckdb.load(tables, rows);
  });
  afterAll(() => duckdb.close());

  describe.each(Object.keys(ENGINES) as Dialect[])('%s', (dialect) => {
    let engine: SqlEngine;
    let database: EngineDatabase;
    const refused: string[] = [];
    let equal = 0;

    beforeAll(async () => {
      engine = await ENGINES[dialect](LIMITS);
      database = await engine.load(tables, rows, keysOf(tables));
    });
    afterAll(async () => {
      reportAgreement({
        family: `${suite} on ${dialect}`,
        agreed: equal,
        total: queries.length,
        ...(refused.length === 0 ? {} : { note: refused.join('; ') }),
      });
      await engine.close();
    });

    it.each(queries)('query $number gives the rows of DuckDB, or is refused', async (query) => {
      const { relation } = evaluateIbis(query.ibis, { tables });
      const sql = tryEmit(relation, dialect, query);
      if (sql === undefined) return;
      const ours = await expected.run(emitSql(relation, 'duckdb').sql, relation.schema);
      const theirs = await database.run(sql, relation.schema);
      expect(differenceOf(relation, ours, theirs), sql).toBeUndefined();
      equal += 1;
    });

    function tryEmit(relation: Relation, to: Dialect, { number }: TpcQuery): string | undefined {
      try {
        return emitSql(relation, to).sql;
      } catch (error) {
        if (!(error instanceof IbertError) || error.code !== 'UNSUPPORTED_OPERATION') throw error;
        refused.push(`query ${number}: ${error.message}`);
        return undefined;
      }
    }
  });
});

/** The columns that the suites join on. */
const keysOf = (tables: Readonly<Record<string, Schema>>): readonly Index[] =>
  Object.entries(tables).flatMap(([table, schema]) =>
    [...schema.keys()]
      .filter((column) => /(?:key|_sk|_number)$/.test(column))
      .map((column) => ({ table, column })),
  );

function rowsOf({ rowCount, values }: ResultTable): readonly Row[] {
  return Array.from({ length: rowCount }, (_, row) => values.map((cells) => cells[row] ?? null));
}

function differenceOf(relation: Relation, a: ResultTable, b: ResultTable): string | undefined {
  const order = rowOrder(relationFacts(relation).order, a.columns);
  return compareResults(...alignDecimals(a, b), order, ['DuckDB', 'the engine'])?.message;
}
