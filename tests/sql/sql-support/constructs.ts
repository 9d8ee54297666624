/** A construct of SQL with a text that uses it; DuckDB's dialect, unless it says another. */
export interface Construct {
  readonly name: string;
  readonly sql: string;
  readonly dialect?: string;
  /** DuckDB's text of the same query, where the text is of another dialect. */
  readonly original?: string;
  /** What it does is not determined, or says nothing about rows: it is bound and not proven. */
  readonly unproven?: true;
}

/** The tables of the examples. */
export const SCHEMAS = {
  emp: {
    id: 'int64',
    name: 'string',
    dept: 'int64',
    pay: 'float64',
    bonus: 'int32',
    hired: 'date',
    boss: 'int64',
  },
  dept: { dept: 'int64', title: 'string', city: 'string' },
  sale: {
    emp_id: 'int64',
    amount: 'decimal(10, 2)',
    sold: 'timestamp',
    tags: 'array<string>',
    info: 'struct<kind: string, size: int64>',
    doc: 'json',
  },
} as const;

type Row = readonly [name: string, sql: string, more?: Omit<Construct, 'name' | 'sql'>];

const SECTIONS: Readonly<Record<string, readonly Row[]>> = {
  'Select list': [
    ['columns, aliases', 'SELECT name AS who, pay * 2 twice FROM emp'],
    ['`*`, `t.*`', 'SELECT e.*, d.title FROM emp e JOIN dept d ON e.dept = d.dept'],
    ['`* EXCLUDE`', 'SELECT * EXCLUDE (hired, boss) FROM emp'],
    ['`* REPLACE`', 'SELECT * REPLACE (upper(name) AS name) FROM emp'],
    ['`* RENAME`', 'SELECT * RENAME (pay AS salary) FROM emp'],
    ['`* LIKE`', "SELECT * LIKE 'd%' FROM dept"],
    ['`COLUMNS(regular expression)`', "SELECT max(COLUMNS('pay|bonus')) FROM emp"],
    ['`COLUMNS(lambda)`', "SELECT COLUMNS(c -> c LIKE 'b%') FROM emp"],
    ['an alias used beside it', 'SELECT pay * 12 AS yearly, yearly / 4 AS quarterly FROM emp'],
    ['`DISTINCT`', 'SELECT DISTINCT dept FROM emp'],
    ['`DISTINCT ON`', 'SELECT DISTINCT ON (dept) dept, name, id FROM emp ORDER BY dept, pay, id'],
    ['`FROM` first', 'FROM emp SELECT name WHERE pay > 1'],
    ['`FROM` alone', 'FROM dept'],
    ['no `FROM`', "SELECT 1 AS a, 'x' AS b"],
  ],
  Conditions: [
    ['`AND`, `OR`, `NOT`', 'SELECT id FROM emp WHERE NOT (pay > 1 AND bonus > 1) OR dept = 1'],
    [
      '`IN` list, `NOT IN` list',
      'SELECT id FROM emp WHERE dept IN (1, 2, 3) OR bonus NOT IN (1, 2)',
    ],
    ['`IN` list with NULL', 'SELECT id, dept IN (1, NULL) AS found FROM emp'],
    ['`BETWEEN`', 'SELECT id FROM emp WHERE pay BETWEEN -1000 AND 1000'],
    [
      '`BETWEEN SYMMETRIC`',
      'SELECT id FROM emp WHERE pay BETWEEN SYMMETRIC 1000 AND -1000',
      { dialect: 'postgres', original: 'SELECT id FROM emp WHERE pay BETWEEN -1000 AND 1000' },
    ],
    ['`LIKE`, `ILIKE`', "SELECT id FROM emp WHERE name LIKE '%a%' OR name ILIKE '%A%'"],
    ['`LIKE … ESCAPE`', "SELECT id, name LIKE '%!%%' ESCAPE '!' AS hit FROM emp"],
    ['`SIMILAR TO`', "SELECT id, name SIMILAR TO '.*a.*' AS hit FROM emp"],
    [
      '`~`',
      "SELECT id, name ~ 'a' AS hit FROM emp",
      { dialect: 'postgres', original: "SELECT id, regexp_matches(name, 'a') AS hit FROM emp" },
    ],
    ['`IS DISTINCT FROM`', 'SELECT id FROM emp WHERE dept IS DISTINCT FROM bonus'],
    ['`IS TRUE`, `IS UNKNOWN`', 'SELECT id, (pay > 1) IS NOT TRUE AS no FROM emp'],
    [
      'rows as values',
      'SELECT id FROM emp WHERE (dept, bonus) = (1, 2) OR (dept, bonus) <> (1, 2)',
    ],
  ],
  Grouping: [
    ['`GROUP BY` column', 'SELECT dept, count(*) AS n FROM emp GROUP BY dept'],
    ['`GROUP BY` expression, alias', 'SELECT year(hired) AS y, sum(pay) AS s FROM emp GROUP BY y'],
    ['`GROUP BY` ordinal', 'SELECT dept, max(pay) AS best FROM emp GROUP BY 1'],
    ['`GROUP BY ALL`', 'SELECT dept, boss, min(pay) AS least FROM emp GROUP BY ALL'],
    ['no `GROUP BY`', 'SELECT count(*) AS n, max(pay) AS best FROM emp'],
    ['`HAVING`', 'SELECT dept FROM emp GROUP BY dept HAVING count(*) >= 1'],
    ['`ROLLUP`', 'SELECT dept, boss, count(*) AS n FROM emp GROUP BY ROLLUP (dept, boss)'],
    ['`CUBE`', 'SELECT dept, boss, count(*) AS n FROM emp GROUP BY CUBE (dept, boss)'],
    [
      '`GROUPING SETS`, `GROUPING()`',
      'SELECT dept, GROUPING(dept) AS g, count(*) AS n FROM emp GROUP BY GROUPING SETS ((dept), ())',
    ],
    ['`FILTER`', 'SELECT dept, count(*) FILTER (WHERE pay > 1) AS n FROM emp GROUP BY dept'],
    ['`count(DISTINCT …)`', 'SELECT count(DISTINCT dept) AS n FROM emp'],
    ['other aggregates with `DISTINCT`', 'SELECT sum(DISTINCT bonus) AS s FROM emp'],
    [
      'aggregate with `ORDER BY`',
      "SELECT dept, string_agg(name, ',' ORDER BY id) AS names FROM emp GROUP BY dept",
    ],
    [
      '`WITHIN GROUP`',
      'SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY pay) AS middle FROM emp',
    ],
    [
      'aggregate with `LIMIT`',
      'SELECT ARRAY_AGG(name ORDER BY id LIMIT 1) AS first FROM emp',
      { dialect: 'bigquery' },
    ],
  ],
  Windows: [
    ['`OVER ()`', 'SELECT id, count(*) OVER () AS n FROM emp'],
    [
      '`PARTITION BY`, `ORDER BY`',
      'SELECT id, row_number() OVER (PARTITION BY dept ORDER BY pay, id) AS place FROM emp',
    ],
    ['the default frame', 'SELECT id, sum(bonus) OVER (ORDER BY dept) AS run FROM emp'],
    [
      '`ROWS` frame',
      'SELECT dept, sum(dept) OVER (ORDER BY dept ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING) AS s FROM dept',
    ],
    [
      '`RANGE` frame of numbers',
      'SELECT id, count(*) OVER (ORDER BY bonus RANGE BETWEEN 5 PRECEDING AND CURRENT ROW) AS n FROM emp WHERE bonus BETWEEN 0 AND 1000',
    ],
    [
      '`RANGE` frame of an interval',
      "SELECT id, count(*) OVER (ORDER BY hired RANGE BETWEEN INTERVAL 7 DAY PRECEDING AND CURRENT ROW) AS n FROM emp WHERE hired BETWEEN DATE '1990-01-01' AND DATE '2100-01-01'",
    ],
    ['`GROUPS` frame', 'SELECT id, sum(pay) OVER (ORDER BY dept GROUPS 1 PRECEDING) AS s FROM emp'],
    [
      '`EXCLUDE` in a frame',
      'SELECT id, sum(bonus) OVER (ORDER BY dept ROWS 1 PRECEDING EXCLUDE CURRENT ROW) AS s FROM emp',
    ],
    [
      'named windows',
      'SELECT id, rank() OVER w AS r, dense_rank() OVER w AS d FROM emp WINDOW w AS (ORDER BY pay)',
    ],
    [
      '`IGNORE NULLS`',
      'SELECT bonus, first_value(bonus IGNORE NULLS) OVER (ORDER BY bonus) AS f FROM emp',
    ],
    [
      '`QUALIFY`',
      'SELECT id, dept FROM emp QUALIFY rank() OVER (PARTITION BY dept ORDER BY pay DESC) = 1',
    ],
    [
      'windows over aggregates',
      'SELECT dept, rank() OVER (ORDER BY count(*)) AS r FROM emp GROUP BY dept',
    ],
  ],
  Joins: [
    ['`JOIN … ON`', 'SELECT e.name, d.title FROM emp e JOIN dept d ON e.dept = d.dept'],
    [
      '`LEFT`, `RIGHT`, `FULL`',
      'SELECT e.name, d.title FROM emp e FULL JOIN dept d ON e.dept = d.dept',
    ],
    ['`USING`', 'SELECT dept, name, title FROM emp LEFT JOIN dept USING (dept)'],
    ['`NATURAL`', 'SELECT dept, name, title FROM emp NATURAL JOIN dept'],
    ['`CROSS JOIN`, comma', 'SELECT e.id, d.title FROM emp e, dept d WHERE e.dept < d.dept'],
    ['self join', 'SELECT a.name, b.name AS boss FROM emp a JOIN emp b ON a.boss = b.id'],
    [
      'other conditions than equality',
      'SELECT e.id FROM emp e JOIN dept d ON e.dept > d.dept OR d.city IS NULL',
    ],
    ['`SEMI`, `ANTI`', 'SELECT title FROM dept SEMI JOIN emp ON emp.dept = dept.dept'],
    [
      '`ASOF`',
      'SELECT e.id, d.dept AS before FROM emp e ASOF JOIN (SELECT DISTINCT dept FROM dept) d ON e.dept >= d.dept',
    ],
    ['`POSITIONAL`', 'SELECT e.id, d.title FROM emp e POSITIONAL JOIN dept d'],
    [
      '`LATERAL`',
      'SELECT d.title, x.n FROM dept d, LATERAL (SELECT count(*) AS n FROM emp e WHERE e.dept = d.dept) x',
    ],
    ['`UNNEST` in `FROM`', 'SELECT s.emp_id, t.tag FROM sale s, UNNEST(s.tags) AS t(tag)'],
    ['`UNNEST` in the select list', 'SELECT emp_id, unnest(tags) AS tag FROM sale'],
  ],
  Subqueries: [
    ['in `FROM`', 'SELECT q.name FROM (SELECT name, pay FROM emp WHERE pay > 1) AS q'],
    ['scalar', 'SELECT id FROM emp WHERE pay > (SELECT avg(pay) FROM emp WHERE pay < 1e6)'],
    [
      'scalar, correlated',
      'SELECT e.id FROM emp e WHERE e.pay >= (SELECT max(o.pay) FROM emp o WHERE o.dept = e.dept)',
    ],
    [
      'scalar, correlated, in the select list',
      'SELECT d.title, (SELECT count(*) FROM emp e WHERE e.dept = d.dept) AS n FROM dept d',
    ],
    [
      '`EXISTS`',
      'SELECT title FROM dept d WHERE EXISTS (SELECT 1 FROM emp e WHERE e.dept = d.dept)',
    ],
    [
      '`NOT EXISTS`',
      'SELECT id FROM emp a WHERE NOT EXISTS (SELECT 1 FROM emp b WHERE b.boss = a.id)',
    ],
    ['`IN`', 'SELECT name FROM emp WHERE dept IN (SELECT dept FROM dept)'],
    [
      '`NOT IN`, NULLs kept',
      'SELECT id, boss NOT IN (SELECT e.id FROM emp e WHERE e.pay > 1) AS free FROM emp',
    ],
    [
      '`IN` of rows',
      'SELECT id FROM emp WHERE (dept, boss) IN (SELECT dept, boss FROM emp WHERE pay > 1)',
    ],
    [
      '`> ANY`, `>= ALL`',
      'SELECT id FROM emp WHERE pay >= ALL (SELECT pay FROM emp WHERE pay IS NOT NULL)',
    ],
    ['`= ANY (list)`', 'SELECT emp_id FROM sale WHERE emp_id = ANY ([1, 2, 3])'],
    ['`ARRAY(SELECT …)`', 'SELECT ARRAY(SELECT title FROM dept) AS titles'],
  ],
  'Common table expressions': [
    ['`WITH`', 'WITH rich AS (SELECT * FROM emp WHERE pay > 1) SELECT name FROM rich'],
    [
      'several, nested, with column names',
      'WITH a (x) AS (WITH b AS (SELECT pay FROM emp) SELECT pay FROM b) SELECT max(x) AS m FROM a',
    ],
    ['`MATERIALIZED`', 'WITH a AS MATERIALIZED (SELECT pay FROM emp) SELECT max(pay) AS m FROM a'],
    [
      '`RECURSIVE`',
      'WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT n FROM t',
    ],
  ],
  'Set operations': [
    ['`UNION`, `UNION ALL`', 'SELECT dept FROM emp UNION SELECT dept FROM dept'],
    ['`INTERSECT`', 'SELECT dept FROM emp INTERSECT SELECT dept FROM dept'],
    ['`INTERSECT ALL`', 'SELECT dept FROM emp INTERSECT ALL SELECT dept FROM dept'],
    ['`EXCEPT`', 'SELECT dept FROM emp EXCEPT SELECT dept FROM dept WHERE dept > 3'],
    ['`EXCEPT ALL`', 'SELECT dept FROM emp EXCEPT ALL SELECT dept FROM dept WHERE dept > 3'],
    [
      '`UNION BY NAME`',
      'SELECT dept, name FROM emp UNION ALL BY NAME SELECT title, dept FROM dept',
    ],
    [
      'types made the same',
      'SELECT pay FROM emp UNION ALL (SELECT bonus FROM emp UNION ALL SELECT amount FROM sale)',
    ],
  ],
  'Order and number of rows': [
    ['`ORDER BY` columns, aliases, ordinals', 'SELECT id, pay AS p FROM emp ORDER BY p DESC, 1'],
    ['`ORDER BY` what is not selected', 'SELECT name FROM emp ORDER BY pay, id'],
    ['`NULLS FIRST`, `NULLS LAST`', 'SELECT id, pay FROM emp ORDER BY pay NULLS FIRST, id'],
    ['`ORDER BY ALL`', 'SELECT dept, id FROM emp ORDER BY ALL'],
    ['`COLLATE`', 'SELECT name FROM emp ORDER BY name COLLATE NOCASE'],
    ['`LIMIT`, `OFFSET`', 'SELECT dept FROM dept ORDER BY dept LIMIT 3 OFFSET 1'],
    ['`LIMIT` of an expression', 'SELECT id FROM emp ORDER BY id LIMIT (SELECT 2)'],
    ['`LIMIT` of a percentage', 'SELECT id FROM emp ORDER BY id LIMIT 10%'],
    [
      '`FETCH FIRST`',
      'SELECT dept FROM dept ORDER BY dept FETCH FIRST 2 ROWS ONLY',
      { dialect: 'postgres', original: 'SELECT dept FROM dept ORDER BY dept LIMIT 2' },
    ],
    [
      '`FETCH FIRST … WITH TIES`',
      'SELECT id, pay FROM emp ORDER BY pay FETCH FIRST 2 ROWS WITH TIES',
      {
        dialect: 'postgres',
        original: 'SELECT id, pay FROM emp QUALIFY rank() OVER (ORDER BY pay) <= 2 ORDER BY pay',
      },
    ],
    [
      '`TOP`',
      'SELECT TOP 2 dept FROM dept ORDER BY dept DESC',
      { dialect: 'mssql', original: 'SELECT dept FROM dept ORDER BY dept DESC NULLS LAST LIMIT 2' },
    ],
    [
      '`LIMIT from, count`',
      'SELECT dept FROM dept ORDER BY dept LIMIT 0, 2',
      { dialect: 'mysql', original: 'SELECT dept FROM dept ORDER BY dept NULLS FIRST LIMIT 2' },
    ],
    ['`TABLESAMPLE`', 'SELECT id FROM emp TABLESAMPLE 10%', { unproven: true }],
    ['`USING SAMPLE`', 'SELECT id FROM emp USING SAMPLE 10 ROWS'],
  ],
  'Other tables': [
    ['`VALUES`', "SELECT a, b FROM (VALUES (1, 'x'), (2, 'y')) AS t(a, b)"],
    ['`range()`, `generate_series()`', 'SELECT i FROM range(5) AS t(i)'],
    ['files and other table functions', "SELECT * FROM read_csv('a.csv')"],
    [
      '`PIVOT`',
      'PIVOT (SELECT dept, boss, pay FROM emp) ON boss IN (1, 2) USING max(pay) GROUP BY dept',
    ],
    ['`PIVOT` without a list of values', 'PIVOT emp ON boss USING max(pay) GROUP BY dept'],
    [
      '`UNPIVOT`',
      'UNPIVOT (SELECT id, pay, bonus::DOUBLE AS bonus FROM emp) ON pay, bonus INTO NAME what VALUE v',
    ],
    ['tables of a schema', 'SELECT name FROM main.emp'],
  ],
  Expressions: [
    [
      '`CASE`, both forms',
      "SELECT CASE dept WHEN 1 THEN 'a' ELSE 'b' END AS x, CASE WHEN pay > 1 THEN 1 END AS y FROM emp",
    ],
    [
      '`CAST`, `::`, `TRY_CAST`',
      'SELECT CAST(pay AS VARCHAR) AS a, bonus::BIGINT AS b, TRY_CAST(name AS INTEGER) AS c FROM emp',
    ],
    ['`||`', "SELECT name || '!' AS loud FROM emp"],
    [
      'intervals',
      'SELECT hired + INTERVAL 3 MONTH AS later, sold - INTERVAL 1 HOUR AS sooner FROM emp JOIN sale ON id = emp_id',
    ],
    ['difference of dates', "SELECT hired - DATE '2020-01-01' AS days FROM emp"],
    [
      '`EXTRACT`',
      'SELECT extract(year FROM hired) AS y, extract(quarter FROM hired) AS q FROM emp',
    ],
    ['`AT TIME ZONE`', "SELECT sold AT TIME ZONE 'UTC' AS t FROM sale"],
    [
      'arrays: literals, elements, slices',
      'SELECT [1, 2, 3] AS l, tags[1] AS first, tags[1:2] AS two FROM sale',
    ],
    ['structs: literals, fields', "SELECT {'a': 1} AS s, info.kind AS kind FROM sale"],
    ['maps', "SELECT MAP {'a': 1} AS m"],
    ['lambdas', 'SELECT list_transform(tags, t -> upper(t)) AS loud FROM sale'],
    ['list comprehensions', 'SELECT [upper(t) FOR t IN tags] AS loud FROM sale'],
    ['`->`, `->>`', "SELECT doc -> 'a' AS a FROM sale"],
    ['parameters', 'SELECT id FROM emp WHERE id = ?'],
  ],
  Statements: [
    ['several, one answer each', 'SELECT 1 AS a; SELECT 2 AS b', { unproven: true }],
    ['`INSERT`', 'INSERT INTO dept SELECT * FROM dept'],
    ['`UPDATE`', 'UPDATE emp SET pay = 1'],
    ['`DELETE`', 'DELETE FROM emp'],
    ['`MERGE`', 'MERGE INTO emp USING dept ON emp.dept = dept.dept WHEN MATCHED THEN DELETE'],
    ['`CREATE TABLE AS`', 'CREATE TABLE t AS SELECT 1'],
    ['`CREATE VIEW`', 'CREATE VIEW v AS SELECT 1'],
    ['`EXPLAIN`', 'EXPLAIN SELECT 1'],
    ['`DESCRIBE`, `SUMMARIZE`', 'SUMMARIZE emp'],
    ['`SET`, `PRAGMA`', 'SET threads = 1'],
    ['a syntax error', 'SELECT FROM WHERE'],
  ],
};

export const CONSTRUCTS: ReadonlyMap<string, readonly Construct[]> = new Map(
  Object.entries(SECTIONS).map(([section, rows]) => [
    section,
    rows.map(([name, sql, more]) => ({ name, sql, ...more })),
  ]),
);
