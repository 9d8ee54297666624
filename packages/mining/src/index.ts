export * from './finding.js';
export * from './findings-file.js';
export * from './drafts/drafts.js';
export type { Origin } from './drafts/lineage.js';
export * from './sources/index.js';
export type * from './documents/document.js';
export * from './search.js';
