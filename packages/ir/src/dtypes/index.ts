export * from './types.js';
export * from './classes.js';
export * from './print.js';
export * from './parse.js';
export * from './equals.js';
export * from './cast.js';
export * from './moment-text.js';
