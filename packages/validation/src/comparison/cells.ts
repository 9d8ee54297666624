import type { Cell } from '../cell.js';
import type { ResultType } from './result.js';

/** How far two floats may lie apart, relative to the larger one. */
const TOLERANCE = 1e-12;

/** Whether two cells of one family are equal: NULL to NULL, NaN to NaN, -0 to 0. */
export type CellEqual = (a: Cell, b: Cell) => boolean;

/** A text that is equal for two cells exactly when {@link exactly} holds for them. */
export type CellKey = (cell: Cell) => string;

function closeFloats(a: number, b: number): boolean {
  if (a === b) return true;
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b);
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

const nullSafe =
  (equal: (a: NonNullable<Cell>, b: NonNullable<Cell>) => boolean): CellEqual =>
  (a, b) =>
    a === b || (a !== null && b !== null && equal(a, b));

const identical: CellEqual = (a, b) => a === b;

/** Equality of cells, floats within {@link TOLERANCE}; the types may differ in decimal scale. */
export function cellEqual(a: ResultType, b: ResultType): CellEqual {
  switch (a.family) {
    case 'float':
      return nullSafe((x, y) => closeFloats(x as number, y as number));
    case 'decimal': {
      const [left, right] = [a.scale, b.family === 'decimal' ? b.scale : a.scale];
      if (left === right) return identical;
      const up = (cell: Cell, scale: number): bigint =>
        (cell as bigint) * 10n ** BigInt(Math.max(left, right) - scale);
      return nullSafe((x, y) => up(x, left) === up(y, right));
    }
    case 'binary':
      return nullSafe((x, y) => Buffer.compare(x as Uint8Array, y as Uint8Array) === 0);
    case 'interval':
      return nullSafe((x, y) => listsEqual(identical)(x as readonly Cell[], y as readonly Cell[]));
    case 'list':
      if (b.family !== 'list') return () => false;
      return nested(listsEqual(cellEqual(a.item, b.item)));
    case 'struct':
      if (b.family !== 'struct') return () => false;
      return nested(
        fieldsEqual(a.fields.map(({ type }, i) => cellEqual(type, b.fields[i]?.type ?? type))),
      );
    case 'map':
      if (b.family !== 'map') return () => false;
      return nested(
        listsEqual(nested(fieldsEqual([cellEqual(a.key, b.key), cellEqual(a.value, b.value)]))),
      );
    default:
      return identical;
  }
}

type ListEqual = (a: readonly Cell[], b: readonly Cell[]) => boolean;

const nested = (equal: ListEqual): CellEqual =>
  nullSafe((a, b) => equal(a as readonly Cell[], b as readonly Cell[]));

const listsEqual =
  (equal: CellEqual): ListEqual =>
  (a, b) =>
    a.length === b.length && a.every((item, i) => equal(item, b[i] ?? null));

const fieldsEqual =
  (equals: readonly CellEqual[]): ListEqual =>
  (a, b) =>
    equals.every((equal, i) => equal(a[i] ?? null, b[i] ?? null));

const NULL_KEY = '∅';

/** A key for exact equality; decimals are brought to the scale. */
export function cellKey(type: ResultType, scale: number): CellKey {
  const of = rawKey(type, scale);
  return (cell) => (cell === null ? NULL_KEY : of(cell));
}

function rawKey(type: ResultType, scale: number): (cell: NonNullable<Cell>) => string {
  switch (type.family) {
    case 'float':
      return (cell) => (cell === 0 ? '0' : String(cell));
    case 'decimal': {
      const up = 10n ** BigInt(Math.max(0, scale - type.scale));
      return (cell) => String((cell as bigint) * up);
    }
    case 'string':
    case 'other':
      // With its length: a text must not be able to look like NULL or like two cells.
      return (cell) => `${(cell as string).length}:${cell as string}`;
    case 'binary':
      return (cell) => Buffer.from(cell as Uint8Array).toString('hex');
    case 'interval':
      return (cell) => (cell as readonly Cell[]).join(' ');
    case 'list': {
      const item = cellKey(type.item, scale);
      return (cell) => `[${(cell as readonly Cell[]).map(item).join(',')}]`;
    }
    case 'struct': {
      const fields = type.fields.map((field) => cellKey(field.type, scale));
      return (cell) =>
        `{${fields.map((key, i) => key((cell as readonly Cell[])[i] ?? null)).join(',')}}`;
    }
    case 'map': {
      const [key, value] = [cellKey(type.key, scale), cellKey(type.value, scale)];
      return (cell) =>
        `(${(cell as readonly (readonly Cell[])[]).map(([k, v]) => `${key(k ?? null)}:${value(v ?? null)}`).join(',')})`;
    }
    default:
      return String;
  }
}

/** The largest decimal scale within a type. */
export function decimalScale(type: ResultType): number {
  switch (type.family) {
    case 'decimal':
      return type.scale;
    case 'list':
      return decimalScale(type.item);
    case 'map':
      return Math.max(decimalScale(type.key), decimalScale(type.value));
    case 'struct':
      return Math.max(0, ...type.fields.map((field) => decimalScale(field.type)));
    default:
      return 0;
  }
}

/** A cell for a message: short, with its kind recognisable. */
export function showCell(cell: Cell, type: ResultType): string {
  if (cell === null) return 'NULL';
  if (type.family === 'decimal') return showDecimal(cell as bigint, type.scale);
  if (type.family === 'date') return showDate(cell);
  if (type.family === 'timestamp' || type.family === 'timestamptz') return showTimestamp(cell);
  const text = type.family === 'string' ? JSON.stringify(cell) : cellKey(type, 0)(cell);
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}

function showDate(cell: Cell): string {
  const millis = Number(cell) * 86_400_000;
  if (!(Math.abs(millis) <= 8.64e15)) return String(cell);
  return new Date(millis).toISOString().slice(0, 10);
}

function showTimestamp(cell: Cell): string {
  const millis = typeof cell === 'bigint' ? Number(cell / 1000n) : Number.NaN;
  if (Number.isNaN(millis) || Math.abs(millis) > 8.64e15) return String(cell);
  const micros = String((((cell as bigint) % 1000n) + 1000n) % 1000n).padStart(3, '0');
  return new Date(millis).toISOString().replace('T', ' ').replace('Z', micros);
}

function showDecimal(value: bigint, scale: number): string {
  if (scale === 0) return String(value);
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
