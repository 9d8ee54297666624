import { codeBonuses, entriesNamed, wordBonuses } from './name-bonuses.js';
import { queryTerms, questionTerms } from './query-terms.js';
import { isOfTheField, type Question } from './question.js';
import type { Reference } from './reference.js';
import { TermStatistics } from './term-statistics.js';
import { stem, weightOf } from './terms.js';

/** An entry that was found, best first. */
export interface Hit {
  readonly number: number;
  readonly id: string;
  readonly score: number;
}

/** What a search found, and how well its best hit fits the question. */
export interface Found {
  readonly hits: readonly Hit[];
  /** Part of the question's words, by worth, that the best hit has; 0 to 1. */
  readonly coverage: number;
  /** How many of the question's words the best hit has. */
  readonly matched: number;
  /** Whether one of them is a word that few entries have. */
  readonly isRare: boolean;
  /** Whether the best hit has a name that the question writes as code. */
  readonly isNamed: boolean;
  /** Whether the question names something of the API, or uses words of the field. */
  readonly isOfTheField: boolean;
}

/** In at most how many entries a word is that tells enough by itself. */
const RARE = 10;

/** What an entry of an owner gains: who asks for `filter` mostly means that of tables. */
const PRIORS: ReadonlyMap<string, number> = new Map([
  ['Table', 1.8],
  ['GroupedTable', 0.8],
  ['Column', 0.8],
  ['Value', 1.2],
  ['ibis', 0.8],
]);

/** How much rather an entry is meant than another one of the same bare name. */
export const priorOf = (id: string): number =>
  PRIORS.get(id.slice(0, Math.max(0, id.lastIndexOf('.')))) ?? 0;

/** Finds the entries that a question is about. */
export function search(reference: Reference, question: Question): Found {
  const statistics = new TermStatistics(reference.head);
  const terms = questionTerms(question);
  const tally = new Tally();
  for (const { term, weight, of } of queryTerms(question, terms)) {
    const postings = statistics.postings(term);
    for (const posting of postings) {
      tally.add(posting[0], weight * statistics.gain(posting, postings.length));
      if (terms.has(of)) tally.cover(posting[0], of, weight);
    }
  }
  const named = new Set<number>();
  for (const [number, bonus] of codeBonuses(reference, question)) {
    named.add(number);
    tally.add(number, bonus);
  }
  for (const [number, bonus] of wordBonuses(reference, question, terms)) tally.add(number, bonus);
  const hits = ranked(tally.scores, reference.head.ids);
  const [best] = hits;
  const covered = best === undefined ? [] : tally.coveredBy(best.number);
  return {
    hits,
    coverage: coverageOf(covered, terms, statistics),
    matched: covered.length,
    isRare: covered.some(([term]) => statistics.postings(term).length <= RARE),
    isNamed: best !== undefined && named.has(best.number),
    isOfTheField:
      isOfTheField(question.text, terms) ||
      namesSql(question.text, statistics) ||
      question.names.some(({ name }) => entriesNamed(reference, name).length > 0),
  };
}

/** A term of the question, and how well an entry has it: 1 itself, less for a synonym. */
type Covered = readonly [term: string, weight: number];

/** The scores of entries, and which of the question's terms each has. */
class Tally {
  readonly scores = new Map<number, number>();
  readonly #covered = new Map<number, Map<string, number>>();

  add(number: number, gain: number): void {
    this.scores.set(number, (this.scores.get(number) ?? 0) + gain);
  }

  cover(number: number, term: string, weight: number): void {
    const terms = this.#covered.get(number) ?? new Map<string, number>();
    terms.set(term, Math.max(terms.get(term) ?? 0, weight / weightOf(term)));
    this.#covered.set(number, terms);
  }

  coveredBy(number: number): readonly Covered[] {
    return [...(this.#covered.get(number) ?? [])];
  }
}

/** Entries by score; equal ones in the order of the reference. */
const ranked = (scores: ReadonlyMap<number, number>, ids: readonly string[]): readonly Hit[] =>
  [...scores]
    .map(([number, score]) => {
      const id = ids[number] ?? '';
      return { number, id, score: score + priorOf(id) };
    })
    .toSorted((a, b) => b.score - a.score || a.number - b.number);

function coverageOf(
  covered: readonly Covered[],
  terms: ReadonlySet<string>,
  statistics: TermStatistics,
): number {
  const total = [...terms].reduce((sum, term) => sum + statistics.worth(term), 0);
  const had = covered.reduce((sum, [term, weight]) => sum + weight * statistics.worth(term), 0);
  return total === 0 ? 0 : had / total;
}

/** Whether a text has words in capitals that the reference knows: SQL. */
const namesSql = (text: string, statistics: TermStatistics): boolean =>
  (text.match(/\b[A-Z]{3,}\b/g) ?? []).some(
    (word) => statistics.postings(stem(word.toLowerCase())).length > 0,
  );
