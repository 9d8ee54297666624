import { aggregate, field, filter, make, NULL, project } from '@ibert/ir';
import type { DataType, Relation, Value } from '@ibert/ir';

import { cast, comparablePair, unify, wider } from './coerce.js';
import { exprContext } from './context.js';
import type { ExprContext } from './context.js';
import { unsupported } from './errors.js';
import { bindExpr } from './expressions.js';
import { constantOf, text } from './literals.js';
import { outputName } from './output-names.js';
import { onlyWhere } from './pivot-metrics.js';
import { columnsOf, sameName } from './scope.js';
import type { Column, Scope } from './scope.js';
import type { Session, Surroundings } from './session.js';
import type { Expr, PivotNode, SelectItem, UnpivotNode } from './syntax/ast.js';
import { findExpr } from './syntax/walk.js';

/** The columns of a relation as the scope of its pivot. */
function scopeOf(relation: Relation, around: Surroundings): Scope {
  const columns = columnsOf(relation);
  const source = { name: '', path: [], columns, open: null, merged: new Set<string>() };
  return {
    relation,
    sources: [source],
    shared: [],
    outer: around.outer,
    onOuter: around.onOuter,
    tables: [],
  };
}

/** A value of the pivoted columns, with the name that it gives its column. */
interface Cell {
  readonly name: string;
  readonly condition: Value;
}

/** PIVOT: one column per listed value and aggregate, each over the rows that have the value. */
export function bindPivot(
  node: PivotNode,
  relation: Relation,
  around: Surroundings,
  session: Session,
): Relation {
  const scope = scopeOf(relation, around);
  const context = exprContext(session, around.ctes, scope, 'PIVOT');
  if (node.on.length === 0 || node.aggregates.length === 0) {
    throw unsupported(node, 'PIVOT without ON or USING');
  }
  const cells = node.on
    .map((column) => cellsOf(column, context))
    .reduce((left, right) => left.flatMap((a) => right.map((b) => both(a, b))));
  const groups = new Map(groupsOf(node, relation, context).map(({ name, value }) => [name, value]));
  const metrics = new Map<string, Value>();
  for (const cell of cells) {
    for (const item of node.aggregates) {
      const { label, value } = metricOf(item, context);
      const isNamed = node.aggregates.length > 1 || item.alias !== null;
      const name = isNamed ? `${cell.name}_${label}` : cell.name;
      if (metrics.has(name) || groups.has(name))
        throw unsupported(node, `Two columns named '${name}'`);
      metrics.set(name, onlyWhere(value, cell.condition, item.expr));
    }
  }
  return aggregate(relation, groups, metrics);
}

const both = (a: Cell, b: Cell): Cell => ({
  name: `${a.name}_${b.name}`,
  condition: make('And', { left: a.condition, right: b.condition }),
});

function cellsOf({ expr, values }: PivotNode['on'][number], context: ExprContext): readonly Cell[] {
  if (values === null) {
    throw unsupported(expr, 'PIVOT without a list of values', 'Write ON column IN (values).');
  }
  const column = bindExpr(expr, context);
  return values.map((item) => {
    const value = bindExpr(item.expr, context);
    const [left, right] = comparablePair(column, value, context, item);
    return {
      name: item.alias?.text ?? shown(value, item),
      condition: make('Equals', { left, right }),
    };
  });
}

function shown(value: Value, item: SelectItem): string {
  const plain = constantOf(value);
  if (typeof plain === 'string' || typeof plain === 'bigint' || typeof plain === 'boolean')
    return String(plain);
  throw unsupported(item, 'A pivoted value that is no text, integer or boolean');
}

/** The aggregate over all rows; its condition is added per value. */
function metricOf(
  { expr, alias }: SelectItem,
  context: ExprContext,
): { readonly label: string; readonly value: Value } {
  let found: Value | undefined;
  const value = bindExpr(expr, {
    ...context,
    aggregates: {
      add: (metric) => {
        found = metric;
        return metric;
      },
      grouping: (call) => {
        throw unsupported(call, 'GROUPING in PIVOT');
      },
    },
  });
  if (found === undefined) throw unsupported(expr, 'PIVOT without an aggregate');
  const { dialect, source } = context.session;
  return { label: alias?.text ?? outputName(expr, dialect, source, 0), value };
}

/** GROUP BY, or every column that is neither pivoted nor aggregated. */
function groupsOf(node: PivotNode, relation: Relation, context: ExprContext): readonly Column[] {
  if (node.groupBy !== null) {
    return node.groupBy.map((expr) => {
      const value = bindExpr(expr, context);
      if (expr.kind !== 'name') throw unsupported(expr, 'PIVOT grouped by an expression');
      return { name: value.args['name'] as string, value };
    });
  }
  const used = [...node.on.map(({ expr }) => expr), ...node.aggregates.map(({ expr }) => expr)];
  return columnsOf(relation).filter(({ name }) => !used.some((expr) => mentions(expr, name)));
}

const mentions = (expr: Expr, name: string): boolean =>
  findExpr(expr, (e) => e.kind === 'name' && sameName(e.parts.at(-1)?.text ?? '', name)) !==
  undefined;

/** UNPIVOT: a row per listed column, with its name and its value, as Ibis's `pivot_longer` makes it. */
export function bindUnpivot(node: UnpivotNode, relation: Relation, session: Session): Relation {
  const [value, ...others] = node.value;
  if (value === undefined || others.length > 0) {
    throw unsupported(node, 'UNPIVOT into several columns of values');
  }
  const context = exprContext(session, [], scopeOf(relation, { ctes: [], outer: null }), 'UNPIVOT');
  const chosen = node.columns.map(({ exprs, label }) => {
    const [expr, ...more] = exprs;
    if (expr?.kind !== 'name' || more.length > 0)
      throw unsupported(expr ?? node, 'UNPIVOT of an expression');
    const column = bindExpr(expr, context);
    const name = column.args['name'] as string;
    return { name, column, label: typeof label === 'string' ? label : (label?.text ?? name) };
  });
  const cells = unifyColumns(
    chosen.map(({ column }) => column),
    context,
    node,
  );
  const names = [node.name.text, value.text];
  const rows = chosen.map(({ label }, i) =>
    make('StructColumn', { names, values: [text(label), cells[i] as Value] }),
  );
  const kept = columnsOf(relation).filter(({ name }) => !chosen.some((c) => c.name === name));
  const pieces = make('Unnest', { arg: make('Array', { exprs: rows }) });
  const columns = new Map(kept.map(({ name, value: v }) => [name, v]));
  const inner = project(relation, new Map([...columns, ['__pivoted__', pieces]]));
  const outer = new Map<string, Value>(kept.map(({ name }) => [name, field(inner, name)]));
  for (const part of names) {
    outer.set(part, make('StructField', { arg: field(inner, '__pivoted__'), field: part }));
  }
  const result = project(inner, outer);
  return node.includeNulls
    ? result
    : filter(result, [make('NotNull', { arg: field(result, value.text) })]);
}

function unifyColumns(
  values: readonly Value[],
  context: ExprContext,
  node: UnpivotNode,
): readonly Value[] {
  const unified = unify(values, context, node);
  const common = unified
    .map(({ dtype }) => dtype)
    .reduce<DataType | undefined>((a, b) => (a === undefined ? undefined : wider(a, b)), NULL);
  return common === undefined ? unified : unified.map((value) => cast(value, common));
}
