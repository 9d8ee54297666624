import { createRandom } from '@ibert/core';
import type { DraftOf } from '@ibert/core/records';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { Bench, type Program, TASK_MODULES } from '@ibert/multitask';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const { check, derive } = TASK_MODULES.code_completion;
type Completion = DraftOf<'code_completion'>;

const CONTEXT = {
  tables: {
    orders: {
      schema: { order_id: 'int64', status: 'string', total: 'float64', is_gift: 'boolean' },
    },
  },
};
const TABLES = { orders: parseSchema(CONTEXT.tables.orders.schema) };
const PROGRAMS = [
  'orders.filter(orders.total > 120).select("order_id", "total")',
  'orders.filter(lambda t: (t.total > 5) & ~t.is_gift).mutate(tax=lambda t: t.total * 0.25)',
  '(\n    orders\n    .group_by("status")\n    .agg(n=_.count(), top=_.total.max())\n    .order_by(ibis.desc("n"), "status")\n)',
  'big = orders.filter(_.total >= 10)\nper_status = big.group_by("status").agg(n=_.count())\nper_status.filter(_.n > 1).order_by("status")',
  'orders.select("order_id", "status").filter(_.status.isin(["paid", "open", "lost"]))',
];

function programOf(ibis: string): Program {
  const { relation } = evaluateIbis(ibis, { tables: TABLES });
  const record = {
    context: CONTEXT,
    target: { ibis, expr_name: 'expr' },
    meta: { features: ['filter'], difficulty: 'easy' },
  } as unknown as Program['record'];
  return { record, tables: TABLES, relation };
}

const completion = (partial_code: string, completed_code: string): Completion => ({
  task: 'code_completion',
  dialect: 'duckdb',
  context: CONTEXT,
  input: { partial_code },
  target: { completed_code },
  meta: {
    template: 'test',
    variation: 'test',
    source: 'synthetic',
    features: ['filter'],
    difficulty: 'easy',
  },
  judge: 'authored',
});

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterAll(() => bench.close());

describe('cutting a program', () => {
  const drafts = PROGRAMS.flatMap((ibis) =>
    Array.from({ length: 12 }, (_, seed) => derive(programOf(ibis), createRandom(seed))).flat(),
  );

  it('gives records that their own check proves', async () => {
    const distinct = new Map(drafts.map((draft) => [draft.input.partial_code, draft]));
    for (const { input, target } of distinct.values()) {
      const verdict = await check(completion(input.partial_code, target.completed_code), bench);
      expect(verdict, input.partial_code).toMatchObject({ ok: true });
    }
    expect(distinct.size).toBeGreaterThan(20);
  });

  it('cuts after every kind of thing', () => {
    expect([...new Set(drafts.map(({ kind }) => kind))].toSorted()).toEqual(
      'argument assignment attribute call chain_line in_lambda keyword_value list next_statement operator'.split(
        ' ',
      ),
    );
  });

  it('leaves the whole program as the target and its beginning, without blanks, as the prompt', () => {
    for (const { input, target } of drafts) {
      expect(PROGRAMS).toContain(target.completed_code);
      expect(target.completed_code.startsWith(input.partial_code)).toBe(true);
      expect(input.partial_code).toBe(input.partial_code.trimEnd());
    }
  });

  it('calls a cut easy only where little is missing', () => {
    const easy = drafts.filter(({ meta }) => meta?.difficulty === 'easy');
    for (const { input, target } of easy) {
      expect(input.partial_code.length).toBeGreaterThan(target.completed_code.length * 0.4);
    }
    expect(easy.length).toBeGreaterThan(0);
    expect(new Set(drafts.map(({ meta }) => meta?.difficulty)).size).toBe(3);
  });

  it('cuts a program at different places of different kinds', () => {
    for (const ibis of PROGRAMS) {
      const cuts = derive(programOf(ibis), createRandom(1));
      expect(cuts.length).toBeLessThanOrEqual(3);
      expect(new Set(cuts.map(({ kind }) => kind)).size).toBe(cuts.length);
    }
  });

  it('depends on the seed alone', () => {
    const program = programOf(PROGRAMS[2] as string);
    expect(derive(program, createRandom('a'))).toEqual(derive(program, createRandom('a')));
  });
});

describe('the check of a completion', () => {
  const WHOLE = 'orders.filter(orders.total > 120).select("order_id", "total")';
  const PROMPT = 'orders.filter(orders.total >';

  it('proves what continues the prompt and runs', async () => {
    const verdict = await check(completion(PROMPT, WHOLE), bench);
    expect(verdict).toMatchObject({ ok: true, verification: { fixtures: 5 } });
  });

  it.each([
    ['another beginning', PROMPT, WHOLE.replace('>', '>='), 'NOT_A_CONTINUATION'],
    [
      'another case of a letter',
      PROMPT,
      WHOLE.replace('orders.total', 'orders.Total'),
      'NOT_A_CONTINUATION',
    ],
    ['a prompt that cuts a name', 'orders.filter(orders.tot', WHOLE, 'NOT_A_CONTINUATION'],
    ['a prompt that cuts a number', 'orders.filter(orders.total > 12', WHOLE, 'NOT_A_CONTINUATION'],
    [
      'a prompt that cuts a text',
      'orders.filter(orders.total > 120).select("order',
      WHOLE,
      'NOT_A_CONTINUATION',
    ],
    ['a prompt that ends with a blank', `${PROMPT} `, WHOLE, 'NOT_A_CONTINUATION'],
    ['only brackets added', WHOLE.slice(0, -1), WHOLE, 'ANSWER_GIVEN'],
    ['only one name added', WHOLE.slice(0, -' "total")'.length), WHOLE, 'ANSWER_GIVEN'],
    ['nothing asked', '(', `(${WHOLE})`, 'ANSWER_GIVEN'],
    [
      'the answer in a remark',
      `# > 120).select("order_id", "total")\n${PROMPT}`,
      `# > 120).select("order_id", "total")\n${WHOLE}`,
      'ANSWER_GIVEN',
    ],
    [
      'a prompt that means it already',
      `expr = ${WHOLE}`,
      `expr = ${WHOLE}\nother = orders.group_by("status")`,
      'ANSWER_GIVEN',
    ],
    [
      'a placeholder',
      PROMPT,
      'orders.filter(orders.total > 120).select("order_id", ...)',
      'ANSWER_GIVEN',
    ],
    ['a task left to the reader', PROMPT, `${WHOLE}  # TODO: the other columns`, 'ANSWER_GIVEN'],
    ['a bracket too few', PROMPT, WHOLE.slice(0, -1), 'IBIS_SYNTAX'],
    ['a bracket too many', PROMPT, `${WHOLE})`, 'IBIS_SYNTAX'],
    ['a text that does not end', PROMPT, WHOLE.replace('"total")', '"total)'), 'IBIS_SYNTAX'],
    ['a misspelt column', PROMPT, WHOLE.replace('"total"', '"totl"'), 'IBIS_ERROR'],
    ['a misspelt method', PROMPT, WHOLE.replace('.select', '.slect'), 'IBIS_ERROR'],
    ['a value of another type', PROMPT, WHOLE.replace('120', '"a lot"'), 'IBIS_ERROR'],
    ['rows that depend on their storage', PROMPT, `${WHOLE}.limit(3)`, 'NONDETERMINISTIC'],
    ['no rows at all', PROMPT, `${WHOLE}.filter(_.total < 0)`, 'EMPTY_ON_ALL'],
  ])('refuses %s', async (_what, prompt, whole, reason) => {
    const verdict = await check(completion(prompt, whole), bench);
    expect(verdict).toMatchObject({ ok: false, reason });
  });

  it('takes the body of a declared function for no placeholder', async () => {
    const whole =
      '@ibis.udf.scalar.builtin\ndef upper(a: str) -> str: ...\n\n\norders.select("order_id", word=upper(orders.status))';
    const verdict = await check(
      completion(whole.slice(0, whole.indexOf('"order_id"') - 1), whole),
      bench,
    );
    expect(verdict).toMatchObject({ ok: true });
  });
});
