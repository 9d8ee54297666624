export * from './handler.js';
export * from './translate.js';
