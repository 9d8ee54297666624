import { IbertError } from '@ibert/core';
import { isOp, some } from '@ibert/ir';
import type * as ir from '@ibert/ir';

import { bind, has, lookup, ownTraits, sameBound } from './binding.js';
import type { Uses } from './binding.js';
import { hasColumn, isWindowed, keepsColumns, mayFail, repeatsCostly } from './checks.js';
import type { SelectFeatures } from './context.js';
import { TRAIT } from './query.js';
import type { Bound, Env, OrderKey, Select } from './query.js';

/*
 * Each step adds one relation's work to the SELECT of its parent, or returns null where that would
 * change the result; then it is done again on a SELECT around the parent's.
 */

/** New output columns, each an expression over the old ones. */
export function addProjection(
  select: Select,
  values: ReadonlyMap<string, ir.Value>,
  env: Env,
): Select | null {
  if (hidesKey(select, values.values(), env)) return null;
  const uses: Uses = new Map();
  const columns = new Map<string, Bound>();
  let own = 0;
  let reduces = false;
  for (const [name, value] of values) {
    if (select.limit !== null && mayFail(value)) return null;
    const bound = bind(value, env, uses);
    columns.set(name, bound);
    own |= ownTraits(value, bound);
    if (has(bound, TRAIT.nested)) return null;
    reduces ||= has(bound, TRAIT.reduction);
  }
  return mayProject(select, columns, own, reduces) && !repeatsCostly(uses)
    ? { ...select, columns }
    : null;
}

function mayProject(
  select: Select,
  columns: ReadonlyMap<string, Bound>,
  own: number,
  reduces: boolean,
): boolean {
  const values = [...columns.values()];
  if (select.distinct && !keepsColumns(select, values)) return false;
  if (select.groups?.length === 0 && !reduces) return false;
  const windows = (own & TRAIT.window) !== 0;
  if (windows && (select.limit !== null || select.distinct || select.qualify.length > 0))
    return false;
  if (windows && select.orderBy.length > 0 && values.some(dependsOnRowOrder)) return false;
  if ((own & TRAIT.unnest) !== 0) {
    if (select.limit !== null || select.distinct || select.groups !== null || isWindowed(select)) {
      return false;
    }
    if (hasColumn(select, TRAIT.unnest)) return false;
  }
  if (hasColumn(select, TRAIT.unnest)) {
    if (windows) return false;
    for (const column of select.columns.values()) {
      if (has(column, TRAIT.unnest) && values.filter((v) => v === column).length !== 1)
        return false;
    }
    return values.every((v) => !has(v, TRAIT.unnest) || hasSame(select, v));
  }
  return true;
}

const hasSame = (select: Select, bound: Bound): boolean => {
  for (const column of select.columns.values()) if (sameBound(column, bound)) return true;
  return false;
};

// Functions whose result over an unordered window follows the order in which rows come.
const POSITIONAL: ReadonlySet<string> = new Set([
  'RowNumber',
  'Lag',
  'Lead',
  'NTile',
  'NthValue',
  'First',
  'Last',
  'ArrayCollect',
  'GroupConcat',
  'Arbitrary',
]);

function dependsOnRowOrder(bound: Bound): boolean {
  if (bound.is !== 'computed') return false;
  const visit = (value: ir.Value): boolean => {
    if (isOp(value, 'WindowFunction')) {
      const { func, order_by, start, end } = value.args;
      if (order_by.length > 0) return false;
      return POSITIONAL.has(func.kind) || start !== null || end !== null;
    }
    for (const key in value.args) {
      const arg = value.args[key];
      const parts: readonly unknown[] = Array.isArray(arg) ? arg : [arg];
      for (const part of parts) if (isNode(part) && visit(part)) return true;
    }
    return false;
  };
  return visit(bound.value);
}

const plain = (value: ir.Value): ir.Value => (isOp(value, 'Alias') ? plain(value.args.arg) : value);

const isNode = (x: unknown): x is ir.Value =>
  typeof x === 'object' && x !== null && (x as { is?: unknown }).is === 'value';

/**
 * Whether a computed key of the groups disappears in another expression before DuckDB looks for
 * keys: it turns NOT (a = b) into a <> b, and (a AND b) AND c into one condition of three parts.
 */
function hidesKey(select: Select, values: Iterable<ir.Value>, env: Env): boolean {
  if (select.groups === null || select.groups.every((key) => key.is === 'column')) return false;
  /** @param kind of the expression that the key is computed as; any when left out. */
  const isKey = (value: ir.Value, kind?: string): boolean => {
    if (isOp(value, 'Alias')) return isKey(value.args.arg, kind);
    if (!isOp(value, 'Field')) return false;
    const { bound } = lookup(env, value.args.rel, value.args.name);
    if (bound.is !== 'computed' || (kind !== undefined && plain(bound.value).kind !== kind))
      return false;
    return select.groups?.some((key) => sameBound(key, bound)) === true;
  };
  const hides = (v: ir.Value): boolean => {
    if (isOp(v, 'Not')) return isKey(v.args.arg);
    return (
      (isOp(v, 'And') || isOp(v, 'Or')) &&
      [v.args.left, v.args.right].some((part) => isKey(part, v.kind))
    );
  };
  for (const value of values) if (some(value, hides)) return true;
  return false;
}

/** Conditions that rows must meet: WHERE, HAVING or QUALIFY, by what the columns are. */
export function addFilter(
  select: Select,
  predicates: readonly ir.Value[],
  env: Env,
  features: SelectFeatures,
): Select | null {
  if (select.limit !== null || hasColumn(select, TRAIT.unnest)) return null;
  if (hidesKey(select, predicates, env)) return null;
  const uses: Uses = new Map();
  const bounds: Bound[] = [];
  let own = 0;
  let traits = 0;
  for (const predicate of predicates) {
    const bound = bind(predicate, env, uses);
    bounds.push(bound);
    own |= ownTraits(predicate, bound);
    if (bound.is !== 'column') traits |= bound.traits;
  }
  if ((traits & (TRAIT.nested | TRAIT.unnest)) !== 0) return null;
  for (const column of uses.keys()) if ((column.traits & TRAIT.window) !== 0) uses.delete(column);
  if (repeatsCostly(uses, 1)) return null;

  const direct = (own & TRAIT.window) !== 0;
  if (direct && (select.distinct || select.qualify.length > 0)) return null;
  if (direct || isWindowed(select)) {
    const fits = (traits & TRAIT.window) !== 0 || select.qualify.length > 0;
    return features.qualify && fits ? { ...select, qualify: union(select.qualify, bounds) } : null;
  }
  return select.groups === null
    ? { ...select, where: union(select.where, bounds) }
    : { ...select, having: union(select.having, bounds) };
}

function union(old: readonly Bound[], more: readonly Bound[]): readonly Bound[] {
  return old.length === 0 ? more : [...old, ...more];
}

/** Groups and aggregates. */
export function addAggregation(
  select: Select,
  groups: ReadonlyMap<string, ir.Value>,
  metrics: ReadonlyMap<string, ir.Value>,
  env: Env,
): Select | null {
  if (select.limit !== null || select.distinct || select.groups !== null) return null;
  if (select.qualify.length > 0 || hasColumn(select, TRAIT.unnest)) return null;
  const uses: Uses = new Map();
  const columns = new Map<string, Bound>();
  const keys: Bound[] = [];
  for (const [name, value] of groups) {
    const key = bind(value, env, uses);
    if (has(key, UNGROUPABLE)) {
      if ((ownTraits(value, key) & UNGROUPABLE) !== 0) throw ungroupable(name);
      return null;
    }
    keys.push(key);
    columns.set(name, key);
  }
  for (const [name, value] of metrics) columns.set(name, bind(value, env, uses));
  for (const column of uses.keys()) {
    if ((column.traits & (TRAIT.window | TRAIT.impure)) !== 0) return null;
  }
  if (repeatsCostly(uses)) return null;
  if (select.orderBy.length > 0 && [...metrics.values()].some(readsRowOrder)) return null;
  return { ...select, groups: keys, columns, orderBy: [] };
}

/** What depends on other rows or on chance, or is several values, no GROUP BY takes. */
const UNGROUPABLE = TRAIT.window | TRAIT.impure | TRAIT.unnest;

const ungroupable = (name: string): IbertError =>
  new IbertError(
    'UNSUPPORTED_OPERATION',
    `the group key ${name} is a window function, an unnest or random, which no GROUP BY takes`,
    { hint: 'Compute it with mutate first, and group by its name.' },
  );

const ORDER_SENSITIVE: ReadonlySet<string> = new Set([
  'First',
  'Last',
  'Arbitrary',
  'ArrayCollect',
  'GroupConcat',
  'AggUDF',
]);

function readsRowOrder(value: ir.Value): boolean {
  if (ORDER_SENSITIVE.has(value.kind)) {
    const keys = value.args['order_by'];
    return !Array.isArray(keys) || keys.length === 0;
  }
  return Object.values(value.args).some((arg) => isNode(arg) && readsRowOrder(arg));
}

/** Sort keys; keys of an earlier sort stay behind the new ones. */
export function addSort(select: Select, keys: readonly ir.Value[], env: Env): Select | null {
  if (select.limit !== null) return null;
  const order: OrderKey[] = [];
  for (const key of keys) {
    if (!isOp(key, 'SortKey')) continue;
    const { arg, ascending, nulls_first } = key.args;
    // A literal would be read as the position of a column.
    if (arg.kind === 'Literal') continue;
    const bound = bind(arg, env);
    const isOutput = hasSame(select, bound);
    if (select.distinct && !isOutput) return null;
    if (!isOutput && has(bound, TRAIT.unnest | TRAIT.nested)) return null;
    if ((ownTraits(arg, bound) & TRAIT.window) !== 0 && select.qualify.length > 0) return null;
    order.push({ key: bound, ascending, nullsFirst: nulls_first });
  }
  const kept = select.orderBy.filter((old) => !order.some((o) => sameBound(o.key, old.key)));
  return { ...select, orderBy: kept.length === 0 ? order : [...order, ...kept] };
}

/** DISTINCT; a sort by columns that do not come out has no meaning after it. */
export function addDistinct(select: Select): Select | null {
  if (select.limit !== null) return null;
  const orderBy = select.orderBy.filter((o) => hasSame(select, o.key));
  return { ...select, distinct: true, orderBy };
}
