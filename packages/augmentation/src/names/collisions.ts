import { GLOBAL_NAMES, isColumnAttribute } from '@ibert/ibis';
import { RESERVED_WORDS } from '@ibert/sql';
import { tokenize } from '@ibert/sql/bind';

import type { Pair } from '../programs/pair.js';
import type { Renaming } from './renaming.js';

/**
 * Whether a name can be written bare for a table or column in every SQL dialect, as an attribute of
 * an Ibis table and as a variable.
 */
export const isUsableName = (name: string): boolean =>
  /^[a-z][a-z0-9_]*$/.test(name) &&
  !RESERVED_WORDS.has(name) &&
  !GLOBAL_NAMES.has(name) &&
  isColumnAttribute(name);

/**
 * The first new name that the record uses for something already: a table or column of its schema, or
 * any word of its two texts (an alias, a variable, a function, a text). Undefined when all are free.
 */
export function collisionsOf(pair: Pair, { tables, columns }: Renaming): string | undefined {
  const taken = wordsOf(pair);
  for (const name of [...tables.values(), ...columns.values()]) {
    if (taken.has(name)) return name;
    taken.add(name);
  }
  return undefined;
}

function wordsOf({ record, tables, ibis }: Pair): Set<string> {
  const words = new Set<string>(Object.keys(tables));
  for (const schema of Object.values(tables)) for (const column of schema.keys()) words.add(column);
  const { tokens } = tokenize(record.input.sql, record.dialect as Parameters<typeof tokenize>[1]);
  for (const { text } of tokens) words.add(text.toLowerCase());
  for (const { name } of ibis.occurrences) words.add(name);
  return words;
}
