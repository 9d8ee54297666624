/** `@ibert/core/files`: reading text and JSON lines, and writing files that are never half done. */
export * from './utf8.js';
export * from './text-input.js';
export * from './line-reader.js';
export * from './jsonl.js';
export * from './atomic-file.js';
export * from './journal.js';
export * from './sha256.js';
export { makeDirectory } from './directories.js';
export { systemError } from './system-error.js';
