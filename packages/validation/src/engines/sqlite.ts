import type { DataType, Schema } from '@ibert/ir';
import type { Database, SqlJsStatic, Statement } from 'sql.js';

import type { Cell, Row } from '../cell.js';
import type { ResultTable } from '../comparison/result.js';
import { quoteName } from '../fixtures/codec.js';
import { unexpected } from './conform.js';
import { DEFAULT_LIMITS } from './engine.js';
import type { QueryLimits, SqlEngine } from './engine.js';
import { engineError, overLimit, requireOneSelect } from './fault.js';
import { sqliteCell, sqliteInput, sqliteResultType, sqliteStorage } from './sqlite-values.js';
import type { SqliteValue } from './sqlite-values.js';
import { createTableSql, indexSql, storableTables } from './storage.js';

// Two options that the client's types leave out.
type Initialise = (options: { readonly useOldExtensionFunctions: boolean }) => Promise<SqlJsStatic>;
interface BigIntStatement {
  get(params: null, options: { readonly useBigInt: boolean }): readonly SqliteValue[];
}

/**
 * SQLite (sql.js, WebAssembly) in this process, with SQLite's own functions only: the build's old
 * extension functions have other names and other answers than those that users have.
 */
export async function openSqlite(limits: QueryLimits = DEFAULT_LIMITS): Promise<SqlEngine> {
  const { default: initialise } = await import('sql.js');
  const library = await (initialise as Initialise)({ useOldExtensionFunctions: false });
  const databases = new Set<Database>();
  return {
    dialect: 'sqlite',
    storable: (tables) => storableTables(tables, sqliteStorage),
    load: async (tables, rows, indexes = []) => {
      const database = new library.Database();
      databases.add(database);
      for (const [table, schema] of Object.entries(tables)) {
        database.run(createTableSql(table, schema, sqliteStorage));
        insert(database, table, [...schema.values()], rows.get(table) ?? []);
      }
      for (const sql of indexSql(indexes)) database.run(sql);
      database.run('PRAGMA query_only = ON');
      return {
        run: async (sql, schema) => {
          requireOneSelect(sql);
          try {
            return query(database, sql, schema, limits);
          } catch (error) {
            throw engineError(error);
          }
        },
        drop: async () => {
          databases.delete(database);
          database.close();
        },
      };
    },
    close: async () => {
      for (const database of databases) database.close();
    },
  };
}

function insert(
  database: Database,
  table: string,
  types: readonly DataType[],
  rows: readonly Row[],
): void {
  if (rows.length === 0 || types.length === 0) return;
  const marks = types.map(() => '?').join(', ');
  const statement = database.prepare(`INSERT INTO ${quoteName(table)} VALUES (${marks})`);
  try {
    database.run('BEGIN');
    for (const row of rows)
      statement.run(types.map((type, i) => sqliteInput(row[i] ?? null, type)));
    database.run('COMMIT');
  } finally {
    statement.free();
  }
}

const readRow = (statement: Statement): readonly SqliteValue[] =>
  (statement as unknown as BigIntStatement).get(null, { useBigInt: true });

function query(
  database: Database,
  sql: string,
  schema: Schema,
  { timeoutMs, maxRows }: QueryLimits,
): ResultTable {
  const end = performance.now() + timeoutMs;
  const statement = database.prepare(sql);
  const rows: (readonly SqliteValue[])[] = [];
  try {
    while (statement.step()) {
      rows.push(readRow(statement));
      if (rows.length > maxRows) throw overLimit(`more than ${maxRows} rows`);
      if (performance.now() > end) throw overLimit(`more than ${timeoutMs} ms`);
    }
    return readRows(statement.getColumnNames(), rows, schema);
  } finally {
    statement.free();
  }
}

function readRows(
  names: readonly string[],
  rows: readonly (readonly SqliteValue[])[],
  schema: Schema,
): ResultTable {
  const types = [...schema.values()];
  const columns = names.map((name, i) => {
    const type = types[i];
    const cells = rows.map((row): Cell => {
      const value = row[i] ?? null;
      if (value === null || type === undefined) return value;
      const cell = sqliteCell(value, type);
      if (cell === undefined) throw unexpected(name, type, `${typeof value} ${String(value)}`);
      return cell;
    });
    return {
      name,
      type:
        type === undefined ? ({ family: 'other', name: 'extra' } as const) : sqliteResultType(type),
      cells,
    };
  });
  return {
    columns: columns.map(({ name, type }) => ({ name, type })),
    rowCount: rows.length,
    values: columns.map(({ cells }) => cells),
  };
}
