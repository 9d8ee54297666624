import { parentsOf } from '@ibert/ir';
import type { Relation } from '@ibert/ir';

/** Every relation that a program is built of, itself included. */
export function relationsOf(root: Relation): readonly Relation[] {
  const found = new Set<Relation>();
  const visit = (relation: Relation): void => {
    if (found.has(relation)) return;
    found.add(relation);
    for (const parent of parentsOf(relation)) visit(parent);
  };
  visit(root);
  return [...found];
}
