/** Real engines beside DuckDB; each is loaded when it is opened. */
export { alignDecimals } from './align.js';
export { openDuckDb } from './duckdb.js';
export { DEFAULT_LIMITS } from './engine.js';
export type { EngineDatabase, Index, QueryLimits, SqlEngine } from './engine.js';
export { openPostgres } from './postgres.js';
export { openSqlite } from './sqlite.js';
// For engines that live elsewhere: how cells are written and read as text.
export { clockText, dateText, decimalText, momentText } from './cell-text.js';
export { parseClock, parseDate, parseMoment } from './parse-text.js';
export { resultTypeOf } from './result-types.js';
export { createTableSql, storableTables } from './storage.js';
export type { StorageType } from './storage.js';
export { postgresStorage } from './postgres-literal.js';
export { sqliteStorage } from './sqlite-values.js';
