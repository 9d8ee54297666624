import type { DuckDBConnection } from '@duckdb/node-api';
import type { Dialect } from '@ibert/sql';
import { beforeAll, describe, expect, it } from 'vitest';

import { answerOf, bag, openDatabase, sqlOf } from './support.js';

const PROGRAMS = [
  't.filter((ibis.row_number().over(order_by=[t.a, t.b]) < 2) & (t.a == u.k).any())',
  't.filter((t.a.max().over(group_by=t.c) == t.a) | (t.a == u.k).any())',
  't.filter((ibis.row_number().over(order_by=[t.a, t.b]) < 5) & ~(t.a == u.k).any())',
  't.filter(ibis.row_number().over(order_by=[t.a, t.b]) < u.filter(u.k == t.a).count().as_scalar())',
  't.filter((t.b > t.b.mean()) & t.a.isin(u.filter(u.w > 1).k) | (t.a.count().over(group_by=t.c) > 1))',
  'm = t.mutate(z=t.a + 1)\nm.filter((m.z.max().over(group_by=m.c) == m.z) | (m.z == u.k).any())',
];
const columns = ".select('a', 'b', 'c')";

// DuckDB, whose own text has QUALIFY, runs the text of PostgreSQL and Trino for these as well.
describe.each(['postgres', 'trino'] as const satisfies readonly Dialect[])(
  '%s filters by window functions and correlated subqueries at once',
  (dialect) => {
    let database: DuckDBConnection;
    beforeAll(async () => {
      database = await openDatabase();
    });

    it.each(PROGRAMS)('%s', async (program) => {
      const [own, other] = [sqlOf(program + columns), sqlOf(program + columns, dialect)];
      expect(own).toContain('QUALIFY');
      expect(other).not.toContain('QUALIFY');
      const [expected, answer] = [await answerOf(database, own), await answerOf(database, other)];
      expect({ ...answer, rows: bag(answer.rows) }).toEqual({
        ...expected,
        rows: bag(expected.rows),
      });
    });
  },
);
