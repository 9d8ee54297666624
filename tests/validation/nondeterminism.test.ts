import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProving } from './support.js';
import type { Order, Proving } from './support.js';

let proving: Proving;
beforeAll(async () => {
  proving = await openProving();
});
afterAll(() => proving.close());

/** The text against itself. */
const alone = (sql: string, order: Order = []) => proving.prove(sql, sql, order);

describe('a result that depends on where rows lie is refused', () => {
  it.each<[string, string, Order?]>([
    ['LIMIT without an order', 'SELECT order_id FROM orders LIMIT 5'],
    [
      'LIMIT under a partial order',
      'SELECT order_id, status FROM orders ORDER BY status LIMIT 5',
      ['status'],
    ],
    [
      'OFFSET under a partial order',
      'SELECT order_id, quantity FROM orders ORDER BY quantity LIMIT 5 OFFSET 1',
      ['quantity'],
    ],
    [
      'a top-1 by a tied maximum',
      'SELECT order_id, amount FROM orders WHERE amount IS NOT NULL ORDER BY amount DESC LIMIT 1',
      ['-amount'],
    ],
    [
      'a tie that only the constants make',
      'SELECT order_id, amount FROM orders WHERE amount = 12345 ORDER BY amount DESC LIMIT 1',
      ['-amount'],
    ],
    [
      'an order by a column that is not shown',
      'SELECT order_id FROM orders ORDER BY status',
      ['status'],
    ],
    [
      'ROW_NUMBER over ties',
      'SELECT order_id, ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY status) AS n FROM orders',
    ],
    ['LAG over ties', 'SELECT order_id, LAG(amount) OVER (ORDER BY quantity) AS p FROM orders'],
    [
      'a running total of rows over ties',
      'SELECT order_id, SUM(amount) OVER (ORDER BY status ROWS UNBOUNDED PRECEDING) AS s FROM orders',
    ],
    ['FIRST', 'SELECT status, FIRST(order_id) AS f FROM orders GROUP BY status'],
    ['ANY_VALUE', 'SELECT ANY_VALUE(order_id) AS f FROM orders'],
    [
      'STRING_AGG without an order',
      "SELECT status, STRING_AGG(order_id::VARCHAR, ',') AS s FROM orders GROUP BY status",
    ],
    [
      'a list of values',
      'SELECT customer_id, LIST(order_id) AS l FROM orders GROUP BY customer_id',
    ],
    ['ARG_MAX over ties', 'SELECT ARG_MAX(order_id, amount) AS m FROM orders WHERE amount < 9999'],
    ['DISTINCT ON without an order', 'SELECT DISTINCT ON (status) status, order_id FROM orders'],
  ])('%s', async (_, sql, order) => {
    expect(await alone(sql, order)).toMatchObject({ ok: false, reason: 'NONDETERMINISTIC' });
  });

  it.each(['random()', 'now()', 'current_date', 'current_timestamp', 'uuid()', 'today()'])(
    '%s',
    async (call) => {
      const verdict = await alone(`SELECT order_id, ${call} AS x FROM orders`);
      expect(verdict).toMatchObject({ ok: false, reason: 'NONDETERMINISTIC' });
    },
  );
});

describe('a result that does not depend on it is proven', () => {
  it.each<[string, string, Order?]>([
    [
      'LIMIT under a total order',
      'SELECT order_id, amount FROM orders ORDER BY amount, order_id LIMIT 5',
      ['amount', 'order_id'],
    ],
    ['ties in visible keys', 'SELECT order_id, status FROM orders ORDER BY status', ['status']],
    ['equal rows in any order', 'SELECT status FROM orders ORDER BY status LIMIT 20', ['status']],
    [
      'ROW_NUMBER under a total order',
      'SELECT order_id, ROW_NUMBER() OVER (ORDER BY amount, order_id) AS n FROM orders',
    ],
    ['RANK over ties', 'SELECT order_id, RANK() OVER (ORDER BY status) AS n FROM orders'],
    [
      'STRING_AGG with an order',
      "SELECT status, STRING_AGG(order_id::VARCHAR, ',' ORDER BY order_id) AS s FROM orders GROUP BY status",
    ],
    [
      'sums of doubles',
      'SELECT status, SUM(amount) AS s, AVG(amount) AS a FROM orders GROUP BY status',
    ],
    ['a variance', 'SELECT status, VAR_SAMP(amount) AS v FROM orders GROUP BY status'],
    ['a correlation', 'SELECT CORR(amount, quantity) AS c FROM orders'],
    [
      'a column that is called like a function of the clock',
      'SELECT today FROM (SELECT order_id AS today FROM orders)',
    ],
  ])('%s', async (_, sql, order) => {
    expect(await alone(sql, order)).toMatchObject({ ok: true });
  });
});

describe('a result that says nothing is refused', () => {
  it.each([
    ['no row on any fixture', 'SELECT order_id FROM orders WHERE amount > 1 AND amount < 0'],
    ['a count of nothing', 'SELECT COUNT(*) AS n FROM orders WHERE amount > 1 AND amount < 0'],
    ['a sum of nothing', 'SELECT SUM(amount) AS n, COUNT(*) AS c FROM orders WHERE FALSE'],
  ])('%s', async (_, sql) => {
    expect(await alone(sql)).toMatchObject({ ok: false, reason: 'EMPTY_ON_ALL' });
  });

  it('but rows of NULL and zero are a result', async () => {
    expect(await alone('SELECT status FROM orders WHERE status IS NULL')).toMatchObject({
      ok: true,
    });
    expect(await alone('SELECT quantity * 0 AS z FROM orders')).toMatchObject({ ok: true });
  });
});
