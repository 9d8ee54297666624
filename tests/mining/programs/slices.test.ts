import { describe, expect, it } from 'vitest';

import {
  buildCatalogue,
  completeProgram,
  readModule,
  sliceOf,
} from '../../../packages/mining/src/programs/index.js';
import { mine, programs, reasons } from './mined.js';

const TABLE = `import ibis
from ibis import _

trips = ibis.table({"city": "string", "fare": "float64", "day": "date"}, name="all_trips")
`;

describe('the statements that an expression depends on', () => {
  it('stand above it in their order, and nothing else does', async () => {
    const found = await mine(`${TABLE}
limit = 20
unused = 30
long = trips.filter(_.fare > limit)
other = trips.head()
by_city = long.group_by("city").agg(n=_.count())
by_city.order_by("n").execute()
`);
    expect(programs(found)).toEqual([
      'trips.head()',
      `limit = 20
long = trips.filter(_.fare > limit)
by_city = long.group_by("city").agg(n=_.count())
by_city.order_by("n")`,
    ]);
    const [, second] = found;
    expect(second).toMatchObject({
      pattern: 'script',
      place: { path: 'tests/test_it.py', line: 11, endLine: 11 },
      tables: { trips: { city: 'string', fare: 'float64', day: 'date' } },
    });
  });

  it('are the values at that place, not later ones', async () => {
    const found = await mine(`${TABLE}
n = 1
print(trips.limit(n))
n = 2
print(trips.limit(n))
`);
    expect(programs(found)).toEqual(['n = 1\ntrips.limit(n)', 'n = 2\ntrips.limit(n)']);
  });

  it('include helper functions without annotations and docstrings, and what those need', async () => {
    const found = await mine(`${TABLE}
import ibis.expr.types as ir

FLOOR = 5

def cheap(t: ir.Table, most: float = 9.5) -> ir.Table:
    """Those that cost little."""
    return t.filter((t.fare < most) & (t.fare > FLOOR))

cheap(trips).count().execute()
`);
    expect(programs(found)).toContain(`FLOOR = 5
def cheap(t, most = 9.5):
    return t.filter((t.fare < most) & (t.fare > FLOOR))
cheap(trips).count()`);
  });

  it('include what changes a list or a variable in place', async () => {
    const found = await mine(`${TABLE}
keys = ["city"]
keys.append("day")
total = trips.fare.sum()
total += 1
trips.group_by(keys).agg(total.name("x"))
`);
    expect(programs(found)).toEqual([
      `keys = ["city"]
keys.append("day")
total = trips.fare.sum()
total += 1
trips.group_by(keys).agg(total.name("x"))`,
    ]);
  });

  it('include a whole loop that builds a value', async () => {
    const found = await mine(`${TABLE}
t = trips
for name in ["a", "b"]:
    t = t.mutate(trips.fare.name(name))
t.drop("day")
`);
    expect(programs(found)).toContain(`t = trips
for name in ["a", "b"]:
    t = t.mutate(trips.fare.name(name))
t.drop("day")`);
  });

  it('get other names where two scopes use one', async () => {
    const found = await mine(
      `import ibis, pytest

@pytest.fixture
def base():
    t = con.table("trips")
    return t.select("fare", "city")

def test_it(base):
    t = base.distinct()
    assert t.count().execute() == 3
`,
      {
        'schemas.py':
          'import ibis\nTABLES = {"trips": ibis.schema({"fare": "int64", "city": "string"})}\n',
      },
    );
    expect(programs(found)).toEqual([
      `t_2 = t.select("fare", "city").distinct()
t_2.count()`,
    ]);
  });

  it('lose their comments and the brackets around them, not their lines', async () => {
    const found = await mine(`${TABLE}
expr = (
    trips.filter(_.fare > 1)  # not the free ones
    # the dearest first
    .order_by(_.fare.desc())
)
expr.execute()
`);
    expect(programs(found)).toEqual([
      '(\n    trips.filter(_.fare > 1)\n    .order_by(_.fare.desc())\n)',
    ]);
  });
});

describe('imports', () => {
  it('of what programs find bound are dropped, aliases resolved, others kept', async () => {
    const found = await mine(`import datetime
import ibis as ib
import ibis.selectors as sel
from ibis import deferred as d
from ibis import literal

t = ib.table({"a": "int64", "b": "date"}, name="t")
t.filter(t.b > datetime.date(2024, 1, 2)).select(sel.numeric(), x=literal(2), y=d.a + ib.literal(1))
`);
    expect(programs(found)).toEqual([
      `import datetime
from ibis import literal
t.filter(t.b > datetime.date(2024, 1, 2)).select(s.numeric(), x=literal(2), y=_.a + ibis.literal(1))`,
    ]);
  });

  it('of other libraries refuse what needs them', async () => {
    const found = await mine(`${TABLE}
import numpy as np
trips.mutate(x=np.pi).execute()
`);
    expect(programs(found)).toEqual([]);
    expect(reasons(found)).toEqual(['BACKEND script']);
  });
});

describe('a stretch of code', () => {
  const module = readModule({
    path: 'a.py',
    text: `${TABLE}
import pytest

def test_wrong():
    wide = trips.mutate(x=1)
    with pytest.raises(AttributeError):
        y = wide.nothing
        wide.select(y)
`,
  });
  const at = (text: string): { start: number; end: number } => {
    const start = module.text.indexOf(text);
    return { start, end: start + text.length };
  };

  it('is sliced although it fails, with the statements of its block', async () => {
    const catalogue = await buildCatalogue([]);
    const slice = sliceOf(module, at('y = wide.nothing\n        wide.select(y)'), catalogue);
    expect(slice).toEqual({
      code: 'wide = trips.mutate(x=1)\ny = wide.nothing\nwide.select(y)',
      tables: { trips: { city: 'string', fare: 'float64', day: 'date' } },
      open: [],
    });
    if ('code' in slice) {
      expect(completeProgram(slice)).toMatchObject({
        reason: 'ERROR',
        error: expect.stringContaining("AttributeError: 'Table' object has no attribute 'nothing'"),
      });
    }
  });

  it('can be one expression in a statement', async () => {
    const slice = sliceOf(module, at('wide.nothing'), await buildCatalogue([]));
    expect(slice).toMatchObject({ code: 'wide = trips.mutate(x=1)\nwide.nothing' });
  });

  it('is a fault where nothing stands', async () => {
    expect(sliceOf(module, { start: 0, end: 0 }, await buildCatalogue([]))).toMatchObject({
      reason: 'SYNTAX',
    });
  });
});
