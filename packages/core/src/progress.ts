/** `@ibert/core/progress`: how far a long command is, on standard error. */
export * from './progress-text.js';
export * from './progress-reporter.js';
