import { make } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import type { SqlDialect } from './dialects.js';
import type { OrderItem } from './syntax/ast.js';

/** Where NULLs go when nothing is said: they count as the largest or the smallest value, or always last. */
const NULLS: Readonly<Record<SqlDialect, 'largest' | 'smallest' | 'last'>> = {
  duckdb: 'last',
  postgres: 'largest',
  mysql: 'smallest',
  sqlite: 'smallest',
  bigquery: 'smallest',
  snowflake: 'largest',
  trino: 'last',
  clickhouse: 'last',
  spark: 'smallest',
  mssql: 'smallest',
  oracle: 'largest',
};

/** A sort key with the dialect's own place for NULLs. */
export function sortKey(
  arg: Value,
  { direction, nulls }: Pick<OrderItem, 'direction' | 'nulls'>,
  dialect: SqlDialect,
): Value {
  const ascending = direction !== 'desc';
  const rule = NULLS[dialect];
  const byRule = rule === 'last' ? false : (rule === 'smallest') === ascending;
  const nulls_first = nulls === null ? byRule : nulls === 'first';
  return make('SortKey', { arg, ascending, nulls_first });
}
