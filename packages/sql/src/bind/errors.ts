import { closest, IbertError } from '@ibert/core';
import type { Span } from '@ibert/core';
import { printType } from '@ibert/ir';
import type { DataType } from '@ibert/ir';

import type { Place } from './syntax/ast.js';

/** What a {@link SqlError} is about. */
export type SqlErrorCode =
  | 'SQL_SYNTAX'
  | 'UNKNOWN_TABLE'
  | 'UNKNOWN_COLUMN'
  | 'AMBIGUOUS_COLUMN'
  | 'UNKNOWN_FUNCTION'
  | 'BAD_ARGUMENTS'
  | 'NOT_A_QUERY'
  | 'UNSUPPORTED_SQL'
  | 'SQL_TOO_LARGE'
  | 'SQL_TYPE';

/**
 * A fault in SQL text, or a construct that is not translated. It is thrown with offsets; the entry
 * point adds line and column, when it knows the whole text.
 */
export class SqlError extends IbertError {
  declare readonly code: SqlErrorCode;
  readonly place: Place;

  constructor(
    code: SqlErrorCode,
    message: string,
    place: Place,
    details: {
      readonly hint?: string | undefined;
      readonly span?: Span;
      readonly cause?: unknown;
    } = {},
  ) {
    super(code, message, details);
    this.name = 'SqlError';
    this.place = { start: place.start, end: place.end };
  }
}

const nearest = (name: string, known: readonly string[]): string | undefined => {
  const near = closest(name, known);
  return near === undefined ? undefined : `Did you mean '${near}'?`;
};

const list = (names: readonly string[]): string => {
  const shown = names.slice(0, 12).join(', ');
  return names.length > 12 ? `${shown}, … (${names.length} in all)` : shown;
};

export const syntaxError = (place: Place, message: string, hint?: string): SqlError =>
  new SqlError('SQL_SYNTAX', message, place, { hint });
export const unsupported = (place: Place, construct: string, hint?: string): SqlError =>
  new SqlError('UNSUPPORTED_SQL', `${construct}: not translated`, place, { hint });

export const unknownTable = (place: Place, name: string, known: readonly string[]): SqlError =>
  new SqlError('UNKNOWN_TABLE', `There is no table '${name}'; known are ${list(known)}`, place, {
    hint: nearest(name, known),
  });
export const unknownColumn = (place: Place, name: string, known: readonly string[]): SqlError =>
  new SqlError(
    'UNKNOWN_COLUMN',
    `There is no column '${name}' here; there are ${list(known)}`,
    place,
    {
      hint: nearest(name, known),
    },
  );
export const ambiguousColumn = (place: Place, name: string, tables: readonly string[]): SqlError =>
  new SqlError(
    'AMBIGUOUS_COLUMN',
    `The column '${name}' is ambiguous: ${list(tables)} have it`,
    place,
    { hint: `Write ${tables[0] ?? 'table'}.${name}` },
  );

/** A column that any of several tables may have, whose columns nobody named. */
export const unplacedColumn = (place: Place, name: string, tables: readonly string[]): SqlError =>
  new SqlError(
    'AMBIGUOUS_COLUMN',
    `The column '${name}' may be of ${list(tables)}, whose columns are not known`,
    place,
    { hint: `Write ${tables[0] ?? 'table'}.${name}, or give the tables with their columns` },
  );

export const unknownFunction = (place: Place, name: string, known: readonly string[]): SqlError =>
  new SqlError('UNKNOWN_FUNCTION', `The function ${name}() is not known`, place, {
    hint: nearest(name, known),
  });

/** A call whose arguments fit no row of its function; `types` has the words for bare words. */
export const badArguments = (
  place: Place,
  name: string,
  types: readonly (DataType | string)[],
  rows: readonly (readonly string[])[],
): SqlError => {
  const given = types.map((type) => (typeof type === 'string' ? type : printType(type)));
  const taken = [...new Set(rows.map((params) => `${name}(${params.join(', ')})`))];
  return new SqlError(
    'BAD_ARGUMENTS',
    `${name}(${given.join(', ')}) is not translated; taken are ${list(taken)}`,
    place,
  );
};

const lineStart = (source: string, offset: number): number =>
  // A negative start of the search counts as 0, where a newline may stand.
  offset === 0 ? 0 : source.lastIndexOf('\n', offset - 1) + 1;

/** Lines and columns count from 1, columns in UTF-16 code units. */
function spanOf(source: string, { start, end }: Place): Span {
  let line = 1;
  for (let i = source.indexOf('\n'); i !== -1 && i < start; i = source.indexOf('\n', i + 1))
    line += 1;
  return { start, end, line, column: start - lineStart(source, start) + 1 };
}

/** The error with line and column, where it has offsets only. */
export function located(error: unknown, source: string): unknown {
  if (!(error instanceof SqlError) || error.span !== undefined) return error;
  return new SqlError(error.code, error.message, error.place, {
    hint: error.hint,
    span: spanOf(source, error.place),
    cause: error.cause,
  });
}

const WIDTH = 100;

/** The line of the place with a caret below: two lines of text. */
export function excerpt(source: string, { start, end }: Place): string {
  const from = lineStart(source, start);
  const newline = source.indexOf('\n', start);
  const to = newline === -1 ? source.length : newline;
  // A very long line is shown around the place only.
  const first = Math.max(from, start - WIDTH / 2);
  const line = source.slice(first, Math.min(to, first + WIDTH)).replaceAll('\t', ' ');
  const width = Math.max(1, Math.min(end, to, first + WIDTH) - start);
  return `${line}\n${' '.repeat(start - first)}${'^'.repeat(width)}`;
}
