import type { DuckDBConnection } from '@duckdb/node-api';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema, type Schema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import {
  compareResults,
  readResult,
  relationFacts,
  type ResultTable,
  rowOrder,
} from '@ibert/validation';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reportAgreement } from './agreement.js';
import { KNOWN_DIFFERENCES } from './known-differences.js';
import { compileWithIbis, type OracleAnswer, type TpcQuery } from './oracle.js';
import { saysSomething, tpcTables } from './tpc-data.js';

interface TpcSuite {
  /** As the report names it. */
  readonly name: string;
  /** Before the number of a query in {@link KNOWN_DIFFERENCES}. */
  readonly prefix: string;
  /** Those that real Ibis can build. */
  readonly queries: readonly TpcQuery[];
  readonly open: () => Promise<DuckDBConnection>;
}

/**
 * One test per query: our engine's SQL and real Ibis's, on the same rows, give equal results that
 * say something.
 */
export function itAgreesOnQueries({ name, prefix, queries, open }: TpcSuite): void {
  let agreed = 0;
  let connection: DuckDBConnection;
  let tables: Readonly<Record<string, Schema>>;
  let answers: ReadonlyMap<number, OracleAnswer>;

  beforeAll(async () => {
    connection = await open();
    const columns = await tpcTables(connection);
    tables = Object.fromEntries(
      Object.entries(columns).map(([table, { schema }]) => [table, parseSchema(schema)]),
    );
    const requests = queries.map(({ number, ibis }) => ({ id: number, ibis, tables: columns }));
    answers = new Map(compileWithIbis(requests).map((answer) => [answer.id, answer]));
  });

  afterAll(() => {
    reportAgreement({ family: name, agreed, total: queries.length });
    connection.closeSync();
  });

  it.each(queries)('query $number gives the rows of real Ibis', async ({ number, ibis }) => {
    const answer = answers.get(number);
    if (answer?.ok !== true) throw new Error(`real Ibis refuses its own query: ${answer?.error}`);
    const theirs = await rows(answer.sql);
    expect(saysSomething(theirs), 'an empty result cannot tell').toBe(true);
    const difference = await differenceFrom(theirs, ibis);
    const reason = KNOWN_DIFFERENCES[`${prefix}/${number}`];
    if (reason === undefined) expect(difference).toBeUndefined();
    else expect(difference, `known difference has gone: ${reason}`).toBeDefined();
    if (difference === undefined) agreed += 1;
  });

  async function differenceFrom(theirs: ResultTable, ibis: string): Promise<string | undefined> {
    const { relation } = evaluateIbis(ibis, { tables });
    const ours = await rows(emitSql(relation, 'duckdb').sql);
    const order = rowOrder(relationFacts(relation).order, ours.columns);
    return compareResults(ours, theirs, order, ['ours', 'real Ibis'])?.message;
  }

  async function rows(sql: string): Promise<ResultTable> {
    return readResult(await connection.run(sql));
  }
}
