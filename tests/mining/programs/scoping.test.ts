import { describe, expect, it } from 'vitest';

import { mine, programs, reasons } from './mined.js';

const SCHEMAS = {
  'schemas.py': `import ibis
TABLES = {
    "rides": ibis.schema({"fare": "float64", "tip": "float64", "city": "string"}),
    "cost": ibis.schema({"fare": "float64"}),
}
`,
};

const HEAD = `import ibis
import pytest
from pytest import param

rides = ibis.table({"fare": "float64", "tip": "float64", "city": "string"}, name="rides")
`;

describe('a parameter', () => {
  it('of a lambda has its own attributes, whatever tables are called like them', async () => {
    const found = await mine(
      `${HEAD}
def test_it():
    m = rides.mutate(cost=rides.fare * 2)
    m.group_by(lambda x: x.cost).size().execute()
    m.filter(lambda x: x["cost"] > 1).order_by(lambda x: -x.cost).execute()
`,
      SCHEMAS,
    );
    expect(programs(found)).toEqual([
      'm = rides.mutate(cost=rides.fare * 2)\nm.group_by(lambda x: x.cost).size()',
      'm = rides.mutate(cost=rides.fare * 2)\nm.filter(lambda x: x["cost"] > 1).order_by(lambda x: -x.cost)',
    ]);
    expect(found[0]).toMatchObject({
      tables: { rides: { fare: 'float64', tip: 'float64', city: 'string' } },
    });
  });

  it('hides fixtures and variables of its name', async () => {
    const found = await mine(
      `${HEAD}
@pytest.fixture
def x(con):
    return con.table("cost")

fare = 3

def test_it(x):
    rides.filter(lambda x: x.fare > fare).execute()
    rides.filter(lambda fare: fare.tip > 1).execute()
    rides.select([fare.name("f") for fare in [rides.fare]]).execute()
`,
      SCHEMAS,
    );
    expect(programs(found)).toEqual([
      'fare = 3\nrides.filter(lambda x: x.fare > fare)',
      'rides.filter(lambda fare: fare.tip > 1)',
      'rides.select([fare.name("f") for fare in [rides.fare]])',
    ]);
  });

  it('of a helper function hides what is outside of it', async () => {
    const found = await mine(
      `${HEAD}
n = 7

def double(cost, n):
    return cost.fare * n

rides.mutate(d=double(rides, 2)).execute()
`,
      SCHEMAS,
    );
    expect(programs(found)).toEqual([
      'def double(cost, n):\n    return cost.fare * n\nrides.mutate(d=double(rides, 2))',
    ]);
  });

  it('tells nothing of a table of its name', async () => {
    const found = await mine(`import ibis

def build(x, t):
    y = t.filter(lambda x: x.mutate(c=1).count() > 1)
    return y.mutate(d=x.b)
`);
    expect(programs(found)).toEqual([]);
    expect(reasons(found)).toContain('CONTEXT_UNKNOWN function');
  });

  it('is given another name where what it hides is meant inside of it', async () => {
    const found = await mine(`${HEAD}
@pytest.mark.parametrize("pick", [lambda c: rides.filter(lambda t: t.tip < c)])
def test_it(pick):
    t = rides.tip.max() - 1
    pick(t).execute()
`);
    expect(programs(found)).toEqual([
      't_2 = rides.tip.max() - 1\nrides.filter(lambda t: t.tip < t_2)',
    ]);
  });

  it('that is an argument is not caught by a parameter of its name', async () => {
    const found = await mine(`${HEAD}
@pytest.mark.parametrize("pick", [lambda c: rides.filter(lambda t: t.tip < c).count()])
def test_it(pick):
    rides.mutate(lambda t: pick(t.fare.max()).name("n")).execute()
`);
    expect(programs(found)).toEqual([
      'rides.mutate(lambda t: (lambda c: rides.filter(lambda t: t.tip < c).count())(t.fare.max()).name("n"))',
    ]);
  });
});

describe('what a comprehension runs over first', () => {
  it('is read outside of it', async () => {
    const found = await mine(`${HEAD}
name = ["fare", "tip"]
rides.select([name for name in name]).execute()
`);
    expect(programs(found)).toEqual([
      'name = ["fare", "tip"]\nrides.select([name for name in name])',
    ]);
  });
});

describe('attributes of a variable', () => {
  it('that is used as a table are its columns', async () => {
    const found = await mine(
      `import ibis

def test_it(con):
    rows = con.delimited("somewhere")
    rows.filter(rows.cost > 1).group_by("city").size().execute()
`,
      SCHEMAS,
    );
    expect(programs(found).some((code) => code.includes('(cost > 1)'))).toBe(false);
  });
});

describe('the module ibis.expr.api', () => {
  it('keeps the functions that only it has', async () => {
    const found = await mine(`import ibis
from ibis.expr import api

left = api.table({"k": "int64", "a": "int64"}, name="left")
right = api.table({"k": "int64", "b": "int64"}, name="right")
api.asof_join(left, right, "k").execute()
`);
    expect(programs(found)).toEqual(['from ibis.expr import api\napi.asof_join(left, right, "k")']);
    expect(found[0]).toMatchObject({
      tables: { left: { k: 'int64', a: 'int64' }, right: { k: 'int64', b: 'int64' } },
    });
  });
});
