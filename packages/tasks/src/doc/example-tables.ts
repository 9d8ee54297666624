import type { Random } from '@ibert/core';
import { isA, printType, reprFloat, reprString } from '@ibert/ir';
import type { DataType, Schema } from '@ibert/ir';
import { WIDTH } from '@ibert/multitask/documentation';

import { cellsFor, columnOf } from './example-cells.js';
import type { ColumnUses, ExampleCell } from './example-cells.js';

/** A table of an example: its columns with their cells. */
export interface ExampleTable {
  readonly name: string;
  readonly columns: readonly {
    readonly name: string;
    readonly type: DataType;
    readonly cells: readonly ExampleCell[];
  }[];
}

/** Rows of an example's table. */
const ROWS = 4;

/**
 * A table of few rows; undefined when a column is of a type that examples do without.
 *
 * @param name of the table in the query, which the uses know it by.
 */
export function exampleTable(
  name: string,
  schema: Schema,
  { literals, kin }: ColumnUses,
  random: Random,
): ExampleTable | undefined {
  const rows = schema.size > 5 ? ROWS - 1 : ROWS;
  const kinOf = (column: string): string => kin.get(`${name}.${column}`) ?? `${name}.${column}`;
  const shared = new Set([...kin.values(), ...kin.keys()]);
  const columns = [...schema].map(([column, type], at) => {
    const isKey = shared.has(`${name}.${column}`) || /^id$|_id$|_key$/.test(column);
    if (isKey && isA(type, 'Integer')) {
      const own =
        column === 'id' || (at === 0 && name.startsWith(column.replace(/_(id|key)$/, '')));
      const counted = Array.from({ length: rows }, (_, i) => i + 1);
      const cells = own ? counted : counted.map(() => random.int(1, rows + 1));
      return { name: column, type, cells };
    }
    const known = literals.get(`${name}.${column}`) ?? literals.get(kinOf(column)) ?? [];
    const pool = cellsFor(isKey ? 'key' : column, type, known);
    return pool === undefined
      ? undefined
      : { name: column, type, cells: columnOf(pool, rows, random) };
  });
  return columns.every((column) => column !== undefined) ? { name, columns } : undefined;
}

/** The statement that makes the table, over as many lines as it needs. */
export function tableStatement({ name, columns }: ExampleTable, reversed = false): string {
  const items = columns.map(({ name: column, type, cells }): Item => {
    const shown = (reversed ? cells.toReversed() : cells).map((cell) => cellText(cell, type));
    return { head: quoted(column), cells: shown };
  });
  const casts = columns.flatMap(({ name: column, type }) =>
    isNatural(type) ? [] : [`${quoted(column)}: ${quoted(printType(type))}`],
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

/** Types that rows have of themselves. */
const isNatural = (type: DataType): boolean =>
  ['int64', 'float64', 'string', 'boolean'].includes(type.kind) ||
  (type.kind === 'array' && isNatural(type.value));

function cellText(cell: ExampleCell, type: DataType): string {
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
