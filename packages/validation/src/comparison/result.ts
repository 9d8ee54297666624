import type { Cell } from '../cell.js';

/**
 * The type of a result column, by family: integers of every width are one type, so are floats of
 * both widths, decimals of every size (the scale says how to read their cells), timestamps of every
 * precision.
 */
export type ResultType =
  | { readonly family: SimpleFamily }
  | { readonly family: 'decimal'; readonly scale: number }
  | { readonly family: 'list'; readonly item: ResultType }
  | { readonly family: 'map'; readonly key: ResultType; readonly value: ResultType }
  | { readonly family: 'struct'; readonly fields: readonly ResultColumn[] }
  | { readonly family: 'other'; readonly name: string };

export type SimpleFamily =
  | 'null'
  | 'boolean'
  | 'integer'
  | 'float'
  | 'string'
  | 'binary'
  | 'uuid'
  | 'date'
  | 'time'
  | 'timetz'
  | 'timestamp'
  | 'timestamptz'
  | 'interval';

export interface ResultColumn {
  readonly name: string;
  readonly type: ResultType;
}

/** A query's result, column by column. */
export interface ResultTable {
  readonly columns: readonly ResultColumn[];
  readonly rowCount: number;
  /** One list of `rowCount` cells per column. */
  readonly values: readonly (readonly Cell[])[];
}

/** The type as messages name it. */
export function printResultType(type: ResultType): string {
  switch (type.family) {
    case 'list':
      return `list<${printResultType(type.item)}>`;
    case 'map':
      return `map<${printResultType(type.key)}, ${printResultType(type.value)}>`;
    case 'struct':
      return `struct<${type.fields.map((f) => `${f.name}: ${printResultType(f.type)}`).join(', ')}>`;
    case 'other':
      return type.name;
    default:
      return type.family;
  }
}

/** Whether two columns are of one family, nested types in full. */
export function sameFamily(a: ResultType, b: ResultType): boolean {
  if (a === b) return true;
  switch (a.family) {
    case 'list':
      return b.family === 'list' && sameFamily(a.item, b.item);
    case 'map':
      return b.family === 'map' && sameFamily(a.key, b.key) && sameFamily(a.value, b.value);
    case 'struct':
      return (
        b.family === 'struct' &&
        a.fields.length === b.fields.length &&
        a.fields.every((field, i) => {
          const other = b.fields[i];
          return (
            other !== undefined && field.name === other.name && sameFamily(field.type, other.type)
          );
        })
      );
    case 'other':
      return b.family === 'other' && a.name === b.name;
    default:
      return a.family === b.family;
  }
}

/** Whether values of the type are compared with a tolerance. */
export function isFuzzy(type: ResultType): boolean {
  switch (type.family) {
    case 'float':
      return true;
    case 'list':
      return isFuzzy(type.item);
    case 'map':
      return isFuzzy(type.key) || isFuzzy(type.value);
    case 'struct':
      return type.fields.some((field) => isFuzzy(field.type));
    default:
      return false;
  }
}
