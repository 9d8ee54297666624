import { compareResults } from './comparison/compare.js';
import type { RowOrder, Sides } from './comparison/compare.js';
import type { ResultTable } from './comparison/result.js';
import { SIDE_NAMES } from './execution/duckdb-error.js';
import type { Side } from './execution/duckdb-error.js';
import { rowOrder, visibleKeys } from './facts/order.js';
import type { OrderFacts } from './facts/order.js';
import { reject } from './reasons.js';
import type { Rejection } from './reasons.js';

/** The results of both texts on one fixture. */
export type Results = Readonly<Record<Side, ResultTable>>;

/** The orders that both texts fix. */
export type Orders = Readonly<Record<Side, OrderFacts>>;

/** Differences that a result may show by chance of the row order. */
export const MAY_BE_CHANCE: ReadonlySet<string> = new Set(['ROWS_DIFFER', 'ORDER_DIFFERS']);

const SIDES: Sides = ['SQL', 'Ibis'];

/** Refuses a pair of which only one side fixes an order. */
export function orderConflict({ sql, ibis }: Orders): Rejection | undefined {
  if (sql.order === ibis.order) return undefined;
  const [fixed, free] = sql.order === 'ordered' ? SIDES : [SIDES[1], SIDES[0]];
  return reject('ORDER_DIFFERS', `${fixed} orders its rows and ${free} does not`);
}

/** Refuses a pair whose sides differ on a fixture. */
export function compareSides(
  order: Orders,
  { sql, ibis }: Results,
  fixture: string,
): Rejection | undefined {
  const difference = compareResults(sql, ibis, sharedOrder(order, sql, ibis), SIDES);
  if (difference === undefined) return undefined;
  return reject(difference.code, `on the ${fixture} fixture: ${difference.message}`);
}

/** Ties may be broken differently only where both sides sort by the same columns. */
function sharedOrder({ sql, ibis }: Orders, a: ResultTable, b: ResultTable): RowOrder {
  if (sql.order !== 'ordered' || ibis.order !== 'ordered') return { as: 'bag' };
  const left = keysIn(sql, a);
  const right = keysIn(ibis, b);
  return { as: 'list', keys: left?.join() === right?.join() ? left : undefined };
}

function keysIn(facts: OrderFacts, table: ResultTable): readonly number[] | undefined {
  if (facts.order !== 'ordered') return undefined;
  return visibleKeys(
    facts.keys,
    table.columns.map(({ name }) => name),
  );
}

/** Refuses a text whose result changes when the rows lie the other way round. */
export function unstable(
  order: Orders,
  side: Side,
  hostile: Results,
  reversed: Results,
): Rejection | undefined {
  const facts = order[side];
  const [before, after] = [hostile[side], reversed[side]];
  const difference = compareResults(before, after, rowOrder(facts, before.columns), [
    'the rows as stored',
    'the same rows in reverse',
  ]);
  if (difference === undefined) return undefined;
  const message = `${SIDE_NAMES[side]} depends on the order in which rows are stored: ${difference.message}`;
  return reject('NONDETERMINISTIC', message);
}
