import { wordsOf } from './column-class.js';
import { NAME_WORDS } from './usage-table.js';
import { sharesOf } from './usage.js';

/** Words that say when or which, and nothing of what. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(['at', 'on', 'id', 'the', 'of', 'is']);
/** How much likelier a column or method becomes that the name speaks of. */
const COLUMN_WEIGHT = 100;
const METHOD_WEIGHT = 60;

/**
 * How much likelier a name given to a result makes a column and what is done with it: `avg_rating`
 * speaks of `rating` and of `.mean`.
 *
 * @param next `.mean`, `>`, `` for the column itself.
 */
export function nameWeight(name: string, column: string | undefined, next: string): number {
  const words = wordsOf(name);
  const own = column === undefined ? [] : wordsOf(column).filter((word) => !EMPTY_WORDS.has(word));
  const matched = own.filter((word) => words.some((each) => isLike(each, word)));
  const rest = words.filter((word) => !matched.some((each) => isLike(each, word)));
  const ofColumn = own.length === 0 ? 0 : matched.length / own.length;
  const shares = rest.map(
    (word) => sharesOf(NAME_WORDS, word).find(({ value }) => value === next)?.share ?? 0,
  );
  const exact = column === name && next === '' ? 4 : 1;
  return exact * (1 + COLUMN_WEIGHT * ofColumn) * (1 + METHOD_WEIGHT * Math.max(0, ...shares));
}

/** What the words of a name say is done with a column. */
export const hintedBy = (name: string): readonly string[] => [
  ...new Set(wordsOf(name).flatMap((word) => sharesOf(NAME_WORDS, word).map(({ value }) => value))),
];

/** Whether words are one, as `tag` and `tags`. */
function isLike(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short === long || (short.length >= 3 && long.startsWith(short));
}
