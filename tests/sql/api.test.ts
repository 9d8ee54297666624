import { IbertError } from '@ibert/core';
import { OP_NAMES } from '@ibert/ir';
import { DIALECTS, dialectSupport, resolveDialect } from '@ibert/sql';
import { describe, expect, it } from 'vitest';

import { sqlOf } from './support.js';

function refusal(action: () => unknown): IbertError {
  try {
    action();
  } catch (error) {
    if (error instanceof IbertError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('resolveDialect', () => {
  it.each([
    ['postgresql', 'postgres'],
    ['PG', 'postgres'],
    [' bq ', 'bigquery'],
    ['sqlite3', 'sqlite'],
    ['duckdb', 'duckdb'],
  ])('takes %s for %s', (name, dialect) => {
    expect(resolveDialect(name)).toBe(dialect);
  });

  it('names the known dialects and the nearest one for an unknown name', () => {
    const error = refusal(() => resolveDialect('snowflak'));
    expect(error.code).toBe('UNKNOWN_DIALECT');
    expect(error.message).toContain('duckdb, postgres, mysql, sqlite, bigquery, snowflake, trino');
    expect(error.hint).toContain("'snowflake'");
  });

  it('does not take the names of object members for dialects', () => {
    expect(refusal(() => resolveDialect('constructor')).code).toBe('UNKNOWN_DIALECT');
    expect(refusal(() => resolveDialect('__proto__')).code).toBe('UNKNOWN_DIALECT');
  });
});

describe('refusals', () => {
  it('say what the dialect lacks, why, and what to do', () => {
    const error = refusal(() => sqlOf('t.select(x=t.arr.map(lambda v: v + 1))', 'mysql'));
    expect(error.code).toBe('UNSUPPORTED_OPERATION');
    expect(error.message).toBe('MySQL has no row for ArrayMap: it has no arrays, maps or structs');
    expect(error.hint).toContain('another dialect');
  });

  it.each([
    ['a full join', 't.outer_join(u, t.a == u.k).select("a")', 'mysql', 'outer join'],
    ['an asof join', 't.asof_join(u, on=("ts", "at")).select("a")', 'postgres', 'asof join'],
    [
      'EXCEPT ALL',
      't.select("a").difference(u.select(a="k"), distinct=False)',
      'sqlite',
      'EXCEPT ALL',
    ],
    ['a seed for a sample', 't.sample(0.5, seed=1)', 'postgres', 'seed'],
    [
      'distinct values in a window',
      't.select(n=t.a.nunique().over(group_by=t.bo))',
      'postgres',
      'DISTINCT',
    ],
    ['a date format that it cannot write', 't.select(x=t.d.strftime("%U"))', 'postgres', '%U'],
    ['a sample correlation', 't.agg(x=_.a.corr(_.b))', 'duckdb', 'how="pop"'],
    [
      'a column of a table that the query does not read',
      'u.filter(u.k == t.a)',
      'duckdb',
      'the column a of table t is read where the query does not have that relation',
    ],
    [
      'a correlated subquery above a join that has the other table already',
      't.join(u, t.a == u.k).filter(_.w > u.filter(u.k == t.a).w.max())',
      'duckdb',
      'the column a of table t',
    ],
  ] as const)('%s', (_, ibis, dialect, words) => {
    const error = refusal(() => sqlOf(ibis, dialect));
    expect(error.code).toBe('UNSUPPORTED_OPERATION');
    expect(error.message).toContain(words);
  });
});

describe('dialectSupport', () => {
  const support = dialectSupport();

  it('speaks of every operation in every dialect', () => {
    for (const dialect of DIALECTS) expect([...support[dialect].keys()]).toEqual(OP_NAMES);
  });

  it('gives a reason for every refusal', () => {
    const silent = DIALECTS.flatMap((dialect) =>
      [...support[dialect]].filter(([, { how, detail }]) => how === 'refused' && !detail),
    );
    expect(silent).toEqual([]);
  });

  it('leaves nothing of DuckDB unwritten', () => {
    const missing = [...support.duckdb].filter(
      ([, { detail }]) => detail === 'it is not written yet',
    );
    expect(missing).toEqual([]);
  });
});

describe('text', () => {
  it('escapes strings in the way of each dialect', () => {
    const literal = (dialect: 'duckdb' | 'postgres' | 'mysql' | 'bigquery'): string =>
      sqlOf(String.raw`t.select(x=ibis.literal("it's a \\ b"))`, dialect).split('\n')[0] ?? '';
    expect(literal('duckdb')).toBe(String.raw`SELECT 'it''s a \ b' AS x`);
    expect(literal('postgres')).toBe(String.raw`SELECT E'it''s a \\ b' AS x`);
    expect(literal('mysql')).toBe(String.raw`SELECT 'it''s a \\ b' AS x`);
    expect(literal('bigquery')).toBe(String.raw`SELECT 'it\'s a \\ b' AS x`);
  });

  it('quotes names that the dialect would read otherwise', () => {
    const program = 't.select(**{"Order": t.a, "order": t.b, "x y": t.c})';
    const head = (dialect: 'duckdb' | 'postgres' | 'mysql'): string =>
      sqlOf(program, dialect).split('\n')[0] ?? '';
    expect(head('duckdb')).toBe('SELECT a AS "Order", b AS "order", c AS "x y"');
    expect(head('mysql')).toBe('SELECT a AS `Order`, b AS `order`, c AS `x y`');
    expect(sqlOf('t.select(Name=t.c)', 'postgres')).toContain('c AS "Name"');
    expect(sqlOf('t.select(Name=t.c)', 'duckdb')).toContain('c AS Name');
  });

  it('never turns two minus signs into a comment', () => {
    expect(sqlOf('t.select(x=-(-t.a), y=t.a - (-1), z=-ibis.literal(-1))')).not.toContain('--');
  });

  it('keeps to 80 columns where lists, conditions and cases can be broken', () => {
    const sql = sqlOf(
      't.filter(t.c.isin(["alpha", "beta", "gamma", "delta"]), (t.a > 100) | (t.b < 200) | t.bo, t.d > "2024-01-01").group_by("c", "d", "bo").agg(n=_.count(), first=_.ts.min(), last=_.ts.max(), total=_.dec.sum())',
    );
    expect(Math.max(...sql.split('\n').map((l) => l.length))).toBeLessThanOrEqual(80);
  });
});
