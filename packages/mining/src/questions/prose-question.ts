import { askHow, commandOf, taskOf, type Asked } from './task-phrase.js';
import { uncapitalized } from './sentences.js';
import { isVerb } from './verbs.js';

/** How sentences say that something can be done; the group is what. */
const FORMS: readonly RegExp[] = [
  /\buse\b.*?`.*?\bto ([a-z]+ .+)$/i,
  /^(?:in order )?to ([a-z]+ [^,]+), (?:you|we|one|use|call|pass|simply|just|do|write|try|ibis|the|it|a|create|`|all)/i,
  /^if (?:you|we) (?:(?:only|just|also) )?(?:want|need|wish|would like|'d like) to ([a-z]+ [^,]+)/i,
  /\b(?:you|we)(?: only| just| also)?(?: may| might)? (?:want|need|wish|would like) to ([a-z]+ .+)$/i,
  /\b(?:can|is|are) (?:also |be )*used to ([a-z]+ .+)$/i,
  /\b(?:lets|allows|enables|helps|makes it (?:possible|easy|easier)(?: for)?) (?:(?:you|us|users|one) )?(?:to )?([a-z]+ .+)$/i,
  /^here(?:'s| is) how (?:you|to|we)(?:'d| can| would)? (?:do )?([a-z]+ .+)$/i,
  /^(?:you|we|one|users)(?:'ll| will)? ?(?:can|may|could|might|are able to|is able to)(?: also| easily| then| now| simply)* (?!use\b|see\b)([a-z]+ .+)$/i,
  /^let(?:'|’)s (?:now |first |then |also |start by |begin by )?(?!see|look|take|say|consider|use|get back)([a-z]+ .+)$/i,
  /^(?:what|how) about ([a-z]+ing .+)\?$/i,
  /^(?:now|next|first|then|finally),? (?!see|let|we|you|note|look|consider|use)([a-z]+ .+)$/i,
];

/** Verbs that tell readers what to do with the page. */
const TO_READERS =
  /^(?:see|look|note|notice|consider|use|take|try|run|import|let|assume|suppose|imagine|install|open|read|start|check|call|pass|print|view|refer|place|handle|work|test|test)\b/i;

/** The question that a sentence answers; undefined when it answers none. */
export function proseQuestion(sentence: string): Asked | undefined {
  const text = sentence.trim().replace(/[.:!]+$/, '');
  for (const form of FORMS) {
    const phrase = form.exec(text)?.[1];
    const task = phrase === undefined ? undefined : taskOf(commandOf(phrase) ?? phrase);
    if (task !== undefined) return { question: askHow(task), task };
  }
  const [first = ''] = text.split(/\s+/);
  if (!isVerb(first) || !/^[A-Z]/.test(text) || TO_READERS.test(text)) return undefined;
  const task = taskOf(uncapitalized(text));
  return task === undefined ? undefined : { question: askHow(task), task };
}
