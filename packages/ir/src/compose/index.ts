export { composeRelation } from './compose.js';
export type { Composed, ComposeOptions } from './compose.js';
export { DIFFICULTIES } from './draft.js';
export type { Difficulty, LiteralSource } from './draft.js';
export { USAGE } from './usage.js';
export { composeWide } from './wide/compose-wide.js';
export type { WideOptions } from './wide/compose-wide.js';
