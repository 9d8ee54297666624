import { dummyTable, field, filter, limit, make, project, sort } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import { exprContext } from './context.js';
import { SqlError, unsupported } from './errors.js';
import { bindExpr } from './expressions.js';
import { bindTable } from './from.js';
import { asOneTable, close } from './joined.js';
import { constantOf, integer } from './literals.js';
import { columnsOf, emptyScope, sameName } from './scope.js';
import { bindSelect } from './select.js';
import { moved } from './select-parts.js';
import type { BoundQuery, CteBinding, Session, Surroundings } from './session.js';
import { combine } from './set-operations.js';
import { sortKey } from './sort-keys.js';
import type { Cte, Expr, OrderItem, Place, Query, QueryBody, TableExpr } from './syntax/ast.js';
import { bindValues } from './values-list.js';

/** A query with its CTEs, ORDER BY and LIMIT. */
export function bindQuery(query: Query, around: Surroundings, session: Session): BoundQuery {
  const inner = { ...around, ctes: bindCtes(query, around, session) };
  const { body, orderBy } = query;
  let relation: Relation;
  if (body.kind === 'select') {
    relation = bindSelect(body, orderBy, inner, session);
  } else {
    relation = bindBody(body, inner, session);
    if (orderBy.length > 0) relation = sortColumns(relation, orderBy, inner, session);
  }
  return { relation: limited(query, relation, session) };
}

function bindCtes(query: Query, around: Surroundings, session: Session): readonly CteBinding[] {
  const ctes = [...around.ctes];
  for (const cte of query.ctes) {
    if (query.recursive !== null && readsItself(cte)) {
      throw unsupported(query.recursive, `A recursive CTE (${cte.name.text})`);
    }
    // A CTE sees those before it, not the query that it is defined in.
    const bound = session.query(cte.query, { ...around, ctes: [...ctes] });
    const relation = renamed(bound.relation, cte);
    session.hints.push({ name: cte.name.text, kind: 'cte', relation, place: cte.name });
    ctes.push({ name: cte.name.text, relation });
  }
  return ctes;
}

function renamed(relation: Relation, { columns, name }: Cte): Relation {
  if (columns.length === 0) return relation;
  const names = [...relation.schema.keys()];
  if (columns.length > names.length) {
    throw new SqlError(
      'SQL_TYPE',
      `${name.text} has ${names.length} columns, not ${columns.length}`,
      name,
    );
  }
  if (columns.every(({ text }, i) => text === names[i])) return relation;
  return project(
    relation,
    new Map(names.map((from, i) => [columns[i]?.text ?? from, field(relation, from)])),
  );
}

/** Whether a CTE's query names the CTE in a FROM, outside of a CTE of the same name. */
function readsItself({ name, query }: Cte): boolean {
  const inTable = (table: TableExpr): boolean => {
    switch (table.kind) {
      case 'table':
        return table.name.length === 1 && sameName(table.name[0]?.text ?? '', name.text);
      case 'derived':
        return inQuery(table.query);
      case 'join':
        return inTable(table.left) || inTable(table.right);
      case 'pivot':
      case 'unpivot':
        return inTable(table.table);
      default:
        return false;
    }
  };
  const inBody = (body: QueryBody): boolean => {
    switch (body.kind) {
      case 'select':
        return body.from.some(inTable);
      case 'set-operation':
        return inBody(body.left) || inBody(body.right);
      case 'nested':
        return inQuery(body.query);
      case 'table-query':
        return inTable(body.table);
      default:
        return false;
    }
  };
  const inQuery = (inner: Query): boolean =>
    inBody(inner.body) || inner.ctes.some((cte) => inQuery(cte.query));
  return inQuery(query);
}

function bindBody(body: QueryBody, around: Surroundings, session: Session): Relation {
  switch (body.kind) {
    case 'select':
      return bindSelect(body, [], around, session);
    case 'values':
      return bindValues(body, around, session);
    case 'nested':
      return session.query(body.query, around).relation;
    case 'set-operation': {
      const left = bindBody(body.left, around, session);
      return combine(body, left, bindBody(body.right, around, session));
    }
    case 'table-query':
      return close(asOneTable(bindTable(body.table, around, session), session)).relation;
  }
}

/** ORDER BY over a set operation or VALUES: it can only use the output columns. */
function sortColumns(
  relation: Relation,
  orderBy: readonly OrderItem[],
  around: Surroundings,
  session: Session,
): Relation {
  const columns = columnsOf(relation);
  const source = { name: '', path: [], columns, open: null, merged: new Set<string>() };
  const scope = { ...emptyScope(relation, around.outer), sources: [source] };
  const context = exprContext(session, around.ctes, scope, 'ORDER BY');
  const keys = orderBy.flatMap((item) => {
    if (item.all) return columns.map(({ value }) => sortKey(value, item, session.dialect));
    const { expr } = item;
    const isOrdinal = expr.kind === 'number' && /^\d+$/.test(expr.text);
    const value = isOrdinal ? columns[Number(expr.text) - 1]?.value : bindExpr(expr, context);
    if (value === undefined)
      throw unsupported(expr, `There is no column ${isOrdinal ? expr.text : ''}`);
    return value.kind === 'Literal' ? [] : [sortKey(value, item, session.dialect)];
  });
  return keys.length === 0 ? relation : sort(relation, keys);
}

function limited(query: Query, relation: Relation, session: Session): Relation {
  if (query.limit === null && query.offset === null) return relation;
  if (query.limitPercent) throw unsupported(query.limit ?? query, 'LIMIT in percent');
  const n = query.limit === null ? null : rows(query.limit, session);
  const offset = query.offset === null ? 0 : rows(query.offset, session);
  if (query.withTies !== null) return withTies(query.withTies, relation, n, offset);
  return n === null && offset === 0 ? relation : limit(relation, n, offset);
}

/** The first rows and those that the last of them is tied with. */
function withTies(place: Place, relation: Relation, n: number | null, offset: number): Relation {
  // The select list is computed after sorting where a key is not selected.
  if (relation.kind === 'Project' && relation.parent.kind === 'Sort') {
    const { parent, values } = relation;
    const kept = withTies(place, parent, n, offset);
    return project(
      kept,
      new Map([...values].map(([name, value]) => [name, moved(value, parent, kept)])),
    );
  }
  if (relation.kind !== 'Sort' || n === null || offset !== 0) {
    throw unsupported(place, 'WITH TIES without a plain ORDER BY, or with OFFSET');
  }
  const rank = make('WindowFunction', {
    func: make('MinRank', {}),
    how: 'rows',
    start: null,
    end: null,
    group_by: [],
    order_by: relation.keys,
  });
  const kept = filter(relation.parent, [make('Less', { left: rank, right: integer(n) })]);
  return sort(
    kept,
    relation.keys.map((key) => moved(key, relation.parent, kept)),
  );
}

/** A number of rows, which must be known. */
function rows(expr: Expr, session: Session): number {
  const scope = emptyScope(NOTHING, null);
  const value = folded(bindExpr(expr, exprContext(session, [], scope, 'LIMIT')));
  if (typeof value === 'bigint' && value >= 0n) return Number(value);
  throw unsupported(expr, 'A number of rows that is computed');
}

/** A sum or product of constants. */
function folded(value: Value): unknown {
  const fold = FOLDS[value.kind];
  if (fold === undefined) return constantOf(value);
  const [a, b] = [folded(value.args['left'] as Value), folded(value.args['right'] as Value)];
  return typeof a === 'bigint' && typeof b === 'bigint' ? fold(a, b) : undefined;
}

const FOLDS: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  Add: (a, b) => a + b,
  Subtract: (a, b) => a - b,
  Multiply: (a, b) => a * b,
};

const NOTHING = dummyTable(new Map());
