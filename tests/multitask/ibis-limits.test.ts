import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { ibisLimit, UPSTREAM_FAULTS } from '@ibert/multitask';
import { describe, expect, it } from 'vitest';

import { WIDE_TABLES } from '../ir/compose-schemas.js';

const TABLES = {
  t: parseSchema({ a: 'int64', b: 'string', x: 'float64', at: 'timestamp' }),
  u: parseSchema({ u_id: 'int64', v: 'int64' }),
};
const limitOf = (code: string, tables = TABLES): string | undefined =>
  ibisLimit(evaluateIbis(code, { tables }).relation);

describe('what real Ibis does not stand behind', () => {
  it.each([
    ['t.a.as_interval("s")', 't.select(later=t.at + t.a.as_interval("s"))', 'intervals'],
    ['t.filter(t.x > t.x.mean().log())', 't.filter(t.x > t.x.mean())', 'logarithm'],
    ['t.sample(0.5).count()', 't.count()', 'sample'],
    ['t.group_by("b").agg(m=t.x.mode())', 't.group_by("b").agg(m=t.x.max())', 'mode'],
    [
      't.mutate(m=t.x.mean().over(ibis.trailing_range_window(ibis.interval(weeks=1), order_by="at")))',
      't.mutate(m=t.x.mean().over(ibis.trailing_range_window(ibis.interval(days=7), order_by="at")))',
      'weeks',
    ],
    [
      't.order_by("a").select("b").distinct()',
      't.select("b").distinct().order_by("b")',
      'distinct rows',
    ],
    [
      't.order_by("a").limit(3).select("b")',
      't.select("a", "b").order_by("a", "b").limit(3)',
      'first rows',
    ],
    [
      't.select("a", "b").order_by("a").limit(3)',
      't.select("a", "b").order_by("a").limit(100)',
      'equal by the order',
    ],
    [
      't.b.topk(3)',
      't.group_by("b").agg(n=_.count()).order_by("b").limit(3)',
      'equal by the order',
    ],
    [
      'u.order_by("v").head(2)',
      'u.select(key="u_id", v="v").filter(_.v > 0).order_by(ibis.desc("v"), "key").head(2)',
      'equal by the order',
    ],
  ])('is seen in %s, and not in %s', (bad, good, why) => {
    expect(limitOf(bad)).toContain(why);
    expect(limitOf(good)).toBeUndefined();
  });

  it('is seen where its SQL is known to be wrong', () => {
    const examples = UPSTREAM_FAULTS.flatMap(({ name, ibis }) => ibis.map((code) => [name, code]));
    for (const [name = '', code = ''] of examples) {
      const { relation } = evaluateIbis(code, { tables: WIDE_TABLES });
      expect(ibisLimit(relation), code).toContain(name);
    }
  });
});
