import { closest, IbertError } from '@ibert/core';
import { parseType, type DataType, type Schema } from '@ibert/ir';
import type { Tables } from '@ibert/tasks/tables';

/** What is wrong with a value that should be tables, and the path of keys to the place. */
export class TablesFault extends IbertError {
  readonly path: readonly string[];

  constructor(path: readonly string[], message: string, hint: string = SHAPE_HINT) {
    super('INVALID_TABLES', `${path.length === 0 ? 'tables' : path.join('.')}: ${message}`, {
      hint,
    });
    this.path = path;
  }
}

const SHAPE_HINT = 'Tables look like {"users": {"schema": {"id": "int64", "name": "string"}}}.';

/**
 * Tables from data: `{t: {schema: {column: type}}}`, or without the `schema` level.
 *
 * @throws TablesFault naming the first wrong key.
 */
export function tablesFrom(value: unknown): Tables {
  return Object.fromEntries(
    entriesOf(value, []).map(([table, body]) => [table, schemaFrom(body, table)]),
  );
}

function schemaFrom(body: unknown, table: string): Schema {
  const entries = entriesOf(body, [table]);
  const [first, ...others] = entries;
  const nested = first?.[0] === 'schema' && typeof first[1] !== 'string';
  if (!nested) return columnsFrom(entries, [table]);
  const [other] = others;
  if (other !== undefined) {
    throw new TablesFault(
      [table, other[0]],
      'is not a key of a table',
      'A table has one key, schema.',
    );
  }
  return columnsFrom(entriesOf(first[1], [table, 'schema']), [table, 'schema']);
}

function columnsFrom(entries: readonly Entry[], path: readonly string[]): Schema {
  if (entries.length === 0) throw new TablesFault(path, 'has no columns');
  return new Map(
    entries.map(([column, type]): [string, DataType] => {
      if (typeof type === 'string') return [column, typeOf(type, [...path, column])];
      throw new TablesFault([...path, column], `expected a data type, found ${nameOf(type)}`);
    }),
  );
}

function typeOf(text: string, path: readonly string[]): DataType {
  try {
    return parseType(text);
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    throw new TablesFault(path, error.message, typeHint(text, error));
  }
}

/** What a type was meant to be where SQL's word for it is not Ibis's. */
export function typeHint(text: string, error: IbertError): string | undefined {
  const word = text.trim().toLowerCase();
  const meant = SQL_WORDS[word] ?? closest(word, TYPE_WORDS);
  return meant === undefined ? error.hint : `Did you mean ${meant}?`;
}

const SQL_WORDS: Readonly<Record<string, string>> = {
  bigint: 'int64',
  datetime: 'timestamp',
  integer: 'int64',
  number: 'decimal',
  numeric: 'decimal',
  real: 'float64',
  smallint: 'int16',
  text: 'string',
  tinyint: 'int8',
};

const TYPE_WORDS =
  'boolean int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64 decimal string binary date time timestamp interval json uuid'.split(
    ' ',
  );

type Entry = readonly [string, unknown];

function entriesOf(value: unknown, path: readonly string[]): readonly Entry[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value);
  }
  throw new TablesFault(path, `expected an object, found ${nameOf(value)}`);
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `${typeof value} ${JSON.stringify(value)}`;
}
