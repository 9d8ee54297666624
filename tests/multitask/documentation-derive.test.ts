import { createRandom, deriveSeed } from '@ibert/core';
import type { DraftOf, RecordOf } from '@ibert/core/records';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { Bench, checkDraft, type Program, TASK_MODULES } from '@ibert/multitask';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SCHEMAS = {
  orders: {
    order_id: 'int64',
    customer: 'string',
    country: 'string',
    amount: 'float64',
    tax: 'float64',
    placed_on: 'date',
    paid: 'boolean',
  },
  customers: { customer: 'string', segment: 'string', since: 'date' },
};

const context = {
  tables: Object.fromEntries(Object.entries(SCHEMAS).map(([name, schema]) => [name, { schema }])),
};

/** Programs of every shape that the describer has words for. */
const PROGRAMS = [
  'orders.filter(_.amount >= 100)',
  'orders.filter(_.country == "FR", ~_.paid).select("order_id", "amount")',
  'orders.filter((_.amount > 5) | _.tax.isnull()).select("order_id", "customer", "country", "tax")',
  'orders.filter(_.country.isin(["FR", "DE"]) & _.placed_on.between("2024-01-01", "2024-06-30"))',
  'orders.mutate(net=_.amount - _.tax)',
  'orders.select("order_id", year=_.placed_on.year(), label=_.customer.upper())',
  'orders.select("order_id", size=ibis.cases((_.amount < 10, "small"), else_="large"))',
  'orders.select("country", "paid").distinct()',
  'orders.agg(n=_.count(), total=_.amount.sum())',
  'orders.group_by("country").agg(total=_.amount.sum())',
  'orders.filter(_.paid).group_by("country", year=_.placed_on.year()).agg(n=_.count(), most=_.amount.max())',
  'orders.group_by("customer").agg(n=_.count(), mean=_.amount.mean()).filter(_.n > 2)',
  'orders.group_by("country").agg(n=_.count(where=_.amount > 50), last=_.placed_on.max())',
  'orders.order_by(ibis.desc("amount"), "order_id").limit(5).select("order_id", "amount")',
  'orders.join(customers, "customer").select("order_id", "segment")',
  'orders.left_join(customers, "customer").group_by("segment").agg(total=_.amount.sum())',
  'orders.anti_join(customers.filter(_.segment == "new"), "customer").select("order_id", "customer")',
  'orders.select("order_id", r=ibis.rank().over(group_by="country", order_by=ibis.desc("amount")) + 1)',
  'orders.filter(ibis.row_number().over(group_by="country", order_by=["placed_on", "order_id"]) == 0)',
  'orders.select("order_id", total=_.amount.cumsum(order_by="order_id"))',
  'orders.select("order_id", before=_.amount.lag().over(order_by="order_id"))',
  'w = ibis.window(group_by="customer")\norders.select("order_id", share=_.amount / _.amount.sum().over(w))',
];

function programOf(ibis: string): Program {
  const tables = Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, schema]) => [name, parseSchema(schema)]),
  );
  const record: RecordOf<'sql_to_ibis'> = {
    id: '11111111-1111-5111-8111-111111111111',
    task: 'sql_to_ibis',
    dialect: 'duckdb',
    backend: 'duckdb',
    ibis_version: '12.0.0',
    system_prompt: 'Translate.',
    context,
    input: { sql: 'SELECT 1' },
    target: { ibis, expr_name: 'expr' },
    meta: {
      source: 'synthetic',
      template: 'made_up',
      variation: 'made_up',
      features: ['filter'],
      difficulty: 'easy',
      verification: { fixtures: 5, rows: 1, judge: 'authored' },
    },
    source_file: 'train.jsonl',
  };
  return { record, tables, relation: evaluateIbis(ibis, { tables }).relation };
}

const { derive } = TASK_MODULES.documentation;

function draftsOf(ibis: string, seed: number): readonly DraftOf<'documentation'>[] {
  const program = programOf(ibis);
  return derive(program, createRandom(deriveSeed(seed, ibis))).map((made) => ({
    task: 'documentation',
    dialect: 'duckdb',
    context,
    input: made.input,
    target: made.target,
    meta: {
      source: 'synthetic',
      template: 'made_up',
      variation: 'made_up',
      features: ['filter'],
      difficulty: 'easy',
      origin: program.record.id,
      ...made.meta,
    },
    judge: made.judge ?? 'authored',
  }));
}

const SEEDS = [1, 2, 3];

describe('docstrings derived from programs', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.open();
  });
  afterAll(() => bench.close());

  it.each(PROGRAMS)('pass their own check: %s', async (ibis) => {
    for (const seed of SEEDS) {
      const [draft, ...others] = draftsOf(ibis, seed);
      expect(others).toEqual([]);
      if (draft === undefined) throw new Error('the program got no docstring');
      const verdict = await checkDraft(draft, bench);
      expect({ ...draft.target, ...draft.input, verdict }).toMatchObject({ verdict: { ok: true } });
    }
  });

  it('depend on nothing but the program and the seed', () => {
    for (const ibis of PROGRAMS) expect(draftsOf(ibis, 7)).toEqual(draftsOf(ibis, 7));
  });

  it('vary in style, layout, annotations and examples', () => {
    const drafts = SEEDS.flatMap((seed) => PROGRAMS.flatMap((ibis) => draftsOf(ibis, seed)));
    const share = (test: (draft: DraftOf<'documentation'>) => boolean): number =>
      drafts.filter(test).length / drafts.length;
    const shares = [
      share(({ input }) => input.style === 'google'),
      share(({ target }) => target.docstring.includes('>>>')),
      share(({ input }) => input.code.includes(': ir.Table')),
      share(({ input }) => input.code.includes('import ibis')),
      share(({ target }) => /Defaults to|, default /.test(target.docstring)),
    ];
    for (const part of shares) {
      expect(part).toBeGreaterThan(0.05);
      expect(part).toBeLessThan(0.95);
    }
  });

  it.each([
    ['no words for an inner slice', 'orders.select(part=_.customer.substr(2, 3))'],
    ['a second stage of grouping', 'orders.group_by("customer").agg(n=_.count()).agg(m=_.n.max())'],
    ['a set operation', 'orders.select("customer").union(customers.select("customer"))'],
  ])('are not written where the description would be vague: %s', (_why, ibis) => {
    for (const seed of SEEDS) expect(draftsOf(ibis, seed)).toEqual([]);
  });
});
