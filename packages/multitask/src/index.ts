export * from './bench.js';
export * from './task-module.js';
export * from './tasks.js';
