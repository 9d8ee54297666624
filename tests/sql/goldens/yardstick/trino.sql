-- Literal: t.select(x=ibis.date('2024-02-29'))
-- literals of dates and times are those of standard SQL, which mean the same
SELECT DATE '2024-02-29' AS x
FROM t;
-- SELECT FROM_ISO8601_DATE('2024-02-29') AS "x" FROM "t" AS "t0"

-- Literal: t.select(x=ibis.timestamp('2024-02-29 10:11:12'))
-- literals of dates and times are those of standard SQL, which mean the same
SELECT TIMESTAMP '2024-02-29 10:11:12' AS x
FROM t;
-- SELECT CAST(FROM_ISO8601_TIMESTAMP('2024-02-29T10:11:12') AS TIMESTAMP) AS "x" FROM "t" AS "t0"

-- Literal: t.select(x=ibis.time('10:11:12'))
-- literals of dates and times are those of standard SQL, which mean the same
SELECT TIME '10:11:12' AS x
FROM t;
-- SELECT CAST('10:11:12' AS TIME) AS "x" FROM "t" AS "t0"

-- Cast: t.s.cast('timestamp')
-- timestamps keep microseconds; TIMESTAMP alone has milliseconds there
SELECT CAST(s AS TIMESTAMP(6)) AS "Cast(s, timestamp)"
FROM t;
-- SELECT CAST("t0"."s" AS TIMESTAMP) AS "Cast(s, timestamp)" FROM "t" AS "t0"

-- Cast: t.d.cast('timestamp')
-- timestamps keep microseconds; TIMESTAMP alone has milliseconds there
SELECT CAST(d AS TIMESTAMP(6)) AS "Cast(d, timestamp)"
FROM t;
-- SELECT CAST("t0"."d" AS TIMESTAMP) AS "Cast(d, timestamp)" FROM "t" AS "t0"

-- Greatest: ibis.greatest(t.a, t.b)
-- LEAST and GREATEST yield NULL there where one value is NULL; in Ibis and DuckDB the others count
SELECT COALESCE(GREATEST(a, b), a, b) AS "Greatest((a, b))"
FROM t;
-- SELECT GREATEST("t0"."a", "t0"."b") AS "Greatest((a, b))" FROM "t" AS "t0"

-- Greatest: ibis.greatest(t.a, 3)
-- LEAST and GREATEST yield NULL there where one value is NULL; in Ibis and DuckDB the others count
SELECT COALESCE(GREATEST(a, 3), a, 3) AS "Greatest((a, 3))"
FROM t;
-- SELECT GREATEST("t0"."a", 3) AS "Greatest((a, 3))" FROM "t" AS "t0"

-- Least: ibis.least(t.a, t.k)
-- LEAST and GREATEST yield NULL there where one value is NULL; in Ibis and DuckDB the others count
SELECT COALESCE(LEAST(a, k), a, k) AS "Least((a, k))"
FROM t;
-- SELECT LEAST("t0"."a", "t0"."k") AS "Least((a, k))" FROM "t" AS "t0"

-- Least: ibis.least(t.a, 0)
-- LEAST and GREATEST yield NULL there where one value is NULL; in Ibis and DuckDB the others count
SELECT COALESCE(LEAST(a, 0), a, 0) AS "Least((a, 0))"
FROM t;
-- SELECT LEAST("t0"."a", 0) AS "Least((a, 0))" FROM "t" AS "t0"

-- TimestampNow: t.select(x=ibis.now())
-- the time now has no zone, as the type of ibis.now() says
SELECT LOCALTIMESTAMP AS x
FROM t;
-- SELECT CURRENT_TIMESTAMP AS "x" FROM "t" AS "t0"

-- HexDigest: t.s.hexdigest('md5')
-- digests are functions of the engine, in the lower case that Ibis gives on DuckDB; Ibis has no rule
SELECT LOWER(TO_HEX(MD5(TO_UTF8(s)))) AS "HexDigest(s)"
FROM t;
-- OperationNotDefinedError: Compilation rule for 'HexDigest' operation is not defined

-- HexDigest: t.s.hexdigest('sha256')
-- digests are functions of the engine, in the lower case that Ibis gives on DuckDB; Ibis has no rule
SELECT LOWER(TO_HEX(SHA256(TO_UTF8(s)))) AS "HexDigest(s)"
FROM t;
-- OperationNotDefinedError: Compilation rule for 'HexDigest' operation is not defined

-- Xor: t.select(x=t.ok ^ (t.a > 1))
-- two booleans differ where exactly one of them is true
SELECT ok <> (a > 1) AS x
FROM t;
-- SELECT ("t0"."ok" AND (NOT ("t0"."a" > 1))) OR ((NOT "t0"."ok") AND ("t0"."a" > 1)) AS "x" FROM "t" AS "t0"

-- Xor: t.filter(t.ok ^ (t.a > 1))
-- two booleans differ where exactly one of them is true
SELECT *
FROM t
WHERE ok <> (a > 1);
-- SELECT * FROM "t" AS "t0" WHERE ("t0"."ok" AND (NOT ("t0"."a" > 1))) OR ((NOT "t0"."ok") AND ("t0"."a" > 1))

-- Equals: t.filter(t.d == ibis.date('2024-01-01'))
-- literals of dates and times are those of standard SQL, which mean the same
SELECT *
FROM t
WHERE d = DATE '2024-01-01';
-- SELECT * FROM "t" AS "t0" WHERE "t0"."d" = FROM_ISO8601_DATE('2024-01-01')

-- Divide: t.b / 2
-- what is a float already is not cast
SELECT b / 2 AS "Divide(b, 2)"
FROM t;
-- SELECT CAST("t0"."b" AS DOUBLE) / 2 AS "Divide(b, 2)" FROM "t" AS "t0"

-- FloorDivide: t.b // 2
-- what is a float already is not cast
SELECT CAST(FLOOR(b / 2) AS BIGINT) AS "FloorDivide(b, 2)"
FROM t;
-- SELECT CAST(FLOOR(CAST(("t0"."b") AS DOUBLE) / (2)) AS BIGINT) AS "FloorDivide(b, 2)" FROM "t" AS "t0"

-- Clip: t.b.clip(0, 10)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT GREATEST(LEAST(b, 10), 0) AS "Clip(b, 0, 10)"
FROM t;
-- SELECT IF(IF("t0"."b" IS NULL, "t0"."b", LEAST(10, "t0"."b")) IS NULL, IF("t0"."b" IS NULL, "t0"."b", LEAST(10, "t0"."b")), GREATEST(0, IF("t0"."b" IS NULL, "t0"."b", LEAST(10, "t0"."b")))) AS "Clip(b, 0, 10)" FROM "t" AS "t0"

-- Clip: t.a.clip(lower=1)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT GREATEST(a, 1) AS "Clip(a, 1)"
FROM t;
-- SELECT IF("t0"."a" IS NULL, "t0"."a", GREATEST(1, "t0"."a")) AS "Clip(a, 1)" FROM "t" AS "t0"

-- Clip: t.a.clip(upper=5)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT LEAST(a, 5) AS "Clip(a, 5)"
FROM t;
-- SELECT IF("t0"."a" IS NULL, "t0"."a", LEAST(5, "t0"."a")) AS "Clip(a, 5)" FROM "t" AS "t0"

-- Log: t.b.log()
-- without a base it is the natural logarithm; Ibis writes a base of NULL
SELECT LN(b) AS "Log(b)"
FROM t;
-- SELECT LOG(NULL, "t0"."b") AS "Log(b)" FROM "t" AS "t0"

-- Cot: t.b.cot()
-- a quotient of 1 and a float is a float; the cast is not needed
SELECT 1 / TAN(b) AS "Cot(b)"
FROM t;
-- SELECT CAST(1.0 AS DOUBLE) / TAN("t0"."b") AS "Cot(b)" FROM "t" AS "t0"

-- StrRight: t.s.right(2)
-- the last characters are all of them where there are fewer, which a negative start does not give
SELECT SUBSTR(s, GREATEST(LENGTH(s) - 2 + 1, 1)) AS "StrRight(s, 2)"
FROM t;
-- SELECT SUBSTR("t0"."s", -2) AS "StrRight(s, 2)" FROM "t" AS "t0"

-- StrRight: t.s.right(t.a)
-- the last characters are all of them where there are fewer, which a negative start does not give
SELECT SUBSTR(s, GREATEST(LENGTH(s) - a + 1, 1)) AS "StrRight(s, a)"
FROM t;
-- SELECT SUBSTR("t0"."s", -"t0"."a") AS "StrRight(s, a)" FROM "t" AS "t0"

-- Repeat: t.s.repeat(2)
-- a text repeated no times is empty, as on DuckDB; Ibis makes it NULL
SELECT ARRAY_JOIN(REPEAT(s, 2), '') AS "Repeat(s, 2)"
FROM t;
-- SELECT ARRAY_JOIN(NULLIF(REPEAT("t0"."s", 2), ARRAY[]), '') AS "Repeat(s, 2)" FROM "t" AS "t0"

-- Repeat: t.s.repeat(t.a)
-- a text repeated no times is empty, as on DuckDB; Ibis makes it NULL
SELECT ARRAY_JOIN(REPEAT(s, a), '') AS "Repeat(s, a)"
FROM t;
-- SELECT ARRAY_JOIN(NULLIF(REPEAT("t0"."s", "t0"."a"), ARRAY[]), '') AS "Repeat(s, a)" FROM "t" AS "t0"

-- ArrayStringJoin: t.tags.join('-')
-- an array without elements makes an empty text, as on DuckDB; Ibis makes it NULL
SELECT ARRAY_JOIN(tags, '-') AS "ArrayStringJoin(tags, '-')"
FROM t;
-- SELECT ARRAY_JOIN(NULLIF("t0"."tags", ARRAY[]), '-') AS "ArrayStringJoin(tags, '-')" FROM "t" AS "t0"

-- EndsWith: t.s.endswith('a')
-- the end of a text is compared by its length, where the text may be shorter
SELECT
  SUBSTR(
    s,
    GREATEST(LENGTH(s) - LENGTH('a') + 1, 1)
  ) = 'a' AS "EndsWith(s, 'a')"
FROM t;
-- SELECT SUBSTR("t0"."s", -LENGTH('a')) = 'a' AS "EndsWith(s, 'a')" FROM "t" AS "t0"

-- EndsWith: t.filter(t.s.endswith('a'))
-- the end of a text is compared by its length, where the text may be shorter
SELECT *
FROM t
WHERE SUBSTR(s, GREATEST(LENGTH(s) - LENGTH('a') + 1, 1)) = 'a';
-- SELECT * FROM "t" AS "t0" WHERE SUBSTR("t0"."s", -LENGTH('a')) = 'a'

-- RegexExtract: t.s.re_extract('(a)b', 1)
-- a match that is not found is an empty text, as on DuckDB; groups are given as numbers
SELECT
  CASE
    WHEN s IS NOT NULL THEN COALESCE(REGEXP_EXTRACT(s, '(a)b', 1), '')
  END AS "RegexExtract(s, '(a)b', 1)"
FROM t;
-- SELECT REGEXP_EXTRACT("t0"."s", '(a)b', 1) AS "RegexExtract(s, '(a)b', 1)" FROM "t" AS "t0"

-- RegexExtract: t.s.re_extract('ab', 0)
-- a match that is not found is an empty text, as on DuckDB; groups are given as numbers
SELECT
  CASE
    WHEN s IS NOT NULL THEN COALESCE(REGEXP_EXTRACT(s, 'ab', 0), '')
  END AS "RegexExtract(s, 'ab', 0)"
FROM t;
-- SELECT REGEXP_EXTRACT("t0"."s", 'ab', 0) AS "RegexExtract(s, 'ab', 0)" FROM "t" AS "t0"

-- RegexReplace: t.s.re_replace('(a)', r'\1b')
-- references to groups in the replacement are $1 there; Ibis passes its own \1 on, which is taken as it stands
SELECT REGEXP_REPLACE(s, '(a)', '$1b') AS "RegexReplace(s, '(a)', '\\1b')"
FROM t;
-- SELECT REGEXP_REPLACE("t0"."s", '(a)', '\1b') AS "RegexReplace(s, '(a)', '\\1b')" FROM "t" AS "t0"

-- Strftime: t.ts.strftime('%Y-%m-%d %H:%M:%S')
-- minutes are %i there; Ibis writes %M, which is the name of the month
SELECT
  DATE_FORMAT(ts, '%Y-%m-%d %H:%i:%s') AS "Strftime(ts, '%Y-%m-%d %H:%M:%S')"
FROM t;
-- SELECT DATE_FORMAT("t0"."ts", '%Y-%m-%d %H:%M:%s') AS "Strftime(ts, '%Y-%m-%d %H:%M:%S')" FROM "t" AS "t0"

-- StringToTimestamp: t.s.as_timestamp('%Y-%m-%d %H:%M:%S')
-- minutes are %i there; Ibis writes %M, which is the name of the month
SELECT
  DATE_PARSE(s, '%Y-%m-%d %H:%i:%s') AS "StringToTimestamp(s, '%Y-%m-%d %H:%M:%S')"
FROM t;
-- SELECT DATE_PARSE("t0"."s", '%Y-%m-%d %H:%M:%s') AS "StringToTimestamp(s, '%Y-%m-%d %H:%M:%S')" FROM "t" AS "t0"

-- DayOfWeekIndex: t.d.day_of_week.index()
-- the days of a week are numbered by a function that begins with Monday already
SELECT DAY_OF_WEEK(d) - 1 AS "DayOfWeekIndex(d)"
FROM t;
-- SELECT CAST((DOW("t0"."d") + 6) % 7 AS SMALLINT) AS "DayOfWeekIndex(d)" FROM "t" AS "t0"

-- DayOfWeekIndex: t.ts.day_of_week.index()
-- the days of a week are numbered by a function that begins with Monday already
SELECT DAY_OF_WEEK(ts) - 1 AS "DayOfWeekIndex(ts)"
FROM t;
-- SELECT CAST((DOW("t0"."ts") + 6) % 7 AS SMALLINT) AS "DayOfWeekIndex(ts)" FROM "t" AS "t0"

-- DateFromYMD: ibis.date(t.i, 2, 1)
-- DATE reads the text just as well
SELECT DATE(FORMAT('%04d-%02d-%02d', i, 2, 1)) AS "DateFromYMD(i, 2, 1)"
FROM t;
-- SELECT FROM_ISO8601_DATE(FORMAT('%04d-%02d-%02d', "t0"."i", 2, 1)) AS "DateFromYMD(i, 2, 1)" FROM "t" AS "t0"

-- DateFromYMD: ibis.date(t.a, t.k, t.i)
-- DATE reads the text just as well
SELECT DATE(FORMAT('%04d-%02d-%02d', a, k, i)) AS "DateFromYMD(a, k, i)"
FROM t;
-- SELECT FROM_ISO8601_DATE(FORMAT('%04d-%02d-%02d', "t0"."a", "t0"."k", "t0"."i")) AS "DateFromYMD(a, k, i)" FROM "t" AS "t0"

-- DateAdd: t.d + ibis.interval(days=1)
-- DATE_ADD takes any number of any unit; Ibis parses a duration of text where the number is computed
SELECT DATE_ADD('day', 1, d) AS "DateAdd(d, 1D)"
FROM t;
-- SELECT "t0"."d" + INTERVAL '1' DAY AS "DateAdd(d, 1D)" FROM "t" AS "t0"

-- DateAdd: t.d + ibis.interval(months=2)
-- DATE_ADD takes any number of any unit; Ibis parses a duration of text where the number is computed
SELECT DATE_ADD('month', 2, d) AS "DateAdd(d, 2M)"
FROM t;
-- SELECT "t0"."d" + INTERVAL '2' MONTH AS "DateAdd(d, 2M)" FROM "t" AS "t0"

-- DateAdd: t.d + t.a.as_interval('D')
-- DATE_ADD takes any number of any unit; Ibis parses a duration of text where the number is computed
SELECT DATE_ADD('day', a, d) AS "DateAdd(d, IntervalFromInteger(a, DAY))"
FROM t;
-- SELECT "t0"."d" + PARSE_DURATION(CONCAT(CAST("t0"."a" AS VARCHAR), 'd')) AS "DateAdd(d, IntervalFromInteger(a, DAY))" FROM "t" AS "t0"

-- DateSub: t.d - ibis.interval(days=1)
-- DATE_ADD takes any number of any unit; Ibis parses a duration of text where the number is computed
SELECT DATE_ADD('day', -1, d) AS "DateSub(d, 1D)"
FROM t;
-- SELECT "t0"."d" - INTERVAL '1' DAY AS "DateSub(d, 1D)" FROM "t" AS "t0"

-- DateSub: t.d - ibis.interval(years=1)
-- DATE_ADD takes any number of any unit; Ibis parses a duration of text where the number is computed
SELECT DATE_ADD('year', -1, d) AS "DateSub(d, 1Y)"
FROM t;
-- SELECT "t0"."d" - INTERVAL '1' YEAR AS "DateSub(d, 1Y)" FROM "t" AS "t0"

-- TimeAdd: t.tm + ibis.interval(hours=1)
-- DATE_ADD takes any number of any unit; Ibis parses a duration of text where the number is computed
SELECT DATE_ADD('hour', 1, tm) AS "TimeAdd(tm, 1h)"
FROM t;
-- SELECT "t0"."tm" + INTERVAL '1' HOUR AS "TimeAdd(tm, 1h)" FROM "t" AS "t0"

-- TimeSub: t.tm - ibis.interval(hours=1)
-- DATE_ADD takes any number of any unit; Ibis parses a duration of text where the number is computed
SELECT DATE_ADD('hour', -1, tm) AS "TimeSub(tm, 1h)"
FROM t;
-- SELECT "t0"."tm" - INTERVAL '1' HOUR AS "TimeSub(tm, 1h)" FROM "t" AS "t0"

-- TimestampAdd: t.ts + ibis.interval(hours=1)
-- DATE_ADD takes any number of any unit; Ibis parses a duration of text where the number is computed
SELECT DATE_ADD('hour', 1, ts) AS "TimestampAdd(ts, 1h)"
FROM t;
-- SELECT "t0"."ts" + INTERVAL '1' HOUR AS "TimestampAdd(ts, 1h)" FROM "t" AS "t0"

-- TimestampAdd: t.ts + ibis.interval(days=7)
-- DATE_ADD takes any number of any unit; Ibis parses a duration of text where the number is computed
SELECT DATE_ADD('day', 7, ts) AS "TimestampAdd(ts, 7D)"
FROM t;
-- SELECT "t0"."ts" + INTERVAL '7' DAY AS "TimestampAdd(ts, 7D)" FROM "t" AS "t0"

-- TimestampAdd: t.ts + t.a.as_interval('m')
-- DATE_ADD takes any number of any unit; Ibis parses a duration of text where the number is computed
SELECT
  DATE_ADD('minute', a, ts) AS "TimestampAdd(ts, IntervalFromInteger(a, MINUTE))"
FROM t;
-- SELECT "t0"."ts" + PARSE_DURATION(CONCAT(CAST("t0"."a" AS VARCHAR), 'm')) AS "TimestampAdd(ts, IntervalFromInteger(a, MINUTE))" FROM "t" AS "t0"

-- TimestampSub: t.ts - ibis.interval(hours=1)
-- DATE_ADD takes any number of any unit; Ibis parses a duration of text where the number is computed
SELECT DATE_ADD('hour', -1, ts) AS "TimestampSub(ts, 1h)"
FROM t;
-- SELECT "t0"."ts" - INTERVAL '1' HOUR AS "TimestampSub(ts, 1h)" FROM "t" AS "t0"

-- TimestampSub: t.ts - ibis.interval(months=1)
-- DATE_ADD takes any number of any unit; Ibis parses a duration of text where the number is computed
SELECT DATE_ADD('month', -1, ts) AS "TimestampSub(ts, 1M)"
FROM t;
-- SELECT "t0"."ts" - INTERVAL '1' MONTH AS "TimestampSub(ts, 1M)" FROM "t" AS "t0"

-- DateDiff: t.d - t.d
-- a difference of dates is a number of days, as on DuckDB
SELECT DATE_DIFF('day', d, d) AS "DateDiff(d, d)"
FROM t;
-- SELECT "t0"."d" - "t0"."d" AS "DateDiff(d, d)" FROM "t" AS "t0"

-- DateDelta: t.d.delta(ibis.date('2024-01-01'), unit='day')
-- literals of dates and times are those of standard SQL, which mean the same
SELECT
  DATE_DIFF('day', DATE '2024-01-01', d) AS "DateDelta('day', d, datetime.date(2024, 1, 1))"
FROM t;
-- SELECT DATE_DIFF('DAY', DATE_TRUNC('DAY', FROM_ISO8601_DATE('2024-01-01')), DATE_TRUNC('DAY', "t0"."d")) AS "DateDelta('day', d, datetime.date(2024, 1, 1))" FROM "t" AS "t0"

-- DateDelta: t.d.delta(ibis.date('2024-01-01'), unit='month')
-- literals of dates and times are those of standard SQL, which mean the same
SELECT
  DATE_DIFF(
    'month',
    DATE_TRUNC('month', DATE '2024-01-01'),
    DATE_TRUNC('month', d)
  ) AS "DateDelta('month', d, datetime.date(2024, 1, 1))"
FROM t;
-- SELECT DATE_DIFF('MONTH', DATE_TRUNC('MONTH', FROM_ISO8601_DATE('2024-01-01')), DATE_TRUNC('MONTH', "t0"."d")) AS "DateDelta('month', d, datetime.date(2024, 1, 1))" FROM "t" AS "t0"

-- DateDelta: t.d.delta(ibis.date('2024-01-01'), unit='year')
-- literals of dates and times are those of standard SQL, which mean the same
SELECT
  DATE_DIFF(
    'year',
    DATE_TRUNC('year', DATE '2024-01-01'),
    DATE_TRUNC('year', d)
  ) AS "DateDelta('year', d, datetime.date(2024, 1, 1))"
FROM t;
-- SELECT DATE_DIFF('YEAR', DATE_TRUNC('YEAR', FROM_ISO8601_DATE('2024-01-01')), DATE_TRUNC('YEAR', "t0"."d")) AS "DateDelta('year', d, datetime.date(2024, 1, 1))" FROM "t" AS "t0"

-- TimeDelta: t.tm.delta(ibis.time('10:00:00'), unit='second')
-- literals of dates and times are those of standard SQL, which mean the same
SELECT
  DATE_DIFF(
    'second',
    DATE_TRUNC('second', TIME '10:00:00'),
    DATE_TRUNC('second', tm)
  ) AS "TimeDelta('second', tm, datetime.time(10, 0))"
FROM t;
-- SELECT DATE_DIFF('SECOND', DATE_TRUNC('SECOND', CAST('10:00:00' AS TIME)), DATE_TRUNC('SECOND', "t0"."tm")) AS "TimeDelta('second', tm, datetime.time(10, 0))" FROM "t" AS "t0"

-- TimestampDelta: t.ts.delta(ibis.timestamp('2024-01-01 00:00:00'), unit='hour')
-- literals of dates and times are those of standard SQL, which mean the same
SELECT
  DATE_DIFF(
    'hour',
    DATE_TRUNC('hour', TIMESTAMP '2024-01-01 00:00:00'),
    DATE_TRUNC('hour', ts)
  ) AS "TimestampDelta('hour', ts, datetime.datetime(2024, 1, 1, 0, 0))"
FROM t;
-- SELECT DATE_DIFF('HOUR', DATE_TRUNC('HOUR', CAST(FROM_ISO8601_TIMESTAMP('2024-01-01T00:00:00') AS TIMESTAMP)), DATE_TRUNC('HOUR', "t0"."ts")) AS "TimestampDelta('hour', ts, datetime.datetime(2024, 1, 1, 0, 0))" FROM "t" AS "t0"

-- TimestampDelta: t.ts.delta(ibis.timestamp('2024-01-01 00:00:00'), unit='day')
-- literals of dates and times are those of standard SQL, which mean the same
SELECT
  DATE_DIFF(
    'day',
    DATE_TRUNC('day', TIMESTAMP '2024-01-01 00:00:00'),
    DATE_TRUNC('day', ts)
  ) AS "TimestampDelta('day', ts, datetime.datetime(2024, 1, 1, 0, 0))"
FROM t;
-- SELECT DATE_DIFF('DAY', DATE_TRUNC('DAY', CAST(FROM_ISO8601_TIMESTAMP('2024-01-01T00:00:00') AS TIMESTAMP)), DATE_TRUNC('DAY', "t0"."ts")) AS "TimestampDelta('day', ts, datetime.datetime(2024, 1, 1, 0, 0))" FROM "t" AS "t0"

-- IntervalFromInteger: t.a.as_interval('D')
-- an interval is a multiple of one
SELECT a * INTERVAL '1' DAY AS "IntervalFromInteger(a, DAY)"
FROM t;
-- SELECT PARSE_DURATION(CONCAT(CAST("t0"."a" AS VARCHAR), 'd')) AS "IntervalFromInteger(a, DAY)" FROM "t" AS "t0"

-- Arbitrary: t.a.arbitrary()
-- ANY_VALUE is the newer name of ARBITRARY
SELECT ANY_VALUE(a) AS "Arbitrary(a)"
FROM t;
-- SELECT ARBITRARY("t0"."a") AS "Arbitrary(a)" FROM "t" AS "t0"

-- Arbitrary: t.a.arbitrary(where=t.b > 1)
-- ANY_VALUE is the newer name of ARBITRARY
SELECT ANY_VALUE(a) FILTER (WHERE b > 1) AS "Arbitrary(a, Greater(b, 1))"
FROM t;
-- SELECT ARBITRARY("t0"."a") FILTER(WHERE "t0"."b" > 1) AS "Arbitrary(a, Greater(b, 1))" FROM "t" AS "t0"

-- GroupConcat: t.s.group_concat()
-- LISTAGG puts texts together without an array in between
SELECT LISTAGG(s, ',') WITHIN GROUP (ORDER BY 1) AS "GroupConcat(s, ',', ())"
FROM t;
-- SELECT ARRAY_JOIN(NULLIF(ARRAY_AGG(CAST("t0"."s" AS VARCHAR)) FILTER(WHERE "t0"."s" IS NOT NULL), ARRAY[]), ',') AS "GroupConcat(s, ',', ())" FROM "t" AS "t0"

-- GroupConcat: t.s.group_concat('; ', order_by=t.a)
-- LISTAGG puts texts together without an array in between
SELECT
  LISTAGG(s, '; ') WITHIN GROUP (ORDER BY a) AS "GroupConcat(s, '; ', (a,))"
FROM t;
-- SELECT ARRAY_JOIN(NULLIF(ARRAY_AGG(CAST("t0"."s" AS VARCHAR) ORDER BY "t0"."a" ASC) FILTER(WHERE "t0"."s" IS NOT NULL), ARRAY[]), '; ') AS "GroupConcat(s, '; ', (a,))" FROM "t" AS "t0"

-- GroupConcat: t.s.group_concat(where=t.a > 1)
-- LISTAGG puts texts together without an array in between
SELECT
  LISTAGG(s, ',') WITHIN GROUP (ORDER BY 1) FILTER (WHERE a > 1) AS "GroupConcat(s, ',', (), Greater(a, 1))"
FROM t;
-- SELECT ARRAY_JOIN(NULLIF(ARRAY_AGG(CAST("t0"."s" AS VARCHAR)) FILTER(WHERE "t0"."s" IS NOT NULL AND "t0"."a" > 1), ARRAY[]), ',') AS "GroupConcat(s, ',', (), Greater(a, 1))" FROM "t" AS "t0"

-- ArrayIndex: t.arr[-1]
-- a negative index counts from the end; Ibis adds one to it and so is off by one
SELECT ELEMENT_AT(arr, -1) AS "ArrayIndex(arr, -1)"
FROM t;
-- SELECT ELEMENT_AT("t0"."arr", -1 + 1) AS "ArrayIndex(arr, -1)" FROM "t" AS "t0"

-- MapGet: t.m['a']
-- a key that is missing gives NULL, a map that is NULL stays NULL
SELECT ELEMENT_AT(m, 'a') AS "MapGet(m, 'a', None)"
FROM t;
-- SELECT COALESCE(ELEMENT_AT("t0"."m", 'a'), NULL) AS "MapGet(m, 'a', None)" FROM "t" AS "t0"

-- MapGet: t.m.get('a', 0)
-- a key that is missing gives NULL, a map that is NULL stays NULL
SELECT
  CASE
    WHEN m IS NOT NULL THEN COALESCE(ELEMENT_AT(m, 'a'), 0)
  END AS "MapGet(m, 'a', 0)"
FROM t;
-- SELECT COALESCE(ELEMENT_AT("t0"."m", 'a'), 0) AS "MapGet(m, 'a', 0)" FROM "t" AS "t0"

-- Relation Sample: v.sample(0.5)
-- rows are sampled by a random number; Ibis uses TABLESAMPLE, of which each engine makes something else
SELECT *
FROM v
WHERE RANDOM() <= CAST(0.5 AS DOUBLE);
-- SELECT * FROM "v" AS "t0" TABLESAMPLE bernoulli (50.0)

-- Relation InMemoryTable: ibis.memtable({'x': [1, 2], 'y': ['a', 'b']})
-- rows of a program are written into the statement; Ibis registers a table with a connection
SELECT *
FROM (VALUES (CAST(1 AS BIGINT), 'a'), (2, 'b')) AS t1(x, y);
-- SELECT * FROM "memtable"
