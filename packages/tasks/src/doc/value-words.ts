import { field, isOp, valueOf } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';
import { detailText, tablesOf } from '@ibert/multitask/documentation';
import type { Description } from '@ibert/multitask/documentation';

import { COLUMNS_TABLE } from './evaluated-function.js';
import { codeRow, firstWording } from './first-wording.js';
import { fitting, SUMMARY_WIDTH } from './function-words.js';
import type { ResultWords } from './function-words.js';
import { describePlainly } from './plain-description.js';
import { argumentsOf } from './query-steps.js';

/** What is said of a column or scalar of tables; names that Ibis gives such values are left out. */
export function valueWords(
  relation: Relation,
  description: Description | undefined,
  said: (text: string) => string,
): ResultWords {
  const [own = ''] = relation.schema.keys();
  const isNamed = (text: string): boolean => text.includes(`\`${own}\``) && !/^\w+$/.test(own);
  const summaries = (description?.summaries ?? []).filter(
    ({ line }) => !isNamed(firstWording(line)),
  );
  const told = summaries.find(({ line }) => said(firstWording(line)).length <= SUMMARY_WIDTH);
  const meaning = meaningOf(relation, description, said);
  // A summary that only says that there are figures tells less than what the value is.
  const isVague = told === undefined || firstWording(told.line).startsWith('Summarize ');
  const precise = `Compute ${lowered(meaning)}.`;
  const isPrecise = isVague && meaning !== VALUE && precise.length <= SUMMARY_WIDTH;
  const plain = `Compute a value from ${codeRow(tablesOf(relation).map(({ name }) => name))}.`;
  const details =
    description === undefined
      ? describePlainly(relation).details.replaceAll(`\`${own}\` (`, 'a value (')
      : firstWording(detailText(description, (isPrecise ? undefined : told?.covers) ?? new Set()));
  const line = told === undefined ? plain : said(firstWording(told.line));
  return {
    summary: isPrecise ? precise : fitting([line, plain]),
    details: said(details),
    returns: meaning,
    columns: [],
  };
}

/** What is said of a value that is made from no column. */
const VALUE = 'A computed value';

/** What a value is: in words, or by the columns that it is made from. */
function meaningOf(
  relation: Relation,
  description: Description | undefined,
  said: (text: string) => string,
): string {
  const meaning = description?.columns[0]?.meaning;
  if (meaning !== undefined) return said(firstWording(meaning)).replace(/\.$/, '');
  const [name = ''] = relation.schema.keys();
  const columns = new Set(columnsOf(valueOf(relation, name) ?? field(relation, name)));
  return columns.size === 0 ? VALUE : said(`A value made from ${codeRow([...columns])}`);
}

/** What is said of a value that is made from columns, whatever their table. */
export function expressionWords(
  relation: Relation,
  description: Description | undefined,
  said: (text: string) => string,
): ResultWords {
  const whole = meaningOf(relation, description, said).replaceAll(`${COLUMNS_TABLE}.`, '');
  const text = unbracketed(whole);
  const short = `Compute ${lowered(text)}.`;
  const fits = short.length <= SUMMARY_WIDTH;
  return {
    summary: fits ? short : 'Compute an expression.',
    details: fits ? '' : `${text}.`,
    returns: text,
    columns: [],
  };
}

/** A text that ends with words in parentheses does without them. */
const unbracketed = (text: string): string => text.replace(/^([^()]*)\(([^()]*)\)$/, '$1$2');

const lowered = (text: string): string =>
  /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

const columnsOf = (value: Value): readonly string[] =>
  isOp(value, 'Field') ? [value.args.name] : argumentsOf(value).flatMap(columnsOf);
