import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { MIT_TEXT } from '../mining/sources/licence-texts.js';

const QUERIES = `"""Queries of a shop."""

import ibis
from ibis import _

orders = ibis.table(
    {"order_id": "int64", "customer_id": "int64", "status": "string", "amount": "float64"},
    name="orders",
)


def paid_by_customer(orders):
    """Sum what each customer has paid.

    Parameters
    ----------
    orders
        All orders.

    Returns
    -------
    Table
        One row per customer.

    Examples
    --------
    >>> import ibis
    >>> orders = ibis.table({"customer_id": "int64", "status": "string", "amount": "float64"})
    >>> orders.filter(orders.status == "paid").group_by("customer_id").agg(total=orders.amount.sum())
    """
    return (
        orders.filter(orders.status == "paid")
        .group_by("customer_id")
        .agg(total=orders.amount.sum())
    )
`;

const TESTS = `import ibis
import pytest
from ibis import _


@pytest.fixture
def customers():
    return ibis.table({"customer_id": "int64", "name": "string", "country": "string"}, name="customers")


def test_names(customers):
    expr = customers.filter(_.country.isin(["NO", "SE"])).select("customer_id", "name")
    assert expr.columns == ("customer_id", "name")


def test_countries(customers):
    counts = customers.group_by("country").agg(people=_.count())
    assert counts.filter(counts.people > 2) is not None


def test_misspelt(customers):
    with pytest.raises(AttributeError):
        customers.filter(customers.contry == "NO").select("name")
`;

const GUIDE = `# Working with orders

## How to keep the largest orders

Use the \`filter()\` method to keep the orders above an amount.

\`\`\`python
import ibis

orders = ibis.table({"order_id": "int64", "status": "string", "amount": "float64"}, name="orders")
orders.filter(orders.amount > 100)
\`\`\`

\`\`\`sql
SELECT status, COUNT(*) AS n FROM orders WHERE amount > 10 GROUP BY status
\`\`\`
`;

const NOTEBOOK = JSON.stringify({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { language_info: { name: 'python' } },
  cells: [
    { cell_type: 'markdown', metadata: {}, source: ['# Visits'] },
    {
      cell_type: 'code',
      metadata: {},
      execution_count: 1,
      outputs: [],
      source: [
        'import ibis\n',
        'visits = ibis.table({"page": "string", "seconds": "int64"}, name="visits")',
      ],
    },
    {
      cell_type: 'code',
      metadata: {},
      execution_count: 2,
      outputs: [],
      source: ['visits.group_by("page").agg(longest=visits.seconds.max()).order_by("page")'],
    },
  ],
});

const SQL = `SELECT customer_id, SUM(amount) AS total
FROM orders
WHERE status <> 'open'
GROUP BY customer_id
`;

/** A version of a test that no longer works, and the one that does. */
const changed = (call: string): string => `import ibis


def test_largest():
    parcels = ibis.table({"parcel_id": "int64", "weight": "float64"}, name="parcels")
    expr = parcels.${call}(parcels.parcel_id.desc()).limit(3)
    assert expr is not None
`;

const FILES: Readonly<Record<string, string>> = {
  LICENSE: MIT_TEXT,
  'shop/queries.py': QUERIES,
  'tests/test_customers.py': TESTS,
  'docs/guide.md': GUIDE,
  'docs/visits.ipynb': NOTEBOOK,
  'sql/totals.sql': SQL,
  'shop/broken.py': 'import ibis\n\ndef f(:\n',
};

function git(directory: string, ...args: readonly string[]): void {
  execFileSync(
    'git',
    ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false', ...args],
    { cwd: directory, stdio: 'pipe' },
  );
}

function put(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** A small repository of somebody who uses Ibis, with a fix in its history. */
export function makeShopRepository(directory: string): void {
  mkdirSync(directory, { recursive: true });
  git(directory, 'init', '--quiet', '--initial-branch=main');
  put(directory, { ...FILES, 'tests/test_parcels.py': changed('sort_by') });
  commit(directory, 'Queries of the shop');
  put(directory, { 'tests/test_parcels.py': changed('order_by') });
  commit(directory, 'fix: sort_by was renamed to order_by');
}

/** Commits everything in the repository. */
export function commit(directory: string, subject: string): void {
  git(directory, 'add', '--all');
  git(directory, 'commit', '--quiet', '--message', subject);
}
