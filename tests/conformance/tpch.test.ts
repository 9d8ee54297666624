import { readFileSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema, type Relation, type Schema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import {
  compareResults,
  readResult,
  relationFacts,
  type ResultTable,
  type RowOrder,
  visibleKeys,
} from '@ibert/validation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KNOWN_DIFFERENCES } from './known-differences.js';
import { compileWithIbis, tpchQueries } from './oracle.js';
import { openTpch, tpchTables } from './tpch-database.js';

// The functions use a helper of the module they stand in.
const PRELUDE = readFileSync('tests/conformance/tpch-prelude.py', 'utf8');
const QUERIES = tpchQueries();

describe('TPC-H: the query functions of real Ibis, through our engine', () => {
  let connection: DuckDBConnection;
  let tables: Readonly<Record<string, Schema>>;
  let oracle: ReturnType<typeof compileWithIbis>;
  const passed: number[] = [];

  beforeAll(async () => {
    connection = await openTpch();
    const columns = await tpchTables(connection);
    tables = Object.fromEntries(
      Object.entries(columns).map(([name, { schema }]) => [name, parseSchema(schema)]),
    );
    oracle = compileWithIbis(
      QUERIES.map(({ number, ibis }) => ({ id: number, ibis: PRELUDE + ibis, tables: columns })),
    );
  });

  afterAll(() => {
    process.stdout.write(`TPC-H ${passed.length} of ${QUERIES.length}\n`);
    connection.closeSync();
  });

  it('are 22', () => {
    expect(QUERIES.map(({ number }) => number)).toEqual(
      Array.from({ length: 22 }, (_, i) => i + 1),
    );
  });

  it.each(QUERIES)('query $number gives the rows of real Ibis', async ({ number, ibis }) => {
    const expected = oracle[number - 1];
    if (expected?.ok !== true)
      throw new Error(`real Ibis refuses its own query: ${expected?.error}`);
    const difference = await differenceOf(PRELUDE + ibis, expected.sql);
    const reason = KNOWN_DIFFERENCES[`tpch/${number}`];
    if (reason === undefined) expect(difference).toBeUndefined();
    else expect(difference, `known difference has gone: ${reason}`).toBeDefined();
    if (difference === undefined) passed.push(number);
  });

  async function differenceOf(program: string, oracleSql: string): Promise<string | undefined> {
    const { relation } = evaluateIbis(program, { tables });
    const theirs = await rows(oracleSql);
    const ours = await rows(emitSql(relation, 'duckdb').sql);
    expect(theirs.rowCount, 'an empty result cannot tell').toBeGreaterThan(0);
    return compareResults(ours, theirs, orderOf(relation, ours), ['ours', 'real Ibis'])?.message;
  }

  async function rows(sql: string): Promise<ResultTable> {
    return readResult(await connection.run(sql));
  }
});

/** Rows are compared as a list where the query sorts them; ties may stand in any order. */
function orderOf(relation: Relation, { columns }: ResultTable): RowOrder {
  const { order } = relationFacts(relation);
  if (order.order === 'unordered') return { as: 'bag' };
  return {
    as: 'list',
    keys: visibleKeys(
      order.keys,
      columns.map(({ name }) => name),
    ),
  };
}
