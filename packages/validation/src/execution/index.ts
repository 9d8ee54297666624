/** DuckDB alone: for callers that prove nothing. */
export type { Cell } from '../cell.js';
export type { ResultTable, ResultType } from '../comparison/result.js';
export { Engine } from './engine.js';
export { readResult } from './read-result.js';
