import { sameRelation } from '@ibert/ir';
import type { Relation } from '@ibert/ir';

/** A map whose keys are relations, equal ones being one key. */
export class RelationMap<T> {
  private readonly buckets = new Map<number, { readonly relation: Relation; value: T }[]>();

  get(relation: Relation): T | undefined {
    return this.buckets.get(relation.hash)?.find((entry) => sameRelation(entry.relation, relation))
      ?.value;
  }

  /** All keys with their values. */
  entries(): readonly (readonly [Relation, T])[] {
    return [...this.buckets.values()].flatMap((bucket) =>
      bucket.map(({ relation, value }) => [relation, value] as const),
    );
  }

  set(relation: Relation, value: T): void {
    const bucket = this.buckets.get(relation.hash);
    const entry = bucket?.find((e) => sameRelation(e.relation, relation));
    if (entry !== undefined) entry.value = value;
    else if (bucket !== undefined) bucket.push({ relation, value });
    else this.buckets.set(relation.hash, [{ relation, value }]);
  }
}
