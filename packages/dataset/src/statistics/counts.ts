/** How often each name occurs. */
export type Counts = Readonly<Record<string, number>>;

/** Counts names. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string, by = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + by);
  }

  get size(): number {
    return this.#counts.size;
  }

  /** The largest count. */
  get largest(): number {
    let largest = 0;
    for (const count of this.#counts.values()) if (count > largest) largest = count;
    return largest;
  }

  /** In the order of the names. */
  byName(): Counts {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The largest first, equal ones in the order of their names. */
  byCount(): Counts {
    const entries = [...this.#counts];
    return Object.fromEntries(entries.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));
  }
}

/** Entropy of the shares over that of equal shares: 1 when all are equal, 0 when there is only one. */
export function evenness(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const entropy = counts.reduce((sum, count) => {
    const share = count / (total || 1);
    return share === 0 ? sum : sum - share * Math.log(share);
  }, 0);
  return entropy / Math.log(counts.length);
}

export const round = (value: number, digits: number): number => Number(value.toFixed(digits));
