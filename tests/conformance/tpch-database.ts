import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { loadTpcData } from './tpc-data.js';

/** TPC-H's eight tables at a small scale, in memory. */
export async function openTpch(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await loadTpcData(connection, { suite: 'tpch', scale: '0.02', schema: 'main' });
  return connection;
}
