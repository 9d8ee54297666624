import { InternalError } from '@ibert/core';
import * as ir from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import { querySource, selectFrom } from './context.js';
import type { PlanContext } from './context.js';
import type { Env, Query } from './query.js';
import { addFilter } from './steps.js';

export const isWindow = (value: Value): boolean => value.kind === 'WindowFunction';

/** A filter by window functions in a dialect without QUALIFY: they become columns of a query below. */
export function filterByWindows(
  context: PlanContext,
  parent: Relation,
  predicates: readonly Value[],
  outer: Env | null,
): Query {
  const columns = new Map<string, Value>(ir.fieldsOf(parent));
  const names = new Map<Value, string>();
  const name = (window: Value): string => {
    for (const [known, used] of names) if (ir.sameValue(known, window)) return used;
    let n = names.size + 1;
    while (columns.has(`w${n}`)) n += 1;
    names.set(window, `w${n}`);
    columns.set(`w${n}`, window);
    return `w${n}`;
  };
  for (const p of predicates) ir.visit(p, (v) => (isWindow(v) ? name(v) : undefined));
  const wide = ir.project(parent, columns);
  const rebind = (value: Value): Value =>
    isWindow(value) ? ir.field(wide, name(value)) : ir.mapChildren(value, rebind);
  const around = selectFrom(querySource(context.base(wide, outer)));
  // Subqueries of the predicates read the parent, whose columns the query around it has as well.
  const env: Env = {
    parents: [
      [wide, around.columns],
      [parent, around.columns],
    ],
    outer,
  };
  const kept = addFilter(around, predicates.map(rebind), env, context.features);
  if (kept === null) throw new InternalError(`a filter above ${parent.kind} fits no SELECT`);
  const own = [...around.columns].filter(([column]) => parent.schema.has(column));
  return { ...kept, columns: new Map(own) };
}
