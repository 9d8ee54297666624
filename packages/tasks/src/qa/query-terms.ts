import type { Question } from './question.js';
import { SYNONYMS } from './synonyms.js';
import { phrasesOf, stem, termsOf, weightOf, wholeOf } from './terms.js';

/** A term to look up. */
export interface QueryTerm {
  readonly term: string;
  readonly weight: number;
  /** The term of the question that it stands for. */
  readonly of: string;
}

const PHRASE_WEIGHT = 0.6;
/** Two words that set the scene may tell something together: "pandas result". */
const LEAST_PHRASE = 0.6;
/** A phrase the other way round: "length of an array" is the "array length". */
const TURNED = 1 / 3;
/** For a question that an entry has in the same words. */
const WHOLE_WEIGHT = 0.5;
const SYNONYM_WEIGHT = 0.45;

/** The terms of a question; a name that is written as code counts even if it is a stop word. */
export const questionTerms = ({ topic, names }: Question): ReadonlySet<string> =>
  new Set(
    [...termsOf(topic), ...names.map(({ name }) => stem(name))].filter((term) => term !== '_'),
  );

/** What to look up for a question of these terms: the terms, phrases, synonyms, the whole. */
export function queryTerms(
  { topic, names }: Question,
  terms: ReadonlySet<string>,
): readonly QueryTerm[] {
  const own = [...terms].map((term) => ({ term, weight: weightOf(term), of: term }));
  const whole = names.length === 0 ? wholeOf(topic) : undefined;
  return [
    ...own,
    ...[...new Set(phrasesOf(topic))].flatMap(phraseTerms),
    ...own.flatMap(({ term, weight }) =>
      (STEMMED.get(term) ?? [])
        .filter((other) => !terms.has(other))
        .map((other) => ({ term: other, weight: SYNONYM_WEIGHT * weight, of: term })),
    ),
    ...(whole === undefined ? [] : [{ term: whole, weight: WHOLE_WEIGHT, of: whole }]),
  ];
}

function phraseTerms(phrase: string): readonly QueryTerm[] {
  const [first = '', second = ''] = phrase.split(' ');
  const weight = PHRASE_WEIGHT * Math.max(LEAST_PHRASE, weightOf(first) * weightOf(second));
  return [
    { term: phrase, weight, of: phrase },
    { term: `${second} ${first}`, weight: weight * TURNED, of: phrase },
  ];
}

const STEMMED: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(SYNONYMS).map(([word, others]) => [stem(word), others.split(' ').map(stem)]),
);
