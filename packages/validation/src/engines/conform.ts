import { IbertError } from '@ibert/core';
import { printType } from '@ibert/ir';
import type { DataType, Schema } from '@ibert/ir';

import type { Cell } from '../cell.js';
import { printResultType } from '../comparison/result.js';
import type { ResultTable, ResultType } from '../comparison/result.js';
import { DAY } from '../fixtures/calendar.js';
import { canonicalJsonText } from './json-text.js';
import { resultTypeOf } from './result-types.js';

type Present = NonNullable<Cell>;
type Convert = (cell: Present) => Cell | undefined;

const same: Convert = (cell) => cell;
const whole: Convert = (cell) =>
  Number.isInteger(cell as number) ? BigInt(cell as number) : undefined;
const toNumber: Convert = (cell) => Number(cell);

/**
 * Exact conversions from what an engine gave to what the schema says, `from>to`; undefined for a
 * value that cannot be kept, such as a timestamp in the afternoon for a date. What is not here is
 * another type: a text is no number, a number no boolean.
 */
const CONVERSIONS: Readonly<Record<string, Convert>> = {
  'integer>float': toNumber,
  'float>integer': whole,
  'date>timestamp': (cell) => (cell as bigint) * DAY,
  'timestamp>date': (cell) => ((cell as bigint) % DAY === 0n ? (cell as bigint) / DAY : undefined),
  // Dates subtracted: DuckDB and PostgreSQL count days, Ibis calls it an interval.
  'integer>interval': (cell) => [0n, cell as bigint, 0n],
  'uuid>string': same,
  'other>string': same,
  'timestamptz>timestamp': same,
};

/** Decimals stay what they are, or floats where the engine computes them so. */
function decimalTarget(from: ResultType): { readonly type: ResultType; readonly convert: Convert } {
  return from.family === 'integer'
    ? { type: { family: 'decimal', scale: 0 }, convert: same }
    : { type: from, convert: same };
}

function fromDecimal(scale: number, to: ResultType): Convert | undefined {
  const unit = 10n ** BigInt(scale);
  if (to.family === 'float') return (cell) => scaledToNumber(cell as bigint, scale);
  if (to.family !== 'integer') return undefined;
  return (cell) => ((cell as bigint) % unit === 0n ? (cell as bigint) / unit : undefined);
}

/** The nearest double of a decimal. */
export function scaledToNumber(cell: bigint, scale: number): number {
  return Number(`${cell}e-${scale}`);
}

/** A result with its columns as the schema types them; other columns stay as they are. */
export function conform(table: ResultTable, schema: Schema): ResultTable {
  const types = [...schema.values()];
  if (types.length !== table.columns.length) return table;
  const columns = table.columns.map(({ name, type }, i) => {
    const declared = types[i] as DataType;
    const given = table.values[i] ?? [];
    // NULLs have no type; engines give them one of their own.
    if (given.every((cell) => cell === null)) {
      return {
        name,
        type: declared.kind === 'unknown' ? type : resultTypeOf(declared),
        cells: given,
      };
    }
    const { target, convert } = conversion(type, declared);
    const cells = given.map((cell) => {
      const converted = cell === null ? null : convert(cell);
      if (converted !== undefined) return converted;
      throw unexpected(name, declared, `${printResultType(type)} ${String(cell)}`);
    });
    return { name, type: target, cells };
  });
  return {
    columns: columns.map(({ name, type }) => ({ name, type })),
    rowCount: table.rowCount,
    values: columns.map(({ cells }) => cells),
  };
}

function conversion(
  from: ResultType,
  declared: DataType,
): { readonly target: ResultType; readonly convert: Convert } {
  const to = resultTypeOf(declared);
  if (declared.kind === 'unknown' || from.family === 'null') return { target: from, convert: same };
  if (declared.kind === 'null') return { target: to, convert: () => undefined };
  if (declared.kind === 'json') {
    return { target: to, convert: (cell) => canonicalJsonText(String(cell)) };
  }
  if (to.family === 'decimal' && ['decimal', 'float', 'integer'].includes(from.family)) {
    const { type, convert } = decimalTarget(from);
    return { target: type, convert };
  }
  if (from.family === 'decimal') {
    const convert = fromDecimal(from.scale, to);
    return convert === undefined ? { target: from, convert: same } : { target: to, convert };
  }
  if (from.family === 'list' && declared.kind === 'array') {
    const item = conversion(from.item, declared.value);
    const convert: Convert = (cell) => each(cell as readonly Cell[], item.convert);
    return { target: { family: 'list', item: item.target }, convert };
  }
  const convert = from.family === to.family ? same : CONVERSIONS[`${from.family}>${to.family}`];
  // Another type stays, so that the comparison names it.
  if (convert === undefined || ['map', 'struct'].includes(to.family)) {
    return { target: from, convert: same };
  }
  return { target: to, convert };
}

function each(cells: readonly Cell[], convert: Convert): readonly Cell[] | undefined {
  const converted: Cell[] = [];
  for (const cell of cells) {
    const next = cell === null ? null : convert(cell);
    if (next === undefined) return undefined;
    converted.push(next);
  }
  return converted;
}

/** The error for a value that is not of its column's type. */
export const unexpected = (column: string, type: DataType, found: string): IbertError =>
  new IbertError(
    'ENGINE_VALUE',
    `the column ${column} should hold ${printType(type)}, the engine gives ${found}`,
  );
