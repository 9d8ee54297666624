import type { Question } from './question.js';
import type { Reference } from './reference.js';
import { stem } from './terms.js';

/** What an entry gains for a name that the question writes as code, and for its owner. */
const NAME_BONUS = 9;
const OWNER_BONUS = 4;
/** What the entries of a name share for a word of the prose that is it: rare names gain most. */
const WORD_BONUS = 3;

/** Owners as people write them. */
const OWNER_WORDS: ReadonlyMap<string, string> = new Map([
  ['t', 'table'],
  ['s', 'selectors'],
  ['str', 'string'],
]);

/** What entries gain for names that a question writes as code, by number of the entry. */
export function* codeBonuses(
  reference: Reference,
  { names }: Question,
): Generator<readonly [number, number]> {
  const seen = new Set<string>();
  for (const { name, owner } of names) {
    if (seen.has(name)) continue;
    seen.add(name);
    for (const number of entriesNamed(reference, name)) {
      yield [number, NAME_BONUS];
      if (owner !== undefined && has(reference, number, owner, name)) yield [number, OWNER_BONUS];
    }
  }
}

/** What entries gain for words of the prose that are names, by number of the entry. */
export function* wordBonuses(
  reference: Reference,
  { topic }: Question,
  terms: ReadonlySet<string>,
): Generator<readonly [number, number]> {
  for (const word of new Set(topic.toLowerCase().match(/[a-z]\w+/g))) {
    if (!terms.has(stem(word))) continue;
    const numbers = entriesNamed(reference, word);
    for (const number of numbers) yield [number, WORD_BONUS / numbers.length];
  }
}

/** The entries of a bare name in lower case, or of a former one. */
export const entriesNamed = ({ head }: Reference, name: string): readonly number[] =>
  Object.hasOwn(head.names, name) ? (head.names[name] ?? []) : [];

/** Whether an entry is about a name of that owner. */
function has(reference: Reference, number: number, owner: string, name: string): boolean {
  const { names, former = [] } = reference.entry(number);
  const wanted = classWord(OWNER_WORDS.get(owner) ?? owner);
  return [...names, ...former].some((full) => {
    const [last = '', before = ''] = full.toLowerCase().split('.').toReversed();
    return last === name && classWord(before) === wanted;
  });
}

/** `arrayvalue` is what people call an array. */
const classWord = (owner: string): string => owner.replace(/(?:value|column)$/, '');
