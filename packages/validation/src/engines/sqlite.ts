import type { Schema } from '@ibert/ir';
import type { Database, SqlJsStatic, Statement } from 'sql.js';

import type { Cell } from '../cell.js';
import type { ResultTable } from '../comparison/result.js';
import type { Fixture, Tables } from '../fixtures/base.js';
import { quoteName } from '../fixtures/codec.js';
import { unexpected } from './conform.js';
import { DEFAULT_LIMITS, NO_ROWS } from './engine.js';
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
      }
      database.run('BEGIN');
      insert(database, tables, rows);
      database.run('COMMIT');
      for (const sql of indexSql(indexes)) database.run(sql);
      database.run('PRAGMA query_only = ON');
      return {
        run: async (sql, schema, extra = NO_ROWS) => {
          requireOneSelect(sql);
          database.run('PRAGMA query_only = OFF; BEGIN');
          try {
            insert(database, tables, extra);
            database.run('PRAGMA query_only = ON');
            return query(database, sql, schema, limits);
          } catch (error) {
            throw engineError(error);
          } finally {
            database.run('ROLLBACK');
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

function insert(database: Database, tables: Tables, rows: Fixture): void {
  for (const [table, schema] of Object.entries(tables)) {
    const types = [...schema.values()];
    const given = rows.get(table) ?? [];
    if (given.length === 0 || types.length === 0) continue;
    const marks = types.map(() => '?').join(', ');
    const statement = database.prepare(`INSERT INTO ${quoteName(table)} VALUES (${marks})`);
    try {
      for (const row of given) {
        statement.run(types.map((type, i) => sqliteInput(row[i] ?? null, type)));
      }
    } finally {
      statement.free();
    }
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
