/** The tables of the cases. */
export const TABLES = {
  orders: {
    order_id: 'int64',
    customer_id: 'int64',
    status: 'string',
    total: 'float64',
    placed_on: 'date',
  },
  customers: {
    customer_id: 'int64',
    full_name: 'string',
    country: 'string',
    referrer_id: 'int64',
    address: 'struct<street: string, country: string>',
  },
};

interface Names {
  readonly tables?: Readonly<Record<string, string>>;
  readonly columns?: Readonly<Record<string, string>>;
}

interface Case {
  readonly title: string;
  readonly sql: string;
  readonly ibis: string;
  readonly names: Names;
  readonly becomes: readonly [sql: string, ibis: string];
}

const TOTAL: Names = { columns: { total: 'grand_total' } };

/** Texts where a word names several things, and what they become. */
export const CASES: readonly Case[] = [
  {
    title: 'keeps the layout and comments of the author',
    sql: 'SELECT  total -- the total\nFROM orders\n  WHERE total>5',
    ibis: '(\n    orders  # total\n    .filter(orders.total > 5)\n    .select("total")\n)',
    names: TOTAL,
    becomes: [
      'SELECT  grand_total -- the total\nFROM orders\n  WHERE grand_total>5',
      '(\n    orders  # total\n    .filter(orders.grand_total > 5)\n    .select("grand_total")\n)',
    ],
  },
  {
    title: 'leaves an output alias that has the name of the column it sums',
    sql: 'SELECT status, SUM(total) AS total FROM orders GROUP BY status ORDER BY total, status',
    ibis: 'orders.group_by("status").agg(total=_.total.sum()).order_by("total", "status")',
    names: TOTAL,
    becomes: [
      'SELECT status, SUM(grand_total) AS total FROM orders GROUP BY status ORDER BY total, status',
      'orders.group_by("status").agg(total=_.grand_total.sum()).order_by("total", "status")',
    ],
  },
  {
    title: 'changes an alias that only repeats the column, as the other side shows the column',
    sql: 'SELECT o.total AS total FROM orders AS o',
    ibis: 'orders.select("total")',
    names: TOTAL,
    becomes: [
      'SELECT o.grand_total AS grand_total FROM orders AS o',
      'orders.select("grand_total")',
    ],
  },
  {
    title: 'follows a column that is replaced in place',
    sql: 'SELECT * REPLACE (total * 2 AS total) FROM orders',
    ibis: 'orders.mutate(total=_.total * 2)',
    names: TOTAL,
    becomes: [
      'SELECT * REPLACE (grand_total * 2 AS grand_total) FROM orders',
      'orders.mutate(grand_total=_.grand_total * 2)',
    ],
  },
  {
    title: 'tells a CTE from the column of the same name',
    sql: 'WITH total AS (SELECT status, total FROM orders) SELECT total.status, total.total FROM total',
    ibis: 'total = orders.select("status", "total")\ntotal.select("status", total.total)',
    names: TOTAL,
    becomes: [
      'WITH total AS (SELECT status, grand_total FROM orders) SELECT total.status, total.grand_total FROM total',
      'total = orders.select("status", "grand_total")\ntotal.select("status", total.grand_total)',
    ],
  },
  {
    title: 'tells a CTE from the table that it hides',
    sql: 'WITH customers AS (SELECT customer_id FROM orders) SELECT customer_id FROM customers',
    ibis: 'orders.select("customer_id")',
    names: { tables: { customers: 'clients', orders: 'purchases' } },
    becomes: [
      'WITH customers AS (SELECT customer_id FROM purchases) SELECT customer_id FROM customers',
      'purchases.select("customer_id")',
    ],
  },
  {
    title: 'writes quoted names in their quotes, whatever their case',
    sql: 'SELECT "total", "Orders"."STATUS" FROM "Orders" WHERE TOTAL > 1',
    ibis: 'orders.filter(orders["total"] > 1)[["total", "status"]]',
    names: { tables: { orders: 'purchases' }, columns: { total: 'grand_total' } },
    becomes: [
      'SELECT "grand_total", "purchases"."STATUS" FROM "purchases" WHERE GRAND_TOTAL > 1',
      'purchases.filter(purchases["grand_total"] > 1)[["grand_total", "status"]]',
    ],
  },
  {
    title: 'renames both ends of a self join',
    sql:
      'SELECT a.full_name, b.full_name AS brought_by FROM customers AS a ' +
      'INNER JOIN customers AS b ON a.referrer_id = b.customer_id',
    ibis:
      'b = customers.view()\n' +
      'customers.join(b, customers.referrer_id == b.customer_id)' +
      '.select(customers.full_name, brought_by=b.full_name)',
    names: {
      tables: { customers: 'clients' },
      columns: { customer_id: 'client_id', full_name: 'person_name' },
    },
    becomes: [
      'SELECT a.person_name, b.person_name AS brought_by FROM clients AS a ' +
        'INNER JOIN clients AS b ON a.referrer_id = b.client_id',
      'b = clients.view()\n' +
        'clients.join(b, clients.referrer_id == b.client_id)' +
        '.select(clients.person_name, brought_by=b.person_name)',
    ],
  },
  {
    title: 'renames the columns of USING and of join keys',
    sql: 'SELECT order_id, full_name FROM orders INNER JOIN customers USING (customer_id)',
    ibis: 'orders.join(customers, ["customer_id"]).select("order_id", "full_name")',
    names: { columns: { customer_id: 'client_id' } },
    becomes: [
      'SELECT order_id, full_name FROM orders INNER JOIN customers USING (client_id)',
      'orders.join(customers, ["client_id"]).select("order_id", "full_name")',
    ],
  },
  {
    title: 'reads deferred names, lambdas, selectors and the keys of windows',
    sql:
      'SELECT order_id, status, ROW_NUMBER() OVER (PARTITION BY status ORDER BY total, order_id) - 1 AS n ' +
      'FROM orders WHERE total > 1 AND placed_on IS NOT NULL',
    ibis:
      'w = ibis.window(group_by="status", order_by=[_.total, "order_id"])\n' +
      '(\n    orders.filter(lambda total: total.total > 1, _.placed_on.notnull())\n' +
      '    .mutate(n=ibis.row_number().over(w))\n' +
      '    .select(s.cols("order_id", "status"), "n")\n)',
    names: { columns: { total: 'grand_total', status: 'order_state' } },
    becomes: [
      'SELECT order_id, order_state, ROW_NUMBER() OVER (PARTITION BY order_state ORDER BY grand_total, order_id) - 1 AS n ' +
        'FROM orders WHERE grand_total > 1 AND placed_on IS NOT NULL',
      'w = ibis.window(group_by="order_state", order_by=[_.grand_total, "order_id"])\n' +
        '(\n    orders.filter(lambda total: total.grand_total > 1, _.placed_on.notnull())\n' +
        '    .mutate(n=ibis.row_number().over(w))\n' +
        '    .select(s.cols("order_id", "order_state"), "n")\n)',
    ],
  },
  {
    title: 'tells a column from the field of a struct and from a text',
    sql: "SELECT customer_id, address.country AS home FROM customers WHERE country <> 'country'",
    ibis:
      'customers.filter(customers.country != "country")' +
      '.select("customer_id", home=_.address["country"])',
    names: { columns: { country: 'nation' } },
    becomes: [
      "SELECT customer_id, address.country AS home FROM customers WHERE nation <> 'country'",
      'customers.filter(customers.nation != "country")' +
        '.select("customer_id", home=_.address["country"])',
    ],
  },
  {
    title: 'tells a column from a field of a struct where no text warns of it',
    sql: 'SELECT customer_id, country, address.country AS home FROM customers',
    ibis: 'customers.select("customer_id", "country", home=_.address.country)',
    names: { columns: { country: 'nation' } },
    becomes: [
      'SELECT customer_id, nation, address.country AS home FROM customers',
      'customers.select("customer_id", "nation", home=_.address.country)',
    ],
  },
  {
    title: 'renames the old side of a rename only',
    sql: 'SELECT order_id, status AS state FROM orders',
    ibis: 'orders.rename(state="status").select("order_id", "state")',
    names: { columns: { status: 'order_status' } },
    becomes: [
      'SELECT order_id, order_status AS state FROM orders',
      'orders.rename(state="order_status").select("order_id", "state")',
    ],
  },
  {
    title: 'lets names that a join builds follow their column',
    sql:
      'SELECT o.order_id, o.customer_id, c.customer_id AS customer_id_right ' +
      'FROM orders AS o LEFT JOIN customers AS c ON o.customer_id = c.customer_id',
    ibis:
      'both = orders.join(customers, orders.customer_id == customers.customer_id, how="left")\n' +
      'both.select("order_id", "customer_id", "customer_id_right")',
    names: { columns: { customer_id: 'client_id' } },
    becomes: [
      'SELECT o.order_id, o.client_id, c.client_id AS client_id_right ' +
        'FROM orders AS o LEFT JOIN customers AS c ON o.client_id = c.client_id',
      'both = orders.join(customers, orders.client_id == customers.client_id, how="left")\n' +
        'both.select("order_id", "client_id", "client_id_right")',
    ],
  },
  {
    title: 'reads comprehensions over texts',
    sql: 'SELECT order_id, total FROM orders WHERE status IS NOT NULL AND total IS NOT NULL',
    ibis: 'orders.filter([orders[c].notnull() for c in ["status", "total"]]).select("order_id", "total")',
    names: TOTAL,
    becomes: [
      'SELECT order_id, grand_total FROM orders WHERE status IS NOT NULL AND grand_total IS NOT NULL',
      'orders.filter([orders[c].notnull() for c in ["status", "grand_total"]]).select("order_id", "grand_total")',
    ],
  },
];

interface RefusedCase {
  readonly title: string;
  readonly sql: string;
  readonly ibis: string;
  readonly names: Names;
  readonly reason: string;
}

/** What no renaming can be sure of. */
export const REFUSED: readonly RefusedCase[] = [
  {
    title: 'a name that an f-string builds',
    sql: 'SELECT total FROM orders',
    ibis: 'part = "tot"\norders.select(f"{part}al")',
    names: TOTAL,
    reason: 'NAME_BUILT',
  },
  {
    title: 'a selector that would miss the new name',
    sql: 'SELECT total FROM orders',
    ibis: 'orders.select(s.startswith("tot"))',
    names: TOTAL,
    reason: 'NAME_BUILT',
  },
  {
    title: 'a selector that would find one column more',
    sql: 'SELECT order_id FROM orders',
    ibis: 'orders.select(s.startswith("order_"))',
    names: { columns: { status: 'order_status' } },
    reason: 'NAME_BUILT',
  },
  {
    title: 'a new name that an alias has',
    sql: 'SELECT total * 2 AS grand_total FROM orders',
    ibis: 'orders.select(grand_total=_.total * 2)',
    names: TOTAL,
    reason: 'NAME_TAKEN',
  },
  {
    title: 'a new name that another column has',
    sql: 'SELECT order_id FROM orders',
    ibis: 'orders.select("order_id")',
    names: { columns: { total: 'country' } },
    reason: 'NAME_TAKEN',
  },
  {
    title: 'a new table name that a variable has',
    sql: 'SELECT order_id FROM orders WHERE total > 1',
    ibis: 'purchases = orders.filter(_.total > 1)\npurchases.select("order_id")',
    names: { tables: { orders: 'purchases' } },
    reason: 'NAME_TAKEN',
  },
];
