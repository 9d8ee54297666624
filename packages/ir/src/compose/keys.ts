import { sameType } from '../dtypes/equals.js';
import { isInteger } from '../dtypes/classes.js';
import type { DataType } from '../dtypes/types.js';
import type { Schema } from '../schema.js';

/** A column that refers to the rows of a table. */
export interface Reference {
  readonly column: string;
  readonly table: string;
  readonly key: string;
}

export type Tables = Readonly<Record<string, Schema>>;

const canBeKey = (type: DataType): boolean =>
  isInteger(type) || type.kind === 'string' || type.kind === 'uuid';

/** A table's primary key: its first column, when that is named `id` or ends in `_id`. */
export function primaryKey(schema: Schema): string | undefined {
  const [first] = schema;
  if (first === undefined || !canBeKey(first[1])) return undefined;
  return /(^|_)id$/i.test(first[0]) ? first[0] : undefined;
}

/** The names that columns of other tables have when they refer to the key. */
function referringNames(table: string, key: string): readonly string[] {
  if (key.toLowerCase() !== 'id') return [key.toLowerCase()];
  const name = table.toLowerCase();
  if (name.endsWith('ies')) return [`${name.slice(0, -3)}y_id`];
  if (!name.endsWith('s') || name.endsWith('ss')) return [`${name}_id`];
  return [`${name.slice(0, -1)}_id`, ...(name.endsWith('es') ? [`${name.slice(0, -2)}_id`] : [])];
}

/** The columns of each table that refer to other tables, by the key convention of fixtures. */
export function referencesOf(tables: Tables): ReadonlyMap<string, readonly Reference[]> {
  const targets = Object.entries(tables).flatMap(([table, schema]) => {
    const key = primaryKey(schema);
    const type = key === undefined ? undefined : schema.get(key);
    return key === undefined || type === undefined
      ? []
      : [{ table, key, type, names: referringNames(table, key) }];
  });
  return new Map(
    Object.entries(tables).map(([table, schema]) => [
      table,
      [...schema].flatMap(([column, type]) => {
        const target = targets.find(
          (t) =>
            t.table !== table && t.names.includes(column.toLowerCase()) && sameType(t.type, type),
        );
        return target === undefined ? [] : [{ column, table: target.table, key: target.key }];
      }),
    ]),
  );
}

/** `customer` for `customers`: what one row of a table is called. */
export function singular(table: string): string {
  if (/ies$/i.test(table)) return `${table.slice(0, -3)}y`;
  if (/(ss|us|is)$/i.test(table)) return table;
  if (/(ches|shes|xes|sses)$/i.test(table)) return table.slice(0, -2);
  return /s$/i.test(table) ? table.slice(0, -1) : table;
}
