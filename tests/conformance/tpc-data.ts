import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type Cell, readResult, type ResultTable } from '@ibert/validation';

/** What the generator is asked for. */
interface TpcData {
  readonly suite: 'tpch' | 'tpcds';
  /** TPC's scale factor: 1 is about a gigabyte of text. */
  readonly scale: string;
  /** Only these tables; all of the suite when absent. */
  readonly tables?: readonly string[];
  /** The schema of the database that the tables go to. */
  readonly schema: string;
}

/** Creates the tables of a TPC suite from the port of the official generator; kept in .cache. */
export async function loadTpcData(connection: DuckDBConnection, data: TpcData): Promise<void> {
  const { suite, scale, tables, schema } = data;
  const directory = join(
    '.cache',
    `${suite}-${scale}${tables === undefined ? '' : `-${tables.length}`}`,
  );
  if (!existsSync(directory)) generate(directory, data);
  for (const file of readdirSync(directory).sort()) {
    const table = basename(file, '.parquet');
    await connection.run(`CREATE TABLE ${schema}.${table} AS FROM '${join(directory, file)}'`);
  }
}

function generate(directory: string, { suite, scale, tables }: TpcData): void {
  const unfinished = `${directory}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const flags = [suite, 'parquet', '--quiet', '--scale-factor', scale, '--output-dir', unfinished];
  if (tables !== undefined) flags.push('--tables', tables.join(','));
  execFileSync('.venv/bin/tpcgen-cli', flags, { stdio: 'ignore' });
  renameSync(unfinished, directory);
}

/** The columns of tables with their Ibis types, in order. */
export type TpcTables = Readonly<Record<string, { schema: Record<string, string> }>>;

const TYPES: Readonly<Record<string, string>> = {
  BIGINT: 'int64',
  INTEGER: 'int32',
  SMALLINT: 'int16',
  VARCHAR: 'string',
  DATE: 'date',
  TIMESTAMP: 'timestamp(6)',
};

/** The columns of all tables of the main schema, as real Ibis reads them off DuckDB. */
export async function tpcTables(connection: DuckDBConnection): Promise<TpcTables> {
  const reader = await connection.runAndReadAll(
    "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE schema_name = 'main' AND NOT internal ORDER BY table_oid, column_index",
  );
  const tables: Record<string, { schema: Record<string, string> }> = {};
  for (const [table, column, type] of reader.getRows()) {
    const { schema } = (tables[String(table)] ??= { schema: {} });
    schema[String(column)] = TYPES[String(type)] ?? String(type).toLowerCase().replace(',', ', ');
  }
  return tables;
}

/** All rows of a table, in the order in which they were inserted. */
export async function tpcRows(connection: DuckDBConnection, table: string): Promise<ResultTable> {
  return readResult(await connection.run(`FROM ${table}`));
}

/** No row, or one row of only NULL and zero, is what a wrong query gives as well. */
export function saysSomething({ rowCount, values }: ResultTable): boolean {
  const nothing = (cell: Cell | undefined): boolean =>
    cell === null || cell === 0n || cell === 0 || cell === undefined;
  return rowCount > 1 || values.some(([cell]) => !nothing(cell));
}
