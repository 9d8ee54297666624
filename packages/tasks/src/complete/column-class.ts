import type { DataType } from '@ibert/ir';

/** What a column is good for, as its type and name tell. */
export type ColumnClass =
  | 'key'
  | 'id'
  | 'integer'
  | 'number'
  | 'string'
  | 'boolean'
  | 'date'
  | 'timestamp'
  | 'array'
  | 'struct'
  | 'map'
  | 'other';

/**
 * The class of a column. Keys are told by their name: the first column of a table that is called
 * `id` or ends in `_id`, and the columns that refer to such ones.
 */
export function columnClass(name: string, type: DataType, first: boolean): ColumnClass {
  if (/(?:^|_)id$/i.test(name)) return first ? 'key' : 'id';
  return typeClass(type);
}

/** The class of a value by its type alone. */
export function typeClass({ kind }: DataType): ColumnClass {
  if (/^u?int/.test(kind) && kind !== 'interval') return 'integer';
  if (/^(?:float|decimal)/.test(kind)) return 'number';
  switch (kind) {
    case 'string':
    case 'boolean':
    case 'date':
    case 'timestamp':
    case 'array':
    case 'struct':
    case 'map':
      return kind;
    default:
      return 'other';
  }
}

/** The words of a column's name, in lower case. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
