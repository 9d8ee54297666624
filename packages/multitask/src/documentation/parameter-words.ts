import type { Description } from './describe.js';
import { any, listed } from './phrase.js';
import type { Phrase } from './phrase.js';
import type { TableReads } from './reads.js';
import type { Subject } from './subject.js';

/** What a docstring says of each parameter, by name. */
export function parameterWords(
  { tableParameters, valueParameters }: Subject,
  { reads, tested }: Description,
): ReadonlyMap<string, Phrase> {
  const words = new Map<string, Phrase>();
  for (const { name } of tableParameters) words.set(name, tableWords(name, reads.get(name)));
  for (const { name } of valueParameters) words.set(name, tested.get(name) ?? '');
  return words;
}

const plain = (name: string): string => name.replaceAll('_', ' ');

function tableWords(name: string, reads: TableReads | undefined): Phrase {
  const columns = listed((reads?.read ?? []).map((column) => `\`${column}\``));
  const words = plain(name);
  const table = name.endsWith('s')
    ? any(`The ${words} table`, `Table of ${words}`)
    : `The \`${name}\` table`;
  const none = (reads?.read ?? []).length === 0;
  if (reads?.passed === true) {
    return none
      ? [table, ', all columns of which are kept.']
      : [table, '; reads ', columns, any(' and keeps all columns.', ', and all columns are kept.')];
  }
  if (none) return [table, any('; only its rows matter.', ', whose rows alone matter.')];
  return any(
    [table, any('; reads ', ', of which it reads '), columns, '.'],
    [
      table,
      any(reads?.read.length === 1 ? ' with the column ' : ' with the columns ', ' with at least '),
      columns,
      '.',
    ],
  );
}
