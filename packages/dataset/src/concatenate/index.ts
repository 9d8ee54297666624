/** `@ibert/dataset/concatenate`: all proven records as one dataset in three splits. */
export { checkDataset, concatenate, leaksError } from './concatenate.js';
export type { ConcatenateOptions, ConcatenateReport } from './concatenate.js';
export { COMPLETE_FILE, datasetFiles } from './dataset-files.js';
export type { DatasetFiles } from './dataset-files.js';
export { DATA_FILES, findSources, namedSources } from './sources.js';
export type { DataFile, FoundSources, SourceFile } from './sources.js';
export { checkForLeaks, LEAK_CODES } from './leak-check.js';
export type { Leak, LeakCode, LeakReport, SplitCounts } from './leak-check.js';
export { REMOVAL_REASONS } from './reasons.js';
export type { RemovalReason } from './reasons.js';
export { DATASET_RULES, SPLITS } from './splits.js';
export type { DatasetRules, Split } from './splits.js';
export { treeText } from './tree-text.js';
export type { TreeDetail } from './tree-text.js';
