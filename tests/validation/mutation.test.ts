import { Validator } from '@ibert/validation';
import type { Example, Proof, Verdict } from '@ibert/validation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const TABLES = {
  customers: { customer_id: 'int64', name: 'string', country: 'string' },
  orders: {
    order_id: 'int64',
    customer_id: 'int64',
    status: 'string',
    amount: 'float64',
    quantity: 'int32',
    ordered_on: 'date',
  },
  matches: { home_goals: 'int32', away_goals: 'int32', season: 'int32', played_on: 'date' },
} as const;

const example = (sql: string, ibis: string): Example => ({
  context: {
    tables: Object.fromEntries(
      Object.entries(TABLES).map(([name, schema]) => [name, { schema: { ...schema } }]),
    ),
  },
  input: { sql },
  target: { ibis },
});

const BIG = example(
  'SELECT order_id, amount FROM orders WHERE amount > 120',
  'orders.filter(orders.amount > 120).select("order_id", "amount")',
);
// No fixture of the schema has two scores that lie exactly 41 apart.
const ROUTS = example(
  'SELECT season FROM matches WHERE home_goals - away_goals > 41',
  'matches.filter(_.home_goals - _.away_goals > 41).select("season")',
);
const BY_NAME = example(
  'SELECT c.name, SUM(o.amount) AS total FROM customers c LEFT JOIN orders o ON o.customer_id = c.customer_id GROUP BY c.name',
  'customers.left_join(orders, "customer_id").group_by("name").agg(total=_.amount.sum())',
);
const TOP = example(
  "SELECT order_id FROM orders WHERE status = 'paid' ORDER BY amount DESC NULLS LAST, order_id LIMIT 3",
  'orders.filter(_.status == "paid").order_by(ibis.desc("amount"), "order_id").limit(3).select("order_id")',
);
const ALL = [BIG, ROUTS, BY_NAME, TOP];

let plain: Validator;
let scored: Validator;

beforeAll(async () => {
  [plain, scored] = await Promise.all([Validator.open(), Validator.open({ score: true })]);
});
afterAll(() => {
  plain.close();
  scored.close();
});

function proofOf(verdict: Verdict): Proof {
  if (!verdict.ok) throw new Error(`${verdict.reason}: ${verdict.error}`);
  return verdict;
}

describe('the score of a proof', () => {
  it('is not taken unless asked for', async () => {
    const { verification, nearMiss, survivors } = proofOf(await plain.validateExample(BIG));
    expect(verification).not.toHaveProperty('mutants');
    expect([nearMiss, survivors]).toEqual([undefined, undefined]);
  });

  it.each(ALL)('accounts for every mutant of $target.ibis', async (record) => {
    const { verification, survivors = [] } = proofOf(await scored.validateExample(record));
    const { mutants = 0, killed = 0, equivalent = 0 } = verification;
    expect(mutants).toBeGreaterThan(4);
    expect(killed + equivalent + survivors.length).toBe(mutants);
    expect(survivors).toEqual([]);
  });

  it('adds fixtures that tell apart what the others do not', async () => {
    const before = proofOf(await plain.validateExample(ROUTS)).verification;
    const after = proofOf(await scored.validateExample(ROUTS)).verification;
    expect(before.fixtures).toBe(5);
    expect(after.fixtures).toBeGreaterThan(5);
    expect(after.rows).toBeGreaterThan(before.rows);
  });

  it('rejects a pair that a fixture found for its mutants tells apart', async () => {
    const sql = 'SELECT season FROM matches WHERE home_goals - away_goals >= 41';
    const wrong = { ...ROUTS, input: { sql } };
    expect((await plain.validateExample(wrong)).ok).toBe(true);
    expect(await scored.validateExample(wrong)).toMatchObject({ ok: false, reason: 'ROWS_DIFFER' });
  });

  it('depends on the record alone', async () => {
    const alone = await Validator.open({ score: true });
    try {
      const expected = await alone.validateExample(TOP);
      for (const record of [...ALL].reverse()) await scored.validateExample(record);
      expect(await scored.validateExample(TOP)).toEqual(expected);
    } finally {
      alone.close();
    }
  });

  it('refuses a pair where too many neighbours give the same rows, if told so', async () => {
    const record = example(
      'SELECT season, SUM(home_goals) AS goals FROM matches GROUP BY season HAVING SUM(home_goals) > 7',
      'matches.group_by("season").agg(goals=_.home_goals.sum()).filter(_.goals > 7)',
    );
    const { verification, survivors = [] } = proofOf(await scored.validateExample(record));
    const { mutants = 0, killed = 0, equivalent = 0 } = verification;
    expect(survivors).not.toEqual([]);
    const part = killed / (mutants - equivalent);
    const [weaker, stronger] = await Promise.all(
      [part, part + 0.01].map((leastKilled) => Validator.open({ score: true, leastKilled })),
    );
    try {
      expect((await weaker?.validateExample(record))?.ok).toBe(true);
      expect(await stronger?.validateExample(record)).toMatchObject({
        ok: false,
        reason: 'WEAK_PROOF',
        error: expect.stringContaining(survivors[0] ?? '?'),
      });
      expect((await stronger?.validateExample(BIG))?.ok).toBe(true);
    } finally {
      weaker?.close();
      stronger?.close();
    }
  });

  it('is bounded by the most mutants wanted', async () => {
    const few = await Validator.open({ score: true, maxMutants: 3 });
    try {
      const { verification } = proofOf(await few.validateExample(BY_NAME));
      expect(verification.mutants).toBe(3);
    } finally {
      few.close();
    }
  });

  it('is taken again after a mutant has failed at run time', async () => {
    const record = example(
      "SELECT order_id, CAST(CASE WHEN status = 'paid' THEN '1' ELSE '2' END AS BIGINT) AS n FROM orders",
      'orders.select("order_id", n=ibis.ifelse(_.status == "paid", "1", "2").cast("int64"))',
    );
    const { verification, survivors } = proofOf(await scored.validateExample(record));
    expect(survivors).toBeUndefined();
    expect(verification.killed).toBeGreaterThan(2);
    expect(proofOf(await scored.validateExample(BIG)).survivors).toBeUndefined();
  });
});

describe('near misses', () => {
  it.each(ALL)('of $target.ibis run, and are not proven', async (record) => {
    const { nearMiss } = proofOf(await scored.validateExample(record));
    expect(nearMiss?.ibis).toBeTypeOf('string');
    expect(nearMiss?.why).toMatch(
      / on the (?:hostile|typical|single|empty|reversed|sought) fixture /,
    );
    const wrong = { ...record, target: { ibis: nearMiss?.ibis ?? '' } };
    const verdict = await plain.validateExample(wrong);
    expect(verdict.ok ? 'proven' : verdict.reason).toMatch(
      /^(?:ROWS_DIFFER|ORDER_DIFFERS|NONDETERMINISTIC|EMPTY_ON_ALL)$/,
    );
  });
});
