import { describe, expect, it } from 'vitest';

import { mine, programs, reasons } from './mined.js';

const HEAD = `import ibis
import pytest
from pytest import param

t = ibis.table({"a": "int64", "b": "string", "when": "timestamp"}, name="t")
`;

describe('tests', () => {
  it('give their largest expressions, without what runs and compares them', async () => {
    const found = await mine(`${HEAD}
def test_sum():
    small = t.filter(t.a < 10)
    expr = small.group_by("b").agg(total=small.a.sum())
    result = expr.execute()
    assert_frame_equal(result, expected)
    assert expr.equals(small.group_by("b").agg(total=t.a.sum()))
    assert expr.columns == ("b", "total")
`);
    expect(programs(found)).toEqual([
      `small = t.filter(t.a < 10)
small.group_by("b").agg(total=small.a.sum())`,
      `small = t.filter(t.a < 10)
small.group_by("b").agg(total=t.a.sum())`,
    ]);
    expect(found.every(({ pattern }) => pattern === 'test')).toBe(true);
  });

  it('give one program per case, with the case in its place', async () => {
    const found = await mine(`${HEAD}
@pytest.mark.parametrize(
    ("make", "column"),
    [
        param(lambda x, **kw: x.max(**kw), "a", id="max"),
        param(lambda x, **kw: x.count(), "b", id="count"),
    ],
)
def test_all(make, column):
    expr = make(getattr(t, column), where=t[f"{column}"].notnull())
    expr.execute()
`);
    expect(programs(found)).toEqual(['t.a.max(where=t["a"].notnull())', 't.b.count()']);
  });

  it('leave blocks that expect an error alone', async () => {
    const found = await mine(`${HEAD}
def test_wrong():
    with pytest.raises(Exception):
        t.select("nothing").execute()
`);
    expect(found).toEqual([]);
  });
});

describe('code around expressions', () => {
  it('may be beyond what is understood', async () => {
    const found = await mine(`${HEAD}
class Thing:
    async def run(self):
        await self.go()

with open("x") as f:
    t.count().execute()

match t:
    case 1:
        pass

t.a.max().execute()
`);
    expect(programs(found)).toEqual(['t.count()', 't.a.max()']);
  });

  it('that is no Python is refused, and what is before it kept', async () => {
    const found = await mine(`${HEAD}
t.a.max().execute()
x = "never ends
t.a.min().execute()
`);
    expect(programs(found)).toEqual(['t.a.max()']);
    expect(reasons(found)).toContain('SYNTAX script');
  });
});

describe('refusals', () => {
  it.each([
    ['TRIVIAL', 't.execute()'],
    ['TRIVIAL', 't.a.execute()'],
    ['TRIVIAL', 'ibis.literal(1) + 2'],
    ['ERROR', 't.nothing.sum()'],
    ['BACKEND', 't.sql("SELECT 1 AS x").count()'],
    ['METHOD_MISSING', 't.a.point(t.a)'],
    ['NOT_PURE', 't.filter(t.a == t.a.max().execute())'],
  ])('%s for %s', async (reason, code) => {
    const found = await mine(`${HEAD}\n${code}\n`);
    expect(reasons(found)).toEqual([`${reason} script`]);
  });
});

describe('docstrings', () => {
  it('are sessions: a prompt sees those before it, of its own docstring', async () => {
    const found = await mine(
      `def describe(x):
    """Describe it.

    >>> import ibis
    >>> t = ibis.memtable({"n": [1, 2, 3]})
    >>> big = t.filter(t.n > 1)
    >>> big.n.sum()
    5
    >>> big
    """

def other():
    """
    >>> big.n.max()
    """
`,
      {},
      'src/mod.py',
    );
    expect(programs(found)).toEqual(['t.filter(t.n > 1)', 'big = t.filter(t.n > 1)\nbig.n.sum()']);
    expect(found[1]).toMatchObject({ pattern: 'doctest', place: { line: 7 } });
    expect(reasons(found)).toEqual(['REPEATED doctest']);
  });
});
