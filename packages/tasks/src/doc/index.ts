export { documentCode, insertDocstring } from './document-code.js';
export type { Documented, DocumentedFunction, DocumentationRequest } from './document-code.js';
export { documentation } from './handler.js';
export type { DocRequest } from './handler.js';
