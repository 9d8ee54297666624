import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REJECT_REASONS, Validator } from '@ibert/validation';
import type { Example } from '@ibert/validation';

const context = {
  tables: {
    orders: {
      schema: { order_id: 'int64', customer_id: 'int64', amount: 'float64', status: 'string' },
    },
    customers: { schema: { customer_id: 'int64', name: 'string' } },
  },
};
const example = (sql: string, ibis: string): Example => ({
  context,
  input: { sql },
  target: { ibis },
});

let validator: Validator;
beforeAll(async () => {
  validator = await Validator.open();
});
afterAll(() => validator.close());

describe('Validator.validateExample', () => {
  it.each([
    [
      'SELECT order_id FROM orders WHERE amount > 10',
      "orders.filter(orders.amount > 10).select('order_id')",
    ],
    [
      'SELECT status, SUM(amount) AS total FROM orders GROUP BY status ORDER BY total DESC, status',
      "orders.group_by('status').agg(total=orders.amount.sum()).order_by(ibis.desc('total'), 'status')",
    ],
    [
      'SELECT c.name, o.amount FROM customers AS c LEFT JOIN orders AS o ON c.customer_id = o.customer_id',
      "customers.left_join(orders, 'customer_id').select('name', 'amount')",
    ],
    ['SELECT COUNT(*) AS n FROM orders', 'orders.aggregate(n=orders.count())'],
  ])('proves %s', async (sql, ibis) => {
    expect(await validator.validateExample(example(sql, ibis))).toEqual({
      ok: true,
      verification: { fixtures: 5, rows: expect.any(Number) as number, judge: 'authored' },
    });
  });

  it.each([
    ['IBIS_SYNTAX', 'SELECT order_id FROM orders', 'orders.select('],
    ['IBIS_ERROR', 'SELECT order_id FROM orders', "orders.select('nope')"],
    ['IBIS_ERROR', 'SELECT order_id FROM orders', 'undefined_name'],
    ['COLUMNS_DIFFER', 'SELECT order_id FROM orders', "orders.select(id='order_id')"],
    [
      'TYPES_DIFFER',
      'SELECT amount FROM orders',
      "orders.select(amount=orders.amount.cast('decimal(10, 2)'))",
    ],
    ['ORDER_DIFFERS', 'SELECT order_id FROM orders ORDER BY order_id', "orders.select('order_id')"],
    [
      'ROWS_DIFFER',
      'SELECT order_id FROM orders WHERE amount > 10 AND customer_id < 4',
      "orders.filter(orders.amount > 4, orders.customer_id < 10).select('order_id')",
    ],
  ] as const)('refuses with %s: %s and %s', async (reason, sql, ibis) => {
    const verdict = await validator.validateExample(example(sql, ibis));
    expect(verdict).toMatchObject({ ok: false, reason });
    expect(Object.keys(REJECT_REASONS)).toContain(reason);
  });

  it('refuses a type that does not exist, naming it', async () => {
    const verdict = await validator.validateExample({
      context: { tables: { t: { schema: { a: 'integer' } } } },
      input: { sql: 'SELECT a FROM t' },
      target: { ibis: 't' },
    });
    expect(verdict).toMatchObject({ ok: false, reason: 'UNSUPPORTED' });
    expect(verdict).toHaveProperty('error', expect.stringContaining('integer') as string);
  });

  it('answers overlapping calls in order', async () => {
    const good = example('SELECT order_id FROM orders', "orders.select('order_id')");
    const bad = example('SELECT order_id FROM orders', 'nonsense');
    const verdicts = await Promise.all(
      [good, bad, good].map((each) => validator.validateExample(each)),
    );
    expect(verdicts.map(({ ok }) => ok)).toEqual([true, false, true]);
  });

  it('keeps working when more schemas come than it keeps fixtures for', async () => {
    const small = await Validator.open({ cachedSchemas: 2 });
    const one = (column: string): Example => ({
      context: { tables: { t: { schema: { [column]: 'int64' } } } },
      input: { sql: `SELECT ${column} FROM t` },
      target: { ibis: 't' },
    });
    for (const column of ['a', 'b', 'c', 'a', 'd', 'b', 'a']) {
      expect(await small.validateExample(one(column))).toMatchObject({ ok: true });
    }
    small.close();
  });

  it('gives the same verdict after other examples as before them', async () => {
    const cases = [
      example(
        'SELECT order_id, amount FROM orders WHERE amount > 7',
        "orders.filter(orders.amount > 7).select('order_id', 'amount')",
      ),
      example(
        'SELECT order_id FROM orders WHERE amount > 7',
        "orders.filter(orders.amount >= 7).select('order_id')",
      ),
    ];
    const fresh = await Validator.open();
    const before = await Promise.all(cases.map((each) => fresh.validateExample(each)));
    fresh.close();
    for (const n of [1, 2, 3])
      await validator.validateExample(
        example(`SELECT order_id FROM orders WHERE amount > ${n}`, 'orders'),
      );
    expect(await Promise.all(cases.map((each) => validator.validateExample(each)))).toEqual(before);
  });
});
