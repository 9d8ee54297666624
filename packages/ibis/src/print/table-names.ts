import { isRelation, isValue } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

/** The names of all tables that an expression reads. */
export function tableNames(node: Relation | Value): string[] {
  const seen = new Set<object>();
  const names = new Set<string>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || seen.has(part)) return;
    seen.add(part);
    if (isRelation(part)) {
      if (part.kind === 'UnboundTable') names.add(part.name);
      for (const [key, inner] of Object.entries(part)) if (key !== 'schema') visit(inner);
    } else if (isValue(part)) {
      for (const inner of Object.values(part.args)) visit(inner);
    } else if (part instanceof Map) {
      for (const inner of part.values()) visit(inner);
    } else if (Array.isArray(part)) {
      for (const inner of part) visit(inner);
    } else if ('predicates' in part) {
      for (const inner of Object.values(part)) visit(inner);
    }
  };
  visit(node);
  return [...names];
}
