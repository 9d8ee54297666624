import { reject, type Rejection } from '@ibert/validation';

import { apiNames, type ApiNames } from './api-names.js';
import { mentionsIn, sentencesOf, type Mention } from './mentions.js';
import type { RecordNames } from './example-names.js';
import { DEPRECATED_NAMES, formerNames, SAYS_GONE } from './former-names.js';
import {
  BACKENDS,
  ERROR_CLASSES,
  OPTION_NAMES,
  OPTION_WORDS,
  PANDAS_WORDS,
  PYTHON_WORDS,
  SQL_WORDS,
  STAND_INS,
} from './vocabulary.js';

/**
 * What an answer says in backticks that is not so: a name that neither Ibis 12 nor the record nor
 * Python or SQL has; a keyword that the method does not take; a name that is said to be gone and is
 * not, or whose successor is not told; an answer whose first name of the API no example uses.
 */
export function falseClaim(answer: string, names: RecordNames): Rejection | undefined {
  const api = apiNames();
  const sentences = sentencesOf(answer);
  const all = new Set(sentences.flatMap(mentionsIn).map(({ name }) => name));
  for (const sentence of sentences) {
    const mentions = mentionsIn(sentence);
    const gone = SAYS_GONE.test(sentence);
    const former = gone ? mentions.filter((mention) => isFormer(mention, api)) : [];
    if (gone && former.length === 0) {
      return wrong(`no name that Ibis 12 lacks is named in: ${sentence}`);
    }
    const lonely = former.find(({ name, owner }) => !hasSuccessor(name, owner, api, all));
    if (lonely !== undefined) return wrong(`what takes the place of ${lonely.name} is not named`);
    const pandas = /\bpandas\b/i.test(sentence);
    for (const mention of mentions) {
      if (former.includes(mention) || (pandas && PANDAS_WORDS.has(mention.name))) continue;
      if (/\bdeprecated\b/.test(sentence) && isDeprecated(mention)) continue;
      const fault = faultOf(mention, names, api);
      if (fault !== undefined) return wrong(fault);
    }
  }
  return unusedAdvice(sentences, names, api);
}

const wrong = (fault: string): Rejection => reject('TEXT_DIFFERS', `the answer: ${fault}`);

const isFormer = ({ name, owner }: Mention, api: ApiNames): boolean =>
  formerNames(name, owner, api).length > 0;

const isDeprecated = ({ name, owner }: Mention): boolean =>
  DEPRECATED_NAMES.has(`${owner ?? ''}.${name}`);

const hasSuccessor = (
  name: string,
  owner: string | undefined,
  api: ApiNames,
  mentioned: ReadonlySet<string>,
): boolean => formerNames(name, owner, api).some(({ instead }) => mentioned.has(instead));

/** What is wrong with a name, in words; undefined for a name that exists. */
function faultOf(mention: Mention, names: RecordNames, api: ApiNames): string | undefined {
  const { name, owner, kind } = mention;
  if (owner === 'ibis.options') {
    return OPTION_NAMES.has(name) ? undefined : `ibis.options has no ${name}`;
  }
  if (owner !== undefined) {
    const known = api.has(name, owner) || api.isOwner(`${owner}.${name}`);
    return known || (owner === 'ibis' && BACKENDS.has(name))
      ? undefined
      : `${owner} of Ibis 12 has no ${name}`;
  }
  if (kind === 'keyword') {
    const { call } = mention;
    if (call !== undefined) {
      return api.takes(call, name) ? undefined : `${call}() takes no argument ${name}`;
    }
    const known = api.isParameter(name) || names.code.has(name) || STAND_INS.has(name);
    return known ? undefined : `nothing in Ibis 12 takes an argument ${name}`;
  }
  const known =
    names.code.has(name) || names.data.has(name) || api.has(name) || PYTHON_WORDS.has(name);
  if (known) return undefined;
  // `_right`, which is put behind the names of columns.
  if (name.startsWith('_') && [...names.data].some((column) => column.endsWith(name)))
    return undefined;
  if (kind === 'quoted' && (OPTION_WORDS.has(name) || STAND_INS.has(name))) return undefined;
  if (kind === 'call' || kind === 'attribute') {
    return SQL_WORDS.has(name) ? undefined : `${name}() is not in Ibis 12`;
  }
  const other =
    name.length === 1 ||
    SQL_WORDS.has(name) ||
    STAND_INS.has(name) ||
    ERROR_CLASSES.has(name) ||
    api.isOwner(name) ||
    api.isParameter(name);
  return other ? undefined : `${name} is neither in Ibis 12 nor in the tables or examples`;
}

/** An answer begins with what it recommends: an example has to use it. */
function unusedAdvice(
  sentences: readonly string[],
  { code, data }: RecordNames,
  api: ApiNames,
): Rejection | undefined {
  const advice = sentences
    .filter((sentence) => !SAYS_GONE.test(sentence))
    .flatMap(mentionsIn)
    .find(({ name, kind, owner }) => {
      if (kind === 'keyword' || kind === 'quoted' || name === '_') return false;
      return api.has(name, owner) && !(data.has(name) && kind === 'name');
    });
  if (advice === undefined || code.has(advice.name)) return undefined;
  return wrong(`it recommends ${advice.name}, which no example uses`);
}
