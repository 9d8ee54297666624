import type { Named } from '../programs/occurrence.js';
import type { Tables } from '../programs/language.js';

/** New names by old ones. A column's name is one name, in however many tables it stands. */
export interface Renaming {
  readonly tables: ReadonlyMap<string, string>;
  readonly columns: ReadonlyMap<string, string>;
}

export const newName = (renaming: Renaming, named: Named, name: string): string | undefined =>
  (named === 'table' ? renaming.tables : renaming.columns).get(name);

/** The schema under its new names, tables and columns in the order they had. */
export function renameTables(tables: Tables, { tables: names, columns }: Renaming): Tables {
  return Object.fromEntries(
    Object.entries(tables).map(([table, schema]) => [
      names.get(table) ?? table,
      new Map([...schema].map(([column, type]) => [columns.get(column) ?? column, type])),
    ]),
  );
}

/** The name that a table had before. */
export function formerTable({ tables }: Renaming): (name: string) => string {
  const former = new Map([...tables].map(([from, to]) => [to, from]));
  return (name) => former.get(name) ?? name;
}

/** The part of a renaming that changes one name. */
export const single = (named: Named, from: string, to: string): Renaming => ({
  tables: new Map(named === 'table' ? [[from, to]] : []),
  columns: new Map(named === 'column' ? [[from, to]] : []),
});
