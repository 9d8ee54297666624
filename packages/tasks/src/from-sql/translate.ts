import { IbertError } from '@ibert/core';
import { printIbis } from '@ibert/ibis';
import { printSchema, type Relation } from '@ibert/ir';
import { bindSql, type BoundStatement, SqlError } from '@ibert/sql/bind';
import { renameTables, tableNames } from '../rename-table.js';
import type { KnownTables, Tables } from '../tables.js';

export interface TranslateSqlRequest {
  /** One or more SELECT statements. */
  readonly sql: string;
  readonly dialect: string;
  /** Left out: any table is known, and its use tells its columns and types. */
  readonly tables?: KnownTables | undefined;
  /** The name that the query's one table has in the Ibis program. */
  readonly tableName?: string | undefined;
  /** How columns are written: `_.a`, or `t.a`. */
  readonly style: 'deferred' | 'table';
  /** Whether the imports that the program needs come first. */
  readonly imports: boolean;
}

/** A statement as an Ibis program. */
export interface SqlTranslation {
  readonly ibis: string;
  /** The statement's own text. */
  readonly sql: string;
  /** Output columns and their Ibis types; `*` stands for columns that nobody named. */
  readonly columns: readonly string[];
  readonly types: readonly string[];
  /** The tables that the statement reads, given or inferred, by their names in the program. */
  readonly tables: Readonly<Record<string, { readonly schema: Readonly<Record<string, string>> }>>;
  /** The tables to run both sides on; undefined when their columns were not given. */
  readonly known: Tables | undefined;
  /** Output columns that Ibis needs another name for, because two had one name. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
}

/**
 * SQL as Ibis, one program per statement.
 *
 * @throws SqlError for SQL that cannot be read or translated, with its place; IbertError `USAGE`
 * when one table was described and the statement reads several.
 */
export function translateSql(request: TranslateSqlRequest): readonly SqlTranslation[] {
  return bind(request).map(({ statement, given }) => translation(statement, given, request));
}

interface Bound {
  readonly statement: BoundStatement;
  readonly given: Tables | undefined;
}

function translation(
  { relation, tables, renamed, hints, comments, start, end }: BoundStatement,
  given: Tables | undefined,
  { sql, style, imports, tableName }: TranslateSqlRequest,
): SqlTranslation {
  const used = tableNames(relation);
  if (tableName !== undefined && used.length > 1) throw severalTables('--table-name', used);
  const rename = (name: string): string => tableName ?? name;
  const named = (part: Relation): Relation =>
    tableName === undefined ? part : renameTables(part, rename);
  const read = Object.entries(tables).filter(([name]) => used.includes(name));
  return {
    ibis: printIbis(named(relation), {
      style,
      imports,
      hints: hints.map((hint) => ({ ...hint, relation: named(hint.relation) })),
      comments,
    }),
    sql: sql.slice(start, end),
    columns: [...relation.schema.keys()],
    types: Object.values(printSchema(relation.schema)),
    tables: Object.fromEntries(
      read.map(([name, schema]) => [rename(name), { schema: printSchema(schema) }]),
    ),
    known: given === undefined ? undefined : Object.fromEntries(read),
    renamed,
  };
}

function bind({ sql, dialect, tables }: TranslateSqlRequest): readonly Bound[] {
  const withTables = (given: Tables | undefined): readonly Bound[] =>
    bindSql(sql, { dialect, tables: given }).map((statement) => ({ statement, given }));
  if (tables === undefined) return withTables(undefined);
  if (tables.kind === 'Tables') return withTables(tables.tables);
  try {
    return withTables({});
  } catch (error) {
    const name = unknownTable(error, sql);
    if (name === undefined) throw error;
    try {
      return withTables({ [name]: tables.schema });
    } catch (second) {
      const other = unknownTable(second, sql);
      throw other === undefined ? second : severalTables('--schema', [name, other]);
    }
  }
}

/** The name of the table that was not known. */
function unknownTable(error: unknown, sql: string): string | undefined {
  if (!(error instanceof SqlError) || error.code !== 'UNKNOWN_TABLE') return undefined;
  const text = sql.slice(error.place.start, error.place.end);
  return /^["`[](.*)["`\]]$/s.exec(text)?.[1] ?? text;
}

const severalTables = (flag: string, names: readonly string[]): IbertError =>
  new IbertError(
    'USAGE',
    `${flag} is about one table, and the query reads ${names.join(' and ')}`,
    {
      hint: 'Give the tables in a file: --schema tables.yaml with {name: {schema: {column: type}}}.',
    },
  );
