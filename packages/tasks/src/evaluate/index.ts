/** `@ibert/tasks/evaluate`: how well an engine answers the records of a split. */
export * from './evaluate.js';
export { rateOf, type Rate } from './interval.js';
export { scoreAnswer, type Score } from './score.js';
