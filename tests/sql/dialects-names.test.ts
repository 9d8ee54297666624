import { DIALECTS, resolveDialect } from '@ibert/sql';
import { expect, it } from 'vitest';

it.each([
  ['pyspark', 'spark'],
  ['SparkSQL', 'spark'],
  ['tsql', 'mssql'],
  ['sqlserver', 'mssql'],
  ['Oracle', 'oracle'],
  ['databricks', 'databricks'],
  ['clickhouse', 'clickhouse'],
  ['redshift', 'redshift'],
])('takes %s for %s', (name, dialect) => {
  expect(resolveDialect(name)).toBe(dialect);
  expect(DIALECTS).toContain(dialect);
});
