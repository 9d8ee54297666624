import { describe, expect, it } from 'vitest';

import { buildCatalogue, newSqlFileMiner } from '../../../packages/mining/src/programs/index.js';
import { mine, reasons } from './mined.js';

describe('SQL in Python code', () => {
  it('is found in calls and in texts that are queries', async () => {
    const found = await mine(
      `import ibis
con.sql("SELECT town, count(*) AS n FROM shops GROUP BY town")
QUERY = """
    SELECT town
    FROM shops
    WHERE shop_id > 3
"""
note = "select a town from the list of towns"
con.raw_sql(f"SELECT {column} FROM shops")
con.raw_sql("SELECT {column} FROM shops")
`,
      { 'schema.sql': 'CREATE TABLE shops (shop_id BIGINT, town VARCHAR)' },
    );
    expect(found.filter(({ kind }) => kind === 'query')).toMatchObject([
      { pattern: 'sql_call', ibis: 'shops.group_by("town").agg(n=_.count())' },
      {
        pattern: 'sql_text',
        sql: 'SELECT town\nFROM shops\nWHERE shop_id > 3',
        tables: { shops: { shop_id: 'int64', town: 'string' } },
      },
    ]);
    expect(reasons(found)).toEqual(['NOT_PURE sql_call', 'NOT_PURE sql_call']);
  });
});

describe('files of SQL', () => {
  it('are read in the dialect that their path names; repetitions in other dialects are not', async () => {
    const read = newSqlFileMiner(await buildCatalogue([]));
    const first = read({
      path: 'out/mysql/a.sql',
      text: 'SELECT `x` + 1 AS y FROM `t` WHERE `x` > 2',
    });
    expect(first).toMatchObject([
      { kind: 'query', dialect: 'mysql', tables: { t: { x: 'int64' } } },
    ]);
    const again = {
      path: 'out/postgres/a.sql',
      text: 'select "x" + 1 as y\nfrom "t" where "x" > 2',
    };
    expect(reasons(read(again))).toEqual(['REPEATED sql_file']);
    expect(reasons(read({ path: 'out/impala/b.sql', text: 'SELECT a FROM t' }))).toEqual([
      'SQL_REFUSED sql_file',
    ]);
  });

  it('give each of their queries, and nothing for what defines tables', async () => {
    const text = `CREATE TABLE t (a BIGINT, b VARCHAR);
SELECT a FROM t WHERE b = 'x;y';

SELECT b, sum(a) AS s
FROM t
GROUP BY b;
`;
    const read = newSqlFileMiner(await buildCatalogue([{ path: 'q.sql', text }]));
    expect(read({ path: 'q.sql', text })).toMatchObject([
      { kind: 'query', sql: "SELECT a FROM t WHERE b = 'x;y'", place: { line: 2, endLine: 2 } },
      { kind: 'query', place: { line: 4, endLine: 6 }, tables: { t: { a: 'int64', b: 'string' } } },
    ]);
  });
});
