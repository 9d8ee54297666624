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
 * @param least on how many of the filled fixtures it must say something.
 */
export function vacuousResult(
  filled: readonly ResultTable[],
  empty: ResultTable,
  least = 1,
): Rejection | undefined {
  const all = [...filled, empty];
  if (all.every(({ rowCount }) => rowCount === 0)) {
    return reject('EMPTY_ON_ALL', `the result has no row on any of the ${all.length} fixtures`);
  }
  const total = all.every(({ rowCount }) => rowCount === 1);
  const speaking = filled.filter(({ rowCount, values }) =>
    total ? !values.every((cells) => cells.every(saysNothing)) : rowCount > 0,
  );
  if (total && speaking.length === 0) {
    return reject('EMPTY_ON_ALL', 'the total is NULL or zero on every fixture');
  }
  // A query for an empty table alone gives rows where there are none; that is for one fixture to say.
  if (speaking.length < least && least > 1) {
    return reject(
      'EMPTY_ON_ALL',
      `the result says something on ${speaking.length} of ${filled.length} fixtures with rows`,
    );
  }
  return undefined;
}

const saysNothing = (cell: Cell): boolean => cell === null || cell === 0n || cell === 0;
