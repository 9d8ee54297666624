export { mutate } from './mutate.js';
export type { MutateOptions } from './mutate.js';
export { MUTATION_KINDS } from './mutant.js';
export type { Edit, Mutant, MutationKind } from './mutant.js';
export { equivalence, RULES } from './equivalence/rules.js';
