/** Words that say nothing about what a question is about. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about after again all also am an and any are as at back be been before being both but by can cannot
  could did do does doing don done etc ever every few find for from get getting give given gives go got had has have
  he help her here him his how i if in instead into is it its itself just kind know let like ll look made make makes
  making many may me mean means might more most much must my need needed needs no now of off often on once one only
  or other our out over own please possible put really s same see shall she should show so some something such
  t take tell than that the their them then there these they thing things this those through to together too try
  trying two three four five six seven eight nine ten up us use used useful uses using ve very want was way ways we well were what when where whether which
  while who whom whose why will with within without work works would write written you your yours python
  return returns code exactly instead say says correct properly ask example`
    .trim()
    .split(/\s+/),
);

/**
 * Stop words that name something in this field: "over", "all", "mean". They count when they stand
 * in code, and in the names and keywords of entries.
 */
const isStopWord = (word: string): boolean => STOP_WORDS.has(word) || word.length < 2;

const VOWEL = /[aeiouy]/;

/**
 * Words that set the scene, or that any question may have: they count, but little. "What is the
 * counterpart of the pandas method fillna" is about fillna.
 */
const SCENERY: ReadonlySet<string> = new Set(
  `another apply attribute calculate case certain change check clause column compare compute counterpart create dataframe
  database different difference differ equivalent error every exist fail find function happen line method
  module new number old ibis pandas polars pyspark query raise read result row same several shape single spark sql
  statement table test turn value build choose mention`
    .trim()
    .split(/\s+/),
);

/** How much a stem counts in a question, 0 to 1. */
export const weightOf = (term: string): number => (SCENERY_STEMS.has(term) ? 0.3 : 1);

/** A word without its endings: rough, but the same for entries and questions. */
export function stem(word: string): string {
  let base = word;
  if (base.length > 4 && base.endsWith('ies')) base = `${base.slice(0, -3)}y`;
  else if (/(?:ss|x|ch|sh)es$/.test(base)) base = base.slice(0, -2);
  else if (base.length > 3 && /[^sui]s$/.test(base)) base = base.slice(0, -1);
  for (const ending of ['ing', 'ed', 'ion']) {
    const rest = base.slice(0, -ending.length);
    if (!base.endsWith(ending) || rest.length < 3 || !VOWEL.test(rest)) continue;
    if (ending === 'ion' && !/[st]$/.test(rest)) continue;
    base = rest.replace(/([bdgmnprt])\1$/, '$1');
    break;
  }
  return base.length > 4 ? base.replace(/e$/, '') : base;
}

const SCENERY_STEMS: ReadonlySet<string> = new Set([...SCENERY].map(stem));

const WORD = /[a-z0-9]+(?:_[a-z0-9]+)*/gi;

/** The search terms of a text, in order: stems, and for a name in snake case also its parts. */
export function termsOf(text: string): readonly string[] {
  return wordsOf(text).flatMap((word) => {
    if (!word.includes('_')) return [stem(word)];
    const parts = word.split('_').filter((part) => !isStopWord(part));
    return [word, ...parts.map(stem)];
  });
}

/** The words of a text that say what it is about, in lower case; capitals are SQL: OVER, ALL. */
const wordsOf = (text: string): readonly string[] =>
  (plain(text).match(WORD) ?? [])
    .filter((word) => !isStopWord(word.toLowerCase()) || /^[A-Z]{2,}$/.test(word))
    .filter((word) => !/^\d+$/.test(word))
    .map((word) => word.toLowerCase());

/** Pairs of neighbouring stems, `not null`: phrases tell what single words leave open. */
export function phrasesOf(text: string): readonly string[] {
  const words = (plain(text).match(WORD) ?? []).filter((word) => !FILLERS.has(word.toLowerCase()));
  return words.slice(1).flatMap((second, at) => {
    const pair = [words[at] ?? '', second].map((word) => word.toLowerCase());
    return pair.some((word) => isStopWord(word) && !PHRASE_WORDS.has(word))
      ? []
      : [pair.map(stem).join(' ')];
  });
}

/**
 * All stems of a question in a fixed order: two questions of the same words are one question.
 * Undefined where there are none.
 */
export function wholeOf(text: string): string | undefined {
  const stems = [...new Set(termsOf(text))].toSorted();
  return stems.length === 0 ? undefined : `= ${stems.join(' ')}`;
}

const plain = (text: string): string =>
  text
    .replaceAll(/n['’]t\b/g, ' not')
    .replaceAll(/['’]/g, ' ')
    // A compound is found by its parts and as one word: "as-of" is "asof".
    .replaceAll(
      /\b([A-Za-z]+)-([A-Za-z]+)\b/g,
      (whole, a: string, b: string) => `${whole} ${a}${b}`,
    );

/** Words that stand between the words of a phrase. */
const FILLERS: ReadonlySet<string> = new Set('a an the my of to in is'.split(' '));

/** Stop words that make a phrase with their neighbour: "group by", "not null", "case when". */
const PHRASE_WORDS: ReadonlySet<string> = new Set('not all by if over when no out'.split(' '));
