import { createRandom } from '@ibert/core';
import type { DraftOf, RecordOf } from '@ibert/core/records';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { Bench, type Derived, type Program, TASK_MODULES } from '@ibert/multitask';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { MISTAKE_KINDS } from '../../packages/multitask/src/error-resolution/kinds/index.js';
import { broken, explanations } from '../../packages/multitask/src/error-resolution/kind.js';
import { outcomeOf } from '../../packages/multitask/src/error-resolution/failure.js';
import { Source } from '../../packages/multitask/src/error-resolution/source.js';

const { check, derive } = TASK_MODULES.error_resolution;

const CONTEXT = {
  tables: {
    orders: {
      schema: {
        order_id: 'int64',
        customer_id: 'int64',
        status: 'string',
        total: 'float64',
        placed_at: 'timestamp',
        shipped_on: 'date',
        is_gift: 'boolean',
      },
    },
    customers: { schema: { customer_id: 'int64', name: 'string', city: 'string' } },
  },
};

const TABLES = Object.fromEntries(
  Object.entries(CONTEXT.tables).map(([name, { schema }]) => [name, parseSchema(schema)]),
);

const PROGRAMS = [
  'orders.filter((_.total > 5) & (_.status == "open")).select("order_id", "total")',
  'orders.filter(~_.is_gift, _.status.isin(["open", "paid"])).agg(n=_.count())',
  `(
    orders
    .filter(_.shipped_on >= ibis.date("2024-01-01"))
    .group_by("status")
    .having(_.count() > 1)
    .agg(n=_.count(), total=_.total.sum())
)`,
  `latest = orders.mutate(
    rn=ibis.row_number().over(group_by="customer_id", order_by=["placed_at", "order_id"]),
    top=_.total.max().over(group_by="status"),
)
latest.filter(latest.rn == 0).select("order_id", "top")`,
  'orders.join(customers, orders.customer_id == customers.customer_id).select(orders.order_id, customers.city)',
  'orders.left_join(customers, "customer_id").filter(_.city.notnull()).select("order_id", place=_.city.upper())',
  'orders.select("order_id", size=ibis.ifelse(orders.total >= 100, "big", "small"), year=orders.placed_at.year())',
  'orders.order_by(_.total.desc(), "order_id").limit(5).select("order_id", cents=_.total * 100)',
  'orders.select("customer_id").union(customers.select("customer_id"), distinct=True)',
  'orders.agg(n=_.customer_id.nunique(), late=_.count(where=_.shipped_on.isnull()))',
];

function programOf(ibis: string): Program {
  const { relation } = evaluateIbis(ibis, { tables: TABLES });
  return {
    record: {
      context: CONTEXT,
      target: { ibis, expr_name: 'expr' },
    } as unknown as RecordOf<'sql_to_ibis'>,
    tables: TABLES,
    relation,
  };
}

const draftOf = ({
  input,
  target,
  meta,
}: Pick<
  Derived<'error_resolution'>,
  'input' | 'target' | 'meta'
>): DraftOf<'error_resolution'> => ({
  task: 'error_resolution',
  dialect: 'duckdb',
  context: CONTEXT,
  input,
  target,
  meta: {
    source: 'synthetic',
    template: 't',
    variation: 'v',
    features: ['filter'],
    difficulty: 'easy',
    ...meta,
  },
  judge: 'authored',
});

describe('the kinds of mistake', () => {
  it('are many, with names of their own and several wordings', () => {
    const names = MISTAKE_KINDS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(100);
    for (const { name, what, why } of MISTAKE_KINDS) {
      expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(what.length * why.length, name).toBeGreaterThanOrEqual(4);
    }
  });

  it('never leave a slot of an explanation open, and name the mistake', () => {
    let seen = 0;
    for (const text of PROGRAMS) {
      const source = new Source(text, TABLES);
      for (const kind of MISTAKE_KINDS) {
        for (const mistake of kind.find(source)) {
          expect(broken(text, mistake), kind.name).not.toBe(text);
          for (const explanation of explanations(kind, mistake)) {
            seen += 1;
            expect(explanation, kind.name).not.toMatch(/\{[a-z]+\}|undefined|``/);
          }
        }
      }
    }
    expect(seen).toBeGreaterThan(10_000);
  });

  it('show as the error that they say, in nearly every kind that has a place here', () => {
    const found = new Map<string, boolean>();
    for (const text of PROGRAMS) {
      const source = new Source(text, TABLES);
      for (const kind of MISTAKE_KINDS) {
        for (const mistake of kind.find(source).slice(0, 3)) {
          const outcome = outcomeOf(broken(text, mistake), TABLES);
          const shows = outcome.kind === 'fails' && kind.fails.test(outcome.error);
          found.set(kind.name, shows || found.get(kind.name) === true);
        }
      }
    }
    expect(found.size).toBeGreaterThanOrEqual(120);
    const silent = [...found].filter(([, shows]) => !shows).map(([name]) => name);
    expect(silent.length, silent.join(', ')).toBeLessThanOrEqual(6);
  });
});

describe('mistakes derived from a program', () => {
  it('are a few of different kinds, the same for the same seed, and fail as recorded', () => {
    for (const [index, text] of PROGRAMS.entries()) {
      const program = programOf(text);
      const derived = derive(program, createRandom(index));
      expect(derive(program, createRandom(index))).toEqual(derived);
      expect(derived.length).toBe(4);
      expect(new Set(derived.map(({ kind }) => kind)).size).toBe(4);
      for (const { kind, input, target, meta } of derived) {
        expect(meta?.error_type).toBe(kind);
        expect(target.fixed_code).toBe(text);
        expect(outcomeOf(input.broken_code, TABLES)).toEqual({ kind: 'fails', error: input.error });
      }
    }
  });
});

describe('the check', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.open();
  });
  afterAll(() => bench.close());

  const reasonOf = async (draft: DraftOf<'error_resolution'>): Promise<string> => {
    const verdict = await check(draft, bench);
    return verdict.ok ? 'ok' : verdict.reason;
  };

  it('accepts what is derived', async () => {
    for (const [index, text] of PROGRAMS.entries()) {
      for (const derived of derive(programOf(text), createRandom(100 + index))) {
        const verdict = await check(draftOf(derived), bench);
        expect(verdict.ok ? 'ok' : verdict.error, derived.input.broken_code).toBe('ok');
      }
    }
  });

  const good: Pick<Derived<'error_resolution'>, 'input' | 'target' | 'meta'> = {
    input: {
      broken_code: 'orders.filter((_.total > 5) and (_.status == "open")).select("order_id")',
      error: 'TypeError: The truth value of Deferred objects is not defined',
      context_info: 'Columns of customers: customer_id, name, city.',
    },
    target: {
      fixed_code: 'orders.filter((_.total > 5) & (_.status == "open")).select("order_id")',
      explanation:
        "The conditions are combined with Python's `and`. A column has no single truth value; conditions are joined with `&` (or passed to `filter` one by one).",
    },
    meta: { error_type: 'and_for_ampersand' },
  };
  const { context_info: _about, ...withoutContext } = good.input;
  const plain = { ...good, input: withoutContext };

  it('accepts a record of a kind, as a base for the faults below', async () => {
    expect(await reasonOf(draftOf(plain))).toBe('ok');
  });

  it.each([
    ['another boundary', 'orders.filter((_.total >= 5) & (_.status == "open")).select("order_id")'],
    ['another constant', 'orders.filter((_.total > 6) & (_.status == "open")).select("order_id")'],
    ['another text', 'orders.filter((_.total > 5) & (_.status == "paid")).select("order_id")'],
    ['a dropped conjunct', 'orders.filter((_.total > 5)).select("order_id")'],
    ['another operator', 'orders.filter((_.total > 5) | (_.status == "open")).select("order_id")'],
    ['another column', 'orders.filter((_.total > 5) & (_.status == "open")).select("customer_id")'],
    ['a limit', `${good.target.fixed_code}.limit(10_000)`],
    ['a changed layout', good.target.fixed_code.replace('.select', '  .select')],
  ])('refuses a fix with %s', async (_what, fixed_code) => {
    const draft = draftOf({ ...plain, target: { ...plain.target, fixed_code } });
    expect(['FIX_DIFFERS', 'NONDETERMINISTIC']).toContain(await reasonOf(draft));
  });

  it.each([
    [
      'the error of another class',
      { error: 'ValueError: The truth value of Deferred objects is not defined' },
      'ERROR_DIFFERS',
    ],
    ['another text of the error', { error: `${good.input.error}.` }, 'ERROR_DIFFERS'],
    ['broken code that runs', { broken_code: good.target.fixed_code }, 'NO_ERROR'],
    [
      'a context about a table that is not used',
      { context_info: 'Columns of customers: customer_id, name, city.' },
      'TEXT_DIFFERS',
    ],
    [
      'a false context',
      { context_info: 'The column total of orders has the type string.' },
      'TEXT_DIFFERS',
    ],
  ])('refuses %s', async (_what, input, reason) => {
    expect(await reasonOf(draftOf({ ...plain, input: { ...plain.input, ...input } }))).toBe(reason);
  });

  it('refuses an error that is not recorded', async () => {
    const { error: _error, ...input } = plain.input;
    expect(await reasonOf(draftOf({ ...plain, input }))).toBe('ERROR_DIFFERS');
  });

  it('refuses an explanation of something else', async () => {
    const explanation = 'The name of the column has a typo.';
    const draft = draftOf({ ...plain, target: { ...plain.target, explanation } });
    expect(await reasonOf(draft)).toBe('TEXT_DIFFERS');
    expect(await reasonOf(draftOf({ ...plain, meta: { error_type: 'or_for_pipe' } }))).toBe(
      'FIX_DIFFERS',
    );
  });

  it('refuses a fix that does not run', async () => {
    const fixed_code = 'orders.filter(_.totl > 5)';
    const draft = draftOf({ ...plain, target: { ...plain.target, fixed_code } });
    expect(await reasonOf(draft)).toBe('IBIS_ERROR');
  });

  const written = {
    input: {
      broken_code: 'orders.rank_by("order_id").select("order_id", "total")',
      error: "AttributeError: 'Table' object has no attribute 'rank_by'",
    },
    target: {
      fixed_code: 'orders.order_by("order_id").select("order_id", "total")',
      explanation: 'There is no `rank_by`; rows are sorted with `order_by`.',
    },
    meta: { error_type: 'invented_method' },
  };

  it('bounds what a mistake written by hand may change, and wants it explained', async () => {
    expect(await reasonOf(draftOf(written))).toBe('ok');
    const target = (fixed_code: string, explanation = written.target.explanation) =>
      draftOf({ ...written, target: { fixed_code, explanation } });
    expect(await reasonOf(target(written.target.fixed_code, 'It does not work like that.'))).toBe(
      'TEXT_DIFFERS',
    );
    expect(await reasonOf(target('orders.order_by("order_id").select("order_id", "status")'))).toBe(
      'TEXT_DIFFERS',
    );
    expect(
      await reasonOf(target('customers.mutate(n=_.name.upper()).filter(_.n != "X").drop("city")')),
    ).toBe('FIX_DIFFERS');
  });

  const quoted = {
    input: {
      broken_code: 'orders.filter((_.total > "5") & ~_.is_gift).agg(n=_.count())',
      error: 'IbisTypeError: Arguments total:float64 and Literal(5):string are not comparable',
    },
    target: {
      fixed_code: 'orders.filter((_.total > 5) & ~_.is_gift).agg(n=_.count())',
      explanation: 'The limit "5" is a string; without the quotes 5 is a number like `total`.',
    },
    meta: { error_type: 'number_in_quotes' },
  };

  it.each([
    ['nothing', '(_.total > 5) & ~_.is_gift', 'ok'],
    ['a constant', '(_.total > 6) & ~_.is_gift', 'FIX_DIFFERS'],
    ['a boundary', '(_.total >= 5) & ~_.is_gift', 'FIX_DIFFERS'],
    ['an operator', '(_.total > 5) | ~_.is_gift', 'TEXT_DIFFERS'],
    ['a column', '(_.order_id > 5) & ~_.is_gift', 'FIX_DIFFERS'],
    ['a negation', '(_.total > 5) & _.is_gift', 'TEXT_DIFFERS'],
  ])('sees in a fix written by hand that %s was changed', async (_what, condition, reason) => {
    const fixed_code = `orders.filter(${condition}).agg(n=_.count())`;
    const draft = draftOf({ ...quoted, target: { ...quoted.target, fixed_code } });
    expect(await reasonOf(draft)).toBe(reason);
  });
});
