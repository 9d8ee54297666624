import { describe, expect, it } from 'vitest';

import type { Finding } from '../../../packages/mining/src/finding.js';
import { mine, programs, reasons } from './mined.js';

const tablesOf = (findings: readonly Finding[]): unknown[] =>
  findings.flatMap((finding) => (finding.kind === 'program' ? [finding.tables] : []));

const SCHEMAS = {
  'conftest.py': `import ibis
import pytest

TABLES = {
    "shops": ibis.schema({"shop_id": "int64", "town": "string"}),
    "visits": [("shop_id", "int64"), ("at", "timestamp")],
}

@pytest.fixture
def shops(con):
    return con.table("shops")

@pytest.fixture(name="calls")
def make_calls(backend):
    yield backend.visits
`,
};

describe('what makes a table', () => {
  it('becomes one of the context under its variable: pairs, rows in memory, frames', async () => {
    const found = await mine(`import ibis
import pandas as pd

pairs = ibis.table([("a", "int8"), ("b", "array<string>")])
rows = ibis.memtable({"x": [1, 2], "y": ["p", None]})
frame = pd.DataFrame([["k", 1.5]], columns=["key", "value"])
framed = ibis.memtable(frame)
pairs.a.sum().execute()
rows.count().execute()
framed.value.max().execute()
`);
    expect(programs(found)).toEqual(['pairs.a.sum()', 'rows.count()', 'framed.value.max()']);
    expect(tablesOf(found)).toEqual([
      { pairs: { a: 'int8', b: 'array<string>' } },
      { rows: { x: 'int64', y: 'string' } },
      { framed: { key: 'string', value: 'float64' } },
    ]);
  });

  it('is found inside of an expression', async () => {
    const found = await mine(
      `import ibis
con = ibis.duckdb.connect()
con.table("shops").filter(ibis._.town == "Ulm").execute()
con.tables.visits.count().execute()
ibis.examples.penguins.fetch().head(2).execute()
`,
      SCHEMAS,
    );
    expect(programs(found)).toEqual([
      'shops.filter(_.town == "Ulm")',
      'visits.count()',
      'penguins.head(2)',
    ]);
    expect(tablesOf(found)[1]).toEqual({ visits: { shop_id: 'int64', at: 'timestamp' } });
  });

  it('can be made of another table', async () => {
    const found = await mine(`import ibis
t = ibis.table({"a": "int64", "b": "string"}, name="t")
con = ibis.connect("duckdb://")
made = con.create_table("made", t.mutate(c=t.a > 1).to_pyarrow())
made.select("c").execute()
`);
    expect(tablesOf(found)).toEqual([{ made: { a: 'int64', b: 'string', c: 'boolean' } }]);
  });

  it('never takes a name that programs find bound', async () => {
    const found = await mine(`import ibis
s = ibis.table({"a": "int64"}, name="s")
s.a.sum().execute()
`);
    expect(programs(found)).toEqual(['t.a.sum()']);
  });
});

describe('fixtures', () => {
  it('of the folders above give tables, by the name of the parameter', async () => {
    const found = await mine(
      `import ibis

def test_join(shops, calls):
    expr = shops.join(calls, "shop_id").group_by("town").agg(n=ibis._.count())
    assert len(expr.execute()) == 2
`,
      SCHEMAS,
      'deep/er/test_shops.py',
    );
    expect(programs(found)).toEqual([
      'shops.join(calls, "shop_id").group_by("town").agg(n=_.count())',
    ]);
    expect(tablesOf(found)).toEqual([
      {
        shops: { shop_id: 'int64', town: 'string' },
        calls: { shop_id: 'int64', at: 'timestamp' },
      },
    ]);
  });

  it('that nobody defines refuse what is made of them', async () => {
    const found = await mine(
      `import ibis

def test_it(shops, factor):
    shops.mutate(x=ibis._.shop_id * factor).execute()
`,
      SCHEMAS,
    );
    expect(reasons(found)).toEqual(['CONTEXT_UNKNOWN test']);
  });
});

describe('tables of unknown columns', () => {
  it('get columns and types from their use, and from their names where use does not tell', async () => {
    const found = await mine(`import ibis

def report(t):
    return t.filter(t.name.startswith("A"), t.created_date > "2024-01-01").select("name", "order_id", "price")
`);
    expect(tablesOf(found)).toEqual([
      { t: { name: 'string', created_date: 'date', order_id: 'int64', price: 'float64' } },
    ]);
  });

  it('stand beside known ones', async () => {
    const found = await mine(
      `import ibis

def enrich(extra):
    shops = con.table("shops")
    return shops.left_join(extra, "shop_id").mutate(rank=extra.score + 0.5)
`,
      SCHEMAS,
    );
    expect(tablesOf(found)).toEqual([
      {
        shops: { shop_id: 'int64', town: 'string' },
        extra: { shop_id: 'int64', score: 'float64' },
      },
    ]);
  });

  it('are refused where no column is named', async () => {
    const found = await mine(`import ibis
t = ibis.read_parquet("data/events.parquet")
t.count().execute()
t.select(ibis.selectors.numeric()).execute()
`);
    expect(reasons(found)).toEqual(['SCHEMA_UNKNOWN script', 'SCHEMA_UNKNOWN script']);
  });

  it('are not seen in frames of other libraries', async () => {
    const found = await mine(`import ibis
import pandas as pd
df = pd.read_csv("a.csv")
df[df.a > 1].sum()

def other(frame):
    return frame.head()
`);
    expect(found).toEqual([]);
  });
});

describe('definitions of tables', () => {
  it('in SQL are known to Python, the nearest first', async () => {
    const found = await mine(
      `import ibis
def test_it(con):
    con.table("stock").amount.sum().execute()
`,
      {
        'a/schema.sql': 'CREATE TABLE stock (amount BIGINT, weight DOUBLE);',
        'b/schema.sql': 'CREATE TABLE stock (amount DOUBLE);',
      },
      'b/test_stock.py',
    );
    expect(tablesOf(found)).toEqual([{ stock: { amount: 'float64' } }]);
  });
});
