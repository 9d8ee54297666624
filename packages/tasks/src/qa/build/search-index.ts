import { phrasesOf, termsOf, wholeOf } from '../terms.js';
import type { ReferenceHead } from '../reference-entry.js';
import type { SourceEntry } from './source-entry.js';

/** How much a term counts by where it stands. */
const WEIGHTS = {
  name: 8,
  owner: 3,
  title: 6,
  former: 5,
  keyword: 5,
  question: 4,
  phrase: 4,
  whole: 10,
  summary: 2,
  words: 1,
};

type SearchParts = Pick<ReferenceHead, 'names' | 'lengths' | 'ids' | 'postings'>;

/** What the search reads: the weights of all terms by entry, and the entries by bare name. */
export function searchIndex(entries: readonly SourceEntry[]): SearchParts {
  const postings = new Map<string, Map<number, number>>();
  const names = new Map<string, number[]>();
  const lengths = entries.map((entry, number) => {
    let length = 0;
    for (const [term, weight] of weightedTerms(entry)) {
      const found = postings.get(term) ?? new Map<number, number>();
      found.set(number, weight);
      postings.set(term, found);
      // Phrases repeat the words that are counted already.
      if (!term.includes(' ')) length += weight;
    }
    for (const name of new Set([...entry.names, ...entry.former].map(bareName))) {
      names.set(name, [...(names.get(name) ?? []), number]);
    }
    return length;
  });
  return {
    ids: entries.map(entryId),
    lengths,
    names: Object.fromEntries([...names].toSorted(byKey)),
    postings: Object.fromEntries(
      [...postings].toSorted(byKey).map(([term, found]) => [term, [...found].flat().join(' ')]),
    ),
  };
}

export const entryId = ({ names, topic }: SourceEntry): string => topic ?? names[0] ?? '';

export const bareName = (name: string): string =>
  name.slice(name.lastIndexOf('.') + 1).toLowerCase();

/** What the values of a class are, in words: `ArrayValue` → "array"; a table's need no telling. */
const ownerWords = (name: string): string =>
  /^(\w+?)(?:Value|Column)\./.exec(name)?.[1]?.replace(/([a-z])([A-Z])/g, '$1 $2') ?? '';

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;

function weightedTerms(entry: SourceEntry): ReadonlyMap<string, number> {
  const terms = new Map<string, number>();
  // A term counts once for a field, however many keywords repeat it.
  const add = (texts: readonly string[], weight: number): void => {
    for (const term of new Set(texts.flatMap(termsOf))) {
      terms.set(term, (terms.get(term) ?? 0) + weight);
    }
  };
  const { title = '', details = '', parameters } = entry;
  add(entry.names.map(bareName), WEIGHTS.name);
  add([...new Set(entry.names.map(ownerWords))], WEIGHTS.owner);
  add([title], WEIGHTS.title);
  add(entry.former.map(bareName), WEIGHTS.former);
  add([...entry.keywords, ...entry.errors], WEIGHTS.keyword);
  add(entry.questions, WEIGHTS.question);
  add([entry.summary], WEIGHTS.summary);
  const words = [...Object.keys(parameters), ...Object.values(parameters), ...entry.pitfalls];
  add([details, ...words], WEIGHTS.words);
  const phrases = [title, ...entry.keywords, ...entry.questions, ...entry.errors].flatMap(
    phrasesOf,
  );
  for (const phrase of phrases) terms.set(phrase, WEIGHTS.phrase);
  for (const question of [title, ...entry.questions]) {
    const whole = wholeOf(question);
    if (whole !== undefined) terms.set(whole, WEIGHTS.whole);
  }
  return terms;
}
