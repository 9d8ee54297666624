import { IbertError } from '@ibert/core';

import { parameterWords } from './parameter-words.js';
import type { Docstring } from './docstring.js';
import { accepts } from './phrase.js';
import type { Phrase } from './phrase.js';
import { Unspeakable } from './speech.js';
import { describeFunction } from './subject.js';
import type { Subject } from './subject.js';
import type { Description } from './describe.js';

/**
 * Compares a derived docstring, word by word, with everything that may be said of its function;
 * gives what is said otherwise, undefined when nothing is.
 */
export function checkDescription(doc: Docstring, subject: Subject): string | undefined {
  let description: Description;
  try {
    description = describeFunction(subject);
  } catch (error) {
    if (error instanceof Unspeakable)
      return `there are no words for this function: ${error.message}`;
    if (error instanceof IbertError)
      return `the function takes its defaults only: ${error.message}`;
    throw error;
  }
  const said = description.summaries.filter(({ line }) => accepts(line, doc.summary));
  if (said.length === 0) return `the summary does not say what the function does: ${doc.summary}`;
  const complete = said.some(({ covers }) => accepts(detailText(description, covers), doc.details));
  if (!complete)
    return `the description does not say what the function does: ${doc.details || '(none)'}`;
  if (
    !accepts([description.returns, doc.returns.columns.length > 0 ? ':' : '.'], doc.returns.text)
  ) {
    return `the returned rows are otherwise: ${doc.returns.text}`;
  }
  for (const { name, text } of doc.returns.columns) {
    const meaning = description.columns.find((column) => column.name === name)?.meaning;
    if (meaning === undefined ? text !== undefined : !accepts(meaning, text ?? '')) {
      return `the column ${name} is otherwise: ${text ?? '(not said)'}`;
    }
  }
  const words = parameterWords(subject, description);
  const wrong = doc.parameters.find(({ name, text }) => !accepts(words.get(name) ?? '', text));
  return wrong === undefined
    ? undefined
    : `the parameter ${wrong.name} is otherwise: ${wrong.text}`;
}

/** The sentences that a summary leaves to be said. */
export function detailText({ details }: Description, covers: ReadonlySet<string>): Phrase {
  return details
    .filter(({ fact }) => !covers.has(fact))
    .flatMap(({ sentence }, i) => (i === 0 ? [sentence] : [' ', sentence]));
}
