import type { PythonAst } from '@ibert/ibis';

import type { Collector } from './collector.js';
import { expressionsOf } from './python/names.js';
import { endedBy } from './python/results.js';
import type { Scope } from './python/scope.js';

type Expression = PythonAst.Expression;

/** The largest Ibis expressions of a statement, without what executes, prints or compares them. */
export function candidatesOf(
  statement: PythonAst.Statement,
  scope: Scope,
  collector: Collector,
): readonly Expression[] {
  return expressionsOf(statement).flatMap((expression) =>
    pick(expression, statement, scope, collector),
  );
}

function pick(
  expression: Expression,
  statement: PythonAst.Statement,
  scope: Scope,
  collector: Collector,
): readonly Expression[] {
  const inner = (parts: readonly Expression[]): readonly Expression[] =>
    parts.flatMap((part) => pick(part, statement, scope, collector));
  const kind = collector.kindOf(expression, scope, statement.start);
  if (kind === 'expr' || kind === 'value') return [expression];
  if (kind === 'table') {
    // What only names or makes a table is context; what shows it asks nothing.
    return statement.kind === 'Expression' && expression === statement.value ? [expression] : [];
  }
  if (kind === 'result') {
    const ended = endedBy(expression);
    if (ended !== undefined) {
      const base = collector.kindOf(ended, scope, statement.start);
      if (base === 'table') return isShown(expression) ? [ended] : [];
      // `ibis.to_sql(expr)` is a function of the module.
      const given = expression.kind === 'Call' ? expression.args.map(({ value }) => value) : [];
      if (base !== 'ibis') return inner([ended, ...given]);
    }
  }
  switch (expression.kind) {
    case 'Call':
      return inner([
        ...(expression.callee.kind === 'Attribute' ? [expression.callee.object] : []),
        ...expression.args.map(({ value }) => value),
      ]);
    case 'Attribute':
      return inner([expression.object]);
    case 'Subscript':
      return inner([expression.object]);
    case 'Compare':
      return inner([expression.left, ...expression.rights]);
    case 'BinOp':
      return inner([expression.left, expression.right]);
    case 'BoolOp':
      return inner(expression.values);
    case 'Not':
    case 'UnaryOp':
      return inner([expression.operand]);
    case 'List':
    case 'Tuple':
    case 'Set':
      return inner(expression.items);
    case 'Starred':
    case 'NamedExpr':
      return inner([expression.value]);
    default:
      return [];
  }
}

const SHOWING: ReadonlySet<string> = new Set([
  'execute',
  'to_pandas',
  'to_pyarrow',
  'to_polars',
  'preview',
]);

/** Whether the rows of the expression are asked for. */
const isShown = (expression: Expression): boolean =>
  expression.kind === 'Call' &&
  expression.callee.kind === 'Attribute' &&
  SHOWING.has(expression.callee.attr.name);
