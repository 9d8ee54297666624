import { parseSchema, printSchema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import { bindSql, excerpt, SqlError } from '@ibert/sql/bind';
import { describe, expect, it } from 'vitest';

const TABLES = {
  users: parseSchema({ id: 'int64', name: 'string', age: 'int64', joined: 'date' }),
  orders: parseSchema({ id: 'int64', user_id: 'int64', total: 'float64', tags: 'array<string>' }),
};

function errorOf(sql: string, dialect = 'duckdb'): SqlError {
  try {
    bindSql(sql, { tables: TABLES, dialect });
  } catch (error) {
    if (error instanceof SqlError) return error;
    throw error;
  }
  throw new Error(`no error for ${sql}`);
}

describe('errors name the fault and its place', () => {
  it.each([
    ['SELECT FROM users', 'SQL_SYNTAX', '1:8'],
    ['SELECT name FROM users WHERE', 'SQL_SYNTAX', '1:29'],
    ['SELECT name\nFROM users\nWHERE (age > 1', 'SQL_SYNTAX', '3:15'],
    ["SELECT 'open FROM users", 'SQL_SYNTAX', '1:8'],
    ['SELECT name FROM users u JOIN', 'SQL_SYNTAX', '1:30'],
    ['SELECT name FROM users GROUP age', 'SQL_SYNTAX', '1:24'],
    ['', 'SQL_SYNTAX', '1:1'],
    ['\n', 'SQL_SYNTAX', '1:1'],
    ['SELECT nmae FROM users', 'UNKNOWN_COLUMN', '1:8'],
    ['SELECT name\nFROM users\nWHERE users.agee > 1', 'UNKNOWN_COLUMN', '3:13'],
    ['SELECT name FROM user', 'UNKNOWN_TABLE', '1:18'],
    ['SELECT x.name FROM users u', 'UNKNOWN_TABLE', '1:8'],
    ['SELECT id FROM users, orders', 'AMBIGUOUS_COLUMN', '1:8'],
    ['SELECT frobnicate(name) FROM users', 'UNKNOWN_FUNCTION', '1:8'],
    ['SELECT upper(age) FROM users', 'BAD_ARGUMENTS', '1:8'],
    ['SELECT name FROM users WHERE joined > 5', 'SQL_TYPE', '1:30'],
    ['SELECT name, count(*) FROM users', 'SQL_TYPE', '1:8'],
    ['SELECT age FROM users GROUP BY name', 'SQL_TYPE', '1:8'],
    ['SELECT id FROM users UNION SELECT id, total FROM orders', 'SQL_TYPE', '1:1'],
    ['SELECT id FROM users UNION SELECT tags FROM orders', 'SQL_TYPE', '1:1'],
    ['DELETE FROM users', 'NOT_A_QUERY', '1:1'],
    ['SELECT 1; DROP TABLE users', 'NOT_A_QUERY', '1:11'],
    ['INSERT INTO users VALUES (1)', 'NOT_A_QUERY', '1:1'],
    ['CREATE TABLE t (a INT)', 'NOT_A_QUERY', '1:1'],
    ['SELECT 1 INTO t', 'NOT_A_QUERY', '1:10'],
    ['SELECT name FROM users WHERE sum(age) > 1', 'UNSUPPORTED_SQL', '1:30'],
    ['SELECT name FROM users WHERE row_number() OVER () = 1', 'UNSUPPORTED_SQL', '1:30'],
    [
      'WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT * FROM r',
      'UNSUPPORTED_SQL',
      '1:6',
    ],
    ['SELECT name FROM users WHERE id = ?', 'UNSUPPORTED_SQL', '1:35'],
    ['SELECT sum(age) OVER (ORDER BY id GROUPS 2 PRECEDING) FROM users', 'UNSUPPORTED_SQL', '1:35'],
    ['SELECT name COLLATE "C" FROM users', 'UNSUPPORTED_SQL', '1:8'],
    ["SELECT * FROM 'file.csv'", 'UNSUPPORTED_SQL', '1:15'],
    ['PIVOT users ON name USING count(*)', 'UNSUPPORTED_SQL', '1:16'],
    [
      'SELECT u.id, o.id FROM users u, LATERAL (SELECT id FROM orders WHERE user_id = u.id) o',
      'UNSUPPORTED_SQL',
      '1:33',
    ],
    ['SELECT DISTINCT name FROM users ORDER BY age', 'UNSUPPORTED_SQL', '1:42'],
    ['SELECT name FROM users LIMIT id', 'UNKNOWN_COLUMN', '1:30'],
  ])('%s', (sql, code, place) => {
    const error = errorOf(sql);
    expect(`${error.code} ${error.span?.line}:${error.span?.column}`).toBe(`${code} ${place}`);
  });

  it('proposes the nearest name', () => {
    expect(errorOf('SELECT nam FROM users').hint).toBe("Did you mean 'name'?");
    expect(errorOf('SELECT name FROM user').hint).toBe("Did you mean 'users'?");
    expect(errorOf('SELECT uper(name) FROM users').hint).toBe("Did you mean 'upper'?");
  });

  it('shows the line with a caret under the place', () => {
    const sql = 'SELECT name\nFROM users\nWHERE users.agee > 1';
    expect(excerpt(sql, errorOf(sql).place)).toBe('WHERE users.agee > 1\n            ^^^^');
  });

  it('counts columns in UTF-16 code units', () => {
    expect(errorOf("SELECT '𝄞ü', nmae FROM users").span).toMatchObject({ start: 14, column: 15 });
  });
});

describe('what is too large is refused within a second', () => {
  const nested = (n: number, open: string, close: string): string =>
    `SELECT ${open.repeat(n)}1${close.repeat(n)}`;
  it.each([
    ['5 MB of text', `SELECT ${"'x', ".repeat(1_000_000)} 1`],
    ['parentheses', nested(10_000, '(', ')')],
    ['open parentheses', `SELECT ${'('.repeat(400_000)}`],
    ['subqueries', nested(10_000, '(SELECT ', ')')],
    ['NOT', nested(10_000, 'NOT ', '')],
    ['minus signs', nested(10_000, '- ', '')],
    ['CASE', nested(10_000, 'CASE WHEN ', ' THEN 1 END')],
    ['calls', nested(10_000, 'abs(', ')')],
    ['lists', nested(10_000, '[', ']')],
    ['joins in parentheses', `SELECT * FROM ${'('.repeat(10_000)}users`],
    ['sums', `SELECT ${'1 + '.repeat(10_000)} 1`],
    ['conditions', `SELECT 1 FROM users WHERE ${'id = 1 OR '.repeat(10_000)} TRUE`],
    ['set operations', `${'SELECT 1 UNION ALL '.repeat(10_000)} SELECT 1`],
    ['types', `SELECT CAST(1 AS ${'ARRAY<'.repeat(10_000)}INT)`],
  ])('%s', (_, sql) => {
    const start = performance.now();
    expect(errorOf(sql).code).toBe('SQL_TOO_LARGE');
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it.each([
    ['parentheses', nested(200, '(', ')')],
    ['subqueries', nested(60, '(SELECT ', ')')],
    ['sums', `SELECT ${'1 + '.repeat(1000)} 1`],
    [
      'conditions',
      `SELECT name FROM users WHERE ${"id = 1 AND name <> 'x' AND ".repeat(400)} TRUE`,
    ],
    ['alternatives', `SELECT name FROM users WHERE ${'id = 1 OR '.repeat(700)} FALSE`],
    [
      'a long list',
      `SELECT name FROM users WHERE id IN (${Array.from({ length: 5000 }, (_, i) => i).join()})`,
    ],
  ])('but not %s of a size that people write', (_, sql) => {
    const [bound] = bindSql(sql, { tables: TABLES });
    expect(emitSql(bound?.relation as never).sql.length).toBeGreaterThan(0);
  });
});

describe('without tables, their use tells columns and types', () => {
  const inferred = (sql: string): Record<string, Record<string, string>> => {
    const [bound] = bindSql(sql);
    return Object.fromEntries(
      Object.entries(bound?.tables ?? {}).map(([name, schema]) => [name, printSchema(schema)]),
    );
  };

  it('takes types from constants, functions and comparisons', () => {
    expect(
      inferred(
        "SELECT name, upper(city) AS c FROM users WHERE age > 18 AND joined >= '2024-01-01' AND active AND note LIKE 'x%'",
      ),
    ).toEqual({
      users: {
        age: 'int64',
        joined: 'date',
        active: 'boolean',
        note: 'string',
        name: 'unknown',
        city: 'string',
      },
    });
  });

  it('takes columns of several tables by their qualifiers', () => {
    expect(
      inferred(
        'SELECT u.name, sum(o.total) AS t FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.name',
      ),
    ).toEqual({
      users: { id: 'unknown', name: 'unknown' },
      orders: { user_id: 'unknown', total: 'float64' },
    });
  });

  it('says which table is meant when that is not clear', () => {
    expect(() => bindSql('SELECT total FROM users u JOIN orders o ON o.user_id = u.id')).toThrow(
      "The column 'total' may be of u, o, whose columns are not known",
    );
  });

  it('takes a name of the select list for what it is', () => {
    expect(
      inferred('SELECT city, count(*) AS n FROM users GROUP BY city HAVING n > 1 ORDER BY n'),
    ).toEqual({ users: { city: 'unknown' } });
  });

  it('looks into subqueries', () => {
    expect(
      inferred('SELECT name FROM users WHERE id IN (SELECT user_id FROM orders WHERE total > 5.5)'),
    ).toEqual({
      users: { id: 'unknown', name: 'unknown' },
      orders: { total: 'float64', user_id: 'unknown' },
    });
  });

  it('writes the same query again', () => {
    const [bound] = bindSql('SELECT * FROM users WHERE age > 18 ORDER BY name');
    expect(emitSql(bound?.relation as never).sql).toBe(
      'SELECT *\nFROM users\nWHERE age > 18\nORDER BY name',
    );
  });
});

describe('statements, comments and names', () => {
  const TEXT = `-- who is young
SELECT name FROM users WHERE age < 30; -- the second
WITH big AS (SELECT * FROM orders /* only large */ WHERE total > 100)
SELECT b.id FROM big AS b;`;

  it('gives one relation per statement, with its comments', () => {
    const bound = bindSql(TEXT, { tables: TABLES });
    expect(bound.map(({ comments }) => comments.map(({ text }) => text.trim()))).toEqual([
      ['who is young'],
      ['the second', 'only large'],
    ]);
    expect(bound.map(({ start, end }) => TEXT.slice(start, end).split('\n')[0])).toEqual([
      'SELECT name FROM users WHERE age < 30',
      'WITH big AS (SELECT * FROM orders /* only large */ WHERE total > 100)',
    ]);
  });

  it('gives the names of CTEs and aliases', () => {
    const [, second] = bindSql(TEXT, { tables: TABLES });
    expect(second?.hints.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'cte big',
      'alias b',
    ]);
  });

  it('renames the second of two columns and says so', () => {
    const [bound] = bindSql('SELECT u.id, o.id FROM users u JOIN orders o ON o.user_id = u.id', {
      tables: TABLES,
    });
    expect([...(bound?.relation.schema.keys() ?? [])]).toEqual(['id', 'id_1']);
    expect(bound?.renamed).toEqual([{ from: 'id', to: 'id_1' }]);
  });

  it('quotes what looks like an injection', () => {
    const [bound] = bindSql('SELECT 1 AS "x""; DROP TABLE users; --"');
    expect(emitSql(bound?.relation as never).sql).toBe('SELECT 1 AS "x""; DROP TABLE users; --"');
  });
});
