export { completeCode } from './complete-code.js';
export type { Alternative, CompleteOptions, Completion } from './complete-code.js';
export { completion } from './handler.js';
export type { Completed, CompleteRequest } from './handler.js';
