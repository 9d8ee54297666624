import type { Relation } from '../../relations/types.js';
import type { Mutant } from '../mutant.js';
import type { Rule } from './case.js';
import { COLUMN_RULES } from './column-rules.js';
import { GROUP_RULES } from './group-rules.js';
import { JOIN_RULES } from './join-rules.js';
import { NULL_RULES } from './null-rules.js';
import { NUMBER_RULES } from './number-rules.js';
import { ORDER_RULES } from './order-rules.js';
import { REPETITION_RULES } from './repetition-rules.js';

/** The closed list of rules: what none of them covers must be told apart by rows. */
export const RULES: readonly Rule[] = [
  ...REPETITION_RULES,
  ...ORDER_RULES,
  ...GROUP_RULES,
  ...JOIN_RULES,
  ...COLUMN_RULES,
  ...NULL_RULES,
  ...NUMBER_RULES,
];

/** The rule by which a mutant is equivalent to its original; undefined when there is none. */
export function equivalence(root: Relation, mutant: Mutant): string | undefined {
  return RULES.find(({ holds }) => holds({ root, mutant }))?.name;
}
