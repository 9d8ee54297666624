import { isRelation, type Relation, type UnboundTable } from '@ibert/ir';

/** The names of the tables a relation reads, in the order met. */
export function tableNames(relation: Relation): readonly string[] {
  const names = new Set<string>();
  mapTables(relation, (table) => {
    names.add(table.name);
    return table;
  });
  return [...names];
}

/**
 * The relation with its tables called something else. Shared nodes stay shared, and hashes stay
 * valid: they only tell nodes of one tree apart.
 */
export const renameTables = (relation: Relation, rename: (name: string) => string): Relation =>
  mapTables(relation, (table) => ({ ...table, name: rename(table.name) })) as Relation;

function mapTables(root: Relation, mapper: (table: UnboundTable) => UnboundTable): unknown {
  const done = new Map<object, unknown>();

  function map(node: unknown): unknown {
    if (typeof node !== 'object' || node === null) return node;
    const known = done.get(node);
    if (known !== undefined) return known;
    const mapped = mapObject(node);
    done.set(node, mapped);
    return mapped;
  }

  function mapObject(node: object): unknown {
    if (isRelation(node) && node.kind === 'UnboundTable') return mapper(node);
    if (Array.isArray(node)) {
      const items = node.map(map);
      return items.every((item, at) => item === node[at]) ? node : items;
    }
    if (node instanceof Map) {
      const entries = [...node].map(([key, value]): [unknown, unknown] => [key, map(value)]);
      return entries.every(([key, value]) => value === node.get(key)) ? node : new Map(entries);
    }
    if (Object.getPrototypeOf(node) !== Object.prototype) return node;
    const entries = Object.entries(node).map(([key, value]): [string, unknown] => [
      key,
      map(value),
    ]);
    const same = entries.every(([key, value]) => value === Reflect.get(node, key));
    return same ? node : Object.fromEntries(entries);
  }

  return map(root);
}
