import { cellEqual, cellKey, decimalScale } from './cells.js';
import type { CellKey } from './cells.js';
import { hasPerfectMatching } from './match.js';
import { isFuzzy } from './result.js';
import type { ResultTable } from './result.js';

/** Row numbers (0-based) that have no partner on the other side. */
export interface Unmatched {
  readonly left: readonly number[];
  readonly right: readonly number[];
}

/** Compares rows of two tables; built once per pair of results. */
export interface RowComparer {
  /** Whether two rows are equal, floats within the tolerance. */
  readonly equal: (leftRow: number, rightRow: number) => boolean;
  /** Whether the rows are equal in one column. */
  readonly equalAt: (column: number, leftRow: number, rightRow: number) => boolean;
  /** The rows without a partner when both lists are compared as bags. */
  readonly unmatched: (leftRows: readonly number[], rightRows: readonly number[]) => Unmatched;
}

// Above this size a group of close rows is not matched a second time in full.
const MAX_FULL_GROUP = 300;

/** The tables must have equal columns by {@link sameFamily}. */
export function rowComparer(left: ResultTable, right: ResultTable): RowComparer {
  const columns = left.columns.map(({ type }, i) => ({
    equal: cellEqual(type, right.columns[i]?.type ?? type),
    left: left.values[i] ?? [],
    right: right.values[i] ?? [],
  }));
  const equalAt = (column: number, a: number, b: number): boolean => {
    const it = columns[column];
    return it !== undefined && it.equal(it.left[a] ?? null, it.right[b] ?? null);
  };
  const equal = (a: number, b: number): boolean => {
    for (let i = 0; i < columns.length; i += 1) if (!equalAt(i, a, b)) return false;
    return true;
  };
  return {
    equal,
    equalAt,
    unmatched: (leftRows, rightRows) => unmatched(left, right, leftRows, rightRows, equal),
  };
}

function unmatched(
  left: ResultTable,
  right: ResultTable,
  leftRows: readonly number[],
  rightRows: readonly number[],
  equal: (a: number, b: number) => boolean,
): Unmatched {
  const scales = left.columns.map(({ type }, i) =>
    Math.max(decimalScale(type), decimalScale(right.columns[i]?.type ?? type)),
  );
  const fuzzy = left.columns.map(({ type }) => isFuzzy(type));
  const exactKeys = [left, right].map((table) => rowKey(table, scales, () => true));
  const rest = cancel(leftRows, rightRows, exactKeys[0] as RowKey, exactKeys[1] as RowKey);
  if (!fuzzy.includes(true) || rest.left.length === 0 || rest.right.length === 0) return rest;

  const keys = [left, right].map((table) => rowKey(table, scales, (i) => fuzzy[i] !== true));
  const [leftKey, rightKey] = keys as [RowKey, RowKey];
  const groups = { left: groupBy(rest.left, leftKey), right: groupBy(rest.right, rightKey) };
  const whole = { left: groupBy(leftRows, leftKey), right: groupBy(rightRows, rightKey) };
  const over: { left: number[]; right: number[] } = { left: [], right: [] };
  const matches = (a: readonly number[], b: readonly number[]): boolean =>
    hasPerfectMatching(a, b, equal);
  for (const [key, rows] of groups.left) {
    const others = groups.right.get(key) ?? [];
    groups.right.delete(key);
    if (matches(rows, others)) continue;
    const full = whole.left.get(key) ?? [];
    if (full.length <= MAX_FULL_GROUP && matches(full, whole.right.get(key) ?? [])) continue;
    over.left.push(...rows.filter((row) => !others.some((other) => equal(row, other))));
    over.right.push(...others.filter((other) => !rows.some((row) => equal(row, other))));
    if (over.left.length + over.right.length === 0) return { left: rows, right: others };
  }
  for (const rows of groups.right.values()) over.right.push(...rows);
  return over;
}

type RowKey = (row: number) => string;

function rowKey(
  table: ResultTable,
  scales: readonly number[],
  wanted: (column: number) => boolean,
): RowKey {
  const columns: { readonly key: CellKey; readonly cells: ResultTable['values'][number] }[] = [];
  for (const [i, { type }] of table.columns.entries()) {
    if (wanted(i))
      columns.push({ key: cellKey(type, scales[i] ?? 0), cells: table.values[i] ?? [] });
  }
  return (row) => {
    let text = '';
    for (const { key, cells } of columns) text += `${key(cells[row] ?? null)}|`;
    return text;
  };
}

/** Takes equal keys away in pairs. */
function cancel(
  leftRows: readonly number[],
  rightRows: readonly number[],
  leftKey: RowKey,
  rightKey: RowKey,
): Unmatched {
  const open = groupBy(rightRows, rightKey);
  const left = leftRows.filter((row) => open.get(leftKey(row))?.shift() === undefined);
  return { left, right: [...open.values()].flat() };
}

function groupBy(rows: readonly number[], key: RowKey): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const row of rows) {
    const text = key(row);
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [row]);
    else group.push(row);
  }
  return groups;
}
