import type { PGliteInterface, Results } from '@electric-sql/pglite';

import type { ResultTable } from '../comparison/result.js';
import type { Fixture, Tables } from '../fixtures/base.js';
import { quoteName } from '../fixtures/codec.js';
import { conform } from './conform.js';
import { DEFAULT_LIMITS, NO_ROWS } from './engine.js';
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
      const made = Object.entries(tables).map(([table, schema]) =>
        createTableSql(table, schema, postgresStorage),
      );
      await pg.exec([`CREATE SCHEMA ${name}; SET search_path = ${name}`, ...made].join('; '));
      for (const sql of insertions(tables, rows)) await pg.exec(sql);
      for (const sql of indexSql(indexes)) await pg.exec(sql);
      return {
        run: async (sql, schema, extra = NO_ROWS) => {
          requireOneSelect(sql);
          try {
            const added = insertions(tables, extra);
            return conform(await query(pg, { schema: name, added, sql }, limits), schema);
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

/** The statements that put rows into their tables. */
function insertions(tables: Tables, rows: Fixture): readonly string[] {
  return Object.entries(tables).flatMap(([table, schema]) => {
    const types = [...schema.values()];
    const given = types.length === 0 ? [] : (rows.get(table) ?? []);
    const tuples = given.map(
      (row) =>
        `(${types.map((type, i) => literal(postgresInput(row[i] ?? null, type))).join(', ')})`,
    );
    const statements = Math.ceil(tuples.length / TUPLES);
    return Array.from({ length: statements }, (_, i) => {
      const some = tuples.slice(i * TUPLES, (i + 1) * TUPLES).join(', ');
      return `INSERT INTO ${quoteName(table)} VALUES ${some}`;
    });
  });
}

const literal = (text: string | null): string =>
  text === null ? 'NULL' : `E'${text.replaceAll(/['\\]/g, '\\$&')}'`;

interface Query {
  /** The database schema that holds the tables. */
  readonly schema: string;
  /** What puts further rows into them before; it is rolled back. */
  readonly added: readonly string[];
  readonly sql: string;
}

/** Through a cursor, so that no more rows than wanted are made. */
async function query(
  pg: PGliteInterface,
  { schema, added, sql }: Query,
  { maxRows }: QueryLimits,
): Promise<ResultTable> {
  const setting = `BEGIN; SET LOCAL search_path = ${schema}`;
  try {
    await pg.exec([setting, ...added, 'SET TRANSACTION READ ONLY'].join('; '));
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
