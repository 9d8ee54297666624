import type { RecordContext } from '@ibert/core/records';
import { answerFaults } from '@ibert/multitask';

import { composeAnswer } from '../compose-answer.js';
import type { ReferenceEntry } from '../reference-entry.js';

/**
 * What is wrong with the words of an entry, by the check that answers of the training data pass:
 * names in backticks that do not exist, keywords that a method does not take, former names without
 * successor.
 */
export function proseFaults(entry: ReferenceEntry, context: RecordContext): readonly string[] {
  const { example } = entry;
  // Without a run there is no result whose columns the words may name; the other checks stay.
  const examples = example === undefined || example.sql === undefined ? [] : [example.code];
  const fault = answerFaults(examples, context);
  if (typeof fault !== 'function') return [];
  const { seeAlso: _seeAlso, ...rest } = entry;
  const found = fault(composeAnswer(rest, { parameters: true, code: false }));
  // A topic names several ways, of which its example shows one; without an example none is shown.
  const excused = entry.names.length === 0 || examples.length === 0;
  const unused = excused && found?.startsWith('the answer: it recommends') === true;
  // What an example that was not run names is taken for granted.
  const word = /^the answer: (\w+) is neither/.exec(found ?? '')?.[1];
  const shown =
    examples.length === 0 && word !== undefined && example?.code.includes(word) === true;
  return found === undefined || unused || shown ? [] : [found];
}
