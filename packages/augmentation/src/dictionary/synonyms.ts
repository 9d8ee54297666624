import type { DataType } from '@ibert/ir';

import type { Tables } from '../programs/language.js';
import type { ColumnFamily, Dictionary, Entity, TypeClass } from './dictionary-schema.js';

/** An entity of a schema and the names that are its own there. */
export interface FoundEntity {
  readonly entity: Entity;
  /** The name of its table; undefined when the schema only refers to it. */
  readonly table: string | undefined;
  /** The name of its key, wherever it stands; undefined when no column has it. */
  readonly id: string | undefined;
  /** Other names for table and key. */
  readonly others: readonly (readonly [table: string, id: string])[];
}

/** The entities that a schema has tables of or refers to. */
export function entitiesOf(tables: Tables, { entities }: Dictionary): readonly FoundEntity[] {
  const columns = new Set(Object.values(tables).flatMap((schema) => [...schema.keys()]));
  const applying = nearFirst(entities).filter(({ near }) => isNear(near, columns));
  const found: FoundEntity[] = [];
  const named = new Set<string>();
  for (const [table, schema] of Object.entries(tables)) {
    const entity = applying.find(({ forms }) => Object.hasOwn(forms, table));
    if (entity === undefined) continue;
    const id = entity.forms[table] ?? '';
    const has = columns.has(id) ? id : undefined;
    // A table whose own key is called otherwise keeps that name.
    if (has === undefined && schema.keys().next().value?.endsWith('_id') === true) continue;
    named.add(table);
    if (has !== undefined) named.add(has);
    found.push({ entity, table, id: has, others: othersOf(entity, table) });
  }
  for (const column of columns) {
    if (named.has(column)) continue;
    const entity = applying.find(({ forms }) => Object.values(forms).includes(column));
    if (entity === undefined) continue;
    const table = Object.entries(entity.forms).find(([, id]) => id === column)?.[0] ?? '';
    found.push({ entity, table: undefined, id: column, others: othersOf(entity, table) });
  }
  return found;
}

const othersOf = ({ forms }: Entity, table: string): readonly (readonly [string, string])[] =>
  Object.entries(forms).filter(([other, id]) => other !== table && id !== forms[table]);

/** Other names for a column of this name and type; none when no family has it. */
export function columnSynonyms(
  name: string,
  type: DataType,
  siblings: ReadonlySet<string>,
  dictionary: Dictionary,
): readonly string[] {
  const family = familyOf(name, type, siblings, dictionary);
  if (family === undefined) return [];
  const own = family.names.find((pattern) => fill(pattern, name) !== undefined) ?? name;
  const filled = fill(own, name) ?? '';
  return family.names
    .filter((pattern) => pattern !== own)
    .map((pattern) => pattern.replace('*', filled))
    .filter((other) => other !== name);
}

/** The family of a column: by its full name first, then by a pattern. */
export function familyOf(
  name: string,
  type: DataType,
  siblings: ReadonlySet<string>,
  { columns }: Dictionary,
): ColumnFamily | undefined {
  const cls = typeClass(type);
  const fitting = nearFirst(columns).filter(
    ({ types, near }) => cls !== undefined && types.includes(cls) && isNear(near, siblings),
  );
  return (
    fitting.find(({ names }) => names.includes(name)) ??
    fitting.find(({ names }) => names.some((pattern) => fill(pattern, name) !== undefined))
  );
}

/** What stands for the `*` of a pattern; the empty text for a name that is the pattern. */
function fill(pattern: string, name: string): string | undefined {
  if (pattern === name) return '';
  const star = pattern.indexOf('*');
  if (star === -1) return undefined;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  const fits = name.startsWith(before) && name.endsWith(after);
  const rest = name.length - before.length - after.length;
  return fits && rest > 0 ? name.slice(before.length, before.length + rest) : undefined;
}

const isNear = (near: readonly string[] | undefined, columns: ReadonlySet<string>): boolean =>
  near === undefined || near.some((name) => columns.has(name));

const nearFirst = <T extends { readonly near?: unknown }>(entries: readonly T[]): readonly T[] => [
  ...entries.filter(({ near }) => near !== undefined),
  ...entries.filter(({ near }) => near === undefined),
];

export function typeClass({ kind }: DataType): TypeClass | undefined {
  if (/^u?int\d+$/.test(kind)) return 'integer';
  if (/^float\d+$/.test(kind)) return 'floating';
  switch (kind) {
    case 'decimal':
    case 'string':
    case 'boolean':
    case 'date':
    case 'timestamp':
    case 'time':
    case 'array':
    case 'struct':
    case 'map':
      return kind;
    default:
      return undefined;
  }
}
