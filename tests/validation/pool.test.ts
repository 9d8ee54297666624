import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Validator, WorkerPool } from '@ibert/validation';
import type { Example, PoolOptions, Verdict } from '@ibert/validation';

// Workers run the compiled package: these tests need `just build` before them, as `just test` does.

const tables = {
  orders: {
    schema: { order_id: 'int64', customer_id: 'int64', status: 'string', amount: 'float64' },
  },
  customers: { schema: { customer_id: 'int64', name: 'string' } },
};
const example = (sql: string, ibis: string): Example => ({
  context: { tables },
  input: { sql },
  target: { ibis },
});

const EXAMPLES: readonly Example[] = [
  example(
    'SELECT order_id, amount FROM orders WHERE amount > 100',
    "orders.filter(orders.amount > 100).select('order_id', 'amount')",
  ),
  example(
    'SELECT order_id FROM orders WHERE amount > 100',
    "orders.filter(orders.amount >= 100).select('order_id')",
  ),
  example(
    'SELECT status, COUNT(*) AS n FROM orders GROUP BY status',
    "orders.group_by('status').agg(n=orders.count())",
  ),
  example('SELECT order_id FROM orders LIMIT 3', "orders.select('order_id').limit(3)"),
  example('SELECT nope FROM orders', "orders.select('order_id')"),
  example('SELECT order_id FROM orders', "orders.select('nope')"),
  example('SELECT order_id FROM orders', 'orders.select('),
  example('SELECT DISTINCT status FROM orders', "orders.select('status').distinct()"),
];

async function collect(
  options: PoolOptions,
  examples: readonly Example[],
): Promise<readonly Verdict[]> {
  const pool = new WorkerPool(options);
  const verdicts: Verdict[] = [];
  try {
    for await (const verdict of pool.validateAll(examples)) verdicts.push(verdict);
  } finally {
    pool.close();
  }
  return verdicts;
}

describe('the worker pool', () => {
  it('gives the same verdicts in the same order, whatever the number of workers', async () => {
    const many = [...EXAMPLES, ...[...EXAMPLES].reverse(), ...EXAMPLES];
    const [one, two] = [await collect({ jobs: 1 }, many), await collect({ jobs: 2 }, many)];
    expect(two).toEqual(one);
    const validator = await Validator.open();
    const inline: Verdict[] = [];
    for (const each of many) inline.push(await validator.validateExample(each));
    validator.close();
    expect(inline).toEqual(one);
    expect(
      one.slice(0, EXAMPLES.length).map((verdict) => (verdict.ok ? 'OK' : verdict.reason)),
    ).toEqual([
      'OK',
      'ROWS_DIFFER',
      'OK',
      'NONDETERMINISTIC',
      'SQL_BIND',
      'IBIS_ERROR',
      'IBIS_SYNTAX',
      'OK',
    ]);
  }, 60_000);
});

const folder = mkdtempSync(join(tmpdir(), 'ibert-pool-'));
afterAll(() => rmSync(folder, { recursive: true }));

const unruly: PoolOptions = {
  jobs: 1,
  timeoutMs: 500,
  compileModule: new URL('modules/unruly-compile.mjs', import.meta.url).href,
};
const run = (program: string): Example => ({
  context: { tables: { t: { schema: { a: 'int64' } } } },
  input: { sql: 'SELECT a FROM t' },
  target: { ibis: program },
});
const fine = { ok: true, verification: { fixtures: 5 } };

describe('a worker that misbehaves', () => {
  it('is replaced when it dies, and the example is tried once more', async () => {
    const verdicts = await collect(unruly, [
      run('fine'),
      run(`die-once ${join(folder, 'died')}`),
      run('fine'),
    ]);
    expect(verdicts).toMatchObject([fine, fine, fine]);
  }, 60_000);

  it('costs only the example that kills it twice', async () => {
    const verdicts = await collect(unruly, [run('fine'), run('die'), run('fine')]);
    expect(verdicts).toMatchObject([fine, { ok: false, reason: 'WORKER_CRASH' }, fine]);
  }, 60_000);

  it('is killed when it hangs', async () => {
    const verdicts = await collect(unruly, [run('hang'), run('fine')]);
    expect(verdicts).toMatchObject([{ ok: false, reason: 'TIMEOUT' }, fine]);
  }, 60_000);

  it('gets more time when it hung once, as where an engine starts on a busy machine', async () => {
    const verdicts = await collect(unruly, [run(`hang-once ${join(folder, 'hung')}`), run('fine')]);
    expect(verdicts).toMatchObject([fine, fine]);
  }, 60_000);

  it('fills its own heap only', async () => {
    const verdicts = await collect({ ...unruly, timeoutMs: 30_000 }, [run('fill'), run('fine')]);
    expect(verdicts).toMatchObject([{ ok: false, reason: 'MEMORY' }, fine]);
  }, 60_000);

  it('does not hide a defect of the product', async () => {
    await expect(collect(unruly, [run('defect')])).rejects.toThrow('a defect of the compiler');
  }, 60_000);
});
