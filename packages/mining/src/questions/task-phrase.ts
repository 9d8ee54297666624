import { baseOf, gerundBase, isVerb } from './verbs.js';

/** A question with the words it was made of. */
export interface Asked {
  readonly question: string;
  /** The task in it, "filter rows"; absent where it asks for something else. */
  readonly task?: string;
}

/** What is cut off the end of a task. */
const TAILS: readonly RegExp[] = [
  /\s*\((?:[^()]|\([^()]*\))*\)/g,
  /,?\s+(?:like so|like this|as follows|as well|for example|for instance|respectively|too|again|here|now|instead)$/i,
  /\s+(?:in|with|using|via|through) (?:ibis|python)(?: expressions?| syntax)?$/i,
  /\s*[—–;:].*$/,
  /,? (?:which|so that|because|since|although|even though|such as|e\.g\.|i\.e\.|if (?:you|we))\b.*$/i,
  /, (?:as|where|while|if|and then|but|though|unlike|just|rather|then)\b.*$/i,
  /,? (?:by|using|with|via|through) (?:the |a |an )?(?:\w+ )?`[^`]*`.*$/,
  /,? by (?:using|passing|calling|providing|specifying|giving|setting)\b.*$/i,
  /,$/,
];

/** What a question must not lean on. */
const LEANING =
  /\b(?:this|these|those|it|its|them|they|that (?:data|table|column|expression)|above|below|following|previous|earlier|same|example|examples|tutorial|notebook|section|page|post|here|there|our|us|later|again|another|other|others|both|so|such|one|ones|everything|something|things?|stuff|above-mentioned|accordingly|version|versions)\b/i;

const PERSONS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:your|our)\b/gi, 'my'],
  [/\b(?:you|we)\b/gi, 'I'],
  [/\b(?:yourself|ourselves)\b/gi, 'myself'],
];

/** Words of a task that ask for nothing to be done to data. */
const IDLE: ReadonlySet<string> = new Set([
  'see',
  'view',
  'read',
  'look',
  'start',
  'work',
  'test',
  'call',
  'pass',
  'store',
  'treat',
  'implement',
  'import',
  'run',
  'use',
  'refer',
  'reference',
  'print',
  'inspect',
  'display',
  'show',
  'write',
  'express',
  'try',
  'define',
  'access',
  'put',
  'take',
  'perform',
  'handle',
  'switch',
  'verify',
  'express',
  'reuse',
]);

/** Tasks of more words are asked with "in Ibis" in front. */
const LONG = 12;

const FEWEST_WORDS = 2;
const MOST_WORDS = 18;

/**
 * A task as a question asks for it, "filter rows", of words that begin with a verb; undefined when
 * they tell no task of their own.
 */
export function taskOf(phrase: string): string | undefined {
  let task = phrase.trim().replace(/[.!?:,;]+$/, '');
  for (const tail of TAILS) task = task.replace(tail, '').trim();
  const [verb = '', ...rest] = task
    .replace(/^(?:also|easily|simply|quickly|then|just|only)\s+/i, '')
    .split(/\s+/);
  const base = isVerb(verb) ? verb.toLowerCase() : gerundBase(verb);
  if (base === undefined) return undefined;
  let object = agreeing(rest.join(' '));
  for (const [pattern, person] of PERSONS) object = object.replaceAll(pattern, person);
  const wordCount = rest.length + 1;
  const fits =
    wordCount >= FEWEST_WORDS &&
    wordCount <= MOST_WORDS &&
    !/\bI\b/.test(object) &&
    !LEANING.test(object.replaceAll(/`[^`]*`/g, '')) &&
    !(IDLE.has(base) && wordCount < 4) &&
    isBalanced(object) &&
    !/\b(?:and|or|of|to|the|a|an|with|by|in|for|on|from|into|between)$/i.test(object) &&
    /[A-Za-z]{3}/.test(object.replaceAll(/`[^`]*`/g, ''));
  return fits ? `${base} ${object}` : undefined;
}

/** The second verb in the form of the first. */
const agreeing = (object: string): string =>
  object.replaceAll(/\b(and|or) (\w+)\b/g, (whole, link: string, word: string) => {
    const base = gerundBase(word);
    return base === undefined ? whole : `${link} ${base}`;
  });

const isBalanced = (text: string): boolean =>
  (text.split('`').length - 1) % 2 === 0 &&
  (text.match(/\(/g) ?? []).length === (text.match(/\)/g) ?? []).length &&
  !/[{}<>|\\]/.test(text.replaceAll(/`[^`]*`/g, ''));

/** The question for a task. */
export function askHow(task: string): string {
  const plain = task.replaceAll(/`[^`]*`/g, '');
  if (/\bibis\b/i.test(plain)) return `How do I ${task}?`;
  // At the end of a long task it would belong to the last words.
  const isLong = /[,(]/.test(plain) || task.split(' ').length > LONG;
  return isLong ? `In Ibis, how do I ${task}?` : `How do I ${task} in Ibis?`;
}

/** A phrase that has its verb as a noun or in the third person, as one that commands. */
export function commandOf(phrase: string): string | undefined {
  const [verb = '', ...rest] = phrase.split(/\s+/);
  const base = gerundBase(verb) ?? baseOf(verb);
  return base === undefined ? undefined : [base, ...rest].join(' ');
}
