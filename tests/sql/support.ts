import { readFileSync } from 'node:fs';

import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import type { Dialect, EmitOptions } from '@ibert/sql';

/** The tables of goldens/tables.sql, as Ibis sees them. */
export const TABLES = {
  t: parseSchema({
    a: 'int64',
    b: 'float64',
    c: 'string',
    d: 'date',
    ts: 'timestamp(6)',
    bo: 'boolean',
    dec: 'decimal(12, 2)',
    arr: 'array<int64>',
    m: 'map<string, int64>',
    s: 'struct<x: int64, y: string>',
    j: 'json',
    i8: 'int8',
    tm: 'time',
    strs: 'array<string>',
    i32: 'int32',
  }),
  u: parseSchema({ k: 'int64', name: 'string', w: 'float64', at: 'timestamp(6)' }),
};

/** The tables that probes of SQL text read. */
export const STAFF = {
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
  dept: parseSchema({
    dept_id: 'int64',
    title: 'string',
    city: 'string',
    budget: 'decimal(12, 2)',
  }),
  sale: parseSchema({
    sale_id: 'int64',
    emp_id: 'int64',
    amount: 'decimal(10, 2)',
    qty: 'int32',
    sold_at: 'timestamp',
    tags: 'array<string>',
    region: 'string',
  }),
};

export const golden = (name: string): string =>
  readFileSync(new URL(`goldens/${name}`, import.meta.url), 'utf8');

/** Ibis code over the tables as SQL. */
export const sqlOf = (
  ibis: string,
  dialect: Dialect = 'duckdb',
  options: EmitOptions = {},
): string => emitSql(evaluateIbis(ibis, { tables: TABLES }).relation, dialect, options).sql;

/** A database with the tables in it. */
export async function openDatabase(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run(golden('tables.sql'));
  return connection;
}

export type Row = readonly (string | null)[];
export interface Answer {
  readonly columns: readonly string[];
  readonly types: readonly string[];
  readonly rows: readonly Row[];
}

/** Column names, types and rows in the order they come; every value as DuckDB writes it. */
export async function answerOf(connection: DuckDBConnection, sql: string): Promise<Answer> {
  const described = await connection.runAndReadAll(`DESCRIBE ${sql}`);
  const heads = described.getRowsJson();
  const texts = await connection.runAndReadAll(
    `SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (${sql}) AS q`,
  );
  return {
    columns: heads.map((row) => String(row[0])),
    types: heads.map((row) => String(row[1])),
    rows: texts.getRowsJson() as readonly Row[],
  };
}

/** Rows as a bag: in an order of their own. */
export const bag = (rows: readonly Row[]): readonly string[] =>
  rows.map((row) => JSON.stringify(row)).toSorted();
