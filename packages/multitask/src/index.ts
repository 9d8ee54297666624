export * from './bench.js';
export * from './task-module.js';
export * from './tasks.js';
export * from './template-draft.js';
export * from './derived-drafts.js';
export * from './oracle/oracle.js';
export * from './qa/answer-faults.js';
export * from './documentation/mined/index.js';
export { attemptOf, isLasting } from './error-resolution/failure.js';
export type { Attempt, Outcome } from './error-resolution/failure.js';
export { isName, Source } from './error-resolution/source.js';
export { DEPRECATED_NAMES } from './qa/former-names.js';
export { ibisLimit } from './oracle/ibis-limits.js';
export {
  eachValue,
  faultsOf,
  resolved,
  UPSTREAM_FAULTS,
  valuesOf,
} from './oracle/upstream-faults.js';
export { tablesOf } from './tables-of.js';
export { exampleProgram } from './qa/example-program.js';
