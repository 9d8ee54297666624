import { IbertError } from '@ibert/core';

import { sameRelation, sameValue } from '../hash.js';
import type { Value } from '../node.js';
import { isOp } from '../operations/index.js';
import { isImpure } from '../impure.js';
import { field } from '../relations/make.js';
import type { Relation } from '../relations/types.js';
import { valueOf } from '../relations/values.js';
import { find, mapChildren, some } from '../traverse.js';
import { nameOf } from '../name.js';

interface Entry {
  readonly from: Value;
  /** Fields of the target relations that stand for it, with how far back it is. */
  readonly candidates: { readonly field: Value; readonly distance: number }[];
}

/**
 * Rebinds fields of earlier relations to the relations at hand: after
 * `u = t.filter(t.a > 0)`, `t.a` means `u.a` in `u.select(t.a)`.
 *
 * A field is followed back through every relation that passes it on; a computed column ends the
 * trail and stands for its expression too. Expressions that only read the target relations are
 * returned as they are, at no cost.
 *
 * Source: `DerefMap` of ibis/expr/rewrites.py.
 */
export class DerefMap {
  private readonly targets: readonly Relation[];
  private readonly extra: readonly (readonly [Value, Value])[];
  private substitutions: Map<number, Entry[]> | undefined;

  /** `extra` maps further values to fields of the targets. */
  constructor(targets: readonly Relation[], extra: readonly (readonly [Value, Value])[] = []) {
    this.targets = targets;
    this.extra = extra;
  }

  /**
   * @throws IbertError `IbisInputError` when a field could mean columns of two of the relations.
   */
  apply(value: Value): Value {
    if (value.relations.length === 0 || this.isLocal(value)) return value;
    const table = (this.substitutions ??= this.fill());
    const ambiguous = find(value, (v) => this.resolve(table, v) === null);
    if (ambiguous !== undefined) {
      throw new IbertError(
        'IbisInputError',
        `Ambiguous field reference '${nameOf(ambiguous)}' in expression '${nameOf(value)}'`,
        { hint: 'Use .view() for one side of a self join, or join on a column name.' },
      );
    }
    // Outermost first: a computed column stands for its whole expression.
    const rebind = (v: Value): Value => this.resolve(table, v) ?? mapChildren(v, rebind);
    return rebind(value);
  }

  private isLocal(value: Value): boolean {
    return (
      value.relations.length === this.targets.length &&
      value.relations.every((rel) => this.targets.some((target) => sameRelation(target, rel)))
    );
  }

  /** The substitute; null when it is ambiguous, undefined when there is none. */
  private resolve(table: Map<number, Entry[]>, value: Value): Value | null | undefined {
    for (const [from, to] of this.extra) if (sameValue(from, value)) return to;
    const entry = table.get(value.hash)?.find(({ from }) => sameValue(from, value));
    if (entry === undefined) return undefined;
    const nearest = Math.min(...entry.candidates.map((c) => c.distance));
    const closest = entry.candidates.filter((c) => c.distance === nearest);
    const [first] = closest;
    if (first === undefined) return undefined;
    const home = first.field.relations[0] as Relation;
    const agree = closest.every((c) => sameRelation(c.field.relations[0] as Relation, home));
    return agree ? first.field : null;
  }

  private fill(): Map<number, Entry[]> {
    const table = new Map<number, Entry[]>();
    const note = (from: Value, to: Value, distance: number): void => {
      const bucket = table.get(from.hash) ?? [];
      if (bucket.length === 0) table.set(from.hash, bucket);
      let entry = bucket.find((e) => sameValue(e.from, from));
      if (entry === undefined) bucket.push((entry = { from, candidates: [] }));
      entry.candidates.push({ field: to, distance });
    };
    for (const rel of this.targets) {
      for (const name of rel.schema.keys()) {
        const target = field(rel, name);
        let value: Value | undefined = target;
        let distance = 0;
        while (value !== undefined && isOp(value, 'Field')) {
          note(value, target, distance);
          value = valueOf(value.args.rel, value.args.name);
          distance += 1;
        }
        if (value !== undefined && value.relations.length > 0 && !some(value, isImpure)) {
          note(value, target, distance);
        }
      }
    }
    return table;
  }
}
