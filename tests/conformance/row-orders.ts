import type { DuckDBConnection } from '@duckdb/node-api';
import type { Relation, Schema } from '@ibert/ir';
import {
  compareSides,
  knownNames,
  orderConflict,
  relationFacts,
  type OrderFacts,
  type ResultTable,
  SqlInspector,
} from '@ibert/validation';
import { rebuild } from './random/rebuild.js';

/** The rows of one side, and the order that its text or its relation fixes. */
export interface OrderedRows {
  readonly rows: ResultTable;
  readonly order: OrderFacts;
}

/** How a translation's rows differ from the original's, their order included where it is fixed. */
export function differenceInOrder(
  original: OrderedRows,
  translation: OrderedRows,
): string | undefined {
  const order = { sql: original.order, ibis: translation.order };
  const results = { sql: original.rows, ibis: translation.rows };
  return (orderConflict(order) ?? compareSides(order, results, "suite's"))?.error;
}

/** Reads off a DuckDB text the order that it fixes. */
export type ReadOrder = (sql: string) => Promise<OrderFacts>;

/** @param tables those that the texts read. */
export async function orderReader(
  connection: DuckDBConnection,
  tables: Readonly<Record<string, Schema>>,
): Promise<ReadOrder> {
  const inspector = await SqlInspector.create(connection);
  const names = knownNames(tables);
  return async (sql) => {
    const inspected = await inspector.inspect(sql, names);
    if (!inspected.ok) throw new Error(`no order can be read: ${inspected.error}\n${sql}`);
    return inspected.facts.order;
  };
}

/** The order that a relation fixes. */
export const orderOf = (relation: Relation): OrderFacts => relationFacts(relation).order;

/** A planted fault: the relation without the sort that fixes its order. */
export function withoutOrder(relation: Relation): Relation {
  let sort: Relation | undefined = relation;
  while (sort !== undefined && sort.kind !== 'Sort') {
    sort = 'parent' in sort ? sort.parent : undefined;
  }
  if (sort === undefined) throw new Error(`there is no sort: it ends in ${relation.kind}`);
  const { parent } = sort;
  return rebuild(relation, { relation: (part) => (part === sort ? parent : undefined) });
}
