import { resolveSqlDialect } from '@ibert/sql/bind';

const DEFAULT = 'duckdb';

/** Engines whose SQL is not read. */
const OTHERS: ReadonlySet<string> = new Set(
  (
    'cockroachdb datafusion db2 dremio drill druid exasol flink impala kusto materialize monetdb netezza polars ' +
    'risingwave singlestore singlestoredb teradata vertica'
  ).split(' '),
);

/**
 * The dialect of SQL in a file: what a part of its path is called, the nearest to the file first.
 * Undefined for a dialect that is not read.
 */
export function dialectOf(path: string): string | undefined {
  const parts = path
    .toLowerCase()
    .split('/')
    .flatMap((part) => [part, ...part.replace(/\.\w+$/, '').split(/[._-]/)]);
  for (const part of parts.toReversed()) {
    if (OTHERS.has(part)) return undefined;
    const dialect = dialectNamed(part);
    if (dialect !== undefined) return dialect;
  }
  return DEFAULT;
}

/** The dialect of this name; undefined when there is none. */
export function dialectNamed(name: string): string | undefined {
  try {
    return resolveSqlDialect(name);
  } catch {
    return undefined;
  }
}
