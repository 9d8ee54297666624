import { Engine } from '../execution/engine.js';
import { tableLoader } from '../execution/load-rows.js';
import { readResult } from '../execution/read-result.js';
import { conform } from './conform.js';
import { DEFAULT_LIMITS } from './engine.js';
import type { QueryLimits, SqlEngine } from './engine.js';
import { engineError, overLimit, requireOneSelect } from './fault.js';

const MEMORY_MB = 1024;
/** DuckDB's own limit of a data chunk. */
const CHUNK_ROWS = 2048;

/** DuckDB: the engine whose answers are the meaning of a program. */
export async function openDuckDb(limits: QueryLimits = DEFAULT_LIMITS): Promise<SqlEngine> {
  const engine = await Engine.open({ memoryMb: MEMORY_MB });
  let opened = 0;
  return {
    dialect: 'duckdb',
    storable: (tables) => tables,
    load: async (tables, rows) => {
      opened += 1;
      const name = `engine_${opened}`;
      const connection = await engine.createDatabase(name);
      for (const [table, schema] of Object.entries(tables)) {
        const loader = tableLoader(table, schema);
        await connection.run(loader.createSql);
        const given = rows.get(table) ?? [];
        for (let start = 0; start < given.length; start += CHUNK_ROWS) {
          const some = given.slice(start, start + CHUNK_ROWS);
          await loader.append(connection, loader.encode(some));
        }
      }
      return {
        run: async (sql, schema) => {
          requireOneSelect(sql);
          const timer = setTimeout(() => connection.interrupt(), limits.timeoutMs);
          try {
            const result = await connection.run(sql);
            if (result.rowCount > limits.maxRows) throw overLimit(`${result.rowCount} rows`);
            return conform(readResult(result), schema);
          } catch (error) {
            throw engineError(error);
          } finally {
            clearTimeout(timer);
          }
        },
        drop: () => engine.dropDatabase(name, connection),
      };
    },
    close: async () => engine.close(),
  };
}
