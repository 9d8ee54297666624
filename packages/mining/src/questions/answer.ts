import type { RecordContext } from '@ibert/core/records';
import { answerFaults, type AnswerFault } from '@ibert/multitask';

import type { ProgramFinding, Tables } from '../finding.js';
import { capitalized, closed, standsAlone } from './sentences.js';
import { namesUsed } from './topics.js';
import { withWholeRows } from './whole-rows.js';

/** An answer has no more examples. */
const MOST_EXAMPLES = 2;

/** Longest example of an answer, in characters. */
const LONGEST_EXAMPLE = 1200;

/** Sentences and characters of an answer. */
const MOST_SENTENCES = 4;
const LONGEST_ANSWER = 700;

/** Examples with the tables that they read. */
export interface Examples {
  readonly examples: string[];
  readonly tables: Tables;
}

/**
 * The first programs that fit into one answer: each uses one of the names, when some are given, none
 * says what another does, and no two mean different tables by a name.
 */
export function pickExamples(
  programs: readonly ProgramFinding[],
  using?: ReadonlySet<string>,
): Examples | undefined {
  const examples: string[] = [];
  const tables: Tables = {};
  const shortens = using !== undefined && ['head', 'limit'].some((name) => using.has(name));
  for (const { code: found, tables: own } of steadyFirst(programs, using)) {
    const code = shortens ? found : withWholeRows(found);
    if (examples.length === MOST_EXAMPLES) break;
    if (code.length > LONGEST_EXAMPLE || examples.includes(code)) continue;
    const clash = Object.entries(own).some(
      ([name, schema]) =>
        tables[name] !== undefined && JSON.stringify(tables[name]) !== JSON.stringify(schema),
    );
    if (clash) continue;
    examples.push(code);
    Object.assign(tables, own);
  }
  return examples.length === 0 ? undefined : { examples, tables };
}

/** Methods whose results may differ with the order of rows. */
const UNSTEADY: ReadonlySet<string> = new Set([
  'arbitrary',
  'argmax',
  'argmin',
  'collect',
  'first',
  'group_concat',
  'head',
  'lag',
  'last',
  'lead',
  'limit',
  'nth',
  'row_number',
  'sample',
  'topk',
]);

/** Programs without such methods where there are any; a name that is asked about does not count. */
function steadyFirst(
  programs: readonly ProgramFinding[],
  using: ReadonlySet<string> | undefined,
): readonly ProgramFinding[] {
  const asked = programs.filter(
    ({ code }) => using === undefined || namesUsed(code).some((name) => using.has(name)),
  );
  const steady = asked.filter(({ code }) =>
    namesUsed(withWholeRows(code)).every(
      (name) => !UNSTEADY.has(name) || using?.has(name) === true,
    ),
  );
  return steady.length > 0 ? steady : asked;
}

/** What is wrong with answers that have these examples; a text where the examples are no programs. */
export function judgeOf({ examples, tables }: Examples): AnswerFault | string {
  const context: RecordContext = {
    tables: Object.fromEntries(Object.entries(tables).map(([name, schema]) => [name, { schema }])),
  };
  const faults = answerFaults(examples, context);
  return typeof faults === 'function' ? faults : faults.error;
}

const ADDRESSED: readonly (readonly [RegExp, string])[] = [
  [/^(?:Here,? )?we (?=can|may|could|must|need|have)/i, 'You '],
  [
    /\bwe (?=(?:also |only |then |now )?(?:can|could|may|might|must|need|want|would like|use)\b)/g,
    'you ',
  ],
  [/\bour\b/g, 'your'],
  [/\b(can|could|may) now\b/g, '$1'],
  [
    /^(?:Note(?: also)? that|Notice that|Recall that|Remember that|In Ibis,|For example,|In addition,|Now,?|So,?|However,|Also,|Then,?|Finally,|Additionally,|Alternatively,|As you can see,?) /,
    '',
  ],
];

/** How a sentence begins that needs another one in front. */
const LEANS = /^(?:\S+\s+){0,5}(?:it|them|they|this|that|these|those)\b/i;

/** How a sentence ends that says nothing without the code that it introduces. */
const INTRODUCES =
  /(?:\b(?:do|does|done|write|written|this|these|that|is|are|like|likes?|using|with|be|way|code|so|say|run|have|get|gives?|looks?|becomes?|by|as|to|of|for|results? in|and|or|equivalent|equivalently|SQL|possible|follows|examples?|follow|syntax|easy|simple|need|needs|you|we|can|proceed|normally|operations?|results?|things?|now|then))\s*:$/i;

/** The sentences in the words of an answer: said to the reader, without what links them to the page. */
export function addressed(sentence: string): string {
  let text = closed(sentence.replaceAll(/\s*\((?:see|e\.g\.|as)[^()]*\)/gi, ''));
  for (const [pattern, instead] of ADDRESSED) text = text.replace(pattern, instead);
  return capitalized(text.trim());
}

/**
 * The first sentences that together have no fault; undefined when none of them stands alone.
 *
 * @param start what the answer begins with in any case.
 */
export function answerOf(
  given: readonly string[],
  fault: AnswerFault,
  start: readonly string[] = [],
): string | undefined {
  const kept = [...start];
  const whole = given.filter((sentence) => !INTRODUCES.test(sentence.trim()));
  for (const sentence of whole.map(addressed)) {
    if (kept.length === MOST_SENTENCES) break;
    if (!standsAlone(sentence) || kept.includes(sentence)) continue;
    if (kept.length === 0 && LEANS.test(sentence)) continue;
    const longer = [...kept, sentence].join(' ');
    if (longer.length > LONGEST_ANSWER || fault(longer) !== undefined) continue;
    kept.push(sentence);
  }
  const answer = kept.join(' ');
  return answer === '' || fault(answer) !== undefined ? undefined : answer;
}
