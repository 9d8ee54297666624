import type { Value } from '@ibert/ir';

import type { ExprContext } from './context.js';
import { unsupported } from './errors.js';
import { bindExpr } from './expressions.js';
import { starColumns } from './scope.js';
import { expandStar } from './star.js';
import type { CallNode, Expr } from './syntax/ast.js';
import { findExpr, replaceExpr } from './syntax/walk.js';

const isColumns = (expr: Expr): expr is CallNode =>
  expr.kind === 'call' && expr.name.length === 1 && expr.name[0]?.text.toLowerCase() === 'columns';

/** DuckDB's `COLUMNS(…)` inside of the expression, or undefined. */
export const columnsCall = (expr: Expr): CallNode | undefined =>
  findExpr(expr, isColumns) as CallNode | undefined;

/** The expression once per column that its `COLUMNS(…)` stands for, under the column's name. */
export function expandColumns(
  expr: Expr,
  call: CallNode,
  context: ExprContext,
): readonly { readonly name: string; readonly value: Value }[] {
  return chosen(call, context).map((name) => {
    const one = replaceExpr(expr, (e) =>
      isColumns(e)
        ? {
            kind: 'name',
            parts: [{ text: name, quoted: true, start: e.start, end: e.end }],
            start: e.start,
            end: e.end,
          }
        : undefined,
    );
    return { name, value: bindExpr(one, context) };
  });
}

function chosen(call: CallNode, context: ExprContext): readonly string[] {
  const [what, ...others] = call.args;
  if (what === undefined || others.length > 0)
    throw unsupported(call, 'COLUMNS with these arguments');
  if (what.kind === 'star') return expandStar(what, context).map(({ name }) => name);
  const names = starColumns(context.scope).map(({ name }) => name);
  if (what.kind === 'string') {
    const pattern = new RegExp(what.value, 'u');
    return names.filter((name) => pattern.test(name));
  }
  throw unsupported(call, 'COLUMNS with a lambda', 'Write COLUMNS with a regular expression.');
}
