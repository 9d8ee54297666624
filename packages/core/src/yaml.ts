/** `@ibert/core/yaml`: YAML with positions, checked by a schema, every fault placed. */
export * from './yaml-tree.js';
export * from './yaml-parse.js';
export * from './yaml-schema.js';
export { type ValuePath, jsonPath } from './zod-faults.js';
