import type { Cell } from './cell.js';
import type { ResultTable } from './comparison/result.js';
import { reject } from './reasons.js';
import type { Rejection } from './reasons.js';

/**
 * Refuses a result that could not have told a wrong program from the right one: no row on any
 * fixture; or, for a query that gives one row even on empty tables (a total), nothing but NULL and
 * zero on the fixtures that have rows.
 *
 * @param filled results on the fixtures with rows.
 * @param empty the result on the fixture without.
 */
export function vacuousResult(
  filled: readonly ResultTable[],
  empty: ResultTable,
): Rejection | undefined {
  const all = [...filled, empty];
  if (all.every(({ rowCount }) => rowCount === 0)) {
    return reject('EMPTY_ON_ALL', `the result has no row on any of the ${all.length} fixtures`);
  }
  const total = all.every(({ rowCount }) => rowCount === 1);
  if (total && filled.every(({ values }) => values.every((cells) => cells.every(saysNothing)))) {
    return reject('EMPTY_ON_ALL', 'the total is NULL or zero on every fixture');
  }
  return undefined;
}

const saysNothing = (cell: Cell): boolean => cell === null || cell === 0n || cell === 0;
