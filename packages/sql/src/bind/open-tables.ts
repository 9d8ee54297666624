import { field, isOp, printType, REST, sameType, UNKNOWN, valueOf } from '@ibert/ir';
import type { DataType, Relation, Schema, UnboundTable, Value } from '@ibert/ir';

/**
 * What the query tells about tables that nobody has described: their columns and, as far as their
 * use says, the types.
 */
export interface OpenTables {
  /** The schema so far, with the column that stands for the rest. */
  schema(name: string): Schema;
  /** A column of this name has been asked for. */
  readonly addColumn: (table: string, column: string) => void;
  /** The value must be of the type, if it is a column of an open table of unknown type. */
  learn(value: Value, type: DataType): void;
  /** The tables and their columns, without the rest. */
  tables(): Record<string, Schema>;
  /** A short form of all that is known, to see whether anything was added. */
  knowledge(): string;
}

export function openTables(): OpenTables {
  const tables = new Map<string, Map<string, DataType>>();
  return {
    schema(name) {
      let columns = tables.get(name);
      if (columns === undefined) {
        columns = new Map([[REST, UNKNOWN]]);
        tables.set(name, columns);
      }
      return new Map(columns);
    },
    addColumn(table, column) {
      const columns = tables.get(table);
      if (columns !== undefined && !columns.has(column)) columns.set(column, UNKNOWN);
    },
    learn(value, type) {
      if (type.kind === 'unknown' || type.kind === 'null') return;
      const origin = originOf(value);
      if (origin === undefined) return;
      const columns = tables.get(origin.table.name);
      const known = columns?.get(origin.column);
      if (known?.kind === 'unknown' && !sameType(known, type)) {
        columns?.set(origin.column, { ...type, nullable: true });
      }
    },
    tables: () =>
      Object.fromEntries(
        [...tables].map(([name, columns]) => [
          name,
          new Map([...columns].filter(([column]) => column !== REST)),
        ]),
      ),
    knowledge: () =>
      [...tables]
        .map(
          ([name, columns]) =>
            `${name}(${[...columns].map(([c, type]) => `${c} ${printType(type)}`).join()})`,
        )
        .join(';'),
  };
}

/** The column of a table that a value passes on unchanged, or undefined. */
function originOf(
  value: Value,
): { readonly table: UnboundTable; readonly column: string } | undefined {
  let current: Value | undefined = value;
  while (current !== undefined && isOp(current, 'Field')) {
    const { rel, name }: { rel: Relation; name: string } = current.args;
    if (rel.kind === 'UnboundTable') return { table: rel, column: name };
    if (rel.kind === 'SelfReference' || rel.kind === 'AliasedRelation') {
      current = field(rel.parent, name);
    } else {
      const inner = valueOf(rel, name);
      // An open table's new column is not in the schemas of the relations over it yet.
      current =
        inner ?? ('parent' in rel && !rel.schema.has(name) ? field(rel.parent, name) : undefined);
    }
  }
  return undefined;
}
