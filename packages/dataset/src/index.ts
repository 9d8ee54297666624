/**
 * The data pipeline: templates to proven records, and proving again. What needs no DuckDB lives
 * behind `@ibert/dataset/statistics`, `/templates` and `/versions`.
 */
export { limited } from './candidate.js';
export type { Candidate, CandidateSource } from './candidate.js';
export { augmentedPairs } from './sources/augmented.js';
export type { AugmentedSourceOptions } from './sources/augmented.js';
export { composedPairs } from './sources/composed.js';
export type { ComposedSourceOptions } from './sources/composed.js';
export { taskCandidates } from './sources/tasks.js';
export type { TaskSourceOptions } from './sources/tasks.js';
export { templatePairs } from './sources/template-pairs.js';
export { loadWorlds } from './sources/worlds.js';
export { generate } from './generate.js';
export type { Counts, GenerateOptions, GenerateReport } from './generate.js';
export { linkBaseFile } from './link-base-file.js';
export { outputFiles, sourceFileName } from './output-files.js';
export type { OutputFiles } from './output-files.js';
export { startWorkers } from './proving.js';
export type { Proving, ProvingOptions, StartProving } from './proving.js';
export { revalidate } from './revalidate.js';
export type { RecordCheck, RevalidateOptions } from './revalidate.js';
export type { RecordFrame } from './to-record.js';
