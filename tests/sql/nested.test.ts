import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { answerOf, bag, openDatabase, sqlOf } from './support.js';

/** Steps that only use the columns a, b and bo and leave them there. */
const STEPS = [
  'q.filter(_.a > 1)',
  'q.filter(_.b > 0, _.bo)',
  'q.filter(_.b < _.b.mean())',
  'q.filter(_.a == _.a.max().over(group_by=_.bo))',
  'q.filter(ibis.row_number().over(group_by=_.bo, order_by=[_.a, _.b, _.x, _.y]) < 2)',
  'q.filter(_.a.isin(u.k))',
  'q.mutate(x=_.a + 1)',
  'q.mutate(b=_.b * 2, x=_.x + _.a)',
  'q.mutate(y=ibis.rank().over(group_by=_.bo, order_by=[_.a, _.b]))',
  'q.mutate(y=_.a.sum().over(group_by=_.bo) + _.y)',
  'q.mutate(x=(_.x > 3).ifelse(_.x, _.y), a=_.a)',
  'q.select(a=_.a, b=10 - _.b, bo=_.bo, x=_.b.cast("int64"), y=_.x)',
  'q.order_by("a", "b", "bo", "x", "y").limit(4)',
  'q.order_by(_.b.desc(), "a", "bo", "x", "y").limit(3, offset=1)',
  'q.order_by("b")',
  'q.distinct()',
  'q.group_by("a", "bo").agg(b=_.b.sum(), x=_.x.max(), y=_.count()).relocate("b", after="a")',
  'q.group_by("a").agg(b=_.b.max(), bo=_.bo.any(), x=_.count(), y=_.y.sum().cast("int64"))',
  'q.union(q.filter(_.b > 0))',
  'q.join(u, [("a", "k")]).select("a", "b", "bo", "x", y=_.w.cast("int64"))',
  'q.left_join(u, [("a", "k")]).select("a", "b", "bo", x=_.k, y=_.x)',
  'q.semi_join(u, [("a", "k")])',
  'q.anti_join(u.filter(u.w > 5), [("a", "k")])',
  'q.left_join(q.group_by("bo").agg(z=_.a.max()), "bo").select("a", "b", "bo", "x", y=_.z)',
];
const START = 'q = t.select("a", "b", "bo", x=t.i32.cast("int64"), y=t.a)';

describe('merging relations into as few SELECTs as possible', () => {
  let database: DuckDBConnection;
  beforeAll(async () => {
    database = await openDatabase();
  });

  it('answers the same as one SELECT per relation', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...STEPS), { minLength: 1, maxLength: 6 }),
        async (steps) => {
          const program = [START, ...steps.map((step) => `q = ${step}`), 'q'].join('\n');
          const merged = sqlOf(program);
          const nested = sqlOf(program, 'duckdb', { nested: true });
          const [ours, plain] = [
            await answerOf(database, merged),
            await answerOf(database, nested),
          ];
          expect(ours.columns).toEqual(plain.columns);
          expect({ merged, rows: bag(ours.rows) }).toEqual({ merged, rows: bag(plain.rows) });
        },
      ),
      { numRuns: 300, seed: 20_240_101 },
    );
  }, 60_000);
});
