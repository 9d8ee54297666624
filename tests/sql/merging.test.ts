import { describe, expect, it } from 'vitest';

import { sqlOf } from './support.js';

/** The SQL on one line. */
const line = (ibis: string): string => sqlOf(ibis).replaceAll(/\s+/g, ' ');
const selects = (ibis: string): number => sqlOf(ibis).split('SELECT').length - 1;

describe('what merges into one SELECT', () => {
  it('writes computed columns out where they are filtered on', () => {
    expect(line('t.mutate(x=t.a + 1).filter(_.x > 2).select("x")')).toBe(
      'SELECT a + 1 AS x FROM t WHERE a + 1 > 2',
    );
  });

  it('filters groups with HAVING', () => {
    expect(line('t.group_by("bo").agg(n=_.count()).filter(_.n > 1)')).toBe(
      'SELECT bo, COUNT(*) AS n FROM t GROUP BY bo HAVING COUNT(*) > 1',
    );
  });

  it('filters on a window function with QUALIFY, by the name of its column', () => {
    expect(line('t.select("a", r=ibis.rank().over(order_by=_.b)).filter(_.r < 3)')).toBe(
      'SELECT a, RANK() OVER (ORDER BY b) - 1 AS r FROM t QUALIFY r < 3',
    );
  });

  it('repeats the window function in QUALIFY where its name means a column of the table', () => {
    expect(line('t.select("a", b=ibis.rank().over(order_by=_.b)).filter(_.b < 3)')).toBe(
      'SELECT a, RANK() OVER (ORDER BY b) - 1 AS b FROM t QUALIFY RANK() OVER (ORDER BY t.b) - 1 < 3',
    );
  });

  it('moves filters of joined tables into WHERE, and those of an outer side into ON', () => {
    expect(line('t.filter(t.b > 0).join(u.filter(u.w > 0), t.a == u.k).select("a", "w")')).toBe(
      'SELECT t.a, u.w FROM t JOIN u ON t.a = u.k WHERE t.b > 0 AND u.w > 0',
    );
    expect(line('t.left_join(u.filter(u.w > 0), t.a == u.k).select("a", "w")')).toBe(
      'SELECT t.a, u.w FROM t LEFT JOIN u ON t.a = u.k AND u.w > 0',
    );
  });

  it('adds up limits', () => {
    expect(line('t.limit(10, offset=2).limit(5, offset=7).select("a")')).toBe(
      'SELECT a FROM t LIMIT 3 OFFSET 9',
    );
  });

  it('puts the later sort key first', () => {
    expect(line('t.select("a", "b").order_by("a").order_by("b")')).toBe(
      'SELECT a, b FROM t ORDER BY b, a',
    );
  });

  it('writes a union without duplicates for the distinct rows of a union', () => {
    expect(line('t.select("a").union(u.select(a="k")).distinct()')).toBe(
      'SELECT a FROM t UNION SELECT k AS a FROM u',
    );
  });
});

describe('what must stay a query of its own', () => {
  it.each([
    ['a filter after a limit', 't.limit(3).filter(_.a > 1)'],
    [
      'a filter on other columns after a window function',
      't.mutate(r=ibis.rank().over(order_by=_.b)).filter(_.a > 1)',
    ],
    [
      'a window function over filtered window functions',
      't.mutate(r=_.a.sum().over(group_by=_.bo)).filter(_.r > 1).mutate(q=_.a.sum().over(group_by=_.bo))',
    ],
    [
      'a window function over a window function',
      't.mutate(r=ibis.rank().over(order_by=_.b)).select(q=_.r.sum().over(group_by=_.bo))',
    ],
    ['an aggregate over groups', 't.group_by("a").agg(n=_.count()).agg(m=_.n.max())'],
    [
      'an aggregate over a window function',
      't.mutate(r=ibis.rank().over(order_by=_.b)).group_by("r").agg(n=_.count())',
    ],
    ['fewer columns of distinct rows', 't.select("a", "b").distinct().select("a")'],
    ['a filter on unnested values', 't.select(e=t.arr.unnest()).filter(_.e > 1)'],
    ['two uses of one random number', 't.mutate(x=ibis.random()).select(y=_.x - _.x)'],
    ['a constant beside one aggregated row', 't.agg(n=_.count()).select(z=1)'],
    [
      'a long expression that would be written many times',
      't.mutate(x=(t.a + 1) * (t.a + 2) * (t.a + 3) * (t.a + 4)).select(y=_.x * _.x + _.x * _.x)',
    ],
    [
      'a computed column on the outer side of a join',
      't.left_join(u.select("k", z=u.w.fill_null(0)), t.a == u.k).select("a", "z")',
    ],
    ['aggregates in the order of rows', 't.order_by("b").agg(all=_.a.collect())'],
  ])('%s', (_, ibis) => {
    expect(selects(ibis)).toBe(2);
  });
});

describe('names', () => {
  it('qualifies a column that an output column of the same name hides', () => {
    expect(line('t.order_by("b").select(b=-t.b)')).toBe('SELECT -b AS b FROM t ORDER BY t.b');
  });

  it('gives both sides of a self join a name', () => {
    expect(line('v = t.view()\nt.join(v, t.a == v.i32).select(t.a, z=v.b)')).toBe(
      'SELECT t1.a, t2.b AS z FROM t AS t1 JOIN t AS t2 ON t1.a = t2.i32',
    );
  });

  it('keeps the names of a subquery apart from those of the query around it', () => {
    const sql = line('v = t.view()\nt.filter(((v.bo == t.bo) & (v.b > t.b)).any()).select("a")');
    expect(sql).toBe(
      'SELECT a FROM t WHERE EXISTS (SELECT 1 FROM t AS t1 WHERE t1.bo = t.bo AND t1.b > t.b)',
    );
  });

  it('names a query that two places read after what it holds', () => {
    expect(line('x = t.group_by("bo").agg(s=_.a.sum())\nx.filter(x.s == x.s.max())')).toBe(
      'WITH t_by_bo AS ( SELECT bo, SUM(a) AS s FROM t GROUP BY bo ) SELECT * FROM t_by_bo WHERE s = (SELECT MAX(s) FROM t_by_bo)',
    );
  });

  it('shadows no column with the parameter of a lambda', () => {
    expect(line('t.select(x=t.arr.map(lambda a: a + t.a))')).toBe(
      'SELECT LIST_TRANSFORM(arr, lambda a: a + t.a) AS x FROM t',
    );
  });
});

describe('a group key that is a window function', () => {
  const shifted = '_.a.lag().over(order_by=_.b)';

  it('is refused with what to do', () => {
    const run = (): string => sqlOf(`t.group_by(p=${shifted}).agg(n=_.count())`);
    expect(run).toThrow('the group key p is a window function, an unnest or random');
  });

  it('is computed in a SELECT of its own when it is a column by then', () => {
    const sql = line(`t.mutate(p=${shifted}).group_by(q=_.p + 1).agg(n=_.count())`);
    expect(sql).toMatch(/FROM \( SELECT .* LAG\(a\) .* GROUP BY p \+ 1/);
  });
});
