import type { DuckDBResultReader } from './duckdb-types.js';

/** Most rows and most characters of a cell that an output shows. */
const MOST_ROWS = 8;
const WIDEST = 60;

/**
 * Rows as a text table with a line below the names, as a terminal shows them.
 *
 * @param ordered whether the rows' order is the query's own; others are sorted by their text.
 */
export function outputTable(result: DuckDBResultReader, ordered: boolean): string {
  const types = result.columnTypes().map(String);
  const rows = result
    .getRows()
    .map((row) => row.map((value, at) => clipped(cellText(value, types[at] ?? ''))));
  const sorted = ordered ? rows : rows.toSorted(compareRows);
  const shown = sorted.slice(0, MOST_ROWS);
  const names = result.columnNames();
  const widths = names.map((name, at) =>
    Math.max(name.length, ...shown.map((row) => row[at]?.length ?? 0)),
  );
  const line = (cells: readonly string[], numeric: (at: number) => boolean): string =>
    cells
      .map((cell, at) =>
        numeric(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const isNumber = (at: number): boolean => NUMERIC.test(types[at] ?? '');
  return [
    line(names, isNumber),
    widths.map((width) => '-'.repeat(width)).join('  '),
    ...shown.map((row) => line(row, isNumber)),
    ...(rows.length > MOST_ROWS ? [`… ${rows.length - MOST_ROWS} more rows`] : []),
  ].join('\n');
}

const NUMERIC = /^(?:U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DOUBLE|FLOAT|DECIMAL.*)$/;

/** A value as text; floats keep a digit after the point, as Python writes them. */
function cellText(value: unknown, type: string): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number' && /DOUBLE|FLOAT/.test(type)) {
    const short = String(Number(value.toPrecision(12)));
    return /^-?\d+$/.test(short)
      ? `${short}.0`
      : short.replace('Infinity', 'inf').replace('NaN', 'nan');
  }
  return String(value).replaceAll('\n', '\\n');
}

const clipped = (text: string): string =>
  text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;

function compareRows(a: readonly string[], b: readonly string[]): number {
  for (const [at, text] of a.entries()) {
    const other = b[at] ?? '';
    const difference = Number(text) - Number(other);
    const order = Number.isNaN(difference)
      ? text < other
        ? -1
        : text > other
          ? 1
          : 0
      : difference;
    if (order !== 0) return order;
  }
  return 0;
}
