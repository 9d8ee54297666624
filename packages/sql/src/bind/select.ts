import { dummyTable, filter, sameValue, some } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import { group } from './aggregate.js';
import type { Grouped } from './aggregate.js';
import { asCondition } from './coerce.js';
import { exprContext } from './context.js';
import type { ExprContext } from './context.js';
import { unsupported } from './errors.js';
import { bindExpr } from './expressions.js';
import { bindFrom } from './from.js';
import { bindGrouping, itemMeant } from './grouping.js';
import type { Grouping } from './grouping.js';
import { collectMetrics, isStandIn } from './metrics.js';
import type { Metrics } from './metrics.js';
import { bindItems, bindKeys, lateAliases, namesOf, ordinal } from './select-list.js';
import type { Key } from './select-list.js';
import { putOut } from './select-output.js';
import { conditionsOf, isAggregated, unrepeated } from './select-parts.js';
import type { Item } from './select-parts.js';
import { rebase } from './scope.js';
import type { Scope } from './scope.js';
import type { Session, Surroundings } from './session.js';
import { isWindow } from './windows.js';
import type { Expr, OrderItem, Place, SelectNode } from './syntax/ast.js';

/** A SELECT, the ORDER BY of its query and where it stands. */
interface Block {
  readonly node: SelectNode;
  readonly orderBy: readonly OrderItem[];
  readonly around: Surroundings;
  readonly session: Session;
}

/** A SELECT with the ORDER BY of its query, which may use what the select list has not got. */
export function bindSelect(
  node: SelectNode,
  orderBy: readonly OrderItem[],
  around: Surroundings,
  session: Session,
): Relation {
  const block: Block = { node, orderBy, around, session };
  if (node.sample !== null) throw unsupported(node.sample, 'USING SAMPLE');
  const from = bindFrom(node, around, session);
  const isGrouped = isAggregated(node, orderBy, session.dialect);
  const constants = isGrouped ? undefined : constantRow(block, from.scope);
  if (constants !== undefined) return constants;
  const scope = keepRows(block, from.scope, from.where);
  if (isGrouped) return grouped(block, scope);
  const context = contextOf(block, scope, null);
  const parts = bindParts(block, context, scope);
  return putOut({ node, dialect: session.dialect, rows: scope.relation, ...parts });
}

/** `SELECT 1, 'a'`: one row, from no table. */
function constantRow(block: Block, scope: Scope): Relation | undefined {
  const { node, orderBy } = block;
  const isBare =
    node.from.length === 0 && node.where === null && node.qualify === null && orderBy.length === 0;
  if (!isBare || node.distinct !== 'all' || node.top !== null) return undefined;
  const items = bindItems(node.items, contextOf(block, scope, null));
  const isConstant = items.every(
    ({ value }) =>
      value.shape === 'scalar' && value.relations.length === 0 && !some(value, isWindow),
  );
  return isConstant
    ? dummyTable(new Map(items.map(({ name, value }) => [name, value])))
    : undefined;
}

const contextOf = (
  { node, around, session }: Block,
  scope: Scope,
  metrics: Metrics | null,
  subqueryScope: Scope = scope,
): ExprContext => ({
  ...exprContext(session, around.ctes, scope, 'SELECT'),
  subqueryScope,
  aggregates: metrics,
  windows: new Map(node.windows.map(({ name, spec }) => [name.text.toLowerCase(), spec])),
});

/** The rows for which WHERE holds. */
function keepRows({ node, around, session }: Block, scope: Scope, where: readonly Expr[]): Scope {
  if (where.length === 0) return scope;
  const plain = exprContext(session, around.ctes, scope, 'WHERE');
  const context = { ...plain, aliases: lateAliases(node.items, (expr) => bindExpr(expr, plain)) };
  const predicates = where.flatMap((expr) =>
    conditionsOf(asCondition(bindExpr(expr, context), context, expr)),
  );
  return rebase(scope, filter(scope.relation, unrepeated(predicates)));
}

/** Everything that reads the rows after WHERE and, where there is one, GROUP BY. */
interface Parts {
  readonly items: readonly Item[];
  readonly keys: readonly Key[];
  readonly qualify: Value | null;
  readonly distinctOn: readonly Value[] | null;
}

function bindParts({ node, orderBy }: Block, context: ExprContext, scope: Scope): Parts {
  const items = bindItems(node.items, context);
  const aliases = namesOf(items);
  const condition = (expr: Expr, clause: string): Value => {
    const own: ExprContext = { ...context, clause, aliases };
    return asCondition(bindExpr(expr, own), own, expr);
  };
  return {
    items,
    keys: bindKeys(orderBy, items, { ...context, scope }),
    qualify: node.qualify === null ? null : condition(node.qualify, 'QUALIFY'),
    distinctOn:
      typeof node.distinct === 'string'
        ? null
        : node.distinct.map(
            (expr) =>
              ordinal(expr, items)?.value ??
              bindExpr(expr, { ...context, clause: 'DISTINCT ON', aliases }),
          ),
  };
}

/** GROUP BY and HAVING, and what is computed from them. */
function grouped(block: Block, scope: Scope): Relation {
  const { node } = block;
  const metrics = collectMetrics();
  let isCorrelated = false;
  const watched: Scope = {
    ...scope,
    onInner: () => {
      isCorrelated = true;
    },
  };
  const before = contextOf(block, scope, metrics, watched);
  const parts = bindParts(block, before, scope);
  const having = bindHaving(block, before, parts.items);
  const grouping = bindKeysOf(block, scope, parts.items);
  const made = group(scope.relation, grouping, metrics, parts.items);
  if (!isCorrelated) return finish(block, made, having, () => parts);
  // Subqueries that read a row of the grouped table see its keys: they are bound once more.
  const inside = (relation: Relation): ExprContext =>
    contextOf(block, scope, metrics, keyScope(scope, relation, grouping, made));
  const again = inside(made.relation);
  const havingAgain = bindHaving(block, again, bindItems(node.items, again));
  return finish(block, made, havingAgain, (relation) => bindParts(block, inside(relation), scope));
}

function finish(
  { node, session }: Block,
  made: Grouped,
  having: Value | null,
  partsOver: (relation: Relation) => Parts,
): Relation {
  let rows = made.relation;
  if (having !== null) {
    const place = node.having ?? node;
    const lifted = conditionsOf(having).map((value) => made.lift(value, made.relation, place));
    rows = filter(rows, unrepeated(lifted));
  }
  const parts = partsOver(rows);
  const lift = <T extends { readonly value: Value; readonly place: Place }>(part: T): T => ({
    ...part,
    value: made.lift(part.value, rows, part.place),
  });
  const { qualify, distinctOn } = parts;
  return putOut({
    node,
    dialect: session.dialect,
    rows,
    items: parts.items.map(lift),
    keys: parts.keys.map(lift),
    qualify: qualify === null ? null : made.lift(qualify, rows, node.qualify ?? node),
    distinctOn: distinctOn?.map((value) => made.lift(value, rows, node)) ?? null,
  });
}

function bindHaving({ node }: Block, context: ExprContext, items: readonly Item[]): Value | null {
  if (node.having === null) return null;
  const own: ExprContext = { ...context, clause: 'HAVING', windows: null, aliases: namesOf(items) };
  return asCondition(bindExpr(node.having, own), own, node.having);
}

/** The keys of GROUP BY: expressions, ordinals, names of the select list, or all that is not aggregated. */
function bindKeysOf(
  { node, around, session }: Block,
  scope: Scope,
  items: readonly Item[],
): Grouping {
  const plain = exprContext(session, around.ctes, scope, 'GROUP BY');
  if (!node.groupByAll) {
    const aliases = lateAliases(node.items, (expr) => bindExpr(expr, plain));
    const bindKey = (expr: Expr): Value => {
      const meant = itemMeant(expr, node);
      return bindExpr(meant?.expr ?? expr, { ...plain, aliases });
    };
    return bindGrouping(node.groupBy, bindKey, node);
  }
  const keys = items.filter(
    ({ value }) => !some(value, isStandIn) && !some(value, isWindow) && value.kind !== 'Literal',
  );
  const unique = keys.filter(
    ({ value }, i) => keys.findIndex((k) => sameValue(k.value, value)) === i,
  );
  return { keys: unique.map(({ value, place }) => ({ value, place })), sets: null };
}

/** The grouped table as an inner query sees it: its keys. */
function keyScope(scope: Scope, relation: Relation, { keys }: Grouping, { lift }: Grouped): Scope {
  const isKey = (value: Value): boolean => keys.some((key) => sameValue(key.value, value));
  return {
    ...scope,
    relation,
    onInner: undefined,
    sources: scope.sources.map((source) => ({
      ...source,
      open: null,
      columns: source.columns
        .filter(({ value }) => isKey(value))
        .map(({ name, value }) => ({ name, value: lift(value, relation, { start: 0, end: 0 }) })),
    })),
    shared: scope.shared
      .filter(({ value }) => isKey(value))
      .map(({ name, value }) => ({ name, value: lift(value, relation, { start: 0, end: 0 }) })),
  };
}
