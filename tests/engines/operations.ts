import { isRelation, isValue, printSchema, type Relation } from '@ibert/ir';
import type { Tables } from './programs.js';

/** The names of the operations in a relation, at any depth: of values, of relations, of joins. */
export function operationsOf(relation: Relation): ReadonlySet<string> {
  const names = new Set<string>();
  visit(relation, (item) => {
    if (!('kind' in item) || typeof item.kind !== 'string') return;
    if (isValue(item) || isRelation(item)) names.add(item.kind);
    if (isRelation(item) && item.kind === 'JoinChain') {
      for (const { how } of item.rest) names.add(`${how} join`);
    }
  });
  return names;
}

/** Why a program's rows are nobody's to compare; undefined when they are. */
export function foreignParts(relation: Relation, tables: Tables): string | undefined {
  let found: string | undefined;
  visit(relation, (item) => {
    if (isValue(item) && item.kind.startsWith('Approx')) found ??= 'it asks for an approximation';
    if (isValue(item) && item.kind.endsWith('UDF')) {
      found ??= 'it calls a function by the name that it has in DuckDB';
    }
    if (isRelation(item) && item.kind === 'Sample') found ??= 'it takes rows by chance';
    if (!isRelation(item) || item.kind !== 'UnboundTable') return;
    const table = tables[item.name];
    const known = table !== undefined && same(table, item.schema) && item.database === null;
    if (!known) found ??= 'it reads a table that is not there';
  });
  return found;
}

const same = (a: Tables[string], b: Tables[string]): boolean =>
  JSON.stringify(printSchema(a)) === JSON.stringify(printSchema(b));

function visit(relation: Relation, visitor: (item: object) => void): void {
  const seen = new Set<object>();
  const enter = (item: unknown): void => {
    if (typeof item !== 'object' || item === null || seen.has(item)) return;
    seen.add(item);
    visitor(item);
    if (item instanceof Map) for (const part of item.values()) enter(part);
    else for (const part of Object.values(item)) enter(part);
  };
  enter(relation);
}
