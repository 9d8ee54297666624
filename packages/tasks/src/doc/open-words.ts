import { REST } from '@ibert/ir';
import type { Relation } from '@ibert/ir';
import { detailText, tablesOf } from '@ibert/multitask/documentation';
import type { Description } from '@ibert/multitask/documentation';

import { codeRow, firstWording } from './first-wording.js';
import { SUMMARY_WIDTH } from './function-words.js';
import type { ResultWords } from './function-words.js';
import { describePlainly } from './plain-description.js';

/** Whether a column stands for those of an open table that nobody has named. */
export const isRest = (name: string): boolean => name === REST || name.startsWith(`${REST}_`);

/** Whether the columns that nobody has named are all passed on, and told of so. */
export const passesAll = ({ columns, summaries }: Description): boolean =>
  !columns.some(({ name }) => isRest(name)) &&
  !summaries.some(({ line }) => firstWording(line).includes(`\`${REST}`));

/** Words for a result that has more columns than are known. */
export function openWords(
  relation: Relation,
  description: Description | undefined,
  said: (text: string) => string,
): ResultWords {
  const known = (text: string): boolean =>
    !text.includes(`\`${REST}`) && !/\bcolumns?\b/.test(text);
  const tables = tablesOf(relation).map(({ name }) => name);
  const summaries = (description?.summaries ?? [])
    .map(({ line, covers }) => ({ line: firstWording(line), covers }))
    .filter(({ line }) => known(line));
  const told = summaries.find(({ line }) => said(line).length <= SUMMARY_WIDTH);
  const plain = describePlainly(relation);
  const one = plain.summary.startsWith('Select')
    ? plain.summary
    : `Transform the rows of ${codeRow(tables)}.`;
  const several = `Combine the rows of ${codeRow(tables)}.`;
  const precise =
    description === undefined
      ? ''
      : firstWording(detailText(description, told?.covers ?? new Set()));
  const details = precise === '' && told === undefined ? plain.details : precise;
  const [table = ''] = tables;
  if (tables.length === 1 && plain.summary.startsWith('Select')) {
    const returns = `Rows of \`${table}\`, with all columns of \`${table}\``;
    return { summary: said(told?.line ?? one), details: said(details), returns, columns: [] };
  }
  return {
    summary: said(told?.line ?? (tables.length > 1 ? several : one)),
    details: said(known(details) ? details : plain.details.replaceAll(STAR, 'the other columns')),
    returns: 'The resulting rows, with the other columns of their tables passed on',
    columns: [...relation.schema.keys()]
      .filter((name) => !isRest(name))
      .map((name) => {
        const meaning = description?.columns.find((column) => column.name === name)?.meaning;
        return { name, text: meaning === undefined ? undefined : said(firstWording(meaning)) };
      }),
  };
}

const STAR = /`\*(?:_\w+)?`/g;
