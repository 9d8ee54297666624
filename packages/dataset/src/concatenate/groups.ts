import type { Entry } from './entry.js';

/**
 * Puts together the records that must go to one split: those of one template, a program with
 * everything derived from it (also by way of records that are not there any more), those mined from
 * one file. Gives a name per entry, the same for records of one group.
 */
export function groupNames(entries: readonly Entry[]): readonly string[] {
  const sets = new Sets();
  for (const entry of entries) {
    const id = `id ${entry.id}`;
    if (entry.template !== undefined) sets.unite(id, `template ${entry.template}`);
    if (entry.origin !== undefined) sets.unite(id, `id ${entry.origin}`);
    if (entry.mined !== undefined) sets.unite(id, `mined ${entry.mined}`);
  }
  return entries.map(({ id }) => sets.find(`id ${id}`));
}

/** Disjoint sets of names (union-find with halved paths); the least name stands for its set. */
export class Sets {
  readonly #parents = new Map<string, string>();

  find(name: string): string {
    let at = name;
    for (;;) {
      const parent = this.#parents.get(at) ?? at;
      if (parent === at) return at;
      const above = this.#parents.get(parent) ?? parent;
      this.#parents.set(at, above);
      at = above;
    }
  }

  unite(a: string, b: string): void {
    const left = this.find(a);
    const right = this.find(b);
    if (left < right) this.#parents.set(right, left);
    else if (right < left) this.#parents.set(left, right);
  }
}
