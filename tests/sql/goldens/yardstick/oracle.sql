-- Literal: t.select(x=ibis.timestamp('2024-02-29 10:11:12'))
-- literals of dates and times are those of standard SQL, which mean the same
SELECT TIMESTAMP '2024-02-29 10:11:12' AS "x"
FROM "t";
-- SELECT TO_TIMESTAMP('2024-02-29T10:11:12', 'YYYY-MM-DD"T"HH24:MI:SS.FF6') AS "x" FROM "t" "t0"

-- Literal: t.select(x=ibis.literal(None, 'string'))
-- literals of dates and times are those of standard SQL, which mean the same
SELECT CAST(NULL AS VARCHAR2(4000)) AS "x"
FROM "t";
-- SELECT NULL AS "x" FROM "t" "t0"

-- Literal: t.select(x=ibis.literal(None, 'int64'))
-- literals of dates and times are those of standard SQL, which mean the same
SELECT CAST(NULL AS INT) AS "x"
FROM "t";
-- SELECT NULL AS "x" FROM "t" "t0"

-- Cast: t.ts.cast('date')
-- a date has no time of day, which a cast would keep
SELECT TRUNC("ts", 'DDD') AS "Cast(ts, date)"
FROM "t";
-- SELECT CAST("t0"."ts" AS DATE) AS "Cast(ts, date)" FROM "t" "t0"

-- TryCast: t.s.try_cast('int64')
-- there is no TRY_CAST
SELECT CAST("s" AS INT DEFAULT NULL ON CONVERSION ERROR) AS "TryCast(s)"
FROM "t";
-- SELECT TRY_CAST("t0"."s" AS INT) AS "TryCast(s)" FROM "t" "t0"

-- TryCast: t.s.try_cast('date')
-- there is no TRY_CAST
SELECT
  CAST("s" AS DATE DEFAULT NULL ON CONVERSION ERROR, 'YYYY-MM-DD') AS "TryCast(s)"
FROM "t";
-- SELECT TRY_CAST("t0"."s" AS DATE) AS "TryCast(s)" FROM "t" "t0"

-- Greatest: ibis.greatest(t.a, t.b)
-- LEAST and GREATEST yield NULL there where one value is NULL; in Ibis and DuckDB the others count
SELECT COALESCE(GREATEST("a", "b"), "a", "b") AS "Greatest((a, b))"
FROM "t";
-- SELECT GREATEST("t0"."a", "t0"."b") AS "Greatest((a, b))" FROM "t" "t0"

-- Greatest: ibis.greatest(t.a, 3)
-- LEAST and GREATEST yield NULL there where one value is NULL; in Ibis and DuckDB the others count
SELECT COALESCE(GREATEST("a", 3), "a", 3) AS "Greatest((a, 3))"
FROM "t";
-- SELECT GREATEST("t0"."a", 3) AS "Greatest((a, 3))" FROM "t" "t0"

-- Least: ibis.least(t.a, t.k)
-- LEAST and GREATEST yield NULL there where one value is NULL; in Ibis and DuckDB the others count
SELECT COALESCE(LEAST("a", "k"), "a", "k") AS "Least((a, k))"
FROM "t";
-- SELECT LEAST("t0"."a", "t0"."k") AS "Least((a, k))" FROM "t" "t0"

-- Least: ibis.least(t.a, 0)
-- LEAST and GREATEST yield NULL there where one value is NULL; in Ibis and DuckDB the others count
SELECT COALESCE(LEAST("a", 0), "a", 0) AS "Least((a, 0))"
FROM "t";
-- SELECT LEAST("t0"."a", 0) AS "Least((a, 0))" FROM "t" "t0"

-- DateNow: t.select(x=ibis.today())
-- today is a date without a time of day, as the type of ibis.today() says
SELECT TRUNC(CURRENT_DATE, 'DDD') AS "x"
FROM "t";
-- SELECT CURRENT_DATE AS "x" FROM "t" "t0"

-- Round: t.b.round()
-- a rounded number has the type that Ibis says
SELECT CAST(ROUND("b") AS INT) AS "Round(b, 0)"
FROM "t";
-- SELECT ROUND("t0"."b") AS "Round(b, 0)" FROM "t" "t0"

-- Clip: t.b.clip(0, 10)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT GREATEST(LEAST("b", 10), 0) AS "Clip(b, 0, 10)"
FROM "t";
-- SELECT CASE WHEN CASE WHEN "t0"."b" IS NULL THEN "t0"."b" ELSE LEAST(10, "t0"."b") END IS NULL THEN CASE WHEN "t0"."b" IS NULL THEN "t0"."b" ELSE LEAST(10, "t0"."b") END ELSE GREATEST(0, CASE WHEN "t0"."b" IS NULL THEN "t0"."b" ELSE LEAST(10, "t0"."b") END) END AS "Clip(b, 0, 10)" FROM "t" "t0"

-- Clip: t.a.clip(lower=1)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT GREATEST("a", 1) AS "Clip(a, 1)"
FROM "t";
-- SELECT CASE WHEN "t0"."a" IS NULL THEN "t0"."a" ELSE GREATEST(1, "t0"."a") END AS "Clip(a, 1)" FROM "t" "t0"

-- Clip: t.a.clip(upper=5)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT LEAST("a", 5) AS "Clip(a, 5)"
FROM "t";
-- SELECT CASE WHEN "t0"."a" IS NULL THEN "t0"."a" ELSE LEAST(5, "t0"."a") END AS "Clip(a, 5)" FROM "t" "t0"

-- Log: t.b.log()
-- without a base it is the natural logarithm; Ibis writes a base of NULL
SELECT LN("b") AS "Log(b)"
FROM "t";
-- SELECT LOG(NULL, "t0"."b") AS "Log(b)" FROM "t" "t0"

-- Capitalize: t.s.capitalize()
-- texts are put together where none of them is NULL
SELECT
  CASE
    WHEN UPPER(SUBSTR("s", 1, 1)) IS NOT NULL AND LOWER(SUBSTR("s", 2)) IS NOT NULL THEN UPPER(SUBSTR("s", 1, 1)) || LOWER(SUBSTR("s", 2))
  END AS "Capitalize(s)"
FROM "t";
-- SELECT CASE WHEN UPPER(SUBSTR("t0"."s", CASE WHEN (0 + 1) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t0"."s") END, 1)) IS NULL OR LOWER(SUBSTR("t0"."s", CASE WHEN (1 + 1) >= 1 THEN 1 + 1 ELSE 1 + 1 + LENGTH("t0"."s") END, LENGTH("t0"."s"))) IS NULL THEN NULL ELSE CONCAT(UPPER(SUBSTR("t0"."s", CASE WHEN (0 + 1) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t0"."s") END, 1)), LOWER(SUBSTR("t0"."s", CASE WHEN (1 + 1) >= 1 THEN 1 + 1 ELSE 1 + 1 + LENGTH("t0"."s") END, LENGTH("t0"."s")))) END AS "Capitalize(s)" FROM "t" "t0"

-- StrRight: t.s.right(2)
-- the last characters are all of them where there are fewer, which a negative start does not give
SELECT SUBSTR("s", GREATEST(LENGTH("s") - 2 + 1, 1)) AS "StrRight(s, 2)"
FROM "t";
-- SELECT SUBSTR("t0"."s", -2) AS "StrRight(s, 2)" FROM "t" "t0"

-- StrRight: t.s.right(t.a)
-- the last characters are all of them where there are fewer, which a negative start does not give
SELECT SUBSTR("s", GREATEST(LENGTH("s") - "a" + 1, 1)) AS "StrRight(s, a)"
FROM "t";
-- SELECT SUBSTR("t0"."s", -"t0"."a") AS "StrRight(s, a)" FROM "t" "t0"

-- Repeat: t.s.repeat(2)
-- there is no REPEAT
SELECT RPAD("s", LENGTH("s") * 2, "s") AS "Repeat(s, 2)"
FROM "t";
-- SELECT REPEAT("t0"."s", 2) AS "Repeat(s, 2)" FROM "t" "t0"

-- Repeat: t.s.repeat(t.a)
-- there is no REPEAT
SELECT RPAD("s", LENGTH("s") * "a", "s") AS "Repeat(s, a)"
FROM "t";
-- SELECT REPEAT("t0"."s", "t0"."a") AS "Repeat(s, a)" FROM "t" "t0"

-- StringFind: t.s.find('a', 1)
-- the search from a position leaves a text that is not found at -1
SELECT
  CASE
    WHEN INSTR(SUBSTR("s", 2), 'a') > 0 THEN INSTR(SUBSTR("s", 2), 'a') + 1
    ELSE 0
  END - 1 AS "StringFind(s, 'a', 1)"
FROM "t";
-- SELECT (CASE WHEN INSTR(SUBSTR("t0"."s", 1 + 1), 'a') > 0 THEN (INSTR(SUBSTR("t0"."s", 1 + 1), 'a') - 1) + 1 ELSE -1 END + 1) - 1 AS "StringFind(s, 'a', 1)" FROM "t" "t0"

-- RegexExtract: t.s.re_extract('(a)b', 1)
-- a match that is not found is an empty text, as on DuckDB; groups are given as numbers
SELECT REGEXP_SUBSTR("s", '(a)b', 1, 1, 'cn', 1) AS "RegexExtract(s, '(a)b', 1)"
FROM "t";
-- SELECT CASE WHEN 1 = 0 THEN REGEXP_SUBSTR("t0"."s", '(a)b') ELSE REGEXP_SUBSTR("t0"."s", '(a)b', 1, 1, 'cn', 1) END AS "RegexExtract(s, '(a)b', 1)" FROM "t" "t0"

-- RegexExtract: t.s.re_extract('ab', 0)
-- a match that is not found is an empty text, as on DuckDB; groups are given as numbers
SELECT REGEXP_SUBSTR("s", 'ab') AS "RegexExtract(s, 'ab', 0)"
FROM "t";
-- SELECT CASE WHEN 0 = 0 THEN REGEXP_SUBSTR("t0"."s", 'ab') ELSE REGEXP_SUBSTR("t0"."s", 'ab', 1, 1, 'cn', 0) END AS "RegexExtract(s, 'ab', 0)" FROM "t" "t0"

-- StringConcat: t.s + 'x'
-- texts are put together where none of them is NULL
SELECT CASE WHEN "s" IS NOT NULL THEN "s" || 'x' END AS "StringConcat((s, 'x'))"
FROM "t";
-- SELECT CASE WHEN "t0"."s" IS NULL OR 'x' IS NULL THEN NULL ELSE CONCAT("t0"."s", 'x') END AS "StringConcat((s, 'x'))" FROM "t" "t0"

-- StringConcat: t.s.concat('x', t.s)
-- texts are put together where none of them is NULL
SELECT
  CASE
    WHEN "s" IS NOT NULL AND "s" IS NOT NULL THEN "s" || 'x' || "s"
  END AS "StringConcat((s, 'x', s))"
FROM "t";
-- SELECT CASE WHEN "t0"."s" IS NULL OR 'x' IS NULL OR "t0"."s" IS NULL THEN NULL ELSE CONCAT("t0"."s", 'x', "t0"."s") END AS "StringConcat((s, 'x', s))" FROM "t" "t0"

-- Strftime: t.ts.strftime('%B %d, %y')
-- names of months have no blanks behind them and small letters
SELECT TO_CHAR("ts", 'FMMonthFM DD, YY') AS "Strftime(ts, '%B %d, %y')"
FROM "t";
-- SELECT TO_CHAR("t0"."ts", 'MONTH DD, YY') AS "Strftime(ts, '%B %d, %y')" FROM "t" "t0"

-- ExtractQuarter: t.d.quarter()
-- EXTRACT knows no quarters
SELECT CAST(TO_CHAR("d", 'Q') AS INT) AS "ExtractQuarter(d)"
FROM "t";
-- SELECT EXTRACT(quarter FROM "t0"."d") AS "ExtractQuarter(d)" FROM "t" "t0"

-- ExtractSecond: t.ts.second()
-- seconds are whole; EXTRACT has fractions in them
SELECT CAST(FLOOR(EXTRACT(SECOND FROM "ts")) AS INT) AS "ExtractSecond(ts)"
FROM "t";
-- SELECT EXTRACT(second FROM "t0"."ts") AS "ExtractSecond(ts)" FROM "t" "t0"

-- Min: t.ok.min()
-- booleans have aggregates of their own
SELECT BOOLEAN_AND_AGG("ok") AS "Min(ok)"
FROM "t";
-- SELECT MIN("t0"."ok") AS "Min(ok)" FROM "t" "t0"

-- Max: t.ok.max()
-- booleans have aggregates of their own
SELECT BOOLEAN_OR_AGG("ok") AS "Max(ok)"
FROM "t";
-- SELECT MAX("t0"."ok") AS "Max(ok)" FROM "t" "t0"

-- All: t.ok.all()
-- booleans have aggregates of their own
SELECT BOOLEAN_AND_AGG("ok") AS "All(ok)"
FROM "t";
-- SELECT MIN("t0"."ok") AS "All(ok)" FROM "t" "t0"

-- All: (t.a > 1).all()
-- booleans have aggregates of their own
SELECT BOOLEAN_AND_AGG("a" > 1) AS "All(Greater(a, 1))"
FROM "t";
-- SELECT MIN("t0"."a" > 1) AS "All(Greater(a, 1))" FROM "t" "t0"

-- Any: t.ok.any()
-- booleans have aggregates of their own
SELECT BOOLEAN_OR_AGG("ok") AS "Any(ok)"
FROM "t";
-- SELECT MAX("t0"."ok") AS "Any(ok)" FROM "t" "t0"

-- Any: (t.a > 1).any(where=t.b > 1)
-- booleans have aggregates of their own
SELECT
  BOOLEAN_OR_AGG(
    CASE WHEN "b" > 1 THEN "a" > 1 END
  ) AS "Any(Greater(a, 1), Greater(b, 1))"
FROM "t";
-- SELECT MAX(CASE WHEN "t0"."b" > 1 THEN "t0"."a" > 1 ELSE NULL END) AS "Any(Greater(a, 1), Greater(b, 1))" FROM "t" "t0"

-- Relation Limit: t.select('a').order_by('a').limit(5, offset=2)
-- rows can be skipped; Ibis has no rule
SELECT "a"
FROM "t"
ORDER BY "a"
OFFSET 2 ROWS FETCH FIRST 5 ROWS ONLY;
-- UnsupportedArgumentError: No support for limit offsets in the Oracle backend.

-- Relation Limit: t.select('a').order_by('a').limit(None, offset=2)
-- rows can be skipped; Ibis has no rule
SELECT "a"
FROM "t"
ORDER BY "a"
OFFSET 2 ROWS;
-- UnsupportedArgumentError: No support for limit offsets in the Oracle backend.

-- Relation Sample: v.sample(0.5)
-- rows are sampled by a random number; Ibis uses TABLESAMPLE, of which each engine makes something else
SELECT *
FROM "v"
WHERE DBMS_RANDOM.VALUE() <= 0.5;
-- SELECT * FROM "v" SAMPLE bernoulli (50.0) "t0"

-- Relation InMemoryTable: ibis.memtable({'x': [1, 2], 'y': ['a', 'b']})
-- rows of a program are written into the statement; Ibis registers a table with a connection
SELECT *
FROM (SELECT CAST(1 AS INT) AS "x", 'a' AS "y" UNION ALL SELECT 2, 'b') "t1";
-- SELECT * FROM "memtable"
