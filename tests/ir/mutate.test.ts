import { evaluateIbis, printIbis } from '@ibert/ibis';
import { parseSchema, sameRelation } from '@ibert/ir';
import type { Relation } from '@ibert/ir';
import { mutate, MUTATION_KINDS } from '@ibert/ir/mutate';
import type { Mutant, MutationKind } from '@ibert/ir/mutate';
import { emitSql } from '@ibert/sql';
import { describe, expect, it } from 'vitest';

const TABLES = Object.fromEntries(
  Object.entries({
    orders: {
      order_id: 'int64',
      customer_id: 'int64',
      status: 'string',
      channel: 'string',
      amount: 'float64',
      discount: 'float64',
      total: 'decimal(10, 2)',
      ordered_on: 'date',
      gift: 'boolean',
      tags: 'array<string>',
    },
    customers: { customer_id: 'int64', name: 'string', country: 'string' },
  }).map(([table, columns]) => [table, parseSchema(columns)]),
);

const relationOf = (ibis: string): Relation => evaluateIbis(ibis, { tables: TABLES }).relation;
const textOf = (relation: Relation): string => emitSql(relation, 'duckdb').sql;
const mutantsOf = (ibis: string, limit = 1000): readonly Mutant[] =>
  mutate(relationOf(ibis), { limit });

/** A program, the kind of a mutant that it must have, and the mutant as Ibis. */
const EXPECTED: readonly (readonly [MutationKind, string, string])[] = [
  ['comparison', 'orders.filter(orders.amount > 5)', 'orders.filter(orders.amount >= 5)'],
  ['comparison', 'orders.filter(orders.amount <= 5)', 'orders.filter(orders.amount < 5)'],
  ['comparison', 'orders.filter(orders.status == "a")', 'orders.filter(orders.status != "a")'],
  ['constant', 'orders.filter(orders.amount > 5)', 'orders.filter(orders.amount > 6)'],
  [
    'constant',
    'orders.filter(orders.ordered_on > ibis.date("2024-02-28"))',
    'orders.filter(orders.ordered_on > ibis.date("2024-02-29"))',
  ],
  ['constant', 'orders.filter(orders.status == "a")', 'orders.filter(orders.status == "ax")'],
  [
    'connective',
    'orders.filter((orders.amount > 5) | orders.gift)',
    'orders.filter((orders.amount > 5) & orders.gift)',
  ],
  [
    'condition',
    'orders.filter(orders.amount > 5, orders.gift)',
    'orders.filter(orders.amount > 5)',
  ],
  ['negation', 'orders.filter(orders.gift)', 'orders.filter(~orders.gift)'],
  [
    'join kind',
    'orders.join(customers, "customer_id").select("order_id", "name")',
    'orders.left_join(customers, "customer_id").select("order_id", "name")',
  ],
  [
    'join kind',
    'orders.semi_join(customers, "customer_id")',
    'orders.anti_join(customers, "customer_id")',
  ],
  [
    'join condition',
    'orders.join(customers, ["customer_id", orders.channel == customers.country]).select("order_id")',
    'orders.join(customers, "customer_id").select("order_id")',
  ],
  ['aggregate', 'orders.agg(v=orders.amount.sum())', 'orders.agg(v=orders.amount.mean())'],
  ['count', 'orders.agg(v=orders.amount.count())', 'orders.agg(v=orders.count())'],
  [
    'aggregate filter',
    'orders.agg(v=orders.amount.sum(where=orders.gift))',
    'orders.agg(v=orders.amount.sum())',
  ],
  ['distinct', 'orders.select("status").distinct()', 'orders.select("status")'],
  ['distinct', 'orders.agg(v=orders.amount.nunique())', 'orders.agg(v=orders.amount.count())'],
  [
    'null',
    'orders.select("order_id", v=orders.amount.fill_null(0.0))',
    'orders.select("order_id", v=orders.amount)',
  ],
  ['null', 'orders.filter(orders.amount.isnull())', 'orders.filter(orders.amount.notnull())'],
  [
    'group',
    'orders.group_by("status", "channel").agg(n=orders.count())',
    'orders.group_by("status").agg(channel=orders.channel.min(), n=orders.count()).select("status", "channel", "n")',
  ],
  [
    'window frame',
    'orders.select(v=orders.amount.cumsum(order_by="order_id"))',
    'orders.select(v=orders.amount.sum().over(order_by="order_id"))',
  ],
  [
    'window partition',
    'orders.select(v=orders.amount.sum().over(group_by="status"))',
    'orders.select(v=orders.amount.sum().over())',
  ],
  [
    'window order',
    'orders.select(v=ibis.row_number().over(order_by="order_id"))',
    'orders.select(v=ibis.row_number().over(order_by=ibis.desc("order_id")))',
  ],
  [
    'window function',
    'orders.select(v=ibis.rank().over(order_by="amount"))',
    'orders.select(v=ibis.dense_rank().over(order_by="amount"))',
  ],
  ['sort', 'orders.order_by("amount")', 'orders.order_by(ibis.desc("amount"))'],
  [
    'nulls order',
    'orders.order_by("amount")',
    'orders.order_by(orders.amount.asc(nulls_first=True))',
  ],
  ['limit', 'orders.order_by("order_id").limit(3)', 'orders.order_by("order_id").limit(4)'],
  [
    'limit',
    'orders.order_by("order_id").limit(3)',
    'orders.order_by("order_id").limit(3, offset=1)',
  ],
  [
    'set operation',
    'orders.select("customer_id").union(customers.select("customer_id"))',
    'orders.select("customer_id").union(customers.select("customer_id"), distinct=True)',
  ],
  [
    'arithmetic',
    'orders.select(v=orders.amount + orders.discount)',
    'orders.select(v=orders.amount - orders.discount)',
  ],
  [
    'case',
    'orders.select(v=ibis.ifelse(orders.gift, "yes", "no"))',
    'orders.select(v=ibis.ifelse(orders.gift, "no", "yes"))',
  ],
  [
    'text',
    'orders.filter(orders.status.startswith("a"))',
    'orders.filter(orders.status.endswith("a"))',
  ],
  [
    'date part',
    'orders.select(v=orders.ordered_on.year())',
    'orders.select(v=orders.ordered_on.month())',
  ],
  ['column', 'orders.select(v=orders.amount)', 'orders.select(v=orders.discount)'],
  ['unnest', 'orders.unnest("tags", keep_empty=False)', 'orders.unnest("tags", keep_empty=True)'],
];

describe('mutants', () => {
  it.each(EXPECTED)('%s: of %s', (kind, original, wanted) => {
    const mutants = mutantsOf(original);
    const sql = textOf(relationOf(wanted));
    const found = mutants.filter(({ relation }) => textOf(relation) === sql);
    const shown = mutants.map((m) => `${m.kind}: ${printIbis(m.relation)}`).join('\n');
    expect(
      found.map((mutant) => mutant.kind),
      shown,
    ).toContain(kind);
  });

  it('are of every kind, each kind tried', () => {
    expect([...new Set(EXPECTED.map(([kind]) => kind))].sort()).toEqual([...MUTATION_KINDS].sort());
  });

  it('differ from the original and from each other, have its columns and a text for DuckDB', () => {
    for (const [, ibis] of EXPECTED) {
      const root = relationOf(ibis);
      const mutants = mutate(root, { limit: 1000 });
      const all = [root, ...mutants.map(({ relation }) => relation)];
      for (const [i, one] of all.entries()) {
        expect([...one.schema.keys()]).toEqual([...root.schema.keys()]);
        expect(all.slice(i + 1).some((other) => sameRelation(one, other))).toBe(false);
      }
      const original = textOf(root);
      for (const { relation, phrase } of mutants)
        expect(textOf(relation), phrase).not.toBe(original);
    }
  });

  it('leave alone what nothing reads', () => {
    const mutants = mutantsOf('orders.mutate(v=orders.amount + 7).select("status")');
    expect(mutants.length).toBeGreaterThan(0);
    expect(mutants.filter(({ phrase }) => phrase.includes('`v`'))).toEqual([]);
  });

  it('change subqueries, and fields that read what was changed', () => {
    const mutants = mutantsOf(
      'customers.filter(customers.customer_id.isin(orders.filter(orders.amount > 5).customer_id))',
    );
    const boundary = mutants.find(({ phrase }) => phrase === '`>` became `>=` in a filter');
    expect(boundary).toBeDefined();
    expect(textOf((boundary as Mutant).relation)).toMatch(/>= ?5/);
  });

  it('stay within the limit, spread over the kinds, the same every time', () => {
    const ibis =
      'orders.join(customers, "customer_id").filter(_.amount > 5, _.status == "a").group_by("name").agg(v=_.amount.sum(), n=_.count()).order_by("name").limit(5)';
    const few = mutantsOf(ibis, 12);
    expect(few).toHaveLength(12);
    expect(new Set(few.map(({ kind }) => kind)).size).toBe(12);
    const again = mutantsOf(ibis, 12);
    expect(again.map(({ phrase }) => phrase)).toEqual(few.map(({ phrase }) => phrase));
    const all = mutantsOf(ibis);
    expect(all.length).toBeGreaterThan(24);
  });

  it('keep to values that the operation takes', () => {
    const phrases = mutantsOf(
      'orders.select(v=orders.amount.sum().over(order_by="order_id", rows=(0, 1)))',
    ).map(({ phrase }) => phrase);
    expect(phrases.some((phrase) => phrase.startsWith('1 became 2'))).toBe(true);
    expect(phrases.some((phrase) => phrase.includes('became -1'))).toBe(false);
  });
});
