import type { DuckDBConnection } from '@duckdb/node-api';
import { IbertError } from '@ibert/core';
import type { Relation, Schema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import { bindSql } from '@ibert/sql/bind';
import { readResult, type ResultTable } from '@ibert/validation';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reportAgreement } from './agreement.js';
import { schemasOf } from './from-sql-suite.js';
import { KNOWN_DIFFERENCES } from './known-differences.js';
import { type OracleTexts, spellWithIbis, type TpcQuery } from './oracle.js';
import {
  differenceInOrder,
  type OrderedRows,
  orderOf,
  orderReader,
  withoutOrder,
} from './row-orders.js';
import { saysSomething, tpcTables } from './tpc-data.js';

/** Real Ibis's names of the dialects that it is asked to write. */
const IBIS_DIALECTS = [
  'duckdb',
  'postgres',
  'mysql',
  'sqlite',
  'bigquery',
  'snowflake',
  'trino',
  'clickhouse',
  'pyspark',
] as const;

interface FromIbisSuite {
  /** As the report names it. */
  readonly name: string;
  /** Before a dialect and a query's number in {@link KNOWN_DIFFERENCES}. */
  readonly prefix: string;
  readonly queries: readonly TpcQuery[];
  readonly open: () => Promise<DuckDBConnection>;
}

type Outcome =
  | { readonly kind: 'agrees' }
  | { readonly kind: 'refused' | 'differs'; readonly why: string };

/**
 * One test per dialect: what real Ibis writes for it is bound, and gives in DuckDB the rows that
 * Ibis's own DuckDB text of the same program gives.
 */
export function itReadsIbisSql({ name, prefix, queries, open }: FromIbisSuite): void {
  let connection: DuckDBConnection;
  let tables: Readonly<Record<string, Schema>>;
  const spelled = new Map<number, OracleTexts['texts']>();
  const expected = new Map<number, OrderedRows>();
  /** Dialects mostly bind to one and the same relation: each SQL text is run once. */
  const found = new Map<string, ResultTable>();

  beforeAll(async () => {
    connection = await open();
    const columns = await tpcTables(connection);
    tables = schemasOf(columns);
    const requests = queries.map(({ number, ibis }) => ({ id: number, ibis, tables: columns }));
    for (const { id, texts } of spellWithIbis(requests, IBIS_DIALECTS)) spelled.set(id, texts);
    const readOrder = await orderReader(connection, tables);
    for (const { number } of queries) {
      const text = spelled.get(number)?.duckdb;
      if (typeof text !== 'string') throw new Error(`real Ibis does not write query ${number}`);
      const rows = await run(text);
      expect(saysSomething(rows), `query ${number}: an empty result cannot tell`).toBe(true);
      expected.set(number, { rows, order: await readOrder(text) });
    }
  });

  afterAll(() => connection.closeSync());

  it.each(IBIS_DIALECTS)('what real Ibis writes for %s gives the same rows', async (dialect) => {
    const texts = queries.flatMap(({ number }) => {
      const sql = spelled.get(number)?.[dialect];
      return typeof sql === 'string' ? [{ number, sql }] : [];
    });
    const unlisted: string[] = [];
    const refusals = new Map<string, number>();
    let agreed = 0;
    for (const { number, sql } of texts) {
      const outcome = await outcomeOf(number, sql, dialect);
      if (outcome.kind === 'refused')
        refusals.set(outcome.why, (refusals.get(outcome.why) ?? 0) + 1);
      if (outcome.kind === 'agrees') agreed += 1;
      const reason = KNOWN_DIFFERENCES[`${prefix}/${dialect}/${number}`];
      if (outcome.kind === 'agrees' && reason !== undefined)
        unlisted.push(`${number}: known difference has gone: ${reason}`);
      if (outcome.kind !== 'agrees' && reason === undefined)
        unlisted.push(`${number} ${outcome.kind}: ${outcome.why}`);
    }
    const note = [
      ...(texts.length < queries.length
        ? [`${queries.length - texts.length} are not written by real Ibis`]
        : []),
      ...[...refusals].map(([why, count]) => `${count} refused: ${why}`),
    ].join('; ');
    reportAgreement({
      family: `${name}, Ibis's ${dialect}`,
      agreed,
      total: texts.length,
      ...(note === '' ? {} : { note }),
    });
    expect(unlisted).toEqual([]);
  });

  it('a bound text that loses its order is noticed', async () => {
    const missed: number[] = [];
    let planted = 0;
    for (const [number, theirs] of expected) {
      if (KNOWN_DIFFERENCES[`${prefix}/duckdb/${number}`] !== undefined) continue;
      const [statement] = bindSql(spelled.get(number)?.duckdb ?? '', { tables });
      if (statement === undefined || orderOf(statement.relation).order === 'unordered') continue;
      planted += 1;
      const problem = await differenceOf(withoutOrder(statement.relation), theirs);
      if (problem === undefined) missed.push(number);
    }
    expect(planted).toBeGreaterThan(0);
    expect(missed).toEqual([]);
  });

  async function outcomeOf(number: number, sql: string, dialect: string): Promise<Outcome> {
    let relation: Relation;
    try {
      const [statement] = bindSql(sql, { dialect, tables });
      if (statement === undefined) return { kind: 'refused', why: 'there is no statement' };
      ({ relation } = statement);
    } catch (error) {
      if (!(error instanceof IbertError)) throw error;
      return { kind: 'refused', why: error.message };
    }
    const theirs = expected.get(number);
    if (theirs === undefined) throw new Error(`query ${number} has not been run`);
    const problem = await differenceOf(relation, theirs);
    return problem === undefined
      ? { kind: 'agrees' }
      : { kind: 'differs', why: `${problem}\n${sql}` };
  }

  async function differenceOf(
    relation: Relation,
    theirs: OrderedRows,
  ): Promise<string | undefined> {
    const text = emitSql(relation, 'duckdb').sql;
    let ours = found.get(text);
    try {
      ours ??= await run(text);
    } catch (error) {
      return `DuckDB: ${String(error)}`;
    }
    found.set(text, ours);
    const difference = differenceInOrder(theirs, { rows: ours, order: orderOf(relation) });
    return difference === undefined ? undefined : `${difference}; it is bound as\n${text}`;
  }

  async function run(sql: string): Promise<ResultTable> {
    return readResult(await connection.run(sql));
  }
}
