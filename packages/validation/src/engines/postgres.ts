import type { DataType } from '@ibert/ir';
import type { PGliteInterface, Results } from '@electric-sql/pglite';

import type { Row } from '../cell.js';
import type { ResultTable } from '../comparison/result.js';
import { quoteName } from '../fixtures/codec.js';
import { conform } from './conform.js';
import { DEFAULT_LIMITS } from './engine.js';
import type { QueryLimits, SqlEngine } from './engine.js';
import { engineError, overLimit, requireOneSelect } from './fault.js';
import { postgresInput, postgresStorage } from './postgres-literal.js';
import { RAW_TEXTS, readerOf } from './postgres-text.js';
import { createTableSql, indexSql, storableTables } from './storage.js';

/**
 * PostgreSQL 18 (PGlite, WebAssembly) in this process: time zone UTC, one database schema for each
 * {@link SqlEngine.load}. Queries run in read-only transactions.
 */
export async function openPostgres(limits: QueryLimits = DEFAULT_LIMITS): Promise<SqlEngine> {
  const { PGlite } = await import('@electric-sql/pglite');
  const pg: PGliteInterface = await PGlite.create();
  await pg.exec("SET TimeZone = 'UTC'; SET IntervalStyle = 'iso_8601'; SET extra_float_digits = 1");
  let opened = 0;
  return {
    dialect: 'postgres',
    storable: (tables) => storableTables(tables, postgresStorage),
    load: async (tables, rows, indexes = []) => {
      opened += 1;
      const name = `engine_${opened}`;
      await pg.exec(`CREATE SCHEMA ${name}; SET search_path = ${name}`);
      for (const [table, schema] of Object.entries(tables)) {
        await pg.exec(createTableSql(table, schema, postgresStorage));
        await insert(pg, table, [...schema.values()], rows.get(table) ?? []);
      }
      for (const sql of indexSql(indexes)) await pg.exec(sql);
      return {
        run: async (sql, schema) => {
          requireOneSelect(sql);
          try {
            return conform(await query(pg, name, sql, limits), schema);
          } catch (error) {
            throw engineError(error);
          }
        },
        drop: async () => void (await pg.exec(`DROP SCHEMA ${name} CASCADE`)),
      };
    },
    close: () => pg.close(),
  };
}

/** Rows per statement. */
const TUPLES = 1000;

async function insert(
  pg: PGliteInterface,
  table: string,
  types: readonly DataType[],
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0 || types.length === 0) return;
  const literal = (text: string | null): string =>
    text === null ? 'NULL' : `E'${text.replaceAll(/['\\]/g, '\\$&')}'`;
  const tuples = rows.map(
    (row) => `(${types.map((type, i) => literal(postgresInput(row[i] ?? null, type))).join(', ')})`,
  );
  for (let start = 0; start < tuples.length; start += TUPLES) {
    const some = tuples.slice(start, start + TUPLES).join(', ');
    await pg.exec(`INSERT INTO ${quoteName(table)} VALUES ${some}`);
  }
}

/** Through a cursor, so that no more rows than wanted are made. */
async function query(
  pg: PGliteInterface,
  schema: string,
  sql: string,
  { maxRows }: QueryLimits,
): Promise<ResultTable> {
  await pg.exec(`BEGIN READ ONLY; SET LOCAL search_path = ${schema}`);
  try {
    await pg.query(`DECLARE answer NO SCROLL CURSOR FOR ${sql}`);
    const result = await pg.query<readonly (string | null)[]>(
      `FETCH ${maxRows + 1} FROM answer`,
      [],
      { rowMode: 'array', parsers: RAW_TEXTS },
    );
    if (result.rows.length > maxRows) throw overLimit(`more than ${maxRows} rows`);
    return readRows(result);
  } finally {
    await pg.exec('ROLLBACK');
  }
}

function readRows({ fields, rows }: Results<readonly (string | null)[]>): ResultTable {
  const columns = fields.map(({ name, dataTypeID }, i) => {
    const reader = readerOf(dataTypeID);
    const texts = rows.map((row) => row[i] ?? null);
    const type = reader.typeOf?.(texts) ?? reader.type;
    return {
      name,
      type,
      cells: texts.map((text) => (text === null ? null : reader.read(text, type))),
    };
  });
  return {
    columns: columns.map(({ name, type }) => ({ name, type })),
    rowCount: rows.length,
    values: columns.map(({ cells }) => cells),
  };
}
