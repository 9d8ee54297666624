/**
 * What every package may load at start-up: errors, positions, text, seeded randomness.
 * Nothing here loads zod, yaml or the file system; those live behind the subpaths
 * `@ibert/core/records`, `/config`, `/yaml`, `/files` and `/progress`.
 */
export * from './chat.js';
export * from './errors.js';
export * from './error-report.js';
export * from './positions.js';
export * from './text.js';
export * from './canonical-json.js';
export * from './random.js';
