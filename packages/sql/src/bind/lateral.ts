import { field, make, project } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import { exprContext } from './context.js';
import { unsupported } from './errors.js';
import { close, referencesOf, single } from './joined.js';
import type { Joined } from './joined.js';
import type { Column, Scope, Source } from './scope.js';
import { bindItems } from './select-list.js';
import { isAggregated } from './select-parts.js';
import type { Session, Surroundings } from './session.js';
import type { DerivedNode, SelectNode } from './syntax/ast.js';

/**
 * LATERAL of a query that gives one row for each row before it: expressions of that row, or
 * aggregates over the rows of other tables, which become scalar subqueries. Undefined for a query
 * that does not read the rows before it.
 *
 * @throws SqlError `UNSUPPORTED_SQL` for a correlated query that may give any number of rows.
 */
export function lateralColumns(
  left: Joined,
  table: DerivedNode,
  around: Surroundings,
  session: Session,
): Joined | undefined {
  const { relation, sources, shared } = close(left);
  let isCorrelated = false;
  const scope: Scope = {
    relation,
    sources,
    shared,
    outer: around.outer,
    onOuter: around.onOuter,
    onInner: () => {
      isCorrelated = true;
    },
    tables: referencesOf(left).map((reference) => reference.parent),
  };
  const columns = oneRow(table, scope, around, session);
  if (columns === undefined) {
    session.query(table.query, { ...around, outer: scope });
    if (!isCorrelated) return undefined;
    throw unsupported(table, 'A LATERAL subquery of several rows');
  }
  return widened({ relation, sources, shared }, columns, table, session);
}

/** The columns of a query of exactly one row, as values over the rows before it. */
function oneRow(
  { query }: DerivedNode,
  scope: Scope,
  around: Surroundings,
  session: Session,
): readonly Column[] | undefined {
  const { body } = query;
  const isPlain =
    body.kind === 'select' &&
    query.limit === null &&
    query.offset === null &&
    body.groupBy.length === 0 &&
    !body.groupByAll &&
    body.having === null &&
    body.qualify === null &&
    body.top === null &&
    query.ctes.length === 0;
  if (!isPlain || body.distinct !== 'all') return undefined;
  if (isAggregated(body, [], session.dialect))
    return subqueries(body, scope, around, session, query);
  if (body.from.length > 0 || body.where !== null) return undefined;
  return bindItems(body.items, exprContext(session, around.ctes, scope, 'LATERAL'));
}

function subqueries(
  body: SelectNode,
  outer: Scope,
  around: Surroundings,
  session: Session,
  query: DerivedNode['query'],
): readonly Column[] {
  return body.items.map((item) => {
    const single = { ...query, orderBy: [], body: { ...body, items: [item] } };
    const { relation } = session.query(single, { ...around, outer });
    const [name = ''] = relation.schema.keys();
    return { name, value: make('ScalarSubquery', { rel: relation }) };
  });
}

type Closed = Pick<Scope, 'relation' | 'sources' | 'shared'>;

/** The rows with further columns, which belong to the lateral table. */
function widened(
  { relation, sources, shared }: Closed,
  columns: readonly Column[],
  { alias }: DerivedNode,
  session: Session,
): Joined {
  const values = new Map<string, Value>();
  for (const name of relation.schema.keys()) values.set(name, field(relation, name));
  const outputs = columns.map(({ name, value }) => {
    let free = name;
    for (let i = 1; values.has(free); i += 1) free = `${name}_${i}`;
    values.set(free, value);
    return free;
  });
  const wide: Relation = project(relation, values);
  const source: Source = {
    name: alias?.name.text ?? 'lateral',
    path: [],
    columns: outputs.map((output, i) => ({
      name: alias?.columns[i]?.text ?? columns[i]?.name ?? output,
      value: field(wide, output),
    })),
    open: null,
    merged: new Set(),
  };
  const joined = single(session, wide, () => []);
  const move = ({ name, value }: Column): Column => ({
    name,
    value: field(joined.first, value.args['name'] as string),
  });
  return {
    ...joined,
    sources: [...sources, source].map((s) => ({ ...s, columns: s.columns.map(move) })),
    shared: shared.map(move),
  };
}
