export * from './bench.js';
export * from './task-module.js';
export * from './tasks.js';
export * from './template-draft.js';
export * from './derived-drafts.js';
export * from './oracle/oracle.js';
