import type { Cell } from '../cell.js';
import type { ResultColumn, ResultTable } from '../comparison/result.js';
import { scaledToNumber } from './conform.js';

/** How far a float may lie from a decimal, in units of the decimal's last place. */
const SLACK = 0.01;
/** Doubles up to here, counted in units of the last place, still tell neighbours apart. */
const EXACT = 2 ** 50;

/**
 * Two results with the columns made comparable that one engine computes as decimals and the other
 * as floats. Where every float lies within a hundredth of a unit of the decimals' last place from
 * such a decimal, it is that decimal: a wrong one would be a whole unit away. Else both are floats,
 * compared within the comparison's own tolerance.
 */
export function alignDecimals(
  left: ResultTable,
  right: ResultTable,
): readonly [ResultTable, ResultTable] {
  const pairs = left.columns.map((column, i) => {
    const a: Column = { column, cells: left.values[i] ?? [] };
    const b: Column = { column: right.columns[i] ?? column, cells: right.values[i] ?? [] };
    const [x, y] = [a.column.type, b.column.type];
    if (x.family === 'decimal' && y.family === 'float') return alignPair(a, b, x.scale);
    if (x.family !== 'float' || y.family !== 'decimal') return [a, b] as const;
    const [decimal, float] = alignPair(b, a, y.scale);
    return [float, decimal] as const;
  });
  return [
    withColumns(
      left,
      pairs.map(([a]) => a),
    ),
    withColumns(
      right,
      pairs.map(([, b]) => b),
    ),
  ];
}

interface Column {
  readonly column: ResultColumn;
  readonly cells: readonly Cell[];
}

function alignPair(decimal: Column, float: Column, scale: number): readonly [Column, Column] {
  const snapped = float.cells.map((cell) => (cell === null ? null : snap(cell as number, scale)));
  if (!snapped.includes(undefined)) {
    const { type } = decimal.column;
    return [decimal, { column: { ...float.column, type }, cells: snapped as readonly Cell[] }];
  }
  const floats = decimal.cells.map((cell) =>
    cell === null ? null : scaledToNumber(cell as bigint, scale),
  );
  const type = { family: 'float' } as const;
  return [{ column: { ...decimal.column, type }, cells: floats }, float];
}

/** The decimal next to a float, as its value times ten to the scale. */
function snap(value: number, scale: number): bigint | undefined {
  const units = value * 10 ** scale;
  const nearest = Math.round(units);
  return Math.abs(nearest) < EXACT && Math.abs(units - nearest) <= SLACK
    ? BigInt(nearest)
    : undefined;
}

const withColumns = (table: ResultTable, columns: readonly Column[]): ResultTable => {
  if (table.columns.length !== columns.length) return table;
  return {
    rowCount: table.rowCount,
    columns: columns.map(({ column }) => column),
    values: columns.map(({ cells }) => cells),
  };
};
