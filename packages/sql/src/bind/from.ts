import { dummyTable, sameRelation, sample, selfReference } from '@ibert/ir';
import type { Relation } from '@ibert/ir';

import { unsupported } from './errors.js';
import { bindExpr } from './expressions.js';
import { connect, cross } from './join-order.js';
import { joinTables } from './joins.js';
import { asOneTable, close, referencesOf, single } from './joined.js';
import type { Joined } from './joined.js';
import { lateralColumns } from './lateral.js';
import { integer } from './literals.js';
import { bindPivot, bindUnpivot } from './pivots.js';
import type { Column, Scope, Source } from './scope.js';
import { cteOf, tableOf } from './session.js';
import type { Session, Surroundings } from './session.js';
import type {
  Expr,
  Sampling,
  SelectNode,
  TableAlias,
  TableExpr,
  TableFunctionNode,
  TableNode,
} from './syntax/ast.js';
import { conjunctsOf } from './syntax/walk.js';
import { bindTableFunction, unnestInto } from './unnest.js';

export interface From {
  readonly scope: Scope;
  /** The conditions of WHERE that have not become join conditions. */
  readonly where: readonly Expr[];
}

/** The tables of a SELECT as one relation, with the names that its expressions may use. */
export function bindFrom(node: SelectNode, around: Surroundings, session: Session): From {
  const where = node.where === null ? [] : conjunctsOf(node.where);
  const { outer, onOuter } = around;
  if (node.from.length === 0) {
    const relation = dummyTable(new Map([['one', integer(1)]]));
    return { scope: { relation, sources: [], shared: [], outer, onOuter, tables: [] }, where };
  }
  let joined: Joined | undefined;
  const waiting: Joined[] = [];
  const ready = (): Joined | undefined => {
    if (joined === undefined) return undefined;
    for (const other of waiting) joined = cross(joined, other, session);
    waiting.length = 0;
    return joined;
  };
  for (const table of node.from) {
    if (isDependent(table)) {
      joined = dependent(ready(), table, around, session);
      continue;
    }
    const next = bindTable(table, around, session);
    if (joined === undefined) joined = next;
    else waiting.push(next);
  }
  const first = joined as Joined;
  const order = [first, ...waiting].flatMap(({ sources }) => sources.map(({ name }) => name));
  const { result, rest } = connect(first, waiting, where, session);
  const closed = close(result);
  const tables = referencesOf(result).map((ref) => ref.parent);
  const sources = closed.sources.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  return { scope: { ...closed, sources, outer, onOuter, tables }, where: rest };
}

/** Whether a table of FROM reads the tables before it. */
function isDependent(table: TableExpr): boolean {
  if (table.kind === 'table-function') return true;
  if (table.kind === 'derived') return table.lateral;
  return false;
}

function dependent(
  left: Joined | undefined,
  table: TableExpr,
  around: Surroundings,
  session: Session,
): Joined {
  if (table.kind === 'table-function') return tableFunction(left, table, false, around, session);
  if (table.kind === 'derived') return lateral(left, table, around, session);
  throw unsupported(table, 'This table after a comma');
}

/** A derived table that may read the tables before it. */
function lateral(
  left: Joined | undefined,
  table: Extract<TableExpr, { kind: 'derived' }>,
  around: Surroundings,
  session: Session,
  keepsLeft = false,
): Joined {
  const columns = left === undefined ? undefined : lateralColumns(left, table, around, session);
  if (columns !== undefined) return columns;
  const right = bindTable({ ...table, lateral: false }, around, session);
  if (keepsLeft)
    throw unsupported(table, 'A left join with LATERAL that reads nothing of the left');
  return left === undefined ? right : cross(left, right, session);
}

function tableFunction(
  left: Joined | undefined,
  table: TableFunctionNode,
  keepEmpty: boolean,
  around: Surroundings,
  session: Session,
): Joined {
  const closed = left === undefined ? undefined : close(left);
  const scope: Scope = {
    relation: closed?.relation ?? dummyTable(new Map([['one', integer(1)]])),
    sources: closed?.sources ?? [],
    shared: closed?.shared ?? [],
    outer: around.outer,
    onOuter: around.onOuter,
    tables: [],
  };
  const made = bindTableFunction(table, scope, around.ctes, session, keepEmpty, bindExpr);
  return unnestInto(made, session);
}

/** A table of FROM, with its joins. */
export function bindTable(table: TableExpr, around: Surroundings, session: Session): Joined {
  switch (table.kind) {
    case 'table':
      return baseTable(table, around, session);
    case 'derived': {
      if (table.sample !== null) throw unsupported(table.sample, 'A sample of a subquery');
      const { relation } = session.query(table.query, around);
      return named(
        session,
        freshRelation(relation, around, session),
        table.alias,
        null,
        'subquery',
      );
    }
    case 'table-function':
      return tableFunction(undefined, table, false, around, session);
    case 'join':
      return joinTables(table, around, session, {
        bindTable: (inner) => bindTable(inner, around, session),
        tableFunction: (left, inner, keepEmpty) =>
          tableFunction(left, inner, keepEmpty, around, session),
        lateral: (left, inner, keepsLeft) => lateral(left, inner, around, session, keepsLeft),
      });
    case 'pivot': {
      const { relation } = close(asOneTable(bindTable(table.table, around, session), session));
      return named(
        session,
        bindPivot(table, relation, around, session),
        table.alias,
        null,
        'pivot',
      );
    }
    case 'unpivot': {
      const { relation } = close(asOneTable(bindTable(table.table, around, session), session));
      return named(session, bindUnpivot(table, relation, session), table.alias, null, 'unpivot');
    }
  }
}

function baseTable(table: TableNode, around: Surroundings, session: Session): Joined {
  const cte = cteOf(around, table.name);
  const last = table.name.at(-1)?.text ?? '';
  const path = table.name.slice(0, -1).map(({ text }) => text);
  if (cte !== undefined) {
    const relation = freshRelation(cte.relation, around, session);
    return named(session, relation, table.alias, null, cte.name);
  }
  const { relation, open } = tableOf(session, table.name);
  const fresh = freshRelation(relation, around, session);
  const rows = table.sample === null ? fresh : sampled(fresh, table.sample);
  return named(session, rows, table.alias, open, last, path);
}

function sampled(relation: Relation, sampling: Sampling): Relation {
  const { amount, unit, method, seed } = sampling;
  if (unit !== 'percent') throw unsupported(sampling, 'A sample of a number of rows');
  const isRow = method === 'bernoulli';
  if (!isRow && method !== null && method !== 'system')
    throw unsupported(sampling, `TABLESAMPLE ${method}`);
  return sample(relation, amount / 100, isRow ? 'row' : 'block', seed);
}

/** A table that an outer query reads too is another one here, once the inner query refers to that. */
function freshRelation(relation: Relation, around: Surroundings, session: Session): Relation {
  for (let at = around.outer; at !== null; at = at.outer) {
    if (!at.tables.some((table) => sameRelation(table, relation))) continue;
    around.clash?.();
    if (around.distinct === true) return selfReference(relation, session.nextId());
  }
  return relation;
}

function named(
  session: Session,
  relation: Relation,
  alias: TableAlias | null,
  open: string | null,
  fallback: string,
  path: readonly string[] = [],
): Joined {
  const name = alias?.name.text ?? fallback;
  if (alias !== null) {
    session.hints.push({ name, kind: 'alias', relation, place: alias.name });
  }
  const describe = (columns: readonly Column[]): readonly Source[] => [
    {
      name,
      path: alias === null ? path : [],
      columns: renamed(columns, alias),
      open,
      merged: new Set<string>(),
    },
  ];
  return single(session, relation, describe);
}

/** `t(a, b)`: the first columns under other names. */
function renamed(columns: readonly Column[], alias: TableAlias | null): readonly Column[] {
  if (alias === null || alias.columns.length === 0) return columns;
  if (alias.columns.length > columns.length) {
    throw unsupported(
      alias.name,
      `More names than the ${columns.length} columns of ${alias.name.text}`,
    );
  }
  return columns.map((column, i) => ({ ...column, name: alias.columns[i]?.text ?? column.name }));
}
