import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

const SCALE = '0.01';
const DIRECTORY = join('.cache', `tpch-${SCALE}`);

/** TPC-H's eight tables at a small scale, from the official generator's port, in memory. */
export async function openTpch(): Promise<DuckDBConnection> {
  if (!existsSync(DIRECTORY)) generate();
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  for (const file of readdirSync(DIRECTORY)) {
    const table = basename(file, '.parquet');
    await connection.run(`CREATE TABLE ${table} AS FROM '${join(DIRECTORY, file)}'`);
  }
  return connection;
}

function generate(): void {
  const unfinished = `${DIRECTORY}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const flags = ['parquet', '--scale-factor', SCALE, '--output-dir', unfinished];
  execFileSync('.venv/bin/tpchgen-cli', flags, { stdio: 'ignore' });
  renameSync(unfinished, DIRECTORY);
}

const TYPES: Readonly<Record<string, string>> = {
  BIGINT: 'int64',
  INTEGER: 'int32',
  VARCHAR: 'string',
  DATE: 'date',
};

/** The columns of all tables with their Ibis types, as real Ibis reads them off DuckDB. */
export async function tpchTables(
  connection: DuckDBConnection,
): Promise<Readonly<Record<string, { schema: Record<string, string> }>>> {
  const reader = await connection.runAndReadAll(
    'SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal ORDER BY table_oid, column_index',
  );
  const tables: Record<string, { schema: Record<string, string> }> = {};
  for (const [table, column, type] of reader.getRows()) {
    const { schema } = (tables[String(table)] ??= { schema: {} });
    schema[String(column)] = TYPES[String(type)] ?? String(type).toLowerCase().replace(',', ', ');
  }
  return tables;
}
