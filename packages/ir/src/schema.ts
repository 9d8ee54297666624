import { printType } from './dtypes/print.js';
import { parseType } from './dtypes/parse.js';
import type { DataType } from './dtypes/types.js';

/** Column names to types, in order. */
export type Schema = ReadonlyMap<string, DataType>;

/**
 * A schema from type strings (`{a: 'int64'}`).
 *
 * @throws IbertError `BAD_TYPE` on a string that is no Ibis type.
 */
export function parseSchema(columns: Readonly<Record<string, string>>): Schema {
  return new Map(Object.entries(columns).map(([name, type]) => [name, parseType(type)]));
}

/** The inverse of {@link parseSchema}. */
export function printSchema(schema: Schema): Record<string, string> {
  return Object.fromEntries([...schema].map(([name, type]) => [name, printType(type)]));
}

/**
 * The column that stands for "and whatever else the table has" in the schema of an open table: one
 * whose columns nobody has stated. A field of this name is printed as `*`.
 */
export const REST = '*';

/** Whether the schema is of an open table, or of a relation that passes all columns of one. */
export const isOpen = (schema: Schema): boolean => schema.has(REST);
