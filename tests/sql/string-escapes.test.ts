import { printIbis } from '@ibert/ibis';
import { bindSql } from '@ibert/sql/bind';
import { describe, expect, it } from 'vitest';

/** The text of the literal, as Ibis writes it. */
function literalIn(sql: string, dialect: string): string {
  const [statement] = bindSql(sql, { dialect });
  if (statement === undefined) throw new Error(`no statement in ${sql}`);
  return /^[^"]*("(?:[^"\\]|\\.)*")/.exec(printIbis(statement.relation))?.[1] ?? '';
}

describe('three octal digits after a backslash', () => {
  it.each(['databricks', 'spark', 'bigquery', 'snowflake'])('are a byte in %s', (dialect) => {
    expect(literalIn(String.raw`SELECT '\101\013' AS x`, dialect)).toBe(String.raw`"A\x0b"`);
  });

  it.each(['duckdb', 'postgres'])('are a byte in an escape string of %s', (dialect) => {
    expect(literalIn(String.raw`SELECT E'\101' AS x`, dialect)).toBe('"A"');
    expect(literalIn(String.raw`SELECT '\101' AS x`, dialect)).toBe(String.raw`"\\101"`);
  });

  it.each(['mysql', 'clickhouse'])(
    'are digits after the character they follow in %s',
    (dialect) => {
      expect(literalIn(String.raw`SELECT '\101' AS x`, dialect)).toBe('"101"');
    },
  );
});
