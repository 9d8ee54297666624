import { IbertError } from '@ibert/core';
import { evaluateIbis, PythonError, type Evaluated } from '@ibert/ibis';
import { printSchema, type Schema } from '@ibert/ir';
import { emitSql, type Dialect } from '@ibert/sql';
import { renameTables, tableNames } from '../rename-table.js';
import type { KnownTables } from '../tables.js';

export interface TranslateRequest {
  /** The Ibis program. */
  readonly ibis: string;
  readonly dialect: Dialect;
  /** Left out: every free name is a table whose columns are inferred. */
  readonly tables?: KnownTables | undefined;
  /** The name that the program's one table has in the SQL. */
  readonly tableName?: string | undefined;
}

export interface Translation {
  readonly sql: string;
  /** Output columns and their Ibis types; `*` stands for columns that nobody named. */
  readonly columns: readonly string[];
  readonly types: readonly string[];
  /** The tables the program reads, given or inferred. */
  readonly tables: Readonly<Record<string, { readonly schema: Readonly<Record<string, string>> }>>;
  /** What the program printed. */
  readonly output: string;
}

/**
 * Ibis code as SQL.
 *
 * @throws PythonError when the program fails; IbertError `UNSUPPORTED_OPERATION` when the dialect
 * cannot say it, `USAGE` when one table was described and the program uses several.
 */
export function translate({ ibis, dialect, tables, tableName }: TranslateRequest): Translation {
  const { relation, schema, tables: known, output } = evaluateWith(ibis, tables);
  const used = tableNames(relation);
  if (tableName !== undefined && used.length > 1) throw severalTables('--table-name', used);
  const rename = (name: string): string => tableName ?? name;
  const named = tableName === undefined ? relation : renameTables(relation, rename);
  return {
    sql: emitSql(named, dialect).sql,
    columns: [...schema.keys()],
    types: Object.values(printSchema(schema)),
    tables: Object.fromEntries(
      Object.entries(known)
        .filter(([name]) => used.includes(name))
        .map(([name, columns]) => [rename(name), { schema: printSchema(columns) }]),
    ),
    output,
  };
}

/** What a program is with the tables that are known. */
export function evaluateWith(ibis: string, tables: KnownTables | undefined): Evaluated {
  if (tables === undefined) return evaluateIbis(ibis);
  if (tables.kind === 'Tables') return evaluateIbis(ibis, { tables: tables.tables });
  return evaluateWithOneTable(ibis, tables.schema);
}

/** The first name that the program does not define is the table; there may be no second one. */
function evaluateWithOneTable(ibis: string, schema: Schema): Evaluated {
  try {
    return evaluateIbis(ibis, { tables: {} });
  } catch (error) {
    const name = undefinedName(error);
    if (name === undefined) throw error;
    try {
      return evaluateIbis(ibis, { tables: { [name]: schema } });
    } catch (second) {
      const other = undefinedName(second);
      throw other === undefined ? second : severalTables('--schema', [name, other]);
    }
  }
}

function undefinedName(error: unknown): string | undefined {
  if (!(error instanceof PythonError) || error.pyType !== 'NameError') return undefined;
  return /^name '(.+)' is not defined/.exec(error.message)?.[1];
}

const severalTables = (flag: string, names: readonly string[]): IbertError =>
  new IbertError(
    'USAGE',
    `${flag} is about one table, and the program uses ${names.join(' and ')}`,
    {
      hint: 'Give the tables in a file: --schema tables.yaml with {name: {schema: {column: type}}}.',
    },
  );
