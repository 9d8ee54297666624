import { make, sameRelation } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { distinctFrom, referencesOf } from './joined.js';
import type { Joined } from './joined.js';
import { findColumn } from './scope.js';
import type { Scope } from './scope.js';
import type { Session } from './session.js';
import type { Expr } from './syntax/ast.js';

/**
 * Joins tables that stand side by side: a condition `a.x = b.y` of WHERE becomes the condition of
 * the join that brings the second of the two in.
 */
export function connect(
  first: Joined,
  others: readonly Joined[],
  where: readonly Expr[],
  session: Session,
): { readonly result: Joined; readonly rest: readonly Expr[] } {
  let result = first;
  let rest = where;
  const waiting = [...others];
  while (waiting.length > 0) {
    const found = waiting.findIndex((other) => keysOf(result, other, rest).length > 0);
    const [next] = waiting.splice(Math.max(found, 0), 1);
    if (next === undefined) break;
    const other = distinctFrom(result, next, session);
    const keys = keysOf(result, other, rest);
    rest = rest.filter((expr) => !keys.some((key) => key.expr === expr));
    const predicates = keys.map(({ value }) => value);
    result = link(result, other, predicates);
  }
  return { result, rest };
}

interface Key {
  readonly expr: Expr;
  readonly value: Value;
}

/** The conditions that set a column of one side equal to one of the other. */
function keysOf(left: Joined, right: Joined, where: readonly Expr[]): Key[] {
  const keys: Key[] = [];
  for (const expr of where) {
    if (expr.kind !== 'binary' || expr.operator !== '=') continue;
    const a = sideOf(expr.left, left, right);
    const b = sideOf(expr.right, left, right);
    if (a === undefined || b === undefined || a.side === b.side) continue;
    const [first, second] = a.side === 'left' ? [a.value, b.value] : [b.value, a.value];
    // Types that need a conversion stay in WHERE, where the conversion is made.
    if (first.dtype.kind !== second.dtype.kind) continue;
    keys.push({ expr, value: make('Equals', { left: first, right: second }) });
  }
  return keys;
}

function sideOf(
  expr: Expr,
  left: Joined,
  right: Joined,
): { readonly side: 'left' | 'right'; readonly value: Value } | undefined {
  if (expr.kind !== 'name' || expr.parts.length > 3) return undefined;
  const name = expr.parts.at(-1);
  if (name === undefined) return undefined;
  const scope: Scope = {
    relation: left.first,
    sources: [...left.sources, ...right.sources],
    shared: [...left.shared, ...right.shared],
    outer: null,
    tables: [],
  };
  let value: Value | undefined;
  try {
    value = findColumn(scope, name, expr.parts.slice(0, -1), undefined);
  } catch {
    // Ambiguous or unknown: WHERE says so, with all tables in sight.
    return undefined;
  }
  const [home, ...more] = value?.relations ?? [];
  if (value === undefined || home === undefined || more.length > 0) return undefined;
  if (referencesOf(left).some((ref) => sameRelation(ref, home))) return { side: 'left', value };
  if (referencesOf(right).some((ref) => sameRelation(ref, home))) return { side: 'right', value };
  return undefined;
}

const link = (left: Joined, right: Joined, predicates: readonly Value[]): Joined => ({
  first: left.first,
  links: [
    ...left.links,
    predicates.length === 0
      ? { how: 'cross', table: right.first, predicates: [] }
      : { how: 'inner', table: right.first, predicates },
  ],
  sources: [...left.sources, ...right.sources],
  shared: [...left.shared, ...right.shared],
});

/** Every row of the left with every row of the right. */
export const cross = (left: Joined, right: Joined, session: Session): Joined =>
  link(left, distinctFrom(left, right, session), []);
