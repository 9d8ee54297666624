import type { ReferenceHead } from './reference-entry.js';
import { weightOf } from './terms.js';

/** BM25's constants: how fast a term saturates, and how much length counts. */
const SATURATION = 4;
const LENGTH = 0.4;

/** As how common a word counts that the reference lacks, in entries: it may be a column's name. */
const UNKNOWN_COUNT = 20;

/** An entry's number, and the weight of a term in it. */
export type Posting = readonly [number: number, weight: number];

/** How common terms are in a reference. */
export class TermStatistics {
  readonly #head: ReferenceHead;
  readonly #meanLength: number;

  constructor(head: ReferenceHead) {
    this.#head = head;
    const { lengths } = head;
    const total = lengths.reduce((sum, length) => sum + length, 0);
    this.#meanLength = total / Math.max(1, lengths.length);
  }

  /** The entries that have a term, with its weight in each. */
  postings(term: string): readonly Posting[] {
    if (!Object.hasOwn(this.#head.postings, term)) return [];
    const numbers = (this.#head.postings[term] ?? '').split(' ').map(Number);
    return Array.from({ length: numbers.length / 2 }, (_, at) => [
      numbers[2 * at] ?? 0,
      numbers[2 * at + 1] ?? 0,
    ]);
  }

  /** BM25's inverse document frequency, of a term that so many entries have. */
  rarity(count: number): number {
    const { length } = this.#head.lengths;
    return Math.log(1 + (length - count + 0.5) / (count + 0.5));
  }

  /** What a posting adds to the score of its entry, for a term that `count` entries have. */
  gain([number, weight]: Posting, count: number): number {
    const length = (this.#head.lengths[number] ?? this.#meanLength) / this.#meanLength;
    const norm = SATURATION * (1 - LENGTH + LENGTH * length);
    return this.rarity(count) * ((weight * (SATURATION + 1)) / (weight + norm));
  }

  /** How much of what a question says is in one of its terms. */
  worth(term: string): number {
    const count = this.postings(term).length;
    return weightOf(term) * this.rarity(count === 0 ? UNKNOWN_COUNT : count);
  }
}
