import type { Value } from '../node.js';
import { field } from '../relations/make.js';
import type { Relation } from '../relations/types.js';
import type { DataType } from '../dtypes/types.js';
import type { Meaning } from './meaning.js';

/** A column of a relation under composition. */
export interface Column {
  readonly name: string;
  readonly type: DataType;
  readonly meaning: Meaning;
  /** The column of a table that it is passed on from. */
  readonly origin?: { readonly table: string; readonly column: string };
  /** How it was computed, if it was: row by row, from a group, over a window. */
  readonly derived?: 'row' | 'group' | 'window';
}

/** A relation with what is known of its columns. */
export interface Frame {
  readonly relation: Relation;
  readonly columns: readonly Column[];
  /** Columns that together identify a row; undefined when rows may repeat. */
  readonly key: readonly string[] | undefined;
  /** What one row is called: `order`. */
  readonly subject: string;
  /** The tables that it is made of. */
  readonly tables: readonly string[];
}

/** A value with the name and meaning of the column that it will be. */
export interface NamedValue {
  readonly name: string;
  readonly value: Value;
  readonly meaning: Meaning;
  /** The column whose range of values it has. */
  readonly like?: Column;
}

export const read = (frame: Frame, column: Column): Value => field(frame.relation, column.name);

/** The columns of the given meanings. */
export const having = (frame: Frame, meanings: readonly Meaning[]): readonly Column[] =>
  frame.columns.filter(({ meaning }) => meanings.includes(meaning));

/** The name, with a number when the frame has it already. */
export function freshName(taken: { has(name: string): boolean }, base: string): string {
  if (!taken.has(base)) return base;
  for (let i = 2; ; i += 1) if (!taken.has(`${base}_${i}`)) return `${base}_${i}`;
}

/** The same rows in another relation of the same columns. */
export const sameColumns = (frame: Frame, relation: Relation): Frame => ({ ...frame, relation });

const UNSORTABLE: ReadonlySet<string> = new Set(['array', 'map', 'struct', 'json', 'interval']);

export const isSortable = ({ type }: Column): boolean => !UNSORTABLE.has(type.kind);

/**
 * Columns that put the rows in a total order; what is equal in all of them is equal altogether.
 * Undefined when no such columns are known.
 */
export function tieBreakers(frame: Frame): readonly string[] | undefined {
  if (frame.key !== undefined) return frame.key;
  return frame.columns.every(isSortable) ? frame.columns.map(({ name }) => name) : undefined;
}
