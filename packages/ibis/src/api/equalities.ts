import { sameValue } from '@ibert/ir';
import type { Value } from '@ibert/ir';

/**
 * Which columns the equality predicates of a join chain make equal: disjoint sets of fields.
 * Immutable; adding makes a new one.
 */
export class Equalities {
  private readonly sets: readonly (readonly Value[])[];

  constructor(sets: readonly (readonly Value[])[] = []) {
    this.sets = sets;
  }

  private setOf(value: Value): readonly Value[] | undefined {
    return this.sets.find((set) => set.some((member) => sameValue(member, value)));
  }

  /** The same with `a` and `b` (and all that is equal to either) in one set. */
  union(a: Value, b: Value): Equalities {
    const left = this.setOf(a) ?? [a];
    const right = this.setOf(b) ?? [b];
    if (left === right) return this;
    const others = this.sets.filter((set) => set !== left && set !== right);
    return new Equalities([...others, [...left, ...right]]);
  }

  connected(a: Value, b: Value): boolean {
    return this.setOf(a)?.some((member) => sameValue(member, b)) ?? false;
  }
}
