import { fileURLToPath } from 'node:url';

import { parseSchema } from '@ibert/ir';
import { documentCode } from '@ibert/tasks/doc';
import { expandTaskTemplate, loadTaskTemplates } from '@ibert/templates';
import { describe, expect, it } from 'vitest';

import { faultOf } from '../../packages/multitask/src/documentation/check.js';
import { bindFunction } from '../../packages/multitask/src/documentation/subject.js';

/** The check of the training data, which parses a docstring and holds it against the function. */
async function judged(code: string, style: 'google' | 'numpy', alter = (text: string) => text) {
  const { functions } = await documentCode({ code, tables, style, examples: false });
  const [found] = functions;
  const subject = bindFunction(code, tables);
  if (found === undefined || subject === undefined) throw new Error('no function');
  expect(found.problem).toBeUndefined();
  const text = alter(found.docstring);
  return { fault: faultOf(text, subject, style, false), isAltered: text !== found.docstring };
}

const tables = {
  orders: parseSchema({
    order_id: 'int64',
    customer: 'string',
    country: 'string',
    amount: 'float64',
    tax: 'float64',
    placed_on: 'date',
    paid: 'boolean',
  }),
  customers: parseSchema({ customer: 'string', segment: 'string', since: 'date' }),
};

const one = (body: string, head = 'orders'): string => `def f(${head}):\n    ${body}\n`;
const both = (body: string): string => one(body, 'orders: ir.Table, customers: ir.Table');

const FUNCTIONS: Readonly<Record<string, string>> = {
  filter: one('return orders.filter(orders.amount >= 100)'),
  'value parameter': one(
    'return orders.filter(orders.country == wanted, orders.amount > least)',
    'orders: ir.Table, wanted: str = "FR", least: float = 10.0',
  ),
  projection: one('return orders.select("order_id", year=orders.placed_on.year())'),
  cases: one(
    'return orders.select("order_id", s=ibis.cases((orders.amount < 10, "small"), else_="large"))',
  ),
  distinct: one('return orders.select("country", "paid").distinct()'),
  group: one(
    'return orders.filter(orders.paid).group_by("country").agg(n=ibis._.count(), t=ibis._.tax.sum())',
  ),
  having: one('return orders.group_by("customer").agg(n=ibis._.count()).filter(ibis._.n > 2)'),
  top: one('return orders.order_by(ibis.desc("amount")).limit(5).select("order_id", "amount")'),
  window: one(
    'return orders.mutate(before=orders.amount.lag().over(group_by="customer", order_by="placed_on"))',
  ),
  join: both(
    'return orders.left_join(customers, "customer").group_by("segment").agg(n=ibis._.count())',
  ),
  anti: both('return orders.anti_join(customers, "customer").select("order_id", "customer")'),
  scalar: one('return orders.tax.sum()'),
};

const CASES = Object.entries(FUNCTIONS).flatMap(([name, code]) =>
  (['google', 'numpy'] as const).map((style) => ({ name, code, style })),
);

describe('the check of the training data', () => {
  it.each(CASES)('finds nothing wrong with $name in $style style', async ({ code, style }) => {
    expect((await judged(code, style)).fault).toBeUndefined();
  });

  it.each([
    ['a column that is not read', /`amount` \(float64\)/, '`tax` (float64)'],
    ['another bound', 'at least 100', 'more than 100'],
    ['a number that is not in the code', '100', '1000'],
    ['another parameter', 'orders (ibis', 'order (ibis'],
    ['a summary without an end', /\.\n/, '\n'],
  ])('finds %s', async (_, from, to) => {
    const code = FUNCTIONS['filter'] ?? '';
    const { fault, isAltered } = await judged(code, 'google', (text) => text.replace(from, to));
    expect(isAltered).toBe(true);
    expect(fault).toBeDefined();
  });
});

const directory = fileURLToPath(
  new URL('../../templates/multitask/documentation', import.meta.url),
);

describe('functions that people wrote for the training data', async () => {
  const templates = await loadTaskTemplates(directory);

  it.each(templates)('$name have docstrings that pass the check', async (template) => {
    for (const { input, tables: given } of expandTaskTemplate(template)) {
      const code = String(input['code']);
      const schemas = Object.fromEntries(
        Object.entries(given).map(([name, { schema }]) => [name, parseSchema(schema)]),
      );
      const documented = await documentCode({ code, tables: schemas, examples: false });
      const [found] = documented.functions;
      const subject = bindFunction(code, schemas);
      if (found === undefined || subject === undefined) throw new Error(code);
      expect(found).toMatchObject({ verified: true });
      const fault = faultOf(found.docstring, subject, 'google', false);
      // The check knows the columns of tables and results, not those that steps between them have.
      const [, between] = /^there is no column, table or parameter (\w+)$/.exec(fault ?? '') ?? [];
      if (between === undefined) expect({ code, fault }).toEqual({ code, fault: undefined });
      else expect(code).toContain(`${between}=`);
    }
  });
});
