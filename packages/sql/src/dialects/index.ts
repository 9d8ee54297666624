import { closest, IbertError } from '@ibert/core';

import { BIGQUERY } from './bigquery/index.js';
import { CLICKHOUSE } from './clickhouse/index.js';
import { DUCKDB } from './duckdb/index.js';
import { MSSQL } from './mssql/index.js';
import { MYSQL } from './mysql/index.js';
import { ORACLE } from './oracle/index.js';
import { POSTGRES } from './postgres/index.js';
import { REDSHIFT } from './redshift/index.js';
import { DATABRICKS, SPARK } from './spark/index.js';
import { SNOWFLAKE } from './snowflake/index.js';
import { SQLITE } from './sqlite/index.js';
import { TRINO } from './trino/index.js';
import type { DialectSpec } from './spec.js';

const SPECS = {
  duckdb: DUCKDB,
  postgres: POSTGRES,
  mysql: MYSQL,
  sqlite: SQLITE,
  bigquery: BIGQUERY,
  snowflake: SNOWFLAKE,
  trino: TRINO,
  clickhouse: CLICKHOUSE,
  spark: SPARK,
  databricks: DATABRICKS,
  mssql: MSSQL,
  oracle: ORACLE,
  redshift: REDSHIFT,
} as const satisfies Record<string, DialectSpec>;

/** The name of a dialect. */
export type Dialect = keyof typeof SPECS;

/** All dialects, the default first. */
export const DIALECTS = Object.keys(SPECS) as readonly Dialect[];

const ALIASES: Readonly<Record<string, string>> = {
  duck: 'duckdb',
  postgresql: 'postgres',
  pg: 'postgres',
  psql: 'postgres',
  mariadb: 'mysql',
  sqlite3: 'sqlite',
  bq: 'bigquery',
  'google-bigquery': 'bigquery',
  sf: 'snowflake',
  presto: 'trino',
  athena: 'trino',
  pyspark: 'spark',
  sparksql: 'spark',
  'spark-sql': 'spark',
  tsql: 'mssql',
  sqlserver: 'mssql',
  'sql-server': 'mssql',
  ch: 'clickhouse',
};

const isDialect = (name: string): name is Dialect => Object.hasOwn(SPECS, name);

/**
 * A dialect by its name or one of its other names (`postgresql`, `pg`, `bq`), in any case.
 *
 * @throws IbertError `UNKNOWN_DIALECT`.
 */
export function resolveDialect(name: string): Dialect {
  const key = name.trim().toLowerCase();
  const canonical = ALIASES[key] ?? key;
  if (isDialect(canonical)) return canonical;
  const near = closest(key, [...DIALECTS, ...Object.keys(ALIASES)]);
  throw new IbertError(
    'UNKNOWN_DIALECT',
    `Unknown dialect '${name}'; known are ${DIALECTS.join(', ')}`,
    near === undefined ? {} : { hint: `Did you mean '${near}'?` },
  );
}

/** The tables of a dialect. */
export const specOfDialect = (dialect: Dialect): DialectSpec => SPECS[dialect];
