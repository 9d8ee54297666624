import {
  augmentWithRefusals,
  changeableConstants,
  loadDictionary,
  readPair,
} from '@ibert/augmentation';
import { createRandom } from '@ibert/core';
import { describe, expect, it } from 'vitest';

import { DICTIONARY, recordOf } from './support.js';

const dictionary = await loadDictionary(DICTIONARY);

const ORDERS = {
  orders: {
    order_id: 'int64',
    status: 'string',
    rating: 'int64',
    total: 'float64',
    memo: 'string',
    placed_on: 'date',
    placed_at: 'timestamp',
  },
};

const changeable = (sql: string, ibis: string): readonly string[] =>
  changeableConstants(readPair(recordOf(ORDERS, sql, ibis))).map(({ content }) => content);

/** The constants that variants of a record have, over many draws: new ones by old ones. */
function draws(sql: string, ibis: string): readonly ReadonlyMap<string, string>[] {
  const record = recordOf(ORDERS, sql, ibis);
  return Array.from({ length: 8 }, (_, seed) =>
    augmentWithRefusals(record, {
      dictionary,
      random: createRandom(seed),
      count: 5,
    }).variants.flatMap(({ mix, values, draft }) => {
      if (mix !== 'values') return [];
      for (const other of values.values()) {
        expect(draft.input.sql).toContain(other);
        expect(draft.target.ibis).toContain(other);
      }
      return [values];
    }),
  ).flat();
}

describe('constants that may change', () => {
  it('are held against a column or a result', () => {
    expect(
      changeable(
        "SELECT order_id FROM orders WHERE total > 120 AND status IN ('paid', 'shipped')",
        'orders.filter(_.total > 120, _.status.isin(["paid", "shipped"])).select("order_id")',
      ),
    ).toEqual(['120', 'paid', 'shipped']);
  });

  it.each([
    [
      'a limit',
      'SELECT * FROM orders ORDER BY order_id LIMIT 10',
      'orders.order_by("order_id").limit(10)',
    ],
    [
      'a month',
      'SELECT order_id FROM orders WHERE EXTRACT(MONTH FROM placed_on) = 12',
      'orders.filter(_.placed_on.month() == 12).select("order_id")',
    ],
    [
      'a modulus and a summand',
      'SELECT order_id + 7 AS n FROM orders WHERE order_id % 3 = 2',
      'orders.filter(_.order_id % 3 == 2).select(n=_.order_id + 7)',
    ],
    [
      'a label of CASE',
      "SELECT CASE WHEN rating > 1 THEN 'high' ELSE 'low' END AS label FROM orders",
      'orders.select(label=(_.rating > 1).ifelse("high", "low"))',
    ],
    [
      'a unit of time',
      "SELECT DATE_TRUNC('month', placed_at) AS month FROM orders",
      'orders.select(month=_.placed_at.truncate("month"))',
    ],
  ])('are not %s', (_title, sql, ibis) => {
    const found = changeable(sql, ibis);
    expect(found.filter((content) => !['0', '1'].includes(content))).toEqual([]);
    expect(draws(sql, ibis)).toEqual([]);
  });

  it('are not those that are a limit as well', () => {
    expect(
      draws(
        'SELECT * FROM orders WHERE total > 10 ORDER BY order_id LIMIT 10',
        'orders.filter(_.total > 10).order_by("order_id").limit(10)',
      ),
    ).toEqual([]);
  });

  it('stay where the sides write them differently', () => {
    expect(
      changeable(
        'SELECT order_id FROM orders WHERE total > 120',
        'orders.filter(_.total > 12 * 10).select("order_id")',
      ),
    ).toEqual([]);
  });
});

describe('new constants', () => {
  it('keep the order of bounds and stay round', () => {
    const found = draws(
      'SELECT order_id FROM orders WHERE total BETWEEN 50 AND 120',
      'orders.filter(_.total.between(50, 120)).select("order_id")',
    );
    expect(found.length).toBeGreaterThan(3);
    for (const values of found) {
      const [low, high] = [Number(values.get('50') ?? 50), Number(values.get('120') ?? 120)];
      expect(low).toBeLessThan(high);
      for (const value of values.values()) expect(Number(value) % 5).toBe(0);
    }
  });

  it('stay within the scale of their column', () => {
    const found = draws(
      'SELECT order_id FROM orders WHERE rating >= 4',
      'orders.filter(_.rating >= 4).select("order_id")',
    );
    expect(found.length).toBeGreaterThan(3);
    for (const values of found) expect(['2', '3', '5']).toContain(values.get('4'));
  });

  it('are dates where dates were, moved together', () => {
    const found = draws(
      "SELECT order_id FROM orders WHERE placed_on BETWEEN DATE '2024-01-01' AND DATE '2024-01-31'",
      'orders.filter(_.placed_on.between(ibis.date("2024-01-01"), ibis.date("2024-01-31"))).select("order_id")',
    );
    expect(found.length).toBeGreaterThan(3);
    for (const values of found) {
      const [from = '', to = ''] = [values.get('2024-01-01'), values.get('2024-01-31')];
      expect(from).toMatch(/^\d{4}-\d{2}-01$/);
      const next = new Date(`${to}T00:00:00Z`);
      next.setUTCDate(next.getUTCDate() + 1);
      expect(next.getUTCDate()).toBe(1);
      expect(to.slice(0, 7)).toBe(from.slice(0, 7));
    }
  });

  it('are words of the same meaning, and other than those that stay', () => {
    const found = draws(
      "SELECT order_id FROM orders WHERE status = 'paid' OR status = 'shipped'",
      'orders.filter((_.status == "paid") | (_.status == "shipped")).select("order_id")',
    );
    const family = dictionary.values.find(({ words }) => words.includes('paid'))?.words ?? [];
    expect(found.length).toBeGreaterThan(3);
    for (const values of found) {
      const words = [...values.values()];
      expect(new Set(words).size).toBe(words.length);
      for (const word of words) {
        expect(family).toContain(word);
        expect(['paid', 'shipped']).not.toContain(word);
      }
    }
  });

  it('keep the wildcards of a pattern', () => {
    const found = draws(
      "SELECT order_id FROM orders WHERE memo LIKE '%crash_A%'",
      'orders.filter(_.memo.like("%crash_A%")).select("order_id")',
    );
    expect(found.length).toBeGreaterThan(3);
    for (const values of found) expect(values.get('%crash_A%')).toMatch(/^%[a-z]+_[A-Z]%$/);
  });

  it('are not invented for a word of unknown meaning', () => {
    expect(
      draws(
        "SELECT order_id FROM orders WHERE status = 'zzyzx'",
        'orders.filter(_.status == "zzyzx").select("order_id")',
      ),
    ).toEqual([]);
  });
});
