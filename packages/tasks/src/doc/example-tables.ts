import type { Random } from '@ibert/core';
import { isA, printType, reprFloat, reprString } from '@ibert/ir';
import type { DataType, Schema } from '@ibert/ir';
import { WIDTH } from '@ibert/multitask/documentation';

import type { ColumnUses } from './column-uses.js';
import { afterwards, cellsFor, columnOf } from './example-cells.js';
import type { ExamplePlan } from './example-call.js';
import type { ExampleCell } from './example-cells.js';

/** A column of an example's table with its cells. */
interface ExampleColumn {
  readonly name: string;
  readonly type: DataType;
  readonly cells: readonly ExampleCell[];
}

/** A table of an example. */
export interface ExampleTable {
  readonly name: string;
  readonly columns: readonly ExampleColumn[];
}

/** Rows of an example's table. */
const ROWS = 4;
/** Keys of other tables by which rows are grouped. */
const GROUPS = [1, 2];

/**
 * A table of few rows; undefined when a column is of a type that examples do without.
 *
 * @param name of the table in the query, which the plan knows it by.
 */
export function exampleTable(
  name: string,
  schema: Schema,
  { uses, keys }: Pick<ExamplePlan, 'uses' | 'keys'>,
  random: Random,
): ExampleTable | undefined {
  const { literals, kin } = uses;
  const rows = schema.size > 5 ? ROWS - 1 : ROWS;
  const kinOf = (column: string): string => kin.get(`${name}.${column}`) ?? `${name}.${column}`;
  const shared = new Set([...kin.values(), ...kin.keys()]);
  const columns = [...schema].map(([column, type], at) => {
    const isKey = shared.has(`${name}.${column}`) || /^id$|_id$|_key$/.test(column);
    if (isKey && isA(type, 'Integer')) {
      const own =
        column === 'id' ||
        keys.has(`${name}.${column}`) ||
        (at === 0 && name.startsWith(column.replace(/_(id|key)$/, '')));
      const counted = Array.from({ length: rows }, (_, i) => i + 1);
      if (own) return { name: column, type, cells: counted };
      // Of joined tables some rows have no match; otherwise there are groups of several rows.
      const isJoined = shared.has(`${name}.${column}`);
      const cells = isJoined
        ? counted.map(() => random.int(1, rows + 1))
        : columnOf(GROUPS, rows, random);
      return { name: column, type, cells };
    }
    const known = literals.get(`${name}.${column}`) ?? literals.get(kinOf(column)) ?? [];
    const pool = cellsFor(isKey ? 'key' : column, type, known);
    return pool === undefined
      ? undefined
      : { name: column, type, cells: columnOf(pool, rows, random) };
  });
  const whole = columns.filter((column) => column !== undefined);
  if (whole.length < columns.length) return undefined;
  return { name, columns: withNulls(name, inSequence(name, whole, uses, random), uses, random) };
}

/** The columns with those that hold later moments after those with the earlier ones. */
function inSequence(
  table: string,
  columns: readonly ExampleColumn[],
  { later, literals }: ColumnUses,
  random: Random,
): readonly ExampleColumn[] {
  const isMoment = ({ type }: ExampleColumn): boolean =>
    type.kind === 'date' || type.kind === 'timestamp';
  return columns.map((column) => {
    const key = `${table}.${column.name}`;
    const earlier = columns.find(({ name }) => `${table}.${name}` === later.get(key));
    if (earlier?.type.kind !== column.type.kind || !isMoment(column)) return column;
    return { ...column, cells: afterwards(earlier.cells, literals.get(key) ?? [], random) };
  });
}

/** The columns with one NULL in each whose NULLs the program treats in a way of its own, row by row. */
function withNulls(
  table: string,
  columns: readonly ExampleColumn[],
  { nullable }: ColumnUses,
  random: Random,
): readonly ExampleColumn[] {
  const rows = columns[0]?.cells.length ?? 0;
  if (rows === 0) return columns;
  let next = random.int(0, rows - 1);
  return columns.map((column) => {
    if (!nullable.has(`${table}.${column.name}`)) return column;
    const at = next;
    next = (next + 1) % rows;
    return { ...column, cells: column.cells.map((cell, i) => (i === at ? null : cell)) };
  });
}

/** The statement that makes the table, over as many lines as it needs. */
export function tableStatement({ name, columns }: ExampleTable, reversed = false): string {
  const items = columns.map(({ name: column, type, cells }): Item => {
    const shown = (reversed ? cells.toReversed() : cells).map((cell) => cellText(cell, type));
    return { head: quoted(column), cells: shown };
  });
  const casts = columns.flatMap(({ name: column, type, cells }) =>
    isNatural(type) && !(isA(type, 'Integer') && cells.includes(null))
      ? []
      : [`${quoted(column)}: ${quoted(printType(type))}`],
  );
  const cast = casts.length === 0 ? '' : `.cast({${casts.join(', ')}})`;
  const short = `${name} = ibis.memtable({${items.map(inline).join(', ')}})${cast}`;
  if (short.length <= LINE) return short;
  const end =
    cast.length + 1 <= LINE ? [`)${cast}`] : [').cast({', ...casts.map((c) => `    ${c},`), '})'];
  return [`${name} = ibis.memtable(`, '    {', ...items.flatMap(itemLines), '    }', ...end].join(
    '\n',
  );
}

interface Item {
  readonly head: string;
  readonly cells: readonly string[];
}

const inline = ({ head, cells }: Item): string => `${head}: [${cells.join(', ')}]`;

function itemLines(item: Item): readonly string[] {
  const line = `        ${inline(item)},`;
  if (line.length <= LINE) return [line];
  return [
    `        ${item.head}: [`,
    ...item.cells.map((cell) => `            ${cell},`),
    '        ],',
  ];
}

/** Longest line of an example, with its prompt and the indentation of Google's style. */
const LINE = WIDTH - 8;

/** Types that rows have of themselves; whole numbers only without a None among them. */
const isNatural = (type: DataType): boolean =>
  ['int64', 'float64', 'string', 'boolean'].includes(type.kind) ||
  (type.kind === 'array' && isNatural(type.value));

function cellText(cell: ExampleCell, type: DataType): string {
  if (cell === null) return 'None';
  if (typeof cell === 'boolean') return cell ? 'True' : 'False';
  if (typeof cell === 'number') {
    if (type.kind === 'decimal') return quoted(cell.toFixed(2));
    return isA(type, 'Floating') ? reprFloat(cell) : String(cell);
  }
  if (typeof cell === 'string') return quoted(cell);
  const item = type.kind === 'array' ? type.value : type;
  return `[${cell.map((inner) => cellText(inner, item)).join(', ')}]`;
}

/** A text in double quotes, as formatters write it. */
export const quoted = (text: string): string => {
  const shown = reprString(text);
  return shown.startsWith("'") && !text.includes('"')
    ? `"${shown.slice(1, -1).replaceAll(String.raw`\'`, "'")}"`
    : shown;
};
