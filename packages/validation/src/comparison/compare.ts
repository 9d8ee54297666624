import { plural } from '@ibert/core';

import type { RejectCode } from '../reasons.js';
import { rowComparer } from './bag.js';
import type { RowComparer, Unmatched } from './bag.js';
import { showCell } from './cells.js';
import { printResultType, sameFamily } from './result.js';
import type { ResultTable } from './result.js';

/** What makes two results different, as a reject code and a sentence. */
export interface Difference {
  readonly code: Extract<
    RejectCode,
    'COLUMNS_DIFFER' | 'TYPES_DIFFER' | 'ROWS_DIFFER' | 'ORDER_DIFFERS'
  >;
  readonly message: string;
}

/**
 * How rows are compared: as a bag, or as a list. `keys` are the output columns (0-based) of the sort
 * keys: rows that agree in all of them may stand in any order; undefined when a sort key is not
 * visible: then the lists must be equal row by row.
 */
export type RowOrder =
  | { readonly as: 'bag' }
  | { readonly as: 'list'; readonly keys: readonly number[] | undefined };

/** What messages call the two results. */
export type Sides = readonly [left: string, right: string];

/**
 * Compares two results: names and order of columns, type families, rows. NULL equals NULL, NaN
 * equals NaN, -0 equals 0; floats, also nested ones, may differ by 1e-12 relative.
 *
 * @returns undefined when the results are equal.
 */
export function compareResults(
  left: ResultTable,
  right: ResultTable,
  order: RowOrder,
  sides: Sides,
): Difference | undefined {
  return columnDifference(left, right, sides) ?? rowDifference(left, right, order, sides);
}

function columnDifference(
  left: ResultTable,
  right: ResultTable,
  sides: Sides,
): Difference | undefined {
  const [a, b] = [left.columns, right.columns];
  const at = a.findIndex(({ name }, i) => name !== b[i]?.name);
  if (at >= 0 || a.length !== b.length) {
    const list = ({ columns }: ResultTable): string => columns.map(({ name }) => name).join(', ');
    const message = `${sides[0]} gives the columns ${list(left)}; ${sides[1]} gives ${list(right)}`;
    return { code: 'COLUMNS_DIFFER', message };
  }
  for (const [i, { name, type }] of a.entries()) {
    const other = b[i]?.type ?? type;
    if (sameFamily(type, other)) continue;
    const message = `column ${name} is ${printResultType(type)} from ${sides[0]} and ${printResultType(other)} from ${sides[1]}`;
    return { code: 'TYPES_DIFFER', message };
  }
  return undefined;
}

function rowDifference(
  left: ResultTable,
  right: ResultTable,
  order: RowOrder,
  sides: Sides,
): Difference | undefined {
  const comparer = rowComparer(left, right);
  if (left.rowCount === right.rowCount) {
    const first = firstDifference(left.rowCount, comparer);
    if (first === undefined) return undefined;
    if (order.as === 'list') {
      const place = listDifference(left, comparer, order.keys, first);
      if (place === undefined) return undefined;
      const bags = comparer.unmatched(rowNumbers(left), rowNumbers(right));
      if (bags.left.length + bags.right.length > 0) {
        return rowsDiffer(left, right, comparer, bags, sides);
      }
      const message = `both give the same rows in another order, from row ${place + 1} on: ${sides[0]} has ${showRow(left, place)}, ${sides[1]} has ${showRow(right, place)}`;
      return { code: 'ORDER_DIFFERS', message };
    }
  }
  const bags = comparer.unmatched(rowNumbers(left), rowNumbers(right));
  if (bags.left.length + bags.right.length === 0) return undefined;
  return rowsDiffer(left, right, comparer, bags, sides);
}

function firstDifference(rowCount: number, { equal }: RowComparer): number | undefined {
  for (let row = 0; row < rowCount; row += 1) if (!equal(row, row)) return row;
  return undefined;
}

/** The first row at which two lists of equal length differ, ties in the visible keys aside. */
function listDifference(
  left: ResultTable,
  comparer: RowComparer,
  keys: readonly number[] | undefined,
  first: number,
): number | undefined {
  if (keys === undefined) return first;
  for (let row = 0; row < left.rowCount; row += 1) {
    if (!keys.every((key) => comparer.equalAt(key, row, row))) return row;
  }
  const ties = rowComparer(left, left);
  for (let start = 0; start < left.rowCount;) {
    let end = start + 1;
    // Close keys chain, so that rounding cannot split a tie.
    while (end < left.rowCount && keys.every((key) => ties.equalAt(key, end - 1, end))) end += 1;
    const group = Array.from({ length: end - start }, (_, i) => start + i);
    const over = comparer.unmatched(group, group);
    if (over.left.length + over.right.length > 0) return start;
    start = end;
  }
  return undefined;
}

const rowNumbers = ({ rowCount }: ResultTable): readonly number[] =>
  Array.from({ length: rowCount }, (_, row) => row);

function rowsDiffer(
  left: ResultTable,
  right: ResultTable,
  comparer: RowComparer,
  { left: onlyLeft, right: onlyRight }: Unmatched,
  sides: Sides,
): Difference {
  const counts =
    left.rowCount === right.rowCount
      ? plural(left.rowCount, 'row')
      : `${plural(left.rowCount, 'row')} from ${sides[0]}, ${right.rowCount} from ${sides[1]}`;
  const parts = [
    onlySide(left, onlyLeft, sides[0]),
    onlySide(right, onlyRight, sides[1]),
    loneColumn(left, right, comparer, onlyLeft[0], onlyRight[0]),
  ].filter((part) => part !== undefined);
  return { code: 'ROWS_DIFFER', message: `${counts}; ${parts.join('; ')}` };
}

function onlySide(table: ResultTable, rows: readonly number[], side: string): string | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  return `${rows.length} only in ${side}, the first is row ${first + 1}: ${showRow(table, first)}`;
}

/** Names the column when the first two lone rows differ in one only. */
function loneColumn(
  left: ResultTable,
  right: ResultTable,
  { equalAt }: RowComparer,
  a: number | undefined,
  b: number | undefined,
): string | undefined {
  if (a === undefined || b === undefined || left.columns.length < 2) return undefined;
  const different = left.columns.filter((_, i) => !equalAt(i, a, b));
  const [column] = different;
  if (column === undefined || different.length > 1) return undefined;
  const i = left.columns.indexOf(column);
  const [x, y] = [left.values[i]?.[a] ?? null, right.values[i]?.[b] ?? null];
  const type = right.columns[i]?.type ?? column.type;
  return `they differ in ${column.name}: ${showCell(x, column.type)} and ${showCell(y, type)}`;
}

function showRow(table: ResultTable, row: number): string {
  const cells = table.columns.map(({ type }, i) => showCell(table.values[i]?.[row] ?? null, type));
  return `(${cells.join(', ')})`;
}
