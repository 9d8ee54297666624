import { closest, IbertError } from '@ibert/core';

/** The dialects that SQL text is read in. */
export const SQL_DIALECTS = [
  'duckdb',
  'postgres',
  'mysql',
  'sqlite',
  'bigquery',
  'snowflake',
  'trino',
  'clickhouse',
  'spark',
  'mssql',
  'oracle',
] as const;
export type SqlDialect = (typeof SQL_DIALECTS)[number];

const ALIASES: Readonly<Record<string, SqlDialect>> = {
  duck: 'duckdb',
  postgresql: 'postgres',
  pg: 'postgres',
  psql: 'postgres',
  redshift: 'postgres',
  mariadb: 'mysql',
  sqlite3: 'sqlite',
  bq: 'bigquery',
  sf: 'snowflake',
  presto: 'trino',
  athena: 'trino',
  databricks: 'spark',
  hive: 'spark',
  pyspark: 'spark',
  tsql: 'mssql',
  sqlserver: 'mssql',
};

const isDialect = (name: string): name is SqlDialect =>
  (SQL_DIALECTS as readonly string[]).includes(name);

/**
 * The dialect of SQL text by its name or one of its other names, in any case.
 *
 * @throws IbertError `UNKNOWN_DIALECT`.
 */
export function resolveSqlDialect(name: string): SqlDialect {
  const key = name.trim().toLowerCase();
  const found = ALIASES[key] ?? key;
  if (isDialect(found)) return found;
  const near = closest(key, [...SQL_DIALECTS, ...Object.keys(ALIASES)]);
  throw new IbertError(
    'UNKNOWN_DIALECT',
    `Unknown dialect '${name}'; known are ${SQL_DIALECTS.join(', ')}`,
    near === undefined ? {} : { hint: `Did you mean '${near}'?` },
  );
}
