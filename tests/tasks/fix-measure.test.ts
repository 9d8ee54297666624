import { fixCode } from '@ibert/tasks/fix';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { brokenCases, masked } from './broken-programs/cases.js';
import type { BrokenCase } from './broken-programs/cases.js';
import { RowJudge } from './broken-programs/row-judge.js';

/** The part of the cases that must be repaired to the rows that their authors meant. */
const LEAST_REPAIRED = 0.75;

const CASES = brokenCases();

let judge: RowJudge;
beforeAll(async () => {
  judge = await RowJudge.open();
});
afterAll(() => judge.close());

const fix = ({
  broken: code,
  tables,
  given,
  error,
  context,
}: BrokenCase): ReturnType<typeof fixCode> =>
  fixCode({
    code,
    ...(given && { tables }),
    ...(error !== undefined && { error }),
    ...(context !== undefined && { context }),
  });

describe('broken programs written by hand', () => {
  it('are many, of several themes, each with one name', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(160);
    expect(new Set(CASES.map(({ id }) => id)).size).toBe(CASES.length);
    expect(new Set(CASES.map(({ broken }) => broken)).size).toBe(CASES.length);
    expect(CASES.filter((one) => one.error ?? one.context).length).toBeGreaterThanOrEqual(8);
  });

  it('have intended programs whose rows the fixtures show', async () => {
    const unproven: string[] = [];
    for (const one of CASES) {
      const verdict = await judge.meansTheSame(one, one.intended);
      if (!verdict.ok) unproven.push(`${one.id}: ${verdict.reason}: ${verdict.error}`);
    }
    expect(unproven).toEqual([]);
  }, 120_000);
});

describe('the judge of repairs', () => {
  // What a repair must not do, as it would look for a few of the cases.
  const WRONG: Readonly<Record<string, string>> = {
    'pandas-sort-values': 'orders.order_by("amount")',
    'pandas-not': 'customers.filter(customers.vip)',
    'pandas-and-keyword': 'orders.filter(orders.amount > 100)',
    'pandas-query-text': 'orders',
    'sql-order-text': 'employees.order_by("salary")',
    'sql-not-equal': 'absences',
    'sql-case-when': 'employees',
    'polars-is-between': 'shipments.filter(shipments.cost > 10)',
    'syntax-thousands': 'scores.mutate(rich=scores.points > 1)',
    'syntax-keyword-first': 'scores.select(ratio=scores.kills / scores.deaths)',
    'agg-condition-keyword': 'transactions.agg(income=transactions.amount.sum())',
    'agg-sum-misspelt': 'transactions.group_by("kind").agg(total=transactions.amount.std())',
    'column-typo-attribute': 'students.filter(students.first_name == "Berg")',
    'several-chained-comparison': 'rides.filter(rides.km < 5)',
    'hint-shelf-text': 'books.select("title")',
  };

  it.each(Object.entries(WRONG))(
    'refuses a repair of %s that changes the rows',
    async (id, wrong) => {
      const one = CASES.find((each) => each.id === id);
      if (one === undefined) throw new Error(`there is no case ${id}`);
      expect(await judge.meansTheSame(one, wrong)).toMatchObject({ ok: false });
      expect(await judge.meansTheSame(one, one.intended)).toMatchObject({ ok: true });
    },
  );

  it('leaves names open only where the case says so', async () => {
    const one = CASES.find(({ names }) => names === 'open');
    if (one === undefined) throw new Error('no case leaves its names open');
    const renamed = `${one.intended.trimEnd()}.rename("r_{name}")`;
    expect(await judge.meansTheSame(one, renamed)).toMatchObject({ ok: true });
    const { names: _open, ...named } = one;
    expect(await judge.meansTheSame(named, renamed)).toMatchObject({ ok: false });
  });
});

describe('fixCode', () => {
  it('reports the error that real Ibis gives', () => {
    const differing = CASES.flatMap((one) => {
      const { error } = fix(one);
      const ours = error === null ? null : { type: error.type, message: masked(error.message) };
      const equal = ours?.type === one.recorded.type && ours.message === one.recorded.message;
      return equal ? [] : [{ id: one.id, ours, theirs: one.recorded }];
    });
    expect(differing).toEqual([]);
  }, 120_000);

  it('repairs most programs to the rows that were meant', async () => {
    const lines: string[] = [];
    let repaired = 0;
    for (const theme of new Set(CASES.map((one) => one.theme))) {
      const cases = CASES.filter((one) => one.theme === theme);
      const faults: string[] = [];
      for (const one of cases) {
        const why = await unrepairedBecause(one);
        if (why !== undefined) faults.push(`    ${one.id}: ${why}`);
      }
      repaired += cases.length - faults.length;
      lines.push(`  ${theme}: ${cases.length - faults.length} of ${cases.length}`, ...faults);
    }
    const share = repaired / CASES.length;
    process.stdout.write(
      `repaired ${repaired} of ${CASES.length} broken programs (${(100 * share).toFixed(1)}%)\n` +
        lines.map((line) => `${line}\n`).join(''),
    );
    expect(share).toBeGreaterThanOrEqual(LEAST_REPAIRED);
  }, 300_000);
});

/** Why the repair of a case is none, in one line; undefined where it is one. */
async function unrepairedBecause(one: BrokenCase): Promise<string | undefined> {
  const answer = fix(one);
  if (!answer.ok) return 'no repair found';
  if (answer.explanation.trim() === '') return 'repaired without an explanation';
  const verdict = await judge.meansTheSame(one, answer.fixed);
  if (verdict.ok) return undefined;
  return `${verdict.reason}: ${JSON.stringify(answer.fixed)}`;
}
