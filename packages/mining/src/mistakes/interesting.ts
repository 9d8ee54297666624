import type { CommitSummary } from '../sources/source-tree.js';

/** Words of subjects whose commits may have to change code that uses what they change. */
const SUBJECT =
  /\b(?:renam\w*|depr\w*|remov\w*|drop|replac\w*|breaking|supersed\w*|instead of|in favou?r of|usages?|uses? of|api|adjust\w*|migrat\w*|modernis\w*|moderniz\w*|idiomatic|misspel\w*|spelling|typos?|tutorials?|notebooks?|examples?|how-?tos?|readme|positional|keyword|arguments?|parameters?)\b|!:/i;

/** Files whose code has tables to work on: documents, tests and examples. */
const PATH =
  /\.(?:ipynb|md|qmd|rst)$|(?:^|\/)(?:tests?|examples?|docs?|tutorials?)\/.*\.py$|(?:^|\/)test_[^/]*\.py$/;

/** Most files of a commit that is read: what touches everything is formatting. */
const MOST_PATHS = 120;

/**
 * Whether the files of a commit are worth reading in search of code that failed before it. It looks
 * at the subject and the paths alone.
 */
export const interesting = ({ subject, paths }: CommitSummary): boolean =>
  SUBJECT.test(subject) && paths.length <= MOST_PATHS && paths.some((path) => PATH.test(path));

/** A line that calls a method or a function of a module, and is no import, decorator or definition. */
const CALLS = /\w\.\w+ ?\(|\]\.\w+|\w\[/;
const NO_STATEMENT = /^(?:#|@|import |from |def |class |raise |with )/;

/**
 * Whether a changed file may hold a statement of which there is an old and a new version: some line
 * that only the old text has and that calls something, and a line like it that only the new one has.
 */
export function mayCorrect(path: string, before: string, after: string): boolean {
  if (!PATH.test(path)) return false;
  const [old, now] = [linesOf(before), linesOf(after)];
  const gone = [...old].filter(
    (line) => !now.has(line) && CALLS.test(line) && !NO_STATEMENT.test(line),
  );
  if (gone.length === 0) return false;
  const come = [...now].filter((line) => !old.has(line) && CALLS.test(line)).map(wordsOf);
  return gone.some((line) => {
    const words = wordsOf(line);
    return come.some((other) => {
      const shared = [...words].filter((word) => other.has(word)).length;
      return shared >= 2 && shared >= Math.max(words.size, other.size) / 2;
    });
  });
}

const linesOf = (text: string): ReadonlySet<string> =>
  new Set(text.split('\n').map((line) => line.trim()));

const wordsOf = (line: string): ReadonlySet<string> => new Set(line.match(/\w+/g) ?? []);
