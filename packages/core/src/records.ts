/** `@ibert/core/records`: the dataset's record, its id, its text, and the run manifest. */
export * from './record-schema.js';
export * from './record-id.js';
export * from './record-text.js';
export * from './run-manifest.js';
