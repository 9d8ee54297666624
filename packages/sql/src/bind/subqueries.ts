import { field, filter, make, project } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import { comparablePair } from './coerce.js';
import type { BindExpr, ExprContext } from './context.js';
import { unsupported } from './errors.js';
import { boolean } from './literals.js';
import { compare } from './operators.js';
import { negateIf } from './predicates.js';
import type {
  ExistsNode,
  InQueryNode,
  Place,
  QuantifiedNode,
  Query,
  SubqueryNode,
} from './syntax/ast.js';

/** The relation of a query inside an expression. */
function relationOf(query: Query, context: ExprContext): Relation {
  return context.session.query(query, { ctes: context.ctes, outer: context.subqueryScope })
    .relation;
}

function oneColumn(query: Query, context: ExprContext): Relation {
  const relation = relationOf(query, context);
  if (relation.schema.size !== 1) {
    throw unsupported(
      query,
      `A subquery of ${relation.schema.size} columns where one value is wanted`,
    );
  }
  return relation;
}

export const bindScalarSubquery = (node: SubqueryNode, context: ExprContext): Value =>
  make('ScalarSubquery', { rel: oneColumn(node.query, context) });

export function bindExists(node: ExistsNode, context: ExprContext): Value {
  return make('ExistsSubquery', { rel: relationOf(node.query, context) });
}

export function bindInQuery(node: InQueryNode, context: ExprContext, bind: BindExpr): Value {
  if (node.arg.kind === 'row') {
    const values = node.arg.items.map((item) => bind(item, context));
    const rows = relationOf(node.query, context);
    const columns = [...rows.schema.keys()].map((name) => field(rows, name));
    return negateIf(node.negated, rowIn(values, columns, rows, context, node));
  }
  const needle = bind(node.arg, context);
  const rel = oneColumn(node.query, context);
  return negateIf(node.negated, inSubquery(needle, rel, context, node));
}

/** `(a, b) IN rel`: for DuckDB a NULL in any place makes the comparison NULL. */
function rowIn(
  values: readonly Value[],
  columns: readonly Value[],
  rel: Relation,
  context: ExprContext,
  place: Place,
): Value {
  if (values.length !== columns.length) throw unsupported(place, 'Rows of different lengths');
  const equal = values.map((value, i) => compare('=', value, columns[i] as Value, context, place));
  const all = equal.reduce((a, b) => make('And', { left: a, right: b }));
  if (context.session.dialect !== 'duckdb') return someRow(rel, all);
  const unsure = equal
    .map((part): Value => make('IsNull', { arg: part }))
    .reduce((a, b) => make('Or', { left: a, right: b }));
  return someRow(rel, all, unsure);
}

/** `needle IN rel`, with the types of both sides made the same. */
function inSubquery(needle: Value, rel: Relation, context: ExprContext, place: Place): Value {
  const column = firstColumn(rel);
  const [left, right] = comparablePair(needle, column, context, place);
  const other =
    right === column ? rel : project(rel, new Map([[[...rel.schema.keys()][0] ?? 'value', right]]));
  return make('InSubquery', { rel: other, needle: left });
}

function firstColumn(rel: Relation): Value {
  const [name = ''] = rel.schema.keys();
  return field(rel, name);
}

/**
 * `x op ANY (SELECT …)` and `ALL`: equality as IN; any other as EXISTS of a row for which it holds
 * (for ALL: does not hold). That an answer may be NULL is kept by refusing what is not a condition.
 */
export function bindQuantified(node: QuantifiedNode, context: ExprContext, bind: BindExpr): Value {
  const needle = bind(node.left, context);
  if (node.right.kind !== 'query') {
    const list = bind(node.right, context);
    if (list.dtype.kind !== 'array')
      throw unsupported(node, 'ANY and ALL of something that is no list');
    if (node.operator === '=' && !node.all) {
      throw unsupported(node, '= ANY (list)', 'Write x IN (…) with the values.');
    }
    throw unsupported(node, 'ANY and ALL of a list');
  }
  if (node.operator === '=' && !node.all) {
    return inSubquery(needle, oneColumn(node.right, context), context, node);
  }
  if (node.operator === '<>' && node.all) {
    return make('Not', { arg: inSubquery(needle, oneColumn(node.right, context), context, node) });
  }
  const rel = oneColumn(node.right, context);
  return quantified(node, needle, rel, context);
}

/** ALL is the negation of ANY with the opposite sign. */
function quantified(
  node: QuantifiedNode,
  needle: Value,
  rel: Relation,
  context: ExprContext,
): Value {
  const sign = node.all ? OPPOSITE[node.operator] : node.operator;
  const any = someRow(rel, compare(sign, needle, firstColumn(rel), context, node));
  return negateIf(node.all, any);
}

/** Whether the comparison holds for some row; NULL when for none, but it is NULL for some. */
function someRow(
  rel: Relation,
  comparison: Value,
  isUnsure: Value = make('IsNull', { arg: comparison }),
): Value {
  const some = make('ExistsSubquery', { rel: filter(rel, [comparison]) });
  const unsure = make('ExistsSubquery', {
    rel: filter(rel, [isUnsure]),
  });
  return make('SearchedCase', {
    cases: [some, unsure],
    results: [boolean(true), make('Literal', { value: null, type: some.dtype })],
    default: boolean(false),
  });
}

const OPPOSITE = { '=': '<>', '<>': '=', '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;
