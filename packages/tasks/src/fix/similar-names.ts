/** A name near another, and how far: 0 the same but for case and underscores, 1 unlike. */
export interface Similar {
  readonly name: string;
  readonly distance: number;
}

const FARTHEST = 0.5;

/** The names nearest to a word, nearest first: typing slips, shared words, abbreviations. */
export function similarNames(word: string, names: Iterable<string>, limit = 5): readonly Similar[] {
  return [...new Set(names)]
    .filter((name) => name !== word)
    .map((name) => ({ name, distance: unlikeness(word, name) }))
    .filter(({ distance }) => distance <= FARTHEST)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, limit);
}

/** How libraries tell apart columns of the two tables of a join → how Ibis does. */
const SUFFIXES: readonly (readonly [RegExp, string])[] = [
  [/_(?:y|r|rhs|2|b)$/, '_right'],
  [/_(?:x|l|lhs|left|1|a)$/, ''],
];

/** How unlike two names are, 0 to 1. */
function unlikeness(word: string, name: string): number {
  if (
    SUFFIXES.some(([suffix, right]) => suffix.test(word) && word.replace(suffix, right) === name)
  ) {
    return 0;
  }
  const [a, b] = [plain(word), plain(name)];
  if (a === '' || b === '') return 1;
  if (a === b) return 0;
  if (`${a}s` === b || a === `${b}s`) return 0.05;
  const slips = slipsBetween(a, b);
  const typed =
    slips <= Math.max(1, Math.floor(a.length / 3)) ? slips / Math.max(a.length, b.length) : 1;
  return Math.min(typed, byWords(word, name), abbreviation(a, b));
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

const wordsOf = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && word !== 'right')
    .map((word) => (word.length > 3 ? word.replace(/s$/, '') : word));

/** `dept` and `dept_id`, `total_amount` and `amount`: what part of the words is shared. */
function byWords(word: string, name: string): number {
  const [a, b] = [wordsOf(word), wordsOf(name)];
  const shared = a.filter((one) => b.includes(one)).length;
  if (shared === 0) return 1;
  return 0.1 + 0.5 * (1 - (2 * shared) / (a.length + b.length));
}

/** `amt` and `amount`, `qty` and `quantity`, `desc` and `description`. */
function abbreviation(a: string, b: string): number {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < 2 || short[0] !== long[0]) return 1;
  if (long.startsWith(short)) return short.length >= 3 ? 0.3 : 0.45;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at += 1;
  return at === short.length && short.length >= 3 ? 0.4 : 1;
}

/** Optimal string alignment: letters changed, left out, added, or swapped with the next. */
function slipsBetween(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      }
      next.push(best);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
