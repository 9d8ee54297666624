export type { Block, CodeBlock } from './document.js';
export { readDoctests } from './doctest.js';
export type { Include } from './markdown-document.js';
export { DOCUMENT_EXTENSIONS, readDocument } from './read-document.js';
