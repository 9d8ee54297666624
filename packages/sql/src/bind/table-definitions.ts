import { withNullable } from '@ibert/ir';
import type { DataType, Schema } from '@ibert/ir';

import { resolveSqlDialect } from './dialects.js';
import type { SqlDialect } from './dialects.js';
import { located, syntaxError } from './errors.js';
import { Cursor } from './syntax/cursor.js';
import { parseExpression } from './syntax/expressions.js';
import { parseQuery } from './syntax/query.js';
import { tokenize } from './syntax/tokens.js';
import { parseType } from './syntax/types.js';
import { typeOf } from './types.js';

/** Words that may stand between CREATE and TABLE. */
const TABLE_KINDS = [
  'or',
  'replace',
  'temp',
  'temporary',
  'global',
  'local',
  'unlogged',
  'external',
  'transient',
  'foreign',
  'multiset',
  'set',
  'volatile',
];
/** First words of what is in the list of columns and is no column. */
const CONSTRAINTS = ['constraint', 'primary', 'foreign', 'unique', 'check', 'exclude'];
/** The same where they are reserved. */
const MYSQL_CONSTRAINTS = [...CONSTRAINTS, 'index', 'key', 'fulltext', 'spatial'];

/**
 * The tables that `CREATE TABLE` statements define. Other statements of the text are passed over,
 * and of the columns only names, types and NOT NULL (or PRIMARY KEY) count.
 *
 * @throws SqlError `SQL_SYNTAX`, `UNSUPPORTED_SQL` for a type without counterpart; with its place.
 */
export function readTableDefinitions(
  text: string,
  dialectName = 'duckdb',
): Readonly<Record<string, Schema>> {
  const dialect = resolveSqlDialect(dialectName);
  try {
    return definitions(text, dialect);
  } catch (error) {
    throw located(error, text);
  }
}

function definitions(text: string, dialect: SqlDialect): Readonly<Record<string, Schema>> {
  const { tokens } = tokenize(text, dialect);
  const cursor = new Cursor(tokens, dialect, { query: parseQuery, expression: parseExpression });
  const tables = new Map<string, Schema>();
  while (cursor.peek().kind !== 'end') {
    if (startsTable(cursor)) {
      const [name, schema] = tableDefinition(cursor);
      tables.set(name, schema);
    }
    skipUntil(cursor, [';']);
    cursor.acceptOperator(';');
  }
  if (tables.size === 0) {
    throw syntaxError({ start: 0, end: 0 }, 'There is no CREATE TABLE with columns in the text');
  }
  return Object.fromEntries(tables);
}

/** Takes `CREATE … TABLE [IF NOT EXISTS]`, or nothing. */
function startsTable(cursor: Cursor): boolean {
  const mark = cursor.mark();
  if (cursor.acceptWords('create')) {
    while (cursor.isAnyWord(TABLE_KINDS)) cursor.next();
    if (cursor.acceptWords('table')) {
      cursor.acceptWords('if', 'not', 'exists');
      return true;
    }
  }
  cursor.reset(mark);
  return false;
}

function tableDefinition(cursor: Cursor): readonly [string, Schema] {
  let name = cursor.name('the name of a table').text;
  while (cursor.acceptOperator('.')) name = cursor.name('the name of a table').text;
  const schema = new Map<string, DataType>();
  const keys = new Set<string>();
  cursor.expectOperator('(');
  do {
    // A comma after the last column is harmless.
    if (cursor.isOperator(')')) break;
    if (isConstraint(cursor)) {
      for (const key of primaryKey(cursor)) keys.add(key.toLowerCase());
    } else addColumn(cursor, schema);
  } while (cursor.acceptOperator(','));
  cursor.expectOperator(')');
  for (const [column, type] of schema) {
    if (keys.has(column.toLowerCase())) schema.set(column, withNullable(type, false));
  }
  return [name, schema];
}

function addColumn(cursor: Cursor, schema: Map<string, DataType>): void {
  const column = cursor.name('the name of a column');
  if (schema.has(column.text))
    throw syntaxError(column, `The column ${column.text} is given twice`);
  const type = typeOf(parseType(cursor), cursor.dialect);
  schema.set(column.text, skipOptions(cursor) ? withNullable(type, false) : type);
}

const isConstraint = (cursor: Cursor): boolean =>
  cursor.isAnyWord(cursor.dialect === 'mysql' ? MYSQL_CONSTRAINTS : CONSTRAINTS);

/** Takes a constraint; its columns when it is the primary key. */
function primaryKey(cursor: Cursor): readonly string[] {
  if (cursor.acceptWords('constraint')) cursor.name('the name of a constraint');
  const columns: string[] = [];
  if (cursor.acceptWords('primary', 'key') && cursor.isOperator('(')) {
    columns.push(...cursor.parenthesizedList(() => cursor.name('the name of a column').text));
  }
  skipUntil(cursor, [',', ')']);
  return columns;
}

/** Takes what follows a column's type; true when the column cannot be NULL. */
function skipOptions(cursor: Cursor): boolean {
  let required = false;
  while (cursor.peek().kind !== 'end' && !cursor.isOperator(',') && !cursor.isOperator(')')) {
    if (cursor.acceptWords('not', 'null') || cursor.acceptWords('primary', 'key')) required = true;
    else skipOne(cursor);
  }
  return required;
}

/** Takes a token, or everything from an opening parenthesis to its closing one. */
function skipOne(cursor: Cursor): void {
  if (!cursor.isOperator('(')) {
    cursor.next();
    return;
  }
  let depth = 0;
  do {
    if (cursor.peek().kind === 'end') throw cursor.unexpected("')'");
    if (cursor.isOperator('(')) depth += 1;
    if (cursor.isOperator(')')) depth -= 1;
    cursor.next();
  } while (depth > 0);
}

function skipUntil(cursor: Cursor, ends: readonly string[]): void {
  while (cursor.peek().kind !== 'end' && !ends.some((end) => cursor.isOperator(end))) {
    skipOne(cursor);
  }
}
