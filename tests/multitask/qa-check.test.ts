import type { DraftOf } from '@ibert/core/records';
import { Bench, checkDraft } from '@ibert/multitask';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Parts = Partial<DraftOf<'qa'>['target']> & { readonly question?: string };

const SOUND = {
  question: 'How do I compute the total amount per customer?',
  answer:
    'Call `group_by()` with the key and then `agg()` with `sum()` of `amount`. ' +
    'The former `groupby` was removed; keys are named as in `group_by("customer")`.',
  code_example: 'orders.group_by("customer").agg(total=orders.amount.sum())',
};

function draft(changed: Parts = {}): DraftOf<'qa'> {
  const { question, ...target } = { ...SOUND, ...changed };
  const columns = { order_id: 'int64', customer: 'string', amount: 'float64', placed_on: 'date' };
  return {
    task: 'qa',
    dialect: 'duckdb',
    context: { tables: { orders: { schema: columns } } },
    input: { question },
    target,
    meta: {
      source: 'synthetic',
      template: 't',
      variation: 'v',
      features: ['x'],
      difficulty: 'easy',
    },
    judge: 'authored',
  };
}

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterAll(() => bench.close());

const verdictOn = async (changed: Parts): Promise<string> => {
  const verdict = await checkDraft(draft(changed), bench);
  return verdict.ok ? 'ok' : `${verdict.reason}: ${verdict.error}`;
};

describe('a sound answer', () => {
  it('is proven, with what was run', async () => {
    const verdict = await checkDraft(draft(), bench);
    expect(verdict).toMatchObject({ ok: true, verification: { judge: 'authored' } });
    expect(verdict.ok && verdict.verification.fixtures).toBeGreaterThan(0);
    expect(verdict.ok && verdict.verification.rows).toBeGreaterThan(0);
  });

  it.each([
    ['a scalar', 'Take `sum()`.', 'orders.amount.sum()'],
    ['a column', 'Call `upper()`.', 'orders.customer.upper()'],
    [
      'SQL',
      'Use `ibis.to_sql()`.',
      'ibis.to_sql(orders.filter(orders.amount > 1), dialect="mysql")',
    ],
    ['its own SQL', 'Use `to_sql()`.', 'orders.filter(orders.amount > 1).to_sql()'],
    ['a schema', 'Use `schema()`.', 'orders.drop("customer").schema()'],
    ['names', 'Use `columns`.', '(\n    orders\n    .drop("customer")\n    .columns\n)'],
    ['a type', 'Use `type()`.', '(orders.amount + 1).type()'],
    ['a type of a call', 'Use `type()`.', '(orders.amount + 1).sum().type()'],
    ['a name', 'Use `get_name()`.', '(orders.amount + 1).get_name()'],
    ['an execution', 'Use `to_pandas()`.', 'orders.filter(orders.amount > 1).to_pandas()'],
  ])('may have an example that ends with %s', async (_, answer, code) => {
    expect(await verdictOn({ answer, code_example: code })).toBe('ok');
  });

  it('may name SQL, stand-ins, keywords, results and what pandas calls it', async () => {
    const answer =
      'Use `agg()` with `sum(where=cond)`, the counterpart of `SUM(x) FILTER (WHERE ...)`. ' +
      'The column is called `total`. In pandas it is `df.groupby("customer")`.';
    expect(await verdictOn({ answer })).toBe('ok');
  });

  it('may have several examples, all of which are run', async () => {
    const { code_example: _, ...target } = draft().target;
    const two = ['orders.count()', SOUND.code_example];
    const record = { ...draft(), target: { ...target, code_examples: two } };
    expect((await checkDraft(record, bench)).ok).toBe(true);
    const broken = { ...record, target: { ...target, code_examples: [...two, 'orders.nope()'] } };
    expect(await checkDraft(broken, bench)).toMatchObject({ ok: false, reason: 'IBIS_ERROR' });
  });
});

/** What was done to the sound record, how, and what has to be found. */
const ALTERATIONS: readonly (readonly [string, Parts, RegExp])[] = [
  [
    'a method in the answer that does not exist',
    { answer: SOUND.answer.replace('`agg()`', '`summarise()`') },
    /TEXT_DIFFERS.*summarise/,
  ],
  [
    'a method in the answer that no example uses',
    { answer: 'Use `distinct()` on the table.' },
    /TEXT_DIFFERS.*recommends distinct/,
  ],
  [
    'a column in the answer that no table has',
    { answer: SOUND.answer.replace('`amount`', '`amuont`') },
    /TEXT_DIFFERS.*amuont/,
  ],
  [
    'a quoted column in the answer that no table has',
    { answer: SOUND.answer.replace('"customer"', '"customre"') },
    /TEXT_DIFFERS.*customre/,
  ],
  [
    'a name of a module that it does not have',
    { answer: `${SOUND.answer} See also \`ibis.sum\`.` },
    /TEXT_DIFFERS.*ibis of Ibis 12 has no sum/,
  ],
  [
    'an argument that the method does not take',
    { answer: SOUND.answer.replace('`sum()`', '`sum(filter=cond)`') },
    /TEXT_DIFFERS.*takes no argument filter/,
  ],
  [
    'a living name that is said to be gone',
    { answer: SOUND.answer.replace('The former `groupby` was', 'The former `order_by` was') },
    /TEXT_DIFFERS.*lacks/,
  ],
  [
    'a gone name that is recommended',
    { answer: 'Call `groupby()` with the key and then `agg()`.' },
    /TEXT_DIFFERS.*groupby/,
  ],
  [
    'a gone name without its successor',
    { answer: 'Call `agg()` per key. The former `groupby` was removed.' },
    /TEXT_DIFFERS.*place of groupby/,
  ],
  [
    'a name of pandas that is not said to be one',
    { answer: `${SOUND.answer} Or use \`df.merge\`.` },
    /TEXT_DIFFERS/,
  ],
  [
    'a wrong column in the example',
    { code_example: SOUND.code_example.replace('amount', 'amuont') },
    /IBIS_ERROR.*amuont/,
  ],
  [
    'a wrong method in the example',
    { code_example: SOUND.code_example.replace('group_by', 'groupby') },
    /IBIS_ERROR.*groupby/,
  ],
  [
    'a syntax error in the example',
    { code_example: SOUND.code_example.slice(0, -1) },
    /IBIS_SYNTAX/,
  ],
  [
    'a filter that lets nothing through',
    {
      answer: 'Use `filter()`.',
      code_example: 'orders.filter(orders.amount > 1, orders.amount < 1)',
    },
    /EMPTY_ON_ALL/,
  ],
  [
    'an example that depends on the order of rows',
    { answer: 'Use `limit()`.', code_example: 'orders.limit(3)' },
    /NONDETERMINISTIC/,
  ],
  [
    'an example whose SQL is asked for, but which is wrong',
    { answer: 'Use `ibis.to_sql()`.', code_example: 'ibis.to_sql(orders.select("amuont"))' },
    /IBIS_ERROR.*amuont/,
  ],
  [
    'a question that holds the example',
    { question: `What does\n  ${SOUND.code_example}\ndo?` },
    /ANSWER_GIVEN/,
  ],
];

describe('an altered record', () => {
  it.each(ALTERATIONS)('is caught for %s', async (_, changed, found) => {
    expect(await verdictOn(changed)).toMatch(found);
  });

  it('is caught without any example', async () => {
    const record = { ...draft(), target: { answer: 'Use `filter()`.' } };
    expect(await checkDraft(record, bench)).toMatchObject({ ok: false, reason: 'TEXT_DIFFERS' });
  });
});
