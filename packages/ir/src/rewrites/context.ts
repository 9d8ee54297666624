import { sameRelation } from '../hash.js';
import type { Value } from '../node.js';
import { nameOf } from '../name.js';
import { isOp, specOf } from '../operations/index.js';
import { aggregate, dummyTable } from '../relations/make.js';
import type { Relation } from '../relations/types.js';
import { valueOf } from '../relations/values.js';
import { replace } from '../traverse.js';
import { make } from '../value.js';

export const isReduction = (value: Value): boolean => specOf(value.kind).role === 'reduction';
export const isAnalytic = (value: Value): boolean => specOf(value.kind).role === 'analytic';
const isWindow = (value: Value): boolean => value.kind === 'WindowFunction';

/** The unaliased value. */
export const unalias = (value: Value): Value => (isOp(value, 'Alias') ? value.args.arg : value);

/** A function over the whole relation, unordered unless it says so. */
function overAll(func: Value): Value {
  const order = func.args['order_by'];
  return make('WindowFunction', {
    func,
    how: 'rows',
    start: null,
    end: null,
    group_by: [],
    order_by: isReduction(func) && Array.isArray(order) ? (order as readonly Value[]) : [],
  });
}

/** A scalar as a relation of one row: an aggregate of what it reads. */
export function scalarRelation(value: Value): Relation | undefined {
  const columns = new Map([[nameOf(value), unalias(value)]]);
  const [parent, ...others] = value.relations;
  if (parent === undefined) return dummyTable(columns);
  return others.length > 0 ? undefined : aggregate(parent, new Map(), columns);
}

function scalarSubquery(value: Value): Value {
  const rel = scalarRelation(value);
  return rel === undefined ? value : make('ScalarSubquery', { rel });
}

/**
 * What an expression means inside select or mutate: a reduction of the relation itself is a window
 * over all of it, a reduction of something else a scalar subquery.
 *
 * Source: `rewrite_project_input` of ibis/expr/rewrites.py.
 */
export function projectInput(value: Value, relation: Relation): Value {
  return replace(
    value,
    (v) => {
      if (isAnalytic(v)) return overAll(v);
      if (!isReduction(v)) return undefined;
      const [home, ...others] = v.relations;
      const own = home !== undefined && others.length === 0 && sameRelation(home, relation);
      return own ? overAll(v) : scalarSubquery(v);
    },
    isWindow,
  );
}

/**
 * What an expression means inside filter: reductions, and fields of an aggregate without keys,
 * are scalar subqueries.
 *
 * Source: `rewrite_filter_input` of ibis/expr/rewrites.py.
 */
export function filterInput(value: Value): Value {
  return replace(
    value,
    (v) => {
      if (isAnalytic(v)) return overAll(v);
      if (isReduction(v)) return scalarSubquery(v);
      if (isOp(v, 'Field')) {
        const { rel, name } = v.args;
        if (rel.kind === 'Aggregate' && rel.groups.size === 0) {
          return scalarSubquery(valueOf(rel, name) ?? v);
        }
      }
      return undefined;
    },
    isWindow,
  );
}
