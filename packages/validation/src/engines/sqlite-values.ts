import { isFloating, isInteger } from '@ibert/ir';
import type { DataType } from '@ibert/ir';

import type { Cell } from '../cell.js';
import type { ResultType } from '../comparison/result.js';
import { decimalSize } from '../fixtures/codec.js';
import { clockText, dateText, decimalText, momentText } from './cell-text.js';
import { canonicalJsonText } from './json-text.js';
import { parseClock, parseDate, parseMoment } from './parse-text.js';
import { resultTypeOf } from './result-types.js';

/** What SQLite stores: 64-bit integers, doubles, texts, bytes. */
export type SqliteValue = bigint | number | string | Uint8Array | null;

const NAMES: Readonly<Partial<Record<DataType['kind'], string>>> = {
  boolean: 'INTEGER',
  int8: 'INTEGER',
  int16: 'INTEGER',
  int32: 'INTEGER',
  int64: 'INTEGER',
  uint8: 'INTEGER',
  uint16: 'INTEGER',
  uint32: 'INTEGER',
  float64: 'REAL',
  decimal: 'REAL',
  string: 'TEXT',
  binary: 'BLOB',
  date: 'TEXT',
  time: 'TEXT',
  uuid: 'TEXT',
  json: 'TEXT',
  inet: 'TEXT',
  macaddr: 'TEXT',
};

/**
 * SQLite's type of a column. Truth values are 1 and 0, decimals doubles, dates and moments texts:
 * `YYYY-MM-DD`, `HH:MM:SS` and both with a space between, with six digits behind a point when the
 * second is not full, so that they compare as texts. There are no single floats, arrays, maps, structs.
 */
export function sqliteStorage(type: DataType): string | undefined {
  if (type.kind === 'timestamp') {
    return type.timezone === null && (type.scale ?? 6) <= 6 ? 'TEXT' : undefined;
  }
  return NAMES[type.kind];
}

/** A cell as SQLite stores it. */
export function sqliteInput(cell: Cell, type: DataType): number | string | Uint8Array | null {
  if (cell === null) return null;
  switch (type.kind) {
    case 'boolean':
      return cell === true ? 1 : 0;
    case 'decimal':
      return Number(decimalText(cell as bigint, decimalSize(type).scale));
    case 'date':
      return dateText(cell as bigint);
    case 'time':
      return clockText(cell as bigint);
    case 'timestamp':
      return momentText(cell as bigint);
    case 'binary':
      return cell as Uint8Array;
    default:
      // The column's affinity makes integers of their digits again, all 64 bits of them.
      return typeof cell === 'number' ? cell : String(cell);
  }
}

/** The family of the cells that {@link sqliteCell} gives: decimals are doubles there. */
export const sqliteResultType = (type: DataType): ResultType =>
  type.kind === 'decimal' ? { family: 'float' } : resultTypeOf(type);

/** A value as a cell of the type, exactly; undefined for a value that is none of it. */
export function sqliteCell(value: NonNullable<SqliteValue>, type: DataType): Cell | undefined {
  if (type.kind === 'null') return undefined;
  if (isInteger(type)) return wholeNumber(value);
  if (isFloating(type) || type.kind === 'decimal') {
    return typeof value === 'bigint'
      ? Number(value)
      : typeof value === 'number'
        ? value
        : undefined;
  }
  if (type.kind === 'boolean') return value === 1n ? true : value === 0n ? false : undefined;
  // Dates subtracted, in days.
  if (type.kind === 'interval') {
    return type.unit === 'D' && typeof value === 'bigint' ? [0n, value, 0n] : undefined;
  }
  if (type.kind === 'binary') return value instanceof Uint8Array ? value : undefined;
  if (typeof value !== 'string') return type.kind === 'json' ? String(value) : undefined;
  switch (type.kind) {
    case 'date':
      return parseDate(value);
    case 'time':
      return parseClock(value);
    case 'timestamp':
      return parseMoment(value);
    case 'json':
      return canonicalJsonText(value);
    default:
      return value;
  }
}

function wholeNumber(value: NonNullable<SqliteValue>): bigint | undefined {
  if (typeof value === 'bigint') return value;
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : undefined;
}
