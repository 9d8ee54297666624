import { nounOf } from './definition-nouns.js';
import { askHow } from './task-phrase.js';
import { uncapitalized } from './sentences.js';
import { withParameterNouns } from './parameter-nouns.js';
import { baseOf, isVerb, thirdPerson } from './verbs.js';

/** A question of a docstring's summary, and what the definition does in words. */
export interface SummaryQuestion {
  readonly question: string;
  /** "computes the length of a string". */
  readonly does: string;
}

const MOST_WORDS = 22;
const SAYS_WHETHER =
  /^(?:returns?|checks?|determines?|tests?|yields?)?\s*(?:whether|if)\s+(?:or not )?(.+)$/i;
const RETURNING: ReadonlySet<string> = new Set(['return', 'obtain', 'retrieve', 'yield', 'give']);
const RELATED = /\b(?:of|from|in|to|into|between|over|for|on|with|at|per|than|by|as)\b/i;
const LEANING =
  /\b(?:this|these|those|above|below|following|it|its|self|docstring|deprecated|internal|helper|alias|see)\b/i;
const PARAMETER = /`([A-Za-z_]\w*)`/g;

/**
 * The question that a summary answers: "Compute the length of a string." is how to do so.
 * Undefined when it is no sentence of a kind that tells what is done, or speaks of its own code.
 *
 * @param owner the class that the definition belongs to.
 */
export function summaryQuestion(
  summary: string,
  owner: string | undefined,
): SummaryQuestion | undefined {
  const noun = nounOf(owner);
  // Before a noun it is no thing but a kind: "`self` radians".
  if (
    /`self` (?!(?:and|or|is|as|in|to|with|by|on|of|from|that|has|contains|starts|ends|using|at)\b)[a-z]/.test(
      summary,
    )
  ) {
    return undefined;
  }
  const text = general(summary.trim().replace(/[.:!]+$/, ''), noun);
  const [first = '', ...others] = text.split(/\s+/);
  if (others.length < 1 || others.length > MOST_WORDS) return undefined;
  const whether = SAYS_WHETHER.exec(text)?.[1];
  if (whether !== undefined) {
    return asked('check', `whether ${whether}`);
  }
  const base = baseOf(first);
  if (base !== undefined && (isVerb(first) || base !== first.toLowerCase())) {
    const object = related(agreeing(others.join(' ')), noun);
    return RETURNING.has(base) ? asked('get', object, 'return') : asked(base, object);
  }
  // A noun is what it gives.
  return /^(?:A|An|The) /.test(text)
    ? asked('get', related(uncapitalized(text), noun), 'give')
    : undefined;
}

function asked(verb: string, phrase: string, doing = verb): SummaryQuestion | undefined {
  const object = withArticles(phrase);
  const task = `${verb} ${withParameterNouns(object)}`;
  const plain = task.replaceAll(/`[^`]*`/g, '');
  const parameters = [...task.matchAll(PARAMETER)].map(([, name = '']) => name);
  const fits =
    !LEANING.test(plain) &&
    !parameters.some((name) => name.includes('_')) &&
    parameters.length <= 2 &&
    !/[[\]{}<>|:$\\]/.test(plain) &&
    /[a-z]{3}/i.test(object) &&
    !/\b(?:and|or|of|to|the|a|an|with|by)$/i.test(task);
  return fits
    ? { question: askHow(task), does: `${thirdPerson(doing)} ${alsoDoes(object)}` }
    : undefined;
}

/** Nouns that summaries write without an article. */
const BARE =
  /^(string|substring|expression|array|column|table|date|timestamp|time|value|position)\b(?! (?:[a-z]+s|type|name)\b)/;

function withArticles(object: string): string {
  const [, first = ''] = BARE.exec(object) ?? [];
  const begun =
    first === '' ? object : `${/^\w+ (?:of|at)\b/.test(object) ? 'the' : article(first)} ${object}`;
  return begun
    .replaceAll(
      /\b(of|to|in|on) (string|substring|column|table|array|date|timestamp)(?=$|[,.]| (?:in|from|to|on)\b)/g,
      (_, link: string, noun: string) => `${link} ${article(noun)} ${noun}`,
    )
    .replaceAll(/\ba (?=(?:[ai]|e(?!u)|o(?!ne))\w)/g, 'an ');
}

const article = (noun: string): string => (/^[aeio]/.test(noun) ? 'an' : 'a');

/** The second verb as the first is in "which parses a text and returns a date". */
const alsoDoes = (object: string): string =>
  object.replaceAll(
    /\b(and|or) ([a-z]+)(?= (?:an?|the|all|each|every) )/g,
    (whole, link: string, word: string) => (isVerb(word) ? `${link} ${thirdPerson(word)}` : whole),
  );

/** What it is called on by what it is. */
function general(text: string, noun: string | undefined): string {
  const called = noun ?? 'an expression';
  const bare = called.replace(/^an? /, '');
  const the = new RegExp(
    `\\bthe ${bare}(?=$|[,.]| (?:of|in|from|by|with|to|is|has|contains|using|and|or|on|for|falls)\\b)`,
    'i',
  );
  return text
    .replaceAll(/`self`/g, called)
    .replace(the, called)
    .replaceAll(new RegExp(`\\bthis ${bare}(?: expression)?\\b`, 'gi'), called)
    .replaceAll(/\b(?:this|the|an) (?:expression|expr)\b(?! (?:of|for|in))/gi, called)
    .replaceAll(/\b(?:this|the|an) input\b/gi, called)
    .replaceAll(
      /\bthis (table|column|array|struct|map|string|value|scalar)\b/gi,
      (_, name: string) => (/^a/i.test(name) ? `an ${name}` : `a ${name}`),
    )
    .replaceAll(/\b(string|array|date|time|timestamp|interval|map|struct) expression\b/gi, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The object with what it belongs to, where nothing says that. */
function related(object: string, noun: string | undefined): string {
  if (noun === undefined) return object;
  const bare = noun.replace(/^an? /, '').toLowerCase();
  const last = bare.split(' ').at(-1) ?? bare;
  if (
    RELATED.test(object.replaceAll(/`[^`]*`/g, '')) ||
    /\bexpressions?\b/.test(object) ||
    object.toLowerCase().includes(last) ||
    bare === 'value'
  )
    return object;
  return `${object} of ${noun}`;
}

const agreeing = (object: string): string =>
  object.replaceAll(/\b(and|or) ([a-z]+s)\b/g, (whole, link: string, word: string) => {
    const base = baseOf(word);
    return base === undefined || base === word ? whole : `${link} ${base}`;
  });
