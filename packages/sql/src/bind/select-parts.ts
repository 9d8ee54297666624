import {
  childrenOf as valuesOf,
  conjuncts,
  field,
  isOp,
  make,
  mapChildren,
  sameRelation,
  sameValue,
} from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import type { SqlDialect } from './dialects.js';
import { roleOf } from './functions/dispatch.js';
import { constantOf } from './literals.js';
import { isWindow } from './windows.js';
import type { Expr, OrderItem, Place, SelectNode } from './syntax/ast.js';
import { findExpr } from './syntax/walk.js';

/** A column of the select list. */
export interface Item {
  readonly name: string;
  readonly value: Value;
  readonly place: Place;
}
type Named = Pick<Item, 'name' | 'value'>;

/** The conditions of a conjunction that keeps rows: NULL is as good as false. */
export const conditionsOf = (value: Value): Value[] =>
  conjuncts(value).flatMap((condition) => conjuncts(withoutNull(condition)));

/** Conditions without those that are there already. */
export const unrepeated = (conditions: readonly Value[]): Value[] =>
  conditions.filter((value, i) => conditions.findIndex((other) => sameValue(other, value)) === i);

/**
 * ANY and ALL over a subquery tell false from NULL, which takes a CASE over two EXISTS. Where both
 * drop the row the first is enough, and negated the row must satisfy neither.
 */
function withoutNull(condition: Value): Value {
  const isNegated = isOp(condition, 'Not');
  const value = isNegated ? condition.args.arg : condition;
  if (!isOp(value, 'SearchedCase') || value.args.cases.length !== 2) return condition;
  const [some, unsure] = value.args.cases;
  const isThreeValued =
    some?.kind === 'ExistsSubquery' &&
    unsure?.kind === 'ExistsSubquery' &&
    constantOf(value.args.results[0] as Value) === true &&
    constantOf(value.args.results[1] as Value) === null &&
    constantOf(value.args.default) === false;
  if (!isThreeValued) return condition;
  return isNegated
    ? make('And', { left: make('Not', { arg: some }), right: make('Not', { arg: unsure }) })
    : some;
}

/** Whether the SELECT groups rows: it says so, or an aggregate stands in it. */
export function isAggregated(
  node: SelectNode,
  orderBy: readonly OrderItem[],
  dialect: SqlDialect,
): boolean {
  if (node.groupBy.length > 0 || node.groupByAll || node.having !== null) return true;
  const exprs = [...node.items.map(({ expr }) => expr), ...orderBy.map(({ expr }) => expr)];
  if (node.qualify !== null) exprs.push(node.qualify);
  return exprs.some((expr) => findExpr(expr, (e) => isAggregate(e, dialect)) !== undefined);
}

const isAggregate = (expr: Expr, dialect: SqlDialect): boolean =>
  expr.kind === 'call' && expr.over === null && roleOf(expr, dialect) === 'aggregate';

/** A value over a relation that passes on all columns of the one that it reads. */
export function moved(value: Value, from: Relation, to: Relation): Value {
  if (isOp(value, 'Field') && sameRelation(value.args.rel, from)) return field(to, value.args.name);
  return mapChildren(value, (child) => moved(child, from, to));
}

/** An inner query may read the rows that the outer one had before its select list. */
const SUBQUERIES: ReadonlySet<string> = new Set(['ExistsSubquery', 'InSubquery', 'ScalarSubquery']);

/** The parts of a condition that have to be computed before rows are dropped by it. */
export function partsOf(value: Value): readonly Value[] {
  if (isWindow(value) || isOp(value, 'Field') || SUBQUERIES.has(value.kind)) return [value];
  return valuesOf(value).flatMap(partsOf);
}

/** A value in terms of columns that have been computed. */
export function onColumns(value: Value, columns: readonly Named[], relation: Relation): Value {
  const known = columns.find((column) => sameValue(column.value, value));
  if (known !== undefined && value.kind !== 'Literal') return field(relation, known.name);
  return mapChildren(value, (child) => onColumns(child, columns, relation));
}
