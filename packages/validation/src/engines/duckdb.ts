import { Engine } from '../execution/engine.js';
import { tableLoader } from '../execution/load-rows.js';
import { readResult } from '../execution/read-result.js';
import { conform } from './conform.js';
import type { Fixture } from '../fixtures/base.js';
import { DEFAULT_LIMITS, NO_ROWS } from './engine.js';
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
      const loaders = Object.entries(tables).map(
        ([table, schema]) => [table, tableLoader(table, schema)] as const,
      );
      const append = async (added: Fixture): Promise<void> => {
        for (const [table, loader] of loaders) {
          const given = added.get(table) ?? [];
          for (let start = 0; start < given.length; start += CHUNK_ROWS) {
            const some = given.slice(start, start + CHUNK_ROWS);
            await loader.append(connection, loader.encode(some));
          }
        }
      };
      for (const [, loader] of loaders) await connection.run(loader.createSql);
      await append(rows);
      return {
        run: async (sql, schema, extra = NO_ROWS) => {
          requireOneSelect(sql);
          const timer = setTimeout(() => connection.interrupt(), limits.timeoutMs);
          const borrowed = extra.size > 0;
          if (borrowed) await connection.run('BEGIN');
          try {
            await append(extra);
            const result = await connection.run(sql);
            if (result.rowCount > limits.maxRows) throw overLimit(`${result.rowCount} rows`);
            return conform(readResult(result), schema);
          } catch (error) {
            throw engineError(error);
          } finally {
            clearTimeout(timer);
            if (borrowed) await connection.run('ROLLBACK');
          }
        },
        drop: () => engine.dropDatabase(name, connection),
      };
    },
    close: async () => engine.close(),
  };
}
