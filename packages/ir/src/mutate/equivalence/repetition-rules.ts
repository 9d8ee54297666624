import { sameRelation } from '../../hash.js';
import type { Relation } from '../../relations/types.js';
import { Readers } from './readers.js';
import { uniqueSets } from './unique.js';
import { rule } from './case.js';
import type { Rule } from './case.js';

/** Whether the rows of a relation come in an order that deduplication would lose. */
function isOrdered(relation: Relation): boolean {
  switch (relation.kind) {
    case 'Sort':
      return true;
    case 'Project':
    case 'Filter':
    case 'Limit':
    case 'DropColumns':
    case 'DropNull':
    case 'FillNull':
    case 'AliasedRelation':
      return isOrdered(relation.parent);
    default:
      return false;
  }
}

const isCount = (n: unknown): boolean => typeof n === 'number' && n >= 1;

/** Duplicates, and limits on what has none. */
export const REPETITION_RULES: readonly Rule[] = [
  rule(
    'distinct over a key',
    'dropping duplicates changes nothing where the rows have a unique set of columns',
    ({ mutant: { edit } }) => {
      const { owner, changed } = edit;
      const [plain, other] = owner.kind === 'Distinct' ? [changed, owner] : [owner, changed];
      return (
        other.kind === 'Distinct' &&
        sameRelation(other.parent, plain) &&
        uniqueSets(plain).length > 0 &&
        !isOrdered(plain)
      );
    },
  ),
  rule(
    'repetition is not counted',
    'duplicates are dropped or kept below what looks at different rows only: another DISTINCT, IN, EXISTS, a semi or anti join, MIN and MAX',
    ({ root, mutant: { edit } }) => {
      const { owner, changed } = edit;
      const deduplicates =
        (changed.kind === 'Distinct' && sameRelation(changed.parent, owner)) ||
        (owner.kind === 'Distinct' && sameRelation(owner.parent, changed));
      const flag =
        (owner.kind === 'Union' || owner.kind === 'Intersection') &&
        changed.kind === owner.kind &&
        owner.distinct !== changed.distinct &&
        sameRelation(owner.left, changed.left) &&
        sameRelation(owner.right, changed.right);
      return (deduplicates || flag) && new Readers(root).ignoreRepetition(owner);
    },
  ),
  rule(
    'one row is never cut',
    'the limit is larger or missing, or its offset the same, where there is one row at most',
    ({ mutant: { edit } }) => {
      const { owner, changed } = edit;
      if (owner.kind !== 'Limit' || !uniqueSets(owner.parent).some((set) => set.length === 0)) {
        return false;
      }
      if (!isCount(owner.n) || owner.offset !== 0) return false;
      if (sameRelation(changed, owner.parent)) return true;
      return (
        changed.kind === 'Limit' &&
        changed.offset === 0 &&
        (changed.n === null || isCount(changed.n))
      );
    },
  ),
];
