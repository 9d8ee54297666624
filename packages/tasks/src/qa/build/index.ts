/** Making the reference; nothing here is loaded to answer a question. */
export { buildReference } from './build-reference.js';
export type { BuiltReference } from './build-reference.js';
export { referenceModule } from './reference-text.js';
