import type { DraftOf } from '@ibert/core/records';
import { Bench, checkDraft } from '@ibert/multitask';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const draft = (dialect: string, sql: string, ibis: string): DraftOf<'sql_to_ibis'> => ({
  task: 'sql_to_ibis',
  dialect,
  context: {
    tables: { orders: { schema: { order_id: 'int64', status: 'string', amount: 'float64' } } },
  },
  input: { sql },
  target: { ibis, expr_name: 'expr' },
  meta: {
    source: 'mined',
    features: ['filter'],
    difficulty: 'easy',
    provenance: { repo: 'r', commit: 'c', path: 'p', lines: [1, 1], license: 'MIT' },
  },
  judge: 'self',
});

describe('a pair in another dialect', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.open();
  });
  afterAll(() => bench.close());

  // SQLite's LIKE does not tell capitals from small letters; DuckDB's does.
  const SQL = "SELECT order_id FROM orders WHERE status LIKE 'P%'";

  it('is proven on the engine of its dialect', async () => {
    const right = draft('sqlite', SQL, 'orders.filter(_.status.ilike("P%")).select("order_id")');
    expect(await checkDraft(right, bench)).toMatchObject({
      ok: true,
      verification: { judge: 'self' },
    });
  });

  it('is refused where the program means what the text means elsewhere', async () => {
    const wrong = draft('sqlite', SQL, 'orders.filter(_.status.like("P%")).select("order_id")');
    expect(await checkDraft(wrong, bench)).toMatchObject({ ok: false, reason: 'ROWS_DIFFER' });
  });

  it.each(['pg_stat_activity', 'sqlite_master'])(
    'is refused where %s is not the table of the record',
    async (name) => {
      for (const dialect of ['postgres', 'sqlite']) {
        const { context, ...record } = draft(
          dialect,
          `SELECT order_id FROM ${name}`,
          `${name}.select("order_id")`,
        );
        const { orders } = context.tables;
        const tables = orders === undefined ? {} : { [name]: orders };
        const verdict = await checkDraft({ ...record, context: { tables } }, bench);
        expect(verdict).toMatchObject({ ok: false, reason: 'UNSUPPORTED' });
      }
    },
  );

  it('is refused where no engine here runs the dialect', async () => {
    const unrun = draft('bigquery', SQL, 'orders.filter(_.status.like("P%")).select("order_id")');
    expect(await checkDraft(unrun, bench)).toMatchObject({ ok: false, reason: 'UNSUPPORTED' });
  });
});
