export { fixCode } from './fix-code.js';
export type { Fix, FixRequest } from './fix-code.js';
export { repair } from './handler.js';
