import { IbertError } from '@ibert/core';
import { printType } from '@ibert/ir';
import type { DataType, Schema } from '@ibert/ir';

import { quoteName } from '../fixtures/codec.js';
import type { Tables } from '../fixtures/base.js';
import type { Index } from './engine.js';

/** The engine's type for a column; undefined when it has none. */
export type StorageType = (type: DataType) => string | undefined;

/** The tables without the columns that the engine cannot store. */
export function storableTables(tables: Tables, storage: StorageType): Tables {
  return Object.fromEntries(
    Object.entries(tables).map(([name, schema]) => [
      name,
      new Map([...schema].filter(([, type]) => storage(type) !== undefined)),
    ]),
  );
}

/** Names that engines keep for their own tables: what is called so is theirs, whatever a user makes. */
const SYSTEM_TABLE = /^(?:pg|sqlite)_/i;

/** @throws IbertError `UNSUPPORTED` for a column type without storage, and for a system's name. */
export function createTableSql(
  table: string,
  schema: Schema,
  storage: StorageType,
  quote: (name: string) => string = quoteName,
): string {
  if (SYSTEM_TABLE.test(table)) {
    throw new IbertError('UNSUPPORTED', `${table} is a name of the engine's own tables`, {
      hint: 'Give the table another name.',
    });
  }
  const columns = [...schema].map(([name, type]) => {
    const stored = storage(type);
    if (stored !== undefined) return `${quote(name)} ${stored}`;
    throw new IbertError(
      'UNSUPPORTED',
      `the engine has no storage for the column ${name} of type ${printType(type)}`,
      { hint: 'Leave the column out.' },
    );
  });
  return `CREATE TABLE ${quote(table)} (${columns.join(', ')})`;
}

/** Statements that make the indexes, and tell the planner what is in them; none for none. */
export function indexSql(indexes: readonly Index[]): readonly string[] {
  if (indexes.length === 0) return [];
  const made = indexes.map(
    ({ table, column }, i) =>
      `CREATE INDEX index_${i} ON ${quoteName(table)} (${quoteName(column)})`,
  );
  return [...made, 'ANALYZE'];
}
