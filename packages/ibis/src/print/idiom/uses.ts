import * as ir from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import { isMadeOf } from './rebuild.js';

/** What keeps a value from being moved into another place. */
interface Traits {
  readonly window: boolean;
  readonly unnest: boolean;
  readonly impure: boolean;
  readonly reduction: boolean;
}

export const isWindow = ({ kind }: Value): boolean => kind === 'WindowFunction';

export function traitsOf(values: Iterable<Value>): Traits {
  const traits = { window: false, unnest: false, impure: false, reduction: false };
  for (const value of values) {
    ir.visit(value, (inner) => {
      const { role } = ir.specOf(inner.kind);
      if (isWindow(inner) || role === 'analytic') traits.window = true;
      if (inner.kind === 'Unnest') traits.unnest = true;
      if (ir.isImpure(inner)) traits.impure = true;
      if (role === 'reduction') traits.reduction = true;
    });
  }
  return traits;
}

/** How often each column of the relation is used by the values, outside of subqueries. */
export function usesOf(values: Iterable<Value>, relation: Relation): Map<string, number> {
  const uses = new Map<string, number>();
  for (const value of values) {
    ir.visit(value, (inner) => {
      if (!ir.isOp(inner, 'Field') || !ir.sameRelation(inner.args.rel, relation)) return;
      uses.set(inner.args.name, (uses.get(inner.args.name) ?? 0) + 1);
    });
  }
  return uses;
}

export const isSubquery = ({ kind }: Value): boolean => ir.specOf(kind).role === 'subquery';

/** Operations that a relation's columns or identity matter to, not only its rows. */
const OF_WHOLE_ROWS: ReadonlySet<string> = new Set(['CountDistinctStar', 'RowID']);

/** Whether a subquery of the values reads the rows of the relation, or a row of it; or what its rows are made of. */
export function looksInto(values: Iterable<Value>, relation: Relation): boolean {
  for (const value of values) {
    const found = ir.some(value, (inner) => {
      if (OF_WHOLE_ROWS.has(inner.kind)) return true;
      if (!isSubquery(inner)) return false;
      const rel = inner.args['rel'] as Relation;
      return isMadeOf(rel, relation) || speaksOf(rel, relation);
    });
    if (found) return true;
  }
  return false;
}

/** Whether a relation has conditions or columns with a field of the other one. */
function speaksOf(root: Relation, other: Relation): boolean {
  let found = false;
  eachValue(root, (value) => {
    if (value.relations.some((rel) => ir.sameRelation(rel, other))) found = true;
  });
  return found;
}

/** Calls the visitor on the values that relations hold, and on those of subqueries. */
function eachValue(root: Relation, visitor: (value: Value) => void): void {
  const seen = new Set<object>();
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || seen.has(part)) return;
    seen.add(part);
    if (ir.isValue(part)) {
      visitor(part);
      if (part.kind === 'Field') return;
      for (const arg of Object.values(part.args)) walk(arg);
    } else if (part instanceof Map) {
      for (const item of part.values()) walk(item);
    } else if (Array.isArray(part)) {
      for (const item of part) walk(item);
    } else {
      for (const [key, item] of Object.entries(part)) if (key !== 'schema') walk(item);
    }
  };
  walk(root);
}
