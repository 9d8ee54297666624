import type { Expr, OrderItem, WindowSpec } from './ast.js';

const ofOrder = (items: readonly OrderItem[]): Expr[] => items.map(({ expr }) => expr);

const ofWindow = ({ partitionBy, orderBy }: WindowSpec): Expr[] => [
  ...partitionBy,
  ...ofOrder(orderBy),
];

const present = (...exprs: readonly (Expr | null)[]): Expr[] =>
  exprs.filter((expr) => expr !== null);

/** The expressions directly inside of an expression; queries are not entered. */
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'interval':
      return [expr.amount];
    case 'unary':
    case 'is':
    case 'cast':
    case 'member':
    case 'collate':
    case 'in-query':
      return [expr.arg];
    case 'binary':
    case 'distinct-from':
      return [expr.left, expr.right];
    case 'quantified':
      return expr.right.kind === 'query' ? [expr.left] : [expr.left, expr.right];
    case 'between':
      return [expr.arg, expr.low, expr.high];
    case 'in-list':
      return [expr.arg, ...expr.items];
    case 'in-value':
      return [expr.arg, expr.list];
    case 'like':
      return present(expr.arg, expr.pattern, expr.escape);
    case 'case':
      return present(
        expr.subject,
        ...expr.branches.flatMap(({ when, result }) => [when, result]),
        expr.otherwise,
      );
    case 'call':
      return [
        ...expr.args,
        ...ofOrder(expr.orderBy),
        ...ofOrder(expr.withinGroup ?? []),
        ...present(expr.separator, expr.filter),
        ...(expr.over === null ? [] : ofWindow(expr.over)),
      ];
    case 'array':
    case 'row':
      return expr.items;
    case 'struct':
      return expr.entries.map(({ value }) => value);
    case 'map':
      return expr.entries.flatMap(({ key, value }) => [key, value]);
    case 'lambda':
      return [expr.body];
    case 'named-arg':
      return [expr.value];
    case 'index':
      return [expr.arg, expr.index];
    case 'slice':
      return present(expr.arg, expr.from, expr.to);
    case 'at-time-zone':
      return [expr.arg, expr.zone];
    case 'star':
      return expr.replace.map((item) => item.expr);
    default:
      return [];
  }
}

/** The first expression in the tree that satisfies the test, outermost first. */
export function findExpr(expr: Expr, test: (expr: Expr) => boolean): Expr | undefined {
  if (test(expr)) return expr;
  for (const child of childrenOf(expr)) {
    const found = findExpr(child, test);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The expression with parts of it replaced, outermost first; queries are not entered. */
export function replaceExpr(expr: Expr, swap: (expr: Expr) => Expr | undefined): Expr {
  const swapped = swap(expr);
  if (swapped !== undefined) return swapped;
  return mapParts(expr, (part) => (isExpr(part) ? replaceExpr(part, swap) : part)) as Expr;
}

const isExpr = (part: object): part is Expr => 'kind' in part && part.kind !== 'query';

// Expressions also stand in lists and in plain records: branches of CASE, items of ORDER BY.
function mapParts(node: object, map: (part: object) => object): object {
  if (Array.isArray(node)) return node.map((item: unknown) => mapPart(item, map));
  return Object.fromEntries(Object.entries(node).map(([key, part]) => [key, mapPart(part, map)]));
}

function mapPart(part: unknown, map: (part: object) => object): unknown {
  if (typeof part !== 'object' || part === null) return part;
  if ('kind' in part) return map(part);
  return mapParts(part, map);
}

/** Splits a condition at its ANDs. */
export function conjunctsOf(expr: Expr): Expr[] {
  const parts: Expr[] = [];
  let current = expr;
  // Chains of AND lean to the left: walked without recursion.
  while (current.kind === 'binary' && current.operator === 'and') {
    parts.unshift(...conjunctsOf(current.right));
    current = current.left;
  }
  return [current, ...parts];
}
