import type { Schema } from '@ibert/ir';

import type { ResultTable } from '../comparison/result.js';
import type { Fixture, Tables } from '../fixtures/base.js';

/** Limits of one query. */
export interface QueryLimits {
  /**
   * Longest time in milliseconds. DuckDB is interrupted. SQLite is stopped between two rows.
   * PostgreSQL runs in this thread's WebAssembly and cannot be stopped: what must not hang has to
   * run in a process that can be ended.
   */
  readonly timeoutMs: number;
  /** Most rows of a result. */
  readonly maxRows: number;
}

export const DEFAULT_LIMITS: QueryLimits = { timeoutMs: 10_000, maxRows: 100_000 };

export const NO_ROWS: Fixture = new Map();

/** An index on one column. */
export interface Index {
  readonly table: string;
  readonly column: string;
}

/** Tables with rows in an engine. */
export interface EngineDatabase {
  /**
   * Runs one SELECT. The cells come in the comparison's value model, read as the columns of
   * `schema` in their order: integers where it says integer, dates where it says date.
   *
   * @param extra rows behind those of the tables, for this query only: nothing of them stays.
   * @throws IbertError `ENGINE_ERROR` when the engine refuses or fails, `ENGINE_LIMIT` beyond a
   * limit, `ENGINE_VALUE` when a value is none of the type that the schema promises, such as a
   * fraction for an integer.
   */
  run(sql: string, schema: Schema, extra?: Fixture): Promise<ResultTable>;
  /** Drops the tables. */
  drop(): Promise<void>;
}

/** A database engine in this process, in memory, that executes SQL of its dialect. */
export interface SqlEngine {
  readonly dialect: 'duckdb' | 'postgres' | 'sqlite';
  /** The tables without the columns whose types the engine cannot store. */
  storable(tables: Tables): Tables;
  /**
   * A new database with the tables.
   *
   * @param rows of each table, in the order of its columns.
   * @param indexes for data on which queries would take too long without; engines that need none
   * pass over them.
   * @throws IbertError `UNSUPPORTED` for a column type without storage.
   */
  load(tables: Tables, rows: Fixture, indexes?: readonly Index[]): Promise<EngineDatabase>;
  close(): Promise<void>;
}
