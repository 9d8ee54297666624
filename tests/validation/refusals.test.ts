import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProving } from './support.js';
import type { Proving } from './support.js';

const GOOD = 'SELECT order_id FROM orders';

let proving: Proving;
beforeAll(async () => {
  proving = await openProving(undefined, { timeoutMs: 2000, memoryMb: 200, maxRows: 50_000 });
});
afterAll(() => proving.close());

describe('only one SELECT over the tables of the example is run', () => {
  it.each([
    'DROP TABLE orders',
    'DELETE FROM orders',
    'INSERT INTO orders (order_id) VALUES (1)',
    'UPDATE orders SET amount = 0',
    'CREATE TABLE x AS SELECT 1 AS a',
    "COPY orders TO 'stolen.csv'",
    "COPY orders FROM 'planted.csv'",
    "ATTACH 'other.db' AS other",
    "ATTACH ':memory:' AS other",
    'PRAGMA database_list',
    'SET threads = 8',
    'RESET threads',
    'CALL pragma_version()',
    'INSTALL httpfs',
    'LOAD httpfs',
    "EXPORT DATABASE 'here'",
    'CHECKPOINT',
    'BEGIN',
    'ROLLBACK',
    'EXPLAIN SELECT 1',
    'DESCRIBE orders',
    'SUMMARIZE orders',
    'SHOW TABLES',
    'PREPARE p AS SELECT 1',
    'WITH d AS (SELECT 1) DELETE FROM orders',
    'SELECT 1; SELECT 2',
    'SELECT order_id FROM orders; DROP TABLE orders',
    'PIVOT orders ON status USING SUM(amount)',
    '',
    '-- nothing',
  ])('not: %s', async (sql) => {
    expect(await proving.prove(sql, GOOD)).toMatchObject({ ok: false, reason: 'NOT_A_QUERY' });
  });

  it.each([
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('/etc/passwd')",
    "SELECT * FROM parquet_scan('x.parquet')",
    "SELECT * FROM glob('/*')",
    'SELECT * FROM duckdb_settings()',
    'SELECT * FROM enable_logging()',
    "SELECT * FROM query('SELECT 1')",
    "SELECT order_id FROM orders WHERE status IN (SELECT content FROM read_text('/etc/passwd'))",
  ])('not: %s', async (sql) => {
    expect(await proving.prove(sql, GOOD)).toMatchObject({
      ok: false,
      reason: 'FORBIDDEN_FUNCTION',
    });
  });

  it.each([
    "SELECT * FROM '/etc/passwd'",
    'SELECT * FROM information_schema.tables',
    'SELECT * FROM duckdb_tables',
    'SELECT * FROM sqlite_master',
    'SELECT * FROM main.suppliers',
    'SELECT nope FROM orders',
    'SELECT nope(order_id) FROM orders',
    "SELECT order_id + status FROM orders WHERE order_id LIKE DATE '2024-01-01'",
  ])('not: %s', async (sql) => {
    expect(await proving.prove(sql, GOOD)).toMatchObject({ ok: false, reason: 'SQL_BIND' });
  });

  it('does not run what the Ibis side compiles to when that is no query', async () => {
    for (const sql of [
      'DROP TABLE orders',
      'SELECT 1; DROP TABLE orders',
      'WITH d AS (SELECT 1) DELETE FROM orders',
    ]) {
      expect(await proving.prove(GOOD, sql)).toMatchObject({ ok: false, reason: 'NOT_A_QUERY' });
      expect(await proving.prove(GOOD, GOOD)).toMatchObject({ ok: true });
    }
  });

  it('leaves no file behind', () => {
    const names = readdirSync('.');
    expect(names).not.toContain('stolen.csv');
    expect(names).not.toContain('other.db');
    expect(names).not.toContain('here');
  });
});

describe('errors are never equal', () => {
  it('names a syntax error', async () => {
    const verdict = await proving.prove('SELEC order_id', GOOD);
    expect(verdict).toMatchObject({ ok: false, reason: 'SQL_SYNTAX' });
    expect(verdict).toHaveProperty('error', 'syntax error at or near "SELEC"');
  });

  it('refuses two sides that fail in the same way', async () => {
    const sql = 'SELECT CAST(status AS INTEGER) AS n FROM orders';
    expect(await proving.prove(sql, sql)).toMatchObject({ ok: false, reason: 'SQL_RUNTIME' });
  });

  it('says which side fails', async () => {
    const wrong = 'SELECT CAST(status AS BIGINT) AS order_id FROM orders';
    expect(await proving.prove(GOOD, wrong)).toMatchObject({ ok: false, reason: 'IBIS_RUNTIME' });
    const unknown = 'SELECT nope AS order_id FROM orders';
    expect(await proving.prove(GOOD, unknown)).toMatchObject({ ok: false, reason: 'IBIS_BIND' });
  });

  it('proves the next pair after an error on the hostile fixture', async () => {
    const fails =
      "SELECT order_id, CAST(REPLACE(status, 'b', '1') AS INTEGER) AS n FROM orders WHERE status = '77' OR status LIKE '77_'";
    expect(await proving.prove(fails, fails)).toMatchObject({ ok: false, reason: 'SQL_RUNTIME' });
    expect(await proving.prove(GOOD, GOOD)).toMatchObject({ ok: true });
  });
});

describe('limits', () => {
  it.each([
    [
      'an endless recursion',
      'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT MAX(n) AS n FROM r',
    ],
    [
      'a huge cross join',
      'SELECT SUM(a.range * b.range * c.range) AS s FROM range(100000) a, range(100000) b, range(1000) c',
    ],
  ])('stops %s', async (_, sql) => {
    const start = performance.now();
    expect(await proving.prove(sql, sql)).toMatchObject({ ok: false, reason: 'TIMEOUT' });
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(await proving.prove(GOOD, GOOD)).toMatchObject({ ok: true });
  });

  it('stops a list that does not fit into memory', async () => {
    const patient = await openProving(undefined, { timeoutMs: 25_000, memoryMb: 200 });
    const sql = "SELECT LIST(a.range || repeat('x', 3000)) AS l FROM range(200000) a";
    expect(await patient.prove(sql, sql)).toMatchObject({ ok: false, reason: 'MEMORY' });
    expect(await patient.prove(GOOD, GOOD)).toMatchObject({ ok: true });
    patient.close();
  });

  it('refuses a result with too many rows', async () => {
    const sql = 'SELECT a.range AS r FROM range(60000) a';
    expect(await proving.prove(sql, sql)).toMatchObject({ ok: false, reason: 'MEMORY' });
  });
});
