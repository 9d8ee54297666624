import type { DraftOf } from '@ibert/core/records';
import { templatePairs } from '@ibert/dataset';
import { parseTemplate, type Template } from '@ibert/templates';
import { Validator, type Verdict } from '@ibert/validation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { templateOf } from './support.js';

/** Sides that say nearly the same, and the same example without the fault. */
const FAULTS: readonly {
  readonly fault: string;
  readonly sql: string;
  readonly wrong: string;
  readonly right: string;
  readonly reasons: readonly string[];
}[] = [
  {
    fault: '> for >=',
    sql: 'SELECT id, a FROM t WHERE a >= 10',
    wrong: 't.filter(t.a > 10).select("id", "a")',
    right: 't.filter(t.a >= 10).select("id", "a")',
    reasons: ['ROWS_DIFFER'],
  },
  {
    fault: 'a missing DISTINCT',
    sql: 'SELECT DISTINCT a FROM t',
    wrong: 't.select("a")',
    right: 't.select("a").distinct()',
    reasons: ['ROWS_DIFFER'],
  },
  {
    fault: 'ASC for DESC',
    sql: 'SELECT id, a FROM t ORDER BY a DESC NULLS LAST, id NULLS LAST',
    wrong: 't.select("id", "a").order_by("a", "id")',
    right: 't.select("id", "a").order_by(ibis.desc("a"), "id")',
    reasons: ['ORDER_DIFFERS'],
  },
  {
    fault: 'a missing ORDER BY',
    sql: 'SELECT id, a FROM t ORDER BY a NULLS LAST, id NULLS LAST',
    wrong: 't.select("id", "a")',
    right: 't.select("id", "a").order_by("a", "id")',
    reasons: ['ORDER_DIFFERS'],
  },
  {
    fault: 'INNER JOIN for LEFT JOIN',
    sql: 'SELECT t.id, u.c FROM t LEFT JOIN u ON t.id = u.t_id',
    wrong: 't.join(u, t.id == u.t_id).select(t.id, u.c)',
    right: 't.left_join(u, t.id == u.t_id).select(t.id, u.c)',
    reasons: ['ROWS_DIFFER'],
  },
  {
    fault: 'COUNT(x) for COUNT(*)',
    sql: 'SELECT s, COUNT(*) AS n FROM t GROUP BY s',
    wrong: 't.group_by("s").agg(n=t.a.count())',
    right: 't.group_by("s").agg(n=t.count())',
    reasons: ['ROWS_DIFFER'],
  },
  {
    fault: 'a comparison that forgets NULL',
    sql: 'SELECT id FROM t WHERE a IS DISTINCT FROM 5',
    wrong: 't.filter(t.a != 5).select("id")',
    right: 't.filter(~t.a.identical_to(5)).select("id")',
    reasons: ['ROWS_DIFFER'],
  },
  {
    fault: 'another column name',
    sql: 'SELECT a AS amount FROM t',
    wrong: 't.select(value=t.a)',
    right: 't.select(amount=t.a)',
    reasons: ['COLUMNS_DIFFER'],
  },
  {
    fault: 'another type',
    sql: 'SELECT a FROM t',
    wrong: 't.select(a=t.a.cast("float64"))',
    right: 't.select(a=t.a)',
    reasons: ['TYPES_DIFFER'],
  },
  {
    fault: 'LIMIT without a total order',
    sql: 'SELECT id, a FROM t LIMIT 3',
    wrong: 't.select("id", "a").limit(3)',
    right: 't.select("id", "a")',
    reasons: ['NONDETERMINISTIC'],
  },
];

describe('a template whose sides differ', () => {
  let validator: Validator;
  beforeAll(async () => {
    validator = await Validator.open();
  });
  afterAll(() => validator.close());

  async function prove(sql: string, ibis: string): Promise<Verdict> {
    return validator.validateExample(await exampleOf(sql, ibis));
  }

  it.each(FAULTS)('only by $fault is rejected', async ({ sql, wrong, reasons }) => {
    const verdict = await prove(sql, wrong);
    expect(verdict.ok).toBe(false);
    expect(reasons).toContain(verdict.ok ? 'OK' : verdict.reason);
  });

  it.each(FAULTS.filter(({ fault }) => !fault.startsWith('LIMIT')))(
    'no longer by $fault is kept',
    async ({ sql, right }) => {
      expect(await prove(sql, right)).toMatchObject({ ok: true });
    },
  );

  it('by crossed parameters is rejected, and only where they are crossed', async () => {
    const template = parseTemplate(
      JSON.stringify({
        name: 'crossed',
        description: 'An operator crossed with the Ibis spelling of another one.',
        difficulty: 'easy',
        features: ['where'],
        context: { tables: { t: { schema: { id: 'int64', a: 'int64' } } } },
        sql_template: 'SELECT id FROM t WHERE a {op} 7',
        ibis_template: 't.filter(t.a {ibis_op} 7).select("id")',
        variations: [{ name: 'op', parameter_space: { op: ['<', '>'], ibis_op: ['<', '>'] } }],
      }),
      'crossed.yaml',
    );
    const verdicts: boolean[] = [];
    for (const draft of await draftsOf(template)) {
      verdicts.push((await validator.validateExample(draft)).ok);
    }
    expect(verdicts).toEqual([true, false, false, true]);
  });
});

async function exampleOf(sql: string, ibis: string): Promise<DraftOf<'sql_to_ibis'>> {
  const [draft] = await draftsOf(templateOf([{ sql, ibis }]));
  if (draft === undefined) throw new Error('no candidate');
  return draft;
}

async function draftsOf(template: Template): Promise<readonly DraftOf<'sql_to_ibis'>[]> {
  const drafts: DraftOf<'sql_to_ibis'>[] = [];
  for await (const { draft } of templatePairs([template]).candidates()) {
    if ('ok' in draft || draft.task !== 'sql_to_ibis') throw new Error('no pair');
    drafts.push(draft);
  }
  return drafts;
}
