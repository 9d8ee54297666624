import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';

import { answerOf, bag, golden, openDatabase, sqlOf } from './support.js';
import type { Answer } from './support.js';

interface Case extends Answer {
  readonly name: string;
  readonly ibis: string;
}

// What the SQL of real Ibis answers on the same tables, recorded by tests/oracle/record_sql.py.
const cases = JSON.parse(golden('real-ibis.json')) as readonly Case[];

describe('on DuckDB, our SQL answers what the SQL of real Ibis answers', () => {
  let database: DuckDBConnection;
  beforeAll(async () => {
    database = await openDatabase();
  });

  it.each(cases)('$name', async ({ ibis, columns, types, rows }) => {
    const sql = sqlOf(ibis);
    const answer = await answerOf(database, sql);
    expect({ sql, ...answer, rows: bag(answer.rows) }).toEqual({
      sql,
      columns,
      types,
      rows: bag(rows),
    });
  });
});
