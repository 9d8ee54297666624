import { isOp } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';
import { describe, detailText, tableReads, Unspeakable } from '@ibert/multitask/documentation';
import type { Description } from '@ibert/multitask/documentation';

import type { EvaluatedFunction } from './evaluated-function.js';
import { firstWording } from './first-wording.js';
import { fitting, SUMMARY_WIDTH } from './function-words.js';
import type { FunctionWords } from './function-words.js';
import { withNames } from './marks.js';
import { isRest, openWords, passesAll } from './open-words.js';
import { describePlainly, MOST_LISTED } from './plain-description.js';
import { useOf } from './value-uses.js';
import { expressionWords, valueWords } from './value-words.js';

/** Puts what an evaluated function gives into words, in which its values have their names. */
export function describeFunction(evaluated: EvaluatedFunction): FunctionWords {
  const { answer, marks, parameters } = evaluated;
  const { relation } = answer;
  const names = [...relation.schema.keys()];
  const nameOf = (literal: Value): string | undefined =>
    isOp(literal, 'Literal')
      ? marks.find(({ text }) => text === String(literal.args.value))?.name
      : undefined;
  const said = (text: string): string => withNames(text, marks);
  const description = preciseDescription(relation, nameOf);
  const reads = tableReads(relation);
  const values = new Map(
    marks.map((mark) => {
      const tested = description?.tested.get(mark.name);
      const use =
        answer.kind === 'table' ? useOf(mark.text, relation) : 'Used to compute the value.';
      const text = tested === undefined ? use : firstWording(tested);
      return [mark.name, said(text)] as const;
    }),
  );
  const common = { reads, values };
  if (answer.kind !== 'table' && parameters.some(({ role }) => role.kind === 'column')) {
    return { ...common, ...expressionWords(relation, description, said) };
  }
  if (answer.kind !== 'table') return { ...common, ...valueWords(relation, description, said) };
  const isOpen = names.some(isRest) && (description === undefined || !passesAll(description));
  if (isOpen) return { ...common, ...openWords(relation, description, said) };
  if (description === undefined) {
    const { summary, details, returns } = describePlainly(relation);
    const columns = names.length > MOST_LISTED ? [] : names;
    return {
      ...common,
      summary: said(fitting([summary])),
      details: said(details),
      returns,
      columns: columns.map((name) => ({ name, text: undefined })),
    };
  }
  const summaries = description.summaries.map(({ line }) => said(firstWording(line)));
  const at = Math.max(
    0,
    summaries.findIndex((line) => line.length <= SUMMARY_WIDTH),
  );
  const covers = description.summaries[at]?.covers ?? new Set();
  return {
    ...common,
    summary: fitting(summaries),
    details: said(firstWording(detailText(description, covers))),
    returns: said(firstWording(description.returns)),
    columns: description.columns.map(({ name, meaning }) => ({
      name,
      text: meaning === undefined ? undefined : said(firstWording(meaning)),
    })),
  };
}

function preciseDescription(
  relation: Relation,
  nameOf: (literal: Value) => string | undefined,
): Description | undefined {
  try {
    return describe(relation, nameOf);
  } catch (error) {
    if (error instanceof Unspeakable) return undefined;
    throw error;
  }
}
