import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import { readResult, relationFacts } from '@ibert/validation';
import type { TpcQuery } from './oracle.js';
import { loadTpcData, saysSomething, tpcTables, type TpcTables } from './tpc-data.js';
import { wishesOf } from './tpcds-constants.js';
import {
  CALENDARS,
  DIMENSION_KEYS,
  DIMENSIONS,
  FACT_ORDERS,
  FACTS,
  referenceOf,
} from './tpcds-model.js';
import { insertSlice } from './tpcds-slice.js';

/** Tickets and orders per sales table: those that stay as they are, those that each slice copies. */
const ORDERS = { kept: 100, sampled: 60 };
const INVENTORY_ROWS = 1500;
/** Rows of a dimension that slices copy from. */
const DIMENSION_ROWS = 2000;

/**
 * TPC-DS in memory, small and full of hits. The generator's rows at a small scale seldom satisfy
 * five conditions at once; so each query gets a slice of its own: some tickets and orders copied
 * under new numbers, whose references lead to rows that carry the query's own constants. Original
 * rows lie around them. The rows depend on the queries alone.
 *
 * @param queries those that shall find rows.
 */
export async function openTpcds(queries: readonly TpcQuery[]): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run('CREATE SCHEMA base; CREATE SCHEMA sample');
  // Fact tables of a tiny scale; dimensions of one where they have all kinds of rows.
  const facts = { suite: 'tpcds', scale: '0.01', tables: FACTS, schema: 'base' } as const;
  const dimensions = { suite: 'tpcds', scale: '1', tables: DIMENSIONS, schema: 'base' } as const;
  await loadTpcData(connection, facts);
  await loadTpcData(connection, dimensions);
  for (const table of [...DIMENSIONS, ...FACTS])
    await connection.run(`CREATE TABLE ${table} AS FROM base.${table} LIMIT 0`);
  await takeSamples(connection);
  await takeOtherSamples(connection);
  const tables = await tpcTables(connection);
  await insertSlices(connection, tables, queries);
  await connection.run('DROP SCHEMA base CASCADE; DROP SCHEMA sample CASCADE');
  return connection;
}

/** Slices per query, at most; only unlikely conditions on sums and groups need several. */
const ROUNDS = 10;
/** In turn: few rows to meet in; many groups whose sums are alike. */
const SHAPES = [
  { breadth: 1, even: false },
  { breadth: 8, even: true },
] as const;

/** Adds slices until every query finds something, by our own SQL; the test of each asserts it. */
async function insertSlices(
  connection: DuckDBConnection,
  tables: TpcTables,
  queries: readonly TpcQuery[],
): Promise<void> {
  const schemas = Object.fromEntries(
    Object.entries(tables).map(([name, { schema }]) => [name, parseSchema(schema)]),
  );
  const all = queries.map(({ number, ibis }) => {
    const { relation } = evaluateIbis(ibis, { tables: schemas });
    const facts = relationFacts(relation);
    const { sql } = emitSql(relation, 'duckdb');
    return { number, sql, tables: facts.tables, wishes: wishesOf(facts, tables) };
  });
  let hungry = all;
  for (let round = 0; round < ROUNDS && hungry.length > 0; round += 1) {
    for (const { number, ...query } of hungry)
      await insertSlice(connection, tables, {
        ...query,
        number: number * ROUNDS + round,
        shape: SHAPES[round % SHAPES.length] ?? SHAPES[0],
      });
    await insertReferredRows(connection, tables);
    // All of them: a slice of one can spoil the sums of another.
    hungry = [];
    for (const query of all)
      if (!saysSomething(readResult(await connection.run(query.sql)))) hungry.push(query);
  }
}

/** Returns belong to the tickets and orders of the sales. */
const SALES = [
  ['store_sales', 'store_returns'],
  ['catalog_sales', 'catalog_returns'],
  ['web_sales', 'web_returns'],
] as const;

/** Fills the fact tables with some orders as they are, and the schema sample with those to copy. */
async function takeSamples(connection: DuckDBConnection): Promise<void> {
  for (const [sales, returns] of SALES) {
    const [sold, returned] = [FACT_ORDERS[sales], FACT_ORDERS[returns]];
    // Two of three orders of the sample have returns; few of all orders do.
    await connection.run(
      `CREATE TEMP TABLE chosen AS
       SELECT number, row_number() OVER (PARTITION BY back ORDER BY hash(number), number) AS rank, back
       FROM (SELECT ${sold} AS number, bool_or(${returned} IS NOT NULL) AS back
         FROM base.${sales} LEFT JOIN (SELECT DISTINCT ${returned} FROM base.${returns})
           ON ${sold} = ${returned} GROUP BY ALL)`,
    );
    // Of the lines of an order in the sample, those that came back, and all or every other one.
    const item = sold.replace(/_\w+/, '_item_sk');
    const itemBack = returned.replace(/_\w+/, '_item_sk');
    const some =
      `AND (hash(${sold}) % 2 = 0 OR hash(${item}, ${sold}) % 2 = 0` +
      ` OR (${item}, ${sold}) IN (SELECT (${itemBack}, ${returned}) FROM base.${returns}))`;
    for (const [fact, order, lines] of [
      [sales, sold, some],
      [returns, returned, ''],
    ] as const) {
      await connection.run(
        `INSERT INTO ${fact} FROM base.${fact}
         WHERE ${order} IN (SELECT number FROM chosen WHERE rank <= ${ORDERS.kept / 2})
         ORDER BY ALL`,
      );
      await connection.run(
        `CREATE TABLE sample.${fact} AS
         SELECT *, ${order} AS family, row_number() OVER (ORDER BY ${fact}) AS place
         FROM base.${fact}
         WHERE ${order} IN (SELECT number FROM chosen
           WHERE rank <= ${ORDERS.sampled / 3} * (1 + back::INTEGER))
           ${lines}
         ORDER BY place`,
      );
    }
    await connection.run('DROP TABLE chosen');
  }
}

/** The days of the sales; weeks and months are looked up, so all days in between are there. */
async function takeOtherSamples(connection: DuckDBConnection): Promise<void> {
  for (const dimension of DIMENSIONS) {
    if (dimension === 'date_dim') continue;
    const key = DIMENSION_KEYS[dimension];
    const size = CALENDARS.has(dimension) ? '' : `LIMIT ${DIMENSION_ROWS}`;
    await connection.run(
      `CREATE TABLE sample.${dimension} AS
       FROM base.${dimension} ORDER BY hash(${key}), ${key} ${size}`,
    );
  }
  const soldDays = 'base.store_sales JOIN base.date_dim ON ss_sold_date_sk = d_date_sk';
  await connection.run(
    `CREATE TABLE sample.date_dim AS FROM base.date_dim
     WHERE d_year BETWEEN (SELECT min(d_year) FROM ${soldDays}) AND (SELECT max(d_year) FROM ${soldDays});
     CREATE TABLE sample.inventory AS
       SELECT *, row_number() OVER (ORDER BY hash(inv_date_sk, inv_item_sk), inventory) AS place,
         place AS family
       FROM base.inventory ORDER BY place LIMIT ${INVENTORY_ROWS};
     INSERT INTO inventory SELECT * EXCLUDE (place, family) FROM sample.inventory;
     INSERT INTO date_dim FROM sample.date_dim`,
  );
}

/** Adds the generator's rows that something refers to. */
async function insertReferredRows(connection: DuckDBConnection, tables: TpcTables): Promise<void> {
  for (const dimension of DIMENSIONS) {
    const key = DIMENSION_KEYS[dimension];
    const references = Object.entries(tables).flatMap(([table, { schema }]) =>
      Object.keys(schema)
        .filter((column) => referenceOf(column) === dimension)
        .map((column) => `SELECT ${column} FROM ${table}`),
    );
    await connection.run(
      `INSERT INTO ${dimension} FROM base.${dimension}
       WHERE ${key} IN (${references.join(' UNION ')}) AND ${key} NOT IN (SELECT ${key} FROM ${dimension})
       ORDER BY ${key}`,
    );
  }
}
