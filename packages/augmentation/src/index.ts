/** Variants of proven pairs: columns, tables and constants replaced on the trees. */
export { augment, augmentWithRefusals, LOOKS, MIXES } from './augment.js';
export type { Augmented, AugmentOptions, Mix, Variant } from './augment.js';
export { loadDictionary, parseDictionary } from './dictionary/load-dictionary.js';
export { entitiesOf } from './dictionary/synonyms.js';
export { renamingPlan, synonymsOf } from './names/renaming-plan.js';
export { Renamer } from './names/rename-pair.js';
export { readPair } from './programs/pair.js';
export { changeableConstants } from './values/constant-change.js';
export { NamelessForms } from './programs/nameless.js';
export type * from './dictionary/dictionary-schema.js';
export type * from './names/renaming.js';
export type * from './names/renaming-plan.js';
export type * from './names/rename-pair.js';
export type * from './refusal.js';
