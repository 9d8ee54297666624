/**
 * The data pipeline: templates to proven records, and proving again. What needs no DuckDB lives
 * behind `@ibert/dataset/statistics`, `/templates` and `/versions`.
 */
export { candidates } from './candidate.js';
export type { Candidate, Sides } from './candidate.js';
export { generate } from './generate.js';
export type { Counts, GenerateOptions, GenerateReport } from './generate.js';
export { outputFiles, sourceFileName } from './output-files.js';
export type { OutputFiles } from './output-files.js';
export { loadPrompt } from './prompts.js';
export { startWorkers } from './proving.js';
export type { Proving, ProvingOptions, StartProving } from './proving.js';
export { revalidate } from './revalidate.js';
export type { RecordCheck, RevalidateOptions } from './revalidate.js';
export type { RecordFrame } from './to-record.js';
