import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RejectCode } from '@ibert/validation';
import { openProving } from './support.js';
import type { Order, Proving } from './support.js';

interface Fault {
  readonly what: string;
  readonly right: string;
  readonly wrong: string;
  readonly code: RejectCode;
  /** How the wrong side is sorted. */
  readonly order: Order;
}

const FAULTS: readonly Fault[] = (
  [
    [
      '> for >=',
      'SELECT order_id FROM orders WHERE amount > 250',
      'SELECT order_id FROM orders WHERE amount >= 250',
      'ROWS_DIFFER',
    ],
    [
      '> for >= at a number that is not dyadic',
      'SELECT order_id FROM orders WHERE amount > 99.99',
      'SELECT order_id FROM orders WHERE amount >= 99.99',
      'ROWS_DIFFER',
    ],
    [
      '> for >= at a decimal',
      'SELECT product_id FROM products WHERE price > 19.95',
      'SELECT product_id FROM products WHERE price >= 19.95',
      'ROWS_DIFFER',
    ],
    [
      '> for >= at a date',
      "SELECT customer_id FROM customers WHERE signup_date > DATE '2022-05-17'",
      "SELECT customer_id FROM customers WHERE signup_date >= DATE '2022-05-17'",
      'ROWS_DIFFER',
    ],
    [
      '> for >= at a timestamp',
      "SELECT order_id FROM orders WHERE ordered_at > TIMESTAMP '2022-05-17 08:30:00'",
      "SELECT order_id FROM orders WHERE ordered_at >= TIMESTAMP '2022-05-17 08:30:00'",
      'ROWS_DIFFER',
    ],
    [
      '> for >= under HAVING',
      'SELECT customer_id, SUM(amount) AS s FROM orders GROUP BY customer_id HAVING SUM(amount) > 333',
      'SELECT customer_id, SUM(amount) AS s FROM orders GROUP BY customer_id HAVING SUM(amount) >= 333',
      'ROWS_DIFFER',
    ],
    [
      '> for >= on a count',
      'SELECT status, COUNT(*) AS n FROM orders GROUP BY status HAVING COUNT(*) > 3',
      'SELECT status, COUNT(*) AS n FROM orders GROUP BY status HAVING COUNT(*) >= 3',
      'ROWS_DIFFER',
    ],
    [
      '> for >= in a subquery',
      'SELECT name FROM customers WHERE customer_id IN (SELECT customer_id FROM orders WHERE amount > 777)',
      'SELECT name FROM customers WHERE customer_id IN (SELECT customer_id FROM orders WHERE amount >= 777)',
      'ROWS_DIFFER',
    ],
    [
      '> for >= behind an alias',
      'WITH t AS (SELECT order_id, amount AS worth FROM orders) SELECT order_id FROM t WHERE worth > 640',
      'WITH t AS (SELECT order_id, amount AS worth FROM orders) SELECT order_id FROM t WHERE worth >= 640',
      'ROWS_DIFFER',
    ],
    [
      'an end of BETWEEN',
      'SELECT order_id FROM orders WHERE quantity BETWEEN 20 AND 30',
      'SELECT order_id FROM orders WHERE quantity >= 20 AND quantity < 30',
      'ROWS_DIFFER',
    ],
    [
      'a missing DISTINCT',
      'SELECT DISTINCT country FROM customers',
      'SELECT country FROM customers',
      'ROWS_DIFFER',
    ],
    [
      'a missing COUNT(DISTINCT)',
      'SELECT COUNT(DISTINCT status) AS n FROM orders',
      'SELECT COUNT(status) AS n FROM orders',
      'ROWS_DIFFER',
    ],
    [
      'ASC for DESC',
      'SELECT order_id, amount FROM orders ORDER BY amount DESC, order_id',
      'SELECT order_id, amount FROM orders ORDER BY amount, order_id',
      'ORDER_DIFFERS',
      ['amount', 'order_id'],
    ],
    [
      'ASC for DESC under LIMIT',
      'SELECT order_id, amount FROM orders ORDER BY amount DESC, order_id LIMIT 3',
      'SELECT order_id, amount FROM orders ORDER BY amount, order_id LIMIT 3',
      'ROWS_DIFFER',
      ['amount', 'order_id'],
    ],
    [
      'NULLS FIRST',
      'SELECT order_id, amount FROM orders ORDER BY amount NULLS LAST, order_id',
      'SELECT order_id, amount FROM orders ORDER BY amount NULLS FIRST, order_id',
      'ORDER_DIFFERS',
      ['amount', 'order_id'],
    ],
    [
      'a dropped ORDER BY',
      'SELECT order_id, amount FROM orders ORDER BY order_id',
      'SELECT order_id, amount FROM orders',
      'ORDER_DIFFERS',
    ],
    [
      'a forgotten key of ORDER BY',
      'SELECT order_id, quantity FROM orders ORDER BY quantity, order_id',
      'SELECT order_id, quantity FROM orders ORDER BY quantity',
      'ORDER_DIFFERS',
      ['quantity'],
    ],
    [
      'INNER for LEFT JOIN',
      'SELECT c.name, o.amount FROM customers c LEFT JOIN orders o ON c.customer_id = o.customer_id',
      'SELECT c.name, o.amount FROM customers c JOIN orders o ON c.customer_id = o.customer_id',
      'ROWS_DIFFER',
    ],
    [
      'LEFT for FULL JOIN',
      'SELECT c.name, o.order_id FROM customers c FULL JOIN orders o ON c.customer_id = o.customer_id',
      'SELECT c.name, o.order_id FROM customers c LEFT JOIN orders o ON c.customer_id = o.customer_id',
      'ROWS_DIFFER',
    ],
    [
      'COUNT(*) for COUNT(x)',
      'SELECT customer_id, COUNT(status) AS n FROM orders GROUP BY customer_id',
      'SELECT customer_id, COUNT(*) AS n FROM orders GROUP BY customer_id',
      'ROWS_DIFFER',
    ],
    [
      'COUNT(*) over a LEFT JOIN',
      'SELECT c.customer_id, COUNT(o.order_id) AS n FROM customers c LEFT JOIN orders o ON c.customer_id = o.customer_id GROUP BY c.customer_id',
      'SELECT c.customer_id, COUNT(*) AS n FROM customers c LEFT JOIN orders o ON c.customer_id = o.customer_id GROUP BY c.customer_id',
      'ROWS_DIFFER',
    ],
    [
      '<> for IS DISTINCT FROM',
      "SELECT order_id FROM orders WHERE status IS DISTINCT FROM 'paid'",
      "SELECT order_id FROM orders WHERE status <> 'paid'",
      'ROWS_DIFFER',
    ],
    [
      'NOT IN for NOT EXISTS',
      'SELECT name FROM customers c WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.customer_id)',
      'SELECT name FROM customers WHERE customer_id NOT IN (SELECT customer_id FROM orders)',
      'ROWS_DIFFER',
    ],
    [
      'a NULL-blind CASE',
      "SELECT order_id, CASE WHEN amount > 10 THEN 'y' ELSE 'n' END AS f FROM orders",
      "SELECT order_id, CASE WHEN amount <= 10 THEN 'n' ELSE 'y' END AS f FROM orders",
      'ROWS_DIFFER',
    ],
    [
      '0 for NULL in a sum',
      'SELECT status, SUM(amount) AS s FROM orders GROUP BY status',
      'SELECT status, COALESCE(SUM(amount), 0) AS s FROM orders GROUP BY status',
      'ROWS_DIFFER',
    ],
    [
      'an average that counts NULL as zero',
      'SELECT AVG(amount) AS a FROM orders',
      'SELECT AVG(COALESCE(amount, 0)) AS a FROM orders',
      'ROWS_DIFFER',
    ],
    [
      'crossed parameters',
      'SELECT order_id FROM orders WHERE amount > 40 AND quantity < 60',
      'SELECT order_id FROM orders WHERE amount > 60 AND quantity < 40',
      'ROWS_DIFFER',
    ],
    [
      'crossed texts',
      "SELECT COUNT(*) AS n FROM orders o JOIN customers c ON o.customer_id = c.customer_id WHERE o.status = 'open' AND c.country = 'Chile'",
      "SELECT COUNT(*) AS n FROM orders o JOIN customers c ON o.customer_id = c.customer_id WHERE o.status = 'Chile' AND c.country = 'open'",
      'ROWS_DIFFER',
    ],
    [
      'UNION for UNION ALL',
      'SELECT customer_id FROM orders UNION ALL SELECT customer_id FROM customers',
      'SELECT customer_id FROM orders UNION SELECT customer_id FROM customers',
      'ROWS_DIFFER',
    ],
    [
      'EXCEPT for EXCEPT ALL',
      'SELECT customer_id FROM orders EXCEPT ALL SELECT customer_id FROM customers',
      'SELECT customer_id FROM orders EXCEPT SELECT customer_id FROM customers',
      'ROWS_DIFFER',
    ],
    [
      'AND for OR',
      "SELECT order_id FROM orders WHERE status = 'open' OR quantity > 44",
      "SELECT order_id FROM orders WHERE status = 'open' AND quantity > 44",
      'ROWS_DIFFER',
    ],
    [
      'ILIKE for LIKE',
      "SELECT customer_id FROM customers WHERE name LIKE 'Ma%'",
      "SELECT customer_id FROM customers WHERE name ILIKE 'Ma%'",
      'ROWS_DIFFER',
    ],
    [
      'a prefix for a substring',
      "SELECT customer_id FROM customers WHERE name LIKE '%son%'",
      "SELECT customer_id FROM customers WHERE name LIKE 'son%'",
      'ROWS_DIFFER',
    ],
    [
      'an escaped percent sign',
      "SELECT review_id FROM reviews WHERE body LIKE '%50\\%%' ESCAPE '\\'",
      "SELECT review_id FROM reviews WHERE body LIKE '%50%'",
      'ROWS_DIFFER',
    ],
    [
      'RANK for DENSE_RANK',
      'SELECT order_id, DENSE_RANK() OVER (ORDER BY amount) AS r FROM orders',
      'SELECT order_id, RANK() OVER (ORDER BY amount) AS r FROM orders',
      'ROWS_DIFFER',
    ],
    [
      'ROWS for RANGE',
      'SELECT order_id, SUM(quantity) OVER (ORDER BY amount RANGE UNBOUNDED PRECEDING) AS s FROM orders',
      'SELECT order_id, SUM(quantity) OVER (ORDER BY amount, order_id ROWS UNBOUNDED PRECEDING) AS s FROM orders',
      'ROWS_DIFFER',
    ],
    [
      'the sample for the population',
      'SELECT STDDEV_SAMP(amount) AS s FROM orders',
      'SELECT STDDEV_POP(amount) AS s FROM orders',
      'ROWS_DIFFER',
    ],
    [
      'the wrong part of a date',
      'SELECT order_id, EXTRACT(dow FROM ordered_at) AS d FROM orders',
      'SELECT order_id, EXTRACT(isodow FROM ordered_at) AS d FROM orders',
      'ROWS_DIFFER',
    ],
    [
      'the calendar year for the ISO year',
      'SELECT order_id, EXTRACT(isoyear FROM ordered_at) AS y FROM orders',
      'SELECT order_id, EXTRACT(year FROM ordered_at) AS y FROM orders',
      'ROWS_DIFFER',
    ],
    [
      'characters for bytes',
      'SELECT customer_id, LENGTH(name) AS n FROM customers',
      'SELECT customer_id, STRLEN(name) AS n FROM customers',
      'ROWS_DIFFER',
    ],
    [
      'a missing TRIM',
      'SELECT customer_id, TRIM(name) AS n FROM customers',
      'SELECT customer_id, name AS n FROM customers',
      'ROWS_DIFFER',
    ],
    [
      '/ for //',
      'SELECT order_id, quantity // 2 AS h FROM orders',
      'SELECT order_id, quantity / 2 AS h FROM orders',
      'TYPES_DIFFER',
    ],
    [
      'truncation for floor',
      'SELECT order_id, FLOOR(amount) AS f FROM orders',
      'SELECT order_id, TRUNC(amount) AS f FROM orders',
      'ROWS_DIFFER',
    ],
    [
      'a float for a decimal',
      'SELECT price AS p FROM products',
      'SELECT price::DOUBLE AS p FROM products',
      'TYPES_DIFFER',
    ],
    [
      'a date for a timestamp',
      "SELECT DATE_TRUNC('day', ordered_at) AS d FROM orders",
      'SELECT ordered_at::DATE AS d FROM orders',
      'TYPES_DIFFER',
    ],
    [
      'a missing alias',
      'SELECT amount AS total FROM orders',
      'SELECT amount FROM orders',
      'COLUMNS_DIFFER',
    ],
    [
      'columns in another order',
      'SELECT order_id, amount FROM orders',
      'SELECT amount, order_id FROM orders',
      'COLUMNS_DIFFER',
    ],
  ] satisfies readonly (readonly [string, string, string, RejectCode, Order?])[]
).map(([what, right, wrong, code, order]) => ({ what, right, wrong, code, order: order ?? [] }));

describe.each([0, 1, 20240229])('with fixtures of seed %d', (seed) => {
  let proving: Proving;
  beforeAll(async () => {
    proving = await openProving(undefined, { seed });
  });
  afterAll(() => proving.close());

  it.each(FAULTS)('refuses $what', async ({ right, wrong, code, order }) => {
    const verdict = await proving.prove(right, wrong, order);
    expect(verdict).toMatchObject({ ok: false, reason: code });
  });
});

describe('the right sides', () => {
  it('prove themselves', async () => {
    const proving = await openProving();
    for (const { right, order } of FAULTS) {
      const ordered = / ORDER BY (?!.*\))/.test(right);
      if (ordered && order.length === 0) continue;
      const verdict = await proving.prove(right, right, ordered ? order : []);
      expect({ right, verdict }).toMatchObject({
        right,
        verdict: { ok: true, verification: { fixtures: 5, judge: 'authored' } },
      });
    }
    proving.close();
  });
});
