import { readFileSync } from 'node:fs';

import { IbertError } from '@ibert/core';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import { completeCode } from '@ibert/tasks/complete';
import { describe, expect, it } from 'vitest';

const tables = {
  orders: parseSchema({
    order_id: 'int64',
    customer_id: 'int64',
    region: 'string',
    status: 'string',
    amount: 'float64',
    paid: 'boolean',
    placed_at: 'timestamp',
    shipped_on: 'date',
    tags: 'array<string>',
    lines: 'array<int64>',
    address: 'struct<city: string, zip: string>',
  }),
  customers: parseSchema({ customer_id: 'int64', name: 'string', country: 'string' }),
};

/** Unfinished programs of every kind; they are separated by a line of dashes. */
const cuts = readFileSync(new URL('complete/cuts.txt', import.meta.url), 'utf8')
  .split('\n---\n')
  .map((cut) => cut.replace(/\n$/, ''));

const completed = (code: string): string => completeCode(code, { tables }).completed;
const schemaOf = (code: string): readonly string[] => [
  ...evaluateIbis(completed(code), { tables }).schema.keys(),
];

describe('every completion', () => {
  it.each(cuts)('keeps %j and gives a query', (code) => {
    const { alternatives } = completeCode(code, { tables });
    expect(alternatives.length).toBeGreaterThan(0);
    for (const alternative of alternatives) {
      expect(alternative.completed.startsWith(code)).toBe(true);
      const { relation } = evaluateIbis(alternative.completed, { tables });
      expect(emitSql(relation, 'duckdb').sql).not.toBe('');
    }
  });

  // Which columns a selector takes cannot be said of a table whose columns are not known, and the
  // name of a loop that is still to come is a table's there.
  const inferable = cuts.filter((code) => !/\bs\.numeric|\[name\]/.test(code));

  it.each(inferable)('of %j is there on inferred columns too', (code) => {
    const found = completeCode(code);
    expect(found.completed.startsWith(code)).toBe(true);
    expect(() => evaluateIbis(found.completed)).not.toThrow();
  });

  it('is what the golden file holds', async () => {
    const text = cuts.map((code) => `${code}⟦${completed(code).slice(code.length)}⟧\n`).join('\n');
    await expect(text).toMatchFileSnapshot('complete/completions.txt');
  });
});

describe('completeCode', () => {
  it('compares a column of inferred type with a literal', () => {
    const found = completeCode('table.filter(table.age >\n');
    expect(found.completed).toMatch(/^table\.filter\(table\.age > -?\d+(?:\.\d+)?\)$/);
    expect([...(found.tables['table']?.keys() ?? [])]).toContain('age');
  });

  it('compares each column with a literal of its type', () => {
    expect(completed('orders.filter(_.status ==')).toMatch(/== "[^"]*"\)$/);
    expect(completed('orders.filter(_.customer_id ==')).toMatch(/== \d+\)$/);
    expect(completed('orders.filter(_.shipped_on >')).toMatch(/> "\d{4}-\d\d-\d\d"\)$/);
  });

  it('leaves out the line end that echo adds, and keeps blanks behind the last token', () => {
    expect(completed('orders.limit(5)\n')).toBe('orders.limit(5)');
    expect(completed('orders.filter(_.amount >  ').startsWith('orders.filter(_.amount >  ')).toBe(
      true,
    );
  });

  it('leaves a whole program as it is', () => {
    expect(completed('orders.filter(_.paid).select("order_id")')).toBe(
      'orders.filter(_.paid).select("order_id")',
    );
  });

  it('finishes a name that has begun', () => {
    expect(completed('orders.gro')).toMatch(/^orders\.group_by\(.+\)\.agg\(.+\)$/);
    expect(completed('orders.filter(orders.am')).toMatch(/^orders\.filter\(orders\.amount\b/);
    expect(completed('ord')).toBe('orders');
  });

  it('takes the name of a result for a hint', () => {
    expect(completed('orders.group_by("region").agg(avg_amount=')).toContain('_.amount.mean()');
    expect(completed('orders.group_by("region").agg(max_amount=')).toContain('_.amount.max()');
    expect(completed('orders.select("order_id", placed_year=')).toContain('_.placed_at.year()');
  });

  it('joins tables by the key that both have', () => {
    expect(completed('orders.join(')).toBe('orders.join(customers, "customer_id")');
    expect(completed('orders.join(customers, orders.customer_id ==')).toBe(
      'orders.join(customers, orders.customer_id == customers.customer_id)',
    );
  });

  it('joins each right table by a key of its own', () => {
    const right = { ...tables, regions: parseSchema({ region: 'string', manager: 'string' }) };
    const found = completeCode('orders.join(', { tables: right }).alternatives;
    const joined = found.map((each) => each.completed);
    expect(joined).toContain('orders.join(customers, "customer_id")');
    expect(joined).toContain('orders.join(regions, "region")');
  });

  it('closes a string, a list and the calls around them', () => {
    expect(completed("orders.filter(_.status.isin(['open', 'pa")).toBe(
      "orders.filter(_.status.isin(['open', 'pa']))",
    );
  });

  it('uses what the last statement assigns', () => {
    expect(completed('w = ibis.window(order_by="placed_at")')).toContain('.over(w)');
    expect(completed('big = orders.filter(_.amount > 100)')).toBe(
      'big = orders.filter(_.amount > 100)\nbig',
    );
  });

  it('calls the function whose body it completes', () => {
    expect(completed('def by(t, key):\n    return t.group_by(')).toMatch(
      /^def by\(t, key\):\n {4}return t\.group_by\(key\)\.agg\(.+\)\n\n\nby\(orders, "\w+"\)$/,
    );
  });

  it('gives the columns that a set operation needs', () => {
    expect(schemaOf('customers.select("name").union(orders.')).toEqual(['name']);
  });

  it('goes on behind a comment and behind a backslash', () => {
    expect(completed('orders.filter(  # the paid ones')).toMatch(/# the paid ones\n.+\)$/);
    expect(completed('orders \\\n  .filter(_.paid).')).toContain('orders \\\n  .filter(_.paid).');
  });

  it('gives at most as many alternatives as asked for, likeliest first', () => {
    const { alternatives, completed: first } = completeCode('orders.filter(', { tables, limit: 3 });
    expect(alternatives).toHaveLength(3);
    expect(alternatives[0]?.completed).toBe(first);
    const scores = alternatives.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(new Set(alternatives.map((each) => each.completed)).size).toBe(3);
  });

  it('gives the same for the same code', () => {
    expect(completeCode('orders.', { tables })).toEqual(completeCode('orders.', { tables }));
  });
});

describe('completeCode refuses', () => {
  const refusal = (code: string): IbertError => {
    try {
      completeCode(code, { tables });
    } catch (error) {
      if (error instanceof IbertError) return error;
      throw error;
    }
    throw new Error(`completed ${code}`);
  };

  it.each([
    ['orders.filter((_.amount > 1)))', "unmatched ')'"],
    ['orders.filter(_.status == "a\n).limit(', 'unterminated string'],
    ['orders.nope(', "no attribute 'nope'"],
    ['orders.filter(_.nope >', "no attribute 'nope'"],
    ['', 'the code is empty'],
    ['_.amount.sum()', 'deferred expression'],
  ])('%j', (code, message) => {
    const error = refusal(code);
    expect(error.code).toBe('NO_COMPLETION');
    expect(error.message).toContain(message);
    expect(error.hint).toBeDefined();
  });

  it('with the place of what is wrong', () => {
    expect(refusal('orders.limit(5))\norders.').span).toMatchObject({ line: 1, column: 16 });
  });
});

describe('a started name where no columns are known', () => {
  it.each([
    ['t.filter(_.ag', 't.filter(_.ag)'],
    ['t.select(t.age', 't.select(t.age)'],
    ['t.age', 't.age'],
    ['t.mutate(n=_.cou', 't.mutate(n=_.count())'],
    ['t.gro', 't.group_by('],
  ])('is that of a column unless a name of the API begins so: %j', (code, start) => {
    const { completed } = completeCode(code);
    expect(completed.startsWith(start)).toBe(true);
    expect(() => evaluateIbis(completed)).not.toThrow();
  });
});
