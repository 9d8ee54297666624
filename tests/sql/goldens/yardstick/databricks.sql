-- Cast: t.b.cast('int64')
-- floats are rounded when they become integers, as DuckDB does; Ibis cuts them off
SELECT CAST(BROUND(b) AS BIGINT) AS `Cast(b, int64)`
FROM t;
-- SELECT CAST(`t0`.`b` AS BIGINT) AS `Cast(b, int64)` FROM `t` AS `t0`

-- Xor: t.select(x=t.ok ^ (t.a > 1))
-- two booleans differ where exactly one of them is true
SELECT ok <> (a > 1) AS x
FROM t;
-- SELECT (`t0`.`ok` OR (`t0`.`a` > 1)) AND NOT (`t0`.`ok` AND (`t0`.`a` > 1)) AS `x` FROM `t` AS `t0`

-- Xor: t.filter(t.ok ^ (t.a > 1))
-- two booleans differ where exactly one of them is true
SELECT *
FROM t
WHERE ok <> (a > 1);
-- SELECT * FROM `t` AS `t0` WHERE (`t0`.`ok` OR (`t0`.`a` > 1)) AND NOT (`t0`.`ok` AND (`t0`.`a` > 1))

-- FloorDivide: t.a // 2
-- a division by zero is NULL here too
SELECT CAST(FLOOR(TRY_DIVIDE(a, 2)) AS BIGINT) AS `FloorDivide(a, 2)`
FROM t;
-- SELECT CAST(FLOOR((`t0`.`a`) / (2)) AS BIGINT) AS `FloorDivide(a, 2)` FROM `t` AS `t0`

-- FloorDivide: t.a // t.k
-- a division by zero is NULL here too
SELECT CAST(FLOOR(TRY_DIVIDE(a, k)) AS BIGINT) AS `FloorDivide(a, k)`
FROM t;
-- SELECT CAST(FLOOR((`t0`.`a`) / (`t0`.`k`)) AS BIGINT) AS `FloorDivide(a, k)` FROM `t` AS `t0`

-- FloorDivide: t.b // 2
-- a division by zero is NULL here too
SELECT CAST(FLOOR(TRY_DIVIDE(b, 2)) AS BIGINT) AS `FloorDivide(b, 2)`
FROM t;
-- SELECT CAST(FLOOR((`t0`.`b`) / (2)) AS BIGINT) AS `FloorDivide(b, 2)` FROM `t` AS `t0`

-- Clip: t.b.clip(0, 10)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT
  CASE WHEN b IS NOT NULL THEN GREATEST(LEAST(b, 10), 0) END AS `Clip(b, 0, 10)`
FROM t;
-- SELECT IF(IF(`t0`.`b` IS NULL, `t0`.`b`, LEAST(10, `t0`.`b`)) IS NULL, IF(`t0`.`b` IS NULL, `t0`.`b`, LEAST(10, `t0`.`b`)), GREATEST(0, IF(`t0`.`b` IS NULL, `t0`.`b`, LEAST(10, `t0`.`b`)))) AS `Clip(b, 0, 10)` FROM `t` AS `t0`

-- Clip: t.a.clip(lower=1)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT CASE WHEN a IS NOT NULL THEN GREATEST(a, 1) END AS `Clip(a, 1)`
FROM t;
-- SELECT IF(`t0`.`a` IS NULL, `t0`.`a`, GREATEST(1, `t0`.`a`)) AS `Clip(a, 1)` FROM `t` AS `t0`

-- Clip: t.a.clip(upper=5)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT CASE WHEN a IS NOT NULL THEN LEAST(a, 5) END AS `Clip(a, 5)`
FROM t;
-- SELECT IF(`t0`.`a` IS NULL, `t0`.`a`, LEAST(5, `t0`.`a`)) AS `Clip(a, 5)` FROM `t` AS `t0`

-- LStrip: t.s.lstrip()
-- all of the white space that strip() removes, on one side too
SELECT TRIM(LEADING ' \t\n\r\013\014' FROM s) AS `LStrip(s)`
FROM t;
-- SELECT LTRIM(`t0`.`s`) AS `LStrip(s)` FROM `t` AS `t0`

-- RStrip: t.s.rstrip()
-- all of the white space that strip() removes, on one side too
SELECT TRIM(TRAILING ' \t\n\r\013\014' FROM s) AS `RStrip(s)`
FROM t;
-- SELECT RTRIM(`t0`.`s`) AS `RStrip(s)` FROM `t` AS `t0`

-- ArrayStringJoin: t.tags.join('-')
-- an array without elements makes an empty text, as on DuckDB; Ibis makes it NULL
SELECT
  CASE
    WHEN tags IS NOT NULL THEN CONCAT_WS('-', tags)
  END AS `ArrayStringJoin(tags, '-')`
FROM t;
-- SELECT IF(SIZE(`t0`.`tags`) > 0, CONCAT_WS('-', `t0`.`tags`), NULL) AS `ArrayStringJoin(tags, '-')` FROM `t` AS `t0`

-- RegexExtract: t.s.re_extract('(a)b', 1)
-- a match that is not found is an empty text, as on DuckDB; groups are given as numbers
SELECT REGEXP_EXTRACT(s, '(a)b', 1) AS `RegexExtract(s, '(a)b', 1)`
FROM t;
-- SELECT REGEXP_EXTRACT(`t0`.`s`, '(a)b') AS `RegexExtract(s, '(a)b', 1)` FROM `t` AS `t0`

-- RegexReplace: t.s.re_replace('(a)', r'\1b')
-- references to groups in the replacement are $1 there; Ibis passes its own \1 on, which is taken as it stands
SELECT REGEXP_REPLACE(s, '(a)', '$1b') AS `RegexReplace(s, '(a)', '\\1b')`
FROM t;
-- SELECT REGEXP_REPLACE(`t0`.`s`, '(a)', '\\1b') AS `RegexReplace(s, '(a)', '\\1b')` FROM `t` AS `t0`

-- StringToDate: t.s.as_date('%Y-%m-%d')
-- dates and times have two digits for each part, as their directives say
SELECT TO_DATE(s, 'yyyy-MM-dd') AS `StringToDate(s, '%Y-%m-%d')`
FROM t;
-- SELECT TO_DATE(`t0`.`s`, 'yyyy-M-d') AS `StringToDate(s, '%Y-%m-%d')` FROM `t` AS `t0`

-- StringToTimestamp: t.s.as_timestamp('%Y-%m-%d %H:%M:%S')
-- dates and times have two digits for each part, as their directives say
SELECT
  TO_TIMESTAMP(s, 'yyyy-MM-dd HH:mm:ss') AS `StringToTimestamp(s, '%Y-%m-%d %H:%M:%S')`
FROM t;
-- SELECT TO_TIMESTAMP(`t0`.`s`, 'yyyy-M-d H:m:s') AS `StringToTimestamp(s, '%Y-%m-%d %H:%M:%S')` FROM `t` AS `t0`

-- ExtractSecond: t.ts.second()
-- seconds are whole; EXTRACT has fractions in them
SELECT CAST(EXTRACT(SECOND FROM ts) AS INT) AS `ExtractSecond(ts)`
FROM t;
-- SELECT EXTRACT(second FROM `t0`.`ts`) AS `ExtractSecond(ts)` FROM `t` AS `t0`

-- CountStar: t.group_by('s').agg(n=t.count(where=t.a > 1))
-- the count of a condition that never holds is 0; the sum that Ibis takes is NULL without rows
SELECT s, COUNT(CASE WHEN a > 1 THEN 1 END) AS n
FROM t
GROUP BY s;
-- SELECT `t0`.`s`, SUM(CAST(`t0`.`a` > 1 AS BIGINT)) AS `n` FROM `t` AS `t0` GROUP BY 1

-- GroupConcat: t.s.group_concat()
-- the array is used where it is not empty, from the other side
SELECT
  ARRAY_JOIN(
    CASE WHEN SIZE(COLLECT_LIST(s)) <> 0 THEN COLLECT_LIST(s) END,
    ','
  ) AS `GroupConcat(s, ',', ())`
FROM t;
-- SELECT ARRAY_JOIN(IF(SIZE(COLLECT_LIST(`t0`.`s`)) = 0, NULL, COLLECT_LIST(`t0`.`s`)), ',') AS `GroupConcat(s, ',', ())` FROM `t` AS `t0`

-- GroupConcat: t.s.group_concat(where=t.a > 1)
-- the array is used where it is not empty, from the other side
SELECT
  ARRAY_JOIN(
    CASE WHEN SIZE(COLLECT_LIST(CASE WHEN a > 1 THEN s END)) <> 0 THEN COLLECT_LIST(CASE WHEN a > 1 THEN s END) END,
    ','
  ) AS `GroupConcat(s, ',', (), Greater(a, 1))`
FROM t;
-- SELECT ARRAY_JOIN(IF(SIZE(COLLECT_LIST(IF(`t0`.`a` > 1, `t0`.`s`, NULL))) = 0, NULL, COLLECT_LIST(IF(`t0`.`a` > 1, `t0`.`s`, NULL))), ',') AS `GroupConcat(s, ',', (), Greater(a, 1))` FROM `t` AS `t0`

-- Median: t.b.median(where=t.a > 1)
-- the level of a median is a constant, whatever the condition
SELECT PERCENTILE(CASE WHEN a > 1 THEN b END, 0.5) AS `Median(b, Greater(a, 1))`
FROM t;
-- SELECT PERCENTILE(IF(`t0`.`a` > 1, `t0`.`b`, NULL), IF(`t0`.`a` > 1, 0.5, NULL)) AS `Median(b, Greater(a, 1))` FROM `t` AS `t0`

-- NthValue: t.select(x=t.a.nth(2).over(order_by=t.ts))
-- the frame is written; and a first value that is NULL counts, as on DuckDB
SELECT
  NTH_VALUE(a, 3) OVER (
    ORDER BY ts NULLS LAST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS x
FROM t;
-- SELECT NTH_VALUE(`t0`.`a`, 3) OVER (ORDER BY `t0`.`ts` ASC NULLS LAST) AS `x` FROM `t` AS `t0`

-- WindowFunction: t.select(x=t.a.first().over(group_by=t.s, order_by=t.ts))
-- the frame is written; and a first value that is NULL counts, as on DuckDB
SELECT
  FIRST_VALUE(a) OVER (
    PARTITION BY s
    ORDER BY ts NULLS LAST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS x
FROM t;
-- SELECT FIRST(`t0`.`a`) IGNORE NULLS OVER (PARTITION BY `t0`.`s` ORDER BY `t0`.`ts` ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS `x` FROM `t` AS `t0`

-- ArrayIndex: t.arr[-1]
-- a negative index counts from the end; Ibis adds one to it and so is off by one
SELECT ELEMENT_AT(arr, -1) AS `ArrayIndex(arr, -1)`
FROM t;
-- SELECT ELEMENT_AT(`t0`.`arr`, -1 + 1) AS `ArrayIndex(arr, -1)` FROM `t` AS `t0`

-- Relation Limit: t.select('a').order_by('a').limit(5, offset=2)
-- OFFSET is a clause in Spark 3.4 and later; Ibis counts rows
SELECT a
FROM t
ORDER BY a NULLS LAST
LIMIT 5 OFFSET 2;
-- SELECT * FROM (SELECT `t1`.`a`, ROW_NUMBER() OVER (ORDER BY NULL) AS `ibis_ibis_row_number` FROM (SELECT `t0`.`a` FROM `t` AS `t0` ORDER BY `t0`.`a` ASC NULLS LAST) AS `t1`) AS `t2` WHERE `t2`.`ibis_ibis_row_number` > 2 LIMIT 5

-- Relation Limit: t.select('a').order_by('a').limit(None, offset=2)
-- OFFSET is a clause in Spark 3.4 and later; Ibis counts rows
SELECT a
FROM t
ORDER BY a NULLS LAST
OFFSET 2;
-- SELECT * FROM (SELECT `t1`.`a`, ROW_NUMBER() OVER (ORDER BY NULL) AS `ibis_ibis_row_number` FROM (SELECT `t0`.`a` FROM `t` AS `t0` ORDER BY `t0`.`a` ASC NULLS LAST) AS `t1`) AS `t2` WHERE `t2`.`ibis_ibis_row_number` > 2

-- Relation Sample: v.sample(0.5)
-- rows are sampled by a random number; Ibis uses TABLESAMPLE, of which each engine makes something else
SELECT *
FROM v
WHERE RAND() <= 0.5;
-- SELECT * FROM `v` TABLESAMPLE (50.0 PERCENT) AS `t0`

-- Relation InMemoryTable: ibis.memtable({'x': [1, 2], 'y': ['a', 'b']})
-- rows of a program are written into the statement; Ibis registers a table with a connection
SELECT *
FROM (VALUES (CAST(1 AS BIGINT), 'a'), (2, 'b')) AS t1(x, y);
-- SELECT * FROM `memtable`
