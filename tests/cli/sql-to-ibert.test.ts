import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProgram } from '@ibert/cli';
import { describe, expect, it } from 'vitest';
import { run, type Ran } from './support.js';

const DEFINITIONS = `-- two tables
CREATE TABLE IF NOT EXISTS shop.users (
  id BIGINT PRIMARY KEY, name VARCHAR(20) NOT NULL DEFAULT 'a,)', age INT CHECK (age > (1 + 2)),
  CONSTRAINT one_name UNIQUE (name)
);
INSERT INTO users VALUES (1, 'x', 20);
CREATE TABLE orders (id INT, user_id INT, amount NUMERIC(10, 2), PRIMARY KEY (id));`;

async function translate(sql: string, ...args: readonly string[]): Promise<Ran> {
  return run(await loadProgram('sql-to-ibert'), args, { stdin: [sql] });
}

const file = (name: string, text: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'ibert-from-sql-')), name);
  writeFileSync(path, text);
  return path;
};

const OFF = '--no-verify';

describe('sql-to-ibert', () => {
  it('translates without a schema, inferring columns from their use', async () => {
    expect(await translate('SELECT name, age FROM users WHERE age > 18')).toEqual({
      code: 0,
      out: 'users.filter(_.age > 18).select("name", "age")\n',
      err: '',
    });
    const { out } = await translate('SELECT * FROM users WHERE age > 18');
    expect(out).toBe('users.filter(_.age > 18)\n');
  });

  it('writes columns of the table variable on request, and names the table', async () => {
    const { out } = await translate('SELECT a FROM t WHERE a > 1', '--style', 'table', '-t', 'u');
    expect(out).toBe('u.filter(u.a > 1).select("a")\n');
  });

  it.each([
    ['columns', 'id: int64, name: string, age: int32'],
    ['CREATE TABLE', DEFINITIONS],
    ['a file of CREATE TABLE', file('tables.sql', DEFINITIONS)],
    ['YAML', file('t.yaml', 'users: {id: int64, name: string, age: int32}')],
    [
      'JSON',
      file('t.json', '{"users": {"schema": {"id": "int64", "name": "string", "age": "int32"}}}'),
    ],
  ])('takes a schema as %s', async (_, schema) => {
    const sql = 'SELECT age / 2 AS half FROM users';
    const { code, out } = await translate(sql, '--json', OFF, '--schema', schema);
    expect({ code, ...(JSON.parse(out) as object) }).toMatchObject({
      code: 0,
      ok: true,
      ibis: 'users.select(half=_.age / 2)',
      verified: false,
      columns: ['half'],
      types: ['float64'],
    });
  });

  it('knows which columns cannot be NULL from CREATE TABLE', async () => {
    const sql = 'SELECT u.name, o.amount FROM users u JOIN orders o ON o.user_id = u.id';
    const { out } = await translate(sql, '--json', OFF, '--schema', DEFINITIONS, '-d', 'postgres');
    expect(JSON.parse(out)).toMatchObject({
      tables: {
        users: { schema: { id: '!int64', name: '!string', age: 'int32' } },
        orders: { schema: { id: '!int32', user_id: 'int32', amount: 'decimal(10, 2)' } },
      },
    });
  });

  it('binds the dialect: what / means', async () => {
    const args = [OFF, '--schema', 'a: int64, b: int64'];
    const duckdb = await translate('SELECT b / a AS q FROM t', ...args);
    const postgres = await translate('SELECT b / a AS q FROM t', ...args, '-d', 'postgres');
    expect(duckdb.out).toBe('t.select(q=_.b / _.a)\n');
    expect(postgres.out).not.toBe(duckdb.out);
  });

  it('answers each statement', async () => {
    const { out } = await translate('SELECT a FROM t; SELECT count(*) AS n FROM u;');
    expect(out).toBe('t.select("a")\n\nu.agg(n=_.count())\n');
    const json = await translate('SELECT a FROM t; SELECT b FROM u;', '--json');
    expect(json.out.trimEnd().split('\n')).toHaveLength(2);
  });

  it.each([
    ['a syntax error', 'SELECT a FROM t WHERE', 'SQL_SYNTAX', 22],
    ['an unknown column', 'SELECT nam FROM t', 'UNKNOWN_COLUMN', 8],
    ['an unknown table', 'SELECT name FROM t JOIN v ON true', 'USAGE', null],
    ['a statement that writes', 'DELETE FROM t', 'NOT_A_QUERY', 1],
    [
      'a recursive query',
      'WITH RECURSIVE c AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM c) SELECT n FROM c',
      'UNSUPPORTED_SQL',
      expect.any(Number),
    ],
  ])('refuses %s with its place', async (_, sql, type, column) => {
    const { code, out } = await translate(sql, '--json', '--schema', 'name: string, a: int64');
    expect(code).toBeGreaterThan(0);
    expect(JSON.parse(out)).toMatchObject({ ok: false, error: { type, column } });
  });

  it('shows the place with a caret and the nearest name', async () => {
    const { code, out, err } = await translate('SELECT nam\nFROM t', '--schema', 'name: string');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('1 | SELECT nam\n    |        ^^^\nhint: Did you mean ');
  });

  it('answers ten thousand brackets with an error', async () => {
    const depth = 10_000;
    const { code, err } = await translate(`SELECT ${'('.repeat(depth)}1${')'.repeat(depth)}`);
    expect(code).toBe(1);
    expect(err).toMatch(/^error: More than 1000 brackets are open here/);
  });

  it('answers requests line by line, errors as data', async () => {
    const tables = { t: { schema: { a: 'int64', b: 'string' } } };
    const requests = [
      { id: 1, sql: 'SELECT a FROM t', tables },
      { id: 2, sql: 'SELECT c FROM t', tables },
      { id: 3, sql: 'SELECT 1; SELECT 2' },
      { id: 4, sql: 'SELECT a FROM t', dialekt: 'x' },
      { id: 5 },
      { id: 6, sql: 'SELECT a FROM t', dialect: 'nosuch' },
    ];
    const stdin = requests.map((request) => `${JSON.stringify(request)}\n`).join('');
    const { code, out, err } = await translate(stdin, '--jsonl', OFF);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const answers = out
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(answers).toMatchObject([
      { id: 1, ok: true, ibis: 't.select("a")', verified: false, columns: ['a'], types: ['int64'] },
      { id: 2, ok: false, error: { type: 'UNKNOWN_COLUMN', line: 1, column: 8 } },
      { id: 3, ok: false, error: { type: 'INVALID_REQUEST' } },
      { id: 4, ok: false, error: { type: 'INVALID_REQUEST', hint: 'Did you mean dialect?' } },
      { id: 5, ok: false, error: { type: 'INVALID_REQUEST' } },
      { id: 6, ok: false, error: { type: 'UNKNOWN_DIALECT' } },
    ]);
  });

  it('exits 2 without input at a terminal, and for a style that there is not', async () => {
    const spec = await loadProgram('sql-to-ibert');
    expect((await run(spec, [], { tty: true })).code).toBe(2);
    expect((await run(spec, ['--style', 'x'], { stdin: ['SELECT 1'] })).code).toBe(2);
  });
});

describe('sql-to-ibert with a schema', () => {
  it.each(['duckdb', 'postgres', 'sqlite'])('is verified on %s itself', async (dialect) => {
    const sql = 'SELECT name, count(*) AS n FROM t WHERE age > 18 GROUP BY name';
    const args = ['--json', '--schema', 'name: string, age: int64', '-d', dialect];
    const { out } = await translate(sql, ...args);
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      verified: true,
      ran_on: dialect,
      engine: 'compiler',
    });
  });

  it('says why it is not verified', async () => {
    const args = ['--schema', 'name: string, age: int64'];
    const { code, out, err } = await translate('SELECT age FROM t', ...args, '-d', 'mysql');
    expect({ code, out }).toEqual({ code: 0, out: 't.select("age")\n' });
    expect(err).toBe('note: not verified: there is no mysql engine here to run the original on\n');
    const cut = await translate('SELECT age FROM t LIMIT 3', '--json', ...args);
    expect(JSON.parse(cut.out)).toMatchObject({ ok: true, verified: false });
  });
});
