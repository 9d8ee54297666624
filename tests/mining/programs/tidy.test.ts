import { describe, expect, it } from 'vitest';

import { tidied } from '../../../packages/mining/src/programs/tidy/index.js';
import { mine, programs, reasons } from './mined.js';

const HEAD = `import ibis
import pytest

trips = ibis.table({"city": "string", "fare": "float64", "tip": "float64"}, name="trips")
`;

const tidy = (code: string): string | undefined => tidied(code)?.code;

describe('what is substituted', () => {
  it('keeps the brackets that it begins and ends with', async () => {
    const found = await mine(`${HEAD}
@pytest.mark.parametrize(
    "make", [lambda t: (t.fare > 20).ifelse(10, -20), lambda t: (t.fare + t.tip) * (t.fare - 1)]
)
def test_it(make):
    make(trips).execute()
    (make(trips) + 1).execute()
`);
    expect(programs(found)).toEqual([
      '(trips.fare > 20).ifelse(10, -20)',
      '(trips.fare > 20).ifelse(10, -20) + 1',
      '(trips.fare + trips.tip) * (trips.fare - 1)',
      '((trips.fare + trips.tip) * (trips.fare - 1)) + 1',
    ]);
  });

  it('is put into brackets where it has several lines', async () => {
    const found = await mine(`${HEAD}
@pytest.mark.parametrize(
    "base",
    [
        (
            trips.filter(trips.fare > 1)
            .distinct()
        ),
    ],
)
def test_it(base):
    short = base.limit(3)
    short.count().execute()
`);
    expect(programs(found)).toEqual([
      `short = (trips.filter(trips.fare > 1)
.distinct()).limit(3)
short.count()`,
    ]);
  });
});

describe('the value of a fixture', () => {
  it('stands once where it is a chain of several lines', async () => {
    const found = await mine(`${HEAD}
@pytest.fixture
def base():
    return (
        trips.join(trips.view(), "city")
        .distinct()
    )

def test_it(base):
    base.filter(base.fare > 1).execute()
`);
    expect(programs(found)).toEqual([
      `base = (
    trips.join(trips.view(), "city")
    .distinct()
)
base.filter(base.fare > 1)`,
    ]);
  });
});

describe('a branch', () => {
  it('that a case rules out is gone, with what only it needs', async () => {
    const found = await mine(`${HEAD}
def cheap(t):
    return t.filter(t.fare < 10)

@pytest.mark.parametrize("only_cheap", [True, False])
def test_it(only_cheap):
    t = trips.mutate(x=1)
    if only_cheap:
        t = cheap(t)
    t.group_by("city").size().execute()
`);
    expect(programs(found).filter((code) => code.endsWith('.size()'))).toEqual([
      `def cheap(t):
    return t.filter(t.fare < 10)
t = trips.mutate(x=1)
t = cheap(t)
t.group_by("city").size()`,
      't = trips.mutate(x=1)\nt.group_by("city").size()',
    ]);
  });

  it.each([
    ['if "a" == "b":\n    x = 1\nelif t.y:\n    x = 2\nx', 'if t.y:\n    x = 2\nx'],
    [
      'if None is not None:\n    x = 1\nelse:\n    x = f(\n        2\n    )\nx',
      'x = f(\n    2\n)\nx',
    ],
    [
      'def f(y):\n    if False:\n        y = 1\n    return y\nf(t)',
      'def f(y):\n    pass\n    return y\nf(t)',
    ],
    ['t.f(a + 1 if not False else b)', 't.f(a + 1)'],
    ['(t.a if 1 == 2 else t.b + 1) * 2', '(t.b + 1) * 2'],
  ])('is chosen in %j', (code, expected) => {
    expect(tidy(code)).toBe(expected);
  });

  it.each(['if 1 == True:\n    x = 1\nx', 'if t.a == None:\n    x = 1\nx', 't.f(a if b else c)'])(
    'is left open in %j',
    (code) => {
      expect(tidy(code)).toBe(code);
    },
  );
});

describe('values that nothing reads', () => {
  it.each([
    ['x = 1\ny = x\nt.a', 't.a'],
    ['import math\ndef f(y):\n    return math.pi\nt.a', 't.a'],
    ['x = 1\nx = 2\nt.f(x)', 'x = 2\nt.f(x)'],
    // What a function reads is read when it is called.
    [
      'def f(y):\n    return y + n\nn = 1\nn = 2\nf(t.a)',
      'def f(y):\n    return y + n\nn = 1\nn = 2\nf(t.a)',
    ],
    ['x = [1]\nx.append(2)\nt.a', 'x = [1]\nx.append(2)\nt.a'],
    ['x = (y := 2)\nt.f(y)', 'x = (y := 2)\nt.f(y)'],
  ])('are gone, and only they: %j', (code, expected) => {
    expect(tidy(code)).toBe(expected);
  });

  it('take the tables that only they read with them', () => {
    expect(tidied('x = u.a\nt.b')?.free).toEqual(new Set(['t']));
  });
});

describe('another name of the same thing', () => {
  it.each([
    ['t = trips\nt.count()', 'trips.count()'],
    ['c = trips.fare\nc.sum()', 'trips.fare.sum()'],
    ['c = trips[["fare", "tip"]]\nd = c["tip"]\nd.sum()', 'trips[["fare", "tip"]]["tip"].sum()'],
    ['t = trips\nt.filter(t.fare > 1)', 'trips.filter(trips.fare > 1)'],
    // A column used twice, a real expression, a name that is given anew.
    ['c = trips.fare\nc.sum() + c.max()', undefined],
    ['t = trips.distinct()\nt.count()', undefined],
    ['t = u\nu = u.distinct()\nu.join(t, "k")', undefined],
    ['t = trips\nfor n in ["a", "b"]:\n    t = t.mutate(trips.fare.name(n))\nt', undefined],
    // A parameter hides the name.
    ['t = trips\nu.filter(lambda trips: trips.a > t.b)', undefined],
    ['a = trips["city"]\nu.mutate(f"{a}")', undefined],
  ])('is gone where it is a bare name or used once: %j', (code, expected) => {
    expect(tidy(code)).toBe(expected ?? code);
  });
});

describe('doubled brackets', () => {
  it.each([
    ['t.f((t.a > 1))', 't.f(t.a > 1)'],
    ['t.f((1, 2))', 't.f((1, 2))'],
    ['t.f((x for x in y))', 't.f((x for x in y))'],
    ['t.f((x := 1))', 't.f((x := 1))'],
    ['t.f((t.a)(1))', 't.f((t.a)(1))'],
    ['t.f("((a))")', 't.f("((a))")'],
  ])('are one pair: %j', (code, expected) => {
    expect(tidy(code)).toBe(expected);
  });
});

describe('a column of a table that is not read', () => {
  it('is an error of the program', async () => {
    const found = await mine(`${HEAD}
other = ibis.table({"a": "int64"}, name="other")
trips.filter(other.a.sum() > trips.fare).filter(other.a > 1).execute()
`);
    expect(reasons(found)).toEqual(['ERROR script']);
  });
});
