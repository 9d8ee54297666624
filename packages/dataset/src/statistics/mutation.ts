import type { Verification } from '@ibert/core/records';
import { round } from './counts.js';

/** How well the fixture databases tell queries from their neighbours. */
export interface MutationScore {
  /** Records whose neighbours were tried. */
  readonly records: number;
  readonly mutants: number;
  readonly killed: number;
  /** Mutants that mean the same by rule. */
  readonly equivalent: number;
  /** Killed mutants over all, 0 to 1; null when none were tried. */
  readonly outright: number | null;
  /** Killed mutants over those that are not equivalent. */
  readonly score: number | null;
}

/** Sums the mutation scores of records. */
export class MutationTally {
  #records = 0;
  #mutants = 0;
  #killed = 0;
  #equivalent = 0;

  add({ mutants, killed = 0, equivalent = 0 }: Verification): void {
    if (mutants === undefined) return;
    this.#records += 1;
    this.#mutants += mutants;
    this.#killed += killed;
    this.#equivalent += equivalent;
  }

  finish(): MutationScore {
    const different = this.#mutants - this.#equivalent;
    const share = (of: number): number | null => (of > 0 ? round(this.#killed / of, 4) : null);
    return {
      records: this.#records,
      mutants: this.#mutants,
      killed: this.#killed,
      equivalent: this.#equivalent,
      outright: share(this.#mutants),
      score: share(different),
    };
  }
}
