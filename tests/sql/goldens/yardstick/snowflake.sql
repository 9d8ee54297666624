-- Literal: t.select(x=ibis.date('2024-02-29'))
-- literals of dates and times are those of standard SQL, which mean the same
SELECT DATE '2024-02-29' AS "x"
FROM "t";
-- SELECT DATE_FROM_PARTS(2024, 2, 29) AS "x" FROM "t" AS "t0"

-- Literal: t.select(x=ibis.timestamp('2024-02-29 10:11:12'))
-- literals of dates and times are those of standard SQL, which mean the same
SELECT TIMESTAMP '2024-02-29 10:11:12' AS "x"
FROM "t";
-- SELECT TIMESTAMP_FROM_PARTS(2024, 2, 29, 10, 11, 12, 0) AS "x" FROM "t" AS "t0"

-- Literal: t.select(x=ibis.time('10:11:12'))
-- literals of dates and times are those of standard SQL, which mean the same
SELECT TIME '10:11:12' AS "x"
FROM "t";
-- SELECT TIME_FROM_PARTS(10, 11, 12, 0) AS "x" FROM "t" AS "t0"

-- Literal: t.select(x=ibis.literal(float('inf')))
-- literals of dates and times are those of standard SQL, which mean the same
SELECT CAST('inf' AS DOUBLE) AS "x"
FROM "t";
-- SELECT CAST('Inf' AS DOUBLE) AS "x" FROM "t" AS "t0"

-- Cast: t.a.cast('timestamp')
-- a timestamp without a zone is TIMESTAMP_NTZ whatever the session says
SELECT TO_TIMESTAMP_NTZ("a", 0) AS "Cast(a, timestamp)"
FROM "t";
-- SELECT TO_TIMESTAMP(TO_NUMBER("t0"."a"), 0) AS "Cast(a, timestamp)" FROM "t" AS "t0"

-- Cast: t.s.cast('timestamp')
-- a timestamp without a zone is TIMESTAMP_NTZ whatever the session says
SELECT CAST("s" AS TIMESTAMP_NTZ) AS "Cast(s, timestamp)"
FROM "t";
-- SELECT CAST("t0"."s" AS TIMESTAMP) AS "Cast(s, timestamp)" FROM "t" AS "t0"

-- Cast: t.d.cast('timestamp')
-- a timestamp without a zone is TIMESTAMP_NTZ whatever the session says
SELECT CAST("d" AS TIMESTAMP_NTZ) AS "Cast(d, timestamp)"
FROM "t";
-- SELECT CAST("t0"."d" AS TIMESTAMP) AS "Cast(d, timestamp)" FROM "t" AS "t0"

-- TryCast: t.s.try_cast('int64')
-- a text that does not convert is NULL, which is what try_cast is for; Ibis writes a plain CAST
SELECT TRY_CAST("s" AS BIGINT) AS "TryCast(s)"
FROM "t";
-- SELECT CAST("t0"."s" AS BIGINT) AS "TryCast(s)" FROM "t" AS "t0"

-- TryCast: t.s.try_cast('date')
-- a text that does not convert is NULL, which is what try_cast is for; Ibis writes a plain CAST
SELECT TRY_CAST("s" AS DATE) AS "TryCast(s)"
FROM "t";
-- SELECT CAST("t0"."s" AS DATE) AS "TryCast(s)" FROM "t" AS "t0"

-- Greatest: ibis.greatest(t.a, t.b)
-- LEAST and GREATEST yield NULL there where one value is NULL; in Ibis and DuckDB the others count
SELECT COALESCE(GREATEST("a", "b"), "a", "b") AS "Greatest((a, b))"
FROM "t";
-- SELECT GREATEST("t0"."a", "t0"."b") AS "Greatest((a, b))" FROM "t" AS "t0"

-- Greatest: ibis.greatest(t.a, 3)
-- LEAST and GREATEST yield NULL there where one value is NULL; in Ibis and DuckDB the others count
SELECT COALESCE(GREATEST("a", 3), "a", 3) AS "Greatest((a, 3))"
FROM "t";
-- SELECT GREATEST("t0"."a", 3) AS "Greatest((a, 3))" FROM "t" AS "t0"

-- Least: ibis.least(t.a, t.k)
-- LEAST and GREATEST yield NULL there where one value is NULL; in Ibis and DuckDB the others count
SELECT COALESCE(LEAST("a", "k"), "a", "k") AS "Least((a, k))"
FROM "t";
-- SELECT LEAST("t0"."a", "t0"."k") AS "Least((a, k))" FROM "t" AS "t0"

-- Least: ibis.least(t.a, 0)
-- LEAST and GREATEST yield NULL there where one value is NULL; in Ibis and DuckDB the others count
SELECT COALESCE(LEAST("a", 0), "a", 0) AS "Least((a, 0))"
FROM "t";
-- SELECT LEAST("t0"."a", 0) AS "Least((a, 0))" FROM "t" AS "t0"

-- TimestampNow: t.select(x=ibis.now())
-- the time now has no zone, as the type of ibis.now() says
SELECT CAST(CURRENT_TIMESTAMP AS TIMESTAMP_NTZ) AS "x"
FROM "t";
-- SELECT CURRENT_TIMESTAMP() AS "x" FROM "t" AS "t0"

-- RandomScalar: t.select(x=ibis.random())
-- a cast to DOUBLE is TO_DOUBLE
SELECT UNIFORM(0::DOUBLE, 1::DOUBLE, RANDOM()) AS "x"
FROM "t";
-- SELECT UNIFORM(TO_DOUBLE(0.0), TO_DOUBLE(1.0), RANDOM()) AS "x" FROM "t" AS "t0"

-- HexDigest: t.s.hexdigest('md5')
-- digests are functions of the engine, in the lower case that Ibis gives on DuckDB; Ibis has no rule
SELECT MD5("s") AS "HexDigest(s)"
FROM "t";
-- OperationNotDefinedError: Compilation rule for 'HexDigest' operation is not defined

-- HexDigest: t.s.hexdigest('sha256')
-- digests are functions of the engine, in the lower case that Ibis gives on DuckDB; Ibis has no rule
SELECT SHA2("s", 256) AS "HexDigest(s)"
FROM "t";
-- OperationNotDefinedError: Compilation rule for 'HexDigest' operation is not defined

-- Xor: t.select(x=t.ok ^ (t.a > 1))
-- two booleans differ where exactly one of them is true
SELECT "ok" <> ("a" > 1) AS "x"
FROM "t";
-- SELECT BOOLXOR(CAST("t0"."ok" AS TINYINT), CAST("t0"."a" > 1 AS TINYINT)) AS "x" FROM "t" AS "t0"

-- Xor: t.filter(t.ok ^ (t.a > 1))
-- two booleans differ where exactly one of them is true
SELECT *
FROM "t"
WHERE "ok" <> ("a" > 1);
-- SELECT * FROM "t" AS "t0" WHERE BOOLXOR(CAST("t0"."ok" AS TINYINT), CAST("t0"."a" > 1 AS TINYINT))

-- Equals: t.filter(t.d == ibis.date('2024-01-01'))
-- literals of dates and times are those of standard SQL, which mean the same
SELECT *
FROM "t"
WHERE "d" = DATE '2024-01-01';
-- SELECT * FROM "t" AS "t0" WHERE "t0"."d" = DATE_FROM_PARTS(2024, 1, 1)

-- Divide: t.a / 2
-- integers are divided as floats; there a quotient of integers has six digits only
SELECT CAST("a" AS DOUBLE) / 2 AS "Divide(a, 2)"
FROM "t";
-- SELECT "t0"."a" / 2 AS "Divide(a, 2)" FROM "t" AS "t0"

-- Divide: t.a / t.k
-- integers are divided as floats; there a quotient of integers has six digits only
SELECT CAST("a" AS DOUBLE) / "k" AS "Divide(a, k)"
FROM "t";
-- SELECT "t0"."a" / "t0"."k" AS "Divide(a, k)" FROM "t" AS "t0"

-- Divide: t.dec / 2
-- integers are divided as floats; there a quotient of integers has six digits only
SELECT CAST("dec" AS DOUBLE) / 2 AS "Divide(dec, 2)"
FROM "t";
-- SELECT "t0"."dec" / 2 AS "Divide(dec, 2)" FROM "t" AS "t0"

-- FloorDivide: t.a // 2
-- integers are divided as floats; there a quotient of integers has six digits only
SELECT CAST(FLOOR(CAST("a" AS DOUBLE) / 2) AS BIGINT) AS "FloorDivide(a, 2)"
FROM "t";
-- SELECT CAST(FLOOR(("t0"."a") / (2)) AS BIGINT) AS "FloorDivide(a, 2)" FROM "t" AS "t0"

-- FloorDivide: t.a // t.k
-- integers are divided as floats; there a quotient of integers has six digits only
SELECT CAST(FLOOR(CAST("a" AS DOUBLE) / "k") AS BIGINT) AS "FloorDivide(a, k)"
FROM "t";
-- SELECT CAST(FLOOR(("t0"."a") / ("t0"."k")) AS BIGINT) AS "FloorDivide(a, k)" FROM "t" AS "t0"

-- IsInf: t.b.isinf()
-- an infinite number is one whose absolute value is
SELECT ABS("b") = CAST('inf' AS DOUBLE) AS "IsInf(b)"
FROM "t";
-- SELECT "t0"."b" IN (CAST('Inf' AS DOUBLE), CAST('-Inf' AS DOUBLE)) AS "IsInf(b)" FROM "t" AS "t0"

-- IsInf: t.filter(t.b.isinf())
-- an infinite number is one whose absolute value is
SELECT *
FROM "t"
WHERE ABS("b") = CAST('inf' AS DOUBLE);
-- SELECT * FROM "t" AS "t0" WHERE "t0"."b" IN (CAST('Inf' AS DOUBLE), CAST('-Inf' AS DOUBLE))

-- Clip: t.b.clip(0, 10)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT GREATEST(LEAST("b", 10), 0) AS "Clip(b, 0, 10)"
FROM "t";
-- SELECT IFF(IFF("t0"."b" IS NULL, "t0"."b", LEAST(10, "t0"."b")) IS NULL, IFF("t0"."b" IS NULL, "t0"."b", LEAST(10, "t0"."b")), GREATEST(0, IFF("t0"."b" IS NULL, "t0"."b", LEAST(10, "t0"."b")))) AS "Clip(b, 0, 10)" FROM "t" AS "t0"

-- Clip: t.a.clip(lower=1)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT GREATEST("a", 1) AS "Clip(a, 1)"
FROM "t";
-- SELECT IFF("t0"."a" IS NULL, "t0"."a", GREATEST(1, "t0"."a")) AS "Clip(a, 1)" FROM "t" AS "t0"

-- Clip: t.a.clip(upper=5)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT LEAST("a", 5) AS "Clip(a, 5)"
FROM "t";
-- SELECT IFF("t0"."a" IS NULL, "t0"."a", LEAST(5, "t0"."a")) AS "Clip(a, 5)" FROM "t" AS "t0"

-- Log: t.b.log()
-- without a base it is the natural logarithm; Ibis writes a base of NULL
SELECT LN("b") AS "Log(b)"
FROM "t";
-- SELECT LOG(NULL, "t0"."b") AS "Log(b)" FROM "t" AS "t0"

-- Strip: t.s.strip()
-- a vertical tab is written as the escape that Snowflake knows
SELECT TRIM("s", ' \t\n\r\f\x0B') AS "Strip(s)"
FROM "t";
-- SELECT TRIM("t0"."s", ' \t\n\r\x0b\f') AS "Strip(s)" FROM "t" AS "t0"

-- LStrip: t.s.lstrip()
-- a vertical tab is written as the escape that Snowflake knows
SELECT LTRIM("s", ' \t\n\r\f\x0B') AS "LStrip(s)"
FROM "t";
-- SELECT LTRIM("t0"."s", ' \t\n\r\x0b\f') AS "LStrip(s)" FROM "t" AS "t0"

-- RStrip: t.s.rstrip()
-- a vertical tab is written as the escape that Snowflake knows
SELECT RTRIM("s", ' \t\n\r\f\x0B') AS "RStrip(s)"
FROM "t";
-- SELECT RTRIM("t0"."s", ' \t\n\r\x0b\f') AS "RStrip(s)" FROM "t" AS "t0"

-- StringFind: t.s.find('a', 1)
-- the search from a position leaves a text that is not found at -1
SELECT
  CASE
    WHEN POSITION('a', SUBSTRING("s", 2)) > 0 THEN POSITION('a', SUBSTRING("s", 2)) + 1
    ELSE 0
  END - 1 AS "StringFind(s, 'a', 1)"
FROM "t";
-- SELECT POSITION('a', "t0"."s", 1 + 1) - 1 AS "StringFind(s, 'a', 1)" FROM "t" AS "t0"

-- RegexSearch: t.s.re_search('a+')
-- a pattern is searched for anywhere in the text, lines included
SELECT REGEXP_INSTR("s", 'a+') > 0 AS "RegexSearch(s, 'a+')"
FROM "t";
-- SELECT REGEXP_LIKE("t0"."s", CONCAT('.*', 'a+', '.*'), 'cs') AS "RegexSearch(s, 'a+')" FROM "t" AS "t0"

-- RegexSearch: t.filter(t.s.rlike('a+'))
-- a pattern is searched for anywhere in the text, lines included
SELECT *
FROM "t"
WHERE REGEXP_INSTR("s", 'a+') > 0;
-- SELECT * FROM "t" AS "t0" WHERE REGEXP_LIKE("t0"."s", CONCAT('.*', 'a+', '.*'), 'cs')

-- RegexExtract: t.s.re_extract('(a)b', 1)
-- a match that is not found is an empty text, as on DuckDB; groups are given as numbers
SELECT
  CASE
    WHEN "s" IS NOT NULL THEN COALESCE(
      REGEXP_SUBSTR("s", '(a)b', 1, 1, 'ce', 1),
      ''
    )
  END AS "RegexExtract(s, '(a)b', 1)"
FROM "t";
-- SELECT REGEXP_SUBSTR("t0"."s", '(a)b', 1, 1, 'ce', 1) AS "RegexExtract(s, '(a)b', 1)" FROM "t" AS "t0"

-- RegexExtract: t.s.re_extract('ab', 0)
-- a match that is not found is an empty text, as on DuckDB; groups are given as numbers
SELECT
  CASE
    WHEN "s" IS NOT NULL THEN COALESCE(REGEXP_SUBSTR("s", 'ab'), '')
  END AS "RegexExtract(s, 'ab', 0)"
FROM "t";
-- SELECT REGEXP_SUBSTR("t0"."s", 'ab', 1, 1, 'ce', 0) AS "RegexExtract(s, 'ab', 0)" FROM "t" AS "t0"

-- ExtractDayOfYear: t.d.day_of_year()
-- DAYOFYEAR is that part
SELECT DAYOFYEAR("d") AS "ExtractDayOfYear(d)"
FROM "t";
-- SELECT DATE_PART(dayofyear, "t0"."d") AS "ExtractDayOfYear(d)" FROM "t" AS "t0"

-- ExtractEpochSeconds: t.ts.epoch_seconds()
-- the epoch in seconds, and parts of a second from its nanoseconds, before 1970 too
SELECT EXTRACT(EPOCH_SECOND FROM "ts") AS "ExtractEpochSeconds(ts)"
FROM "t";
-- SELECT DATE_PART('epoch', "t0"."ts") AS "ExtractEpochSeconds(ts)" FROM "t" AS "t0"

-- ExtractEpochSeconds: t.d.epoch_seconds()
-- the epoch in seconds, and parts of a second from its nanoseconds, before 1970 too
SELECT EXTRACT(EPOCH_SECOND FROM "d") AS "ExtractEpochSeconds(d)"
FROM "t";
-- SELECT DATE_PART('epoch', "t0"."d") AS "ExtractEpochSeconds(d)" FROM "t" AS "t0"

-- ExtractWeekOfYear: t.d.week_of_year()
-- weeks are those of ISO 8601 whatever the session says
SELECT WEEKISO("d") AS "ExtractWeekOfYear(d)"
FROM "t";
-- SELECT DATE_PART(week, "t0"."d") AS "ExtractWeekOfYear(d)" FROM "t" AS "t0"

-- ExtractWeekOfYear: t.ts.week_of_year()
-- weeks are those of ISO 8601 whatever the session says
SELECT WEEKISO("ts") AS "ExtractWeekOfYear(ts)"
FROM "t";
-- SELECT DATE_PART(week, "t0"."ts") AS "ExtractWeekOfYear(ts)" FROM "t" AS "t0"

-- ExtractMillisecond: t.ts.millisecond()
-- the epoch in seconds, and parts of a second from its nanoseconds, before 1970 too
SELECT
  CAST(FLOOR(EXTRACT(NANOSECOND FROM "ts") / 1000000) AS BIGINT) AS "ExtractMillisecond(ts)"
FROM "t";
-- SELECT DATE_PART('epoch_millisecond', "t0"."ts") % 1000 AS "ExtractMillisecond(ts)" FROM "t" AS "t0"

-- ExtractMicrosecond: t.ts.microsecond()
-- the epoch in seconds, and parts of a second from its nanoseconds, before 1970 too
SELECT
  CAST(FLOOR(EXTRACT(NANOSECOND FROM "ts") / 1000) AS BIGINT) AS "ExtractMicrosecond(ts)"
FROM "t";
-- SELECT DATE_PART('epoch_microsecond', "t0"."ts") % 1000000 AS "ExtractMicrosecond(ts)" FROM "t" AS "t0"

-- DayOfWeekIndex: t.d.day_of_week.index()
-- the days of a week are numbered by a function that begins with Monday already
SELECT DAYOFWEEKISO("d") - 1 AS "DayOfWeekIndex(d)"
FROM "t";
-- SELECT (DAYOFWEEK("t0"."d") + 6) % 7 AS "DayOfWeekIndex(d)" FROM "t" AS "t0"

-- DayOfWeekIndex: t.ts.day_of_week.index()
-- the days of a week are numbered by a function that begins with Monday already
SELECT DAYOFWEEKISO("ts") - 1 AS "DayOfWeekIndex(ts)"
FROM "t";
-- SELECT (DAYOFWEEK("t0"."ts") + 6) % 7 AS "DayOfWeekIndex(ts)" FROM "t" AS "t0"

-- DayOfWeekName: t.d.day_of_week.full_name()
-- the days of a week are numbered by a function that begins with Monday already
SELECT
  DECODE(
    DAYOFWEEKISO("d"),
    1,
    'Monday',
    2,
    'Tuesday',
    3,
    'Wednesday',
    4,
    'Thursday',
    5,
    'Friday',
    6,
    'Saturday',
    7,
    'Sunday'
  ) AS "DayOfWeekName(d)"
FROM "t";
-- SELECT CASE DAYNAME("t0"."d") WHEN 'Sun' THEN 'Sunday' WHEN 'Mon' THEN 'Monday' WHEN 'Tue' THEN 'Tuesday' WHEN 'Wed' THEN 'Wednesday' WHEN 'Thu' THEN 'Thursday' WHEN 'Fri' THEN 'Friday' WHEN 'Sat' THEN 'Saturday' ELSE NULL END AS "DayOfWeekName(d)" FROM "t" AS "t0"

-- DayOfWeekName: t.ts.day_of_week.full_name()
-- the days of a week are numbered by a function that begins with Monday already
SELECT
  DECODE(
    DAYOFWEEKISO("ts"),
    1,
    'Monday',
    2,
    'Tuesday',
    3,
    'Wednesday',
    4,
    'Thursday',
    5,
    'Friday',
    6,
    'Saturday',
    7,
    'Sunday'
  ) AS "DayOfWeekName(ts)"
FROM "t";
-- SELECT CASE DAYNAME("t0"."ts") WHEN 'Sun' THEN 'Sunday' WHEN 'Mon' THEN 'Monday' WHEN 'Tue' THEN 'Tuesday' WHEN 'Wed' THEN 'Wednesday' WHEN 'Thu' THEN 'Thursday' WHEN 'Fri' THEN 'Friday' WHEN 'Sat' THEN 'Saturday' ELSE NULL END AS "DayOfWeekName(ts)" FROM "t" AS "t0"

-- TimestampFromYMDHMS: ibis.timestamp(t.a, 2, 1, 1, 2, 3)
-- a timestamp without a zone is TIMESTAMP_NTZ whatever the session says
SELECT
  TIMESTAMP_NTZ_FROM_PARTS(
    "a",
    2,
    1,
    1,
    2,
    3
  ) AS "TimestampFromYMDHMS(a, 2, 1, 1, 2, 3)"
FROM "t";
-- SELECT TIMESTAMP_FROM_PARTS("t0"."a", 2, 1, 1, 2, 3) AS "TimestampFromYMDHMS(a, 2, 1, 1, 2, 3)" FROM "t" AS "t0"

-- TimestampFromUNIX: t.a.as_timestamp('s')
-- a timestamp without a zone is TIMESTAMP_NTZ whatever the session says
SELECT TO_TIMESTAMP_NTZ("a", 0) AS "TimestampFromUNIX(a, SECOND)"
FROM "t";
-- SELECT TO_TIMESTAMP("t0"."a", 0) AS "TimestampFromUNIX(a, SECOND)" FROM "t" AS "t0"

-- TimestampFromUNIX: t.a.as_timestamp('ms')
-- a timestamp without a zone is TIMESTAMP_NTZ whatever the session says
SELECT TO_TIMESTAMP_NTZ("a", 3) AS "TimestampFromUNIX(a, MILLISECOND)"
FROM "t";
-- SELECT TO_TIMESTAMP("t0"."a", 3) AS "TimestampFromUNIX(a, MILLISECOND)" FROM "t" AS "t0"

-- DateDiff: t.d - t.d
-- a difference of dates is a number of days, as on DuckDB
SELECT DATEDIFF(DAY, "d", "d") AS "DateDiff(d, d)"
FROM "t";
-- SELECT "t0"."d" - "t0"."d" AS "DateDiff(d, d)" FROM "t" AS "t0"

-- DateDelta: t.d.delta(ibis.date('2024-01-01'), unit='day')
-- literals of dates and times are those of standard SQL, which mean the same
SELECT
  DATEDIFF(DAY, DATE '2024-01-01', "d") AS "DateDelta('day', d, datetime.date(2024, 1, 1))"
FROM "t";
-- SELECT DATEDIFF(DAY, DATE_FROM_PARTS(2024, 1, 1), "t0"."d") AS "DateDelta('day', d, datetime.date(2024, 1, 1))" FROM "t" AS "t0"

-- DateDelta: t.d.delta(ibis.date('2024-01-01'), unit='month')
-- literals of dates and times are those of standard SQL, which mean the same
SELECT
  DATEDIFF(MONTH, DATE '2024-01-01', "d") AS "DateDelta('month', d, datetime.date(2024, 1, 1))"
FROM "t";
-- SELECT DATEDIFF(MONTH, DATE_FROM_PARTS(2024, 1, 1), "t0"."d") AS "DateDelta('month', d, datetime.date(2024, 1, 1))" FROM "t" AS "t0"

-- DateDelta: t.d.delta(ibis.date('2024-01-01'), unit='year')
-- literals of dates and times are those of standard SQL, which mean the same
SELECT
  DATEDIFF(YEAR, DATE '2024-01-01', "d") AS "DateDelta('year', d, datetime.date(2024, 1, 1))"
FROM "t";
-- SELECT DATEDIFF(YEAR, DATE_FROM_PARTS(2024, 1, 1), "t0"."d") AS "DateDelta('year', d, datetime.date(2024, 1, 1))" FROM "t" AS "t0"

-- TimeDelta: t.tm.delta(ibis.time('10:00:00'), unit='second')
-- literals of dates and times are those of standard SQL, which mean the same
SELECT
  DATEDIFF(SECOND, TIME '10:00:00', "tm") AS "TimeDelta('second', tm, datetime.time(10, 0))"
FROM "t";
-- SELECT DATEDIFF(SECOND, TIME_FROM_PARTS(10, 0, 0, 0), "t0"."tm") AS "TimeDelta('second', tm, datetime.time(10, 0))" FROM "t" AS "t0"

-- TimestampDelta: t.ts.delta(ibis.timestamp('2024-01-01 00:00:00'), unit='hour')
-- literals of dates and times are those of standard SQL, which mean the same
SELECT
  DATEDIFF(
    HOUR,
    TIMESTAMP '2024-01-01 00:00:00',
    "ts"
  ) AS "TimestampDelta('hour', ts, datetime.datetime(2024, 1, 1, 0, 0))"
FROM "t";
-- SELECT DATEDIFF(HOUR, TIMESTAMP_FROM_PARTS(2024, 1, 1, 0, 0, 0, 0), "t0"."ts") AS "TimestampDelta('hour', ts, datetime.datetime(2024, 1, 1, 0, 0))" FROM "t" AS "t0"

-- TimestampDelta: t.ts.delta(ibis.timestamp('2024-01-01 00:00:00'), unit='day')
-- literals of dates and times are those of standard SQL, which mean the same
SELECT
  DATEDIFF(
    DAY,
    TIMESTAMP '2024-01-01 00:00:00',
    "ts"
  ) AS "TimestampDelta('day', ts, datetime.datetime(2024, 1, 1, 0, 0))"
FROM "t";
-- SELECT DATEDIFF(DAY, TIMESTAMP_FROM_PARTS(2024, 1, 1, 0, 0, 0, 0), "t0"."ts") AS "TimestampDelta('day', ts, datetime.datetime(2024, 1, 1, 0, 0))" FROM "t" AS "t0"

-- CountStar: t.group_by('s').agg(n=t.count(where=t.a > 1))
-- the count of a condition that never holds is 0; the sum that Ibis takes is NULL without rows
SELECT "s", COUNT(CASE WHEN "a" > 1 THEN 1 END) AS "n"
FROM "t"
GROUP BY "s";
-- SELECT "t0"."s", COUNT_IF("t0"."a" > 1) AS "n" FROM "t" AS "t0" GROUP BY 1

-- Arbitrary: t.a.arbitrary()
-- a value that is not NULL is taken where there is one, as Ibis says of arbitrary()
SELECT MIN("a") AS "Arbitrary(a)"
FROM "t";
-- SELECT GET(ARRAY_AGG("t0"."a"), 0) AS "Arbitrary(a)" FROM "t" AS "t0"

-- Arbitrary: t.a.arbitrary(where=t.b > 1)
-- a value that is not NULL is taken where there is one, as Ibis says of arbitrary()
SELECT MIN(CASE WHEN "b" > 1 THEN "a" END) AS "Arbitrary(a, Greater(b, 1))"
FROM "t";
-- SELECT GET(ARRAY_AGG(IFF("t0"."b" > 1, "t0"."a", NULL)), 0) AS "Arbitrary(a, Greater(b, 1))" FROM "t" AS "t0"

-- First: t.a.first()
-- the value of an array has the type VARIANT until it is cast
SELECT CAST(GET(ARRAY_AGG("a"), 0) AS BIGINT) AS "First(a, ())"
FROM "t";
-- SELECT GET(ARRAY_AGG("t0"."a"), 0) AS "First(a, ())" FROM "t" AS "t0"

-- First: t.a.first(order_by=t.b)
-- the value of an array has the type VARIANT until it is cast
SELECT
  CAST(GET(
    ARRAY_AGG("a") WITHIN GROUP (ORDER BY "b"),
    0
  ) AS BIGINT) AS "First(a, (b,))"
FROM "t";
-- SELECT GET(ARRAY_AGG("t0"."a") WITHIN GROUP (ORDER BY "t0"."b" ASC), 0) AS "First(a, (b,))" FROM "t" AS "t0"

-- First: t.a.first(order_by=t.b, where=t.a > 1)
-- the value of an array has the type VARIANT until it is cast
SELECT
  CAST(GET(
    ARRAY_AGG(CASE WHEN "a" > 1 THEN "a" END) WITHIN GROUP (ORDER BY "b"),
    0
  ) AS BIGINT) AS "First(a, (b,), Greater(a, 1))"
FROM "t";
-- SELECT GET(ARRAY_AGG(IFF("t0"."a" > 1, "t0"."a", NULL)) WITHIN GROUP (ORDER BY "t0"."b" ASC), 0) AS "First(a, (b,), Greater(a, 1))" FROM "t" AS "t0"

-- Last: t.a.last(order_by=t.ts)
-- the value of an array has the type VARIANT until it is cast
SELECT
  CAST(GET(
    ARRAY_AGG("a") WITHIN GROUP (ORDER BY "ts" DESC),
    0
  ) AS BIGINT) AS "Last(a, (ts,))"
FROM "t";
-- SELECT GET(ARRAY_AGG("t0"."a") WITHIN GROUP (ORDER BY "t0"."ts" ASC), ARRAY_SIZE(ARRAY_AGG("t0"."a") WITHIN GROUP (ORDER BY "t0"."ts" ASC)) - 1) AS "Last(a, (ts,))" FROM "t" AS "t0"

-- GroupConcat: t.s.group_concat()
-- LISTAGG of nothing is an empty text there; it is NULL in Ibis and on DuckDB
SELECT
  CASE
    WHEN COUNT("s") > 0 THEN LISTAGG("s", ',')
  END AS "GroupConcat(s, ',', ())"
FROM "t";
-- SELECT LISTAGG("t0"."s", ',') AS "GroupConcat(s, ',', ())" FROM "t" AS "t0"

-- GroupConcat: t.s.group_concat('; ', order_by=t.a)
-- LISTAGG of nothing is an empty text there; it is NULL in Ibis and on DuckDB
SELECT
  CASE
    WHEN COUNT("s") > 0 THEN LISTAGG("s", '; ') WITHIN GROUP (ORDER BY "a")
  END AS "GroupConcat(s, '; ', (a,))"
FROM "t";
-- SELECT LISTAGG("t0"."s", '; ') WITHIN GROUP (ORDER BY "t0"."a" ASC) AS "GroupConcat(s, '; ', (a,))" FROM "t" AS "t0"

-- GroupConcat: t.s.group_concat(where=t.a > 1)
-- LISTAGG of nothing is an empty text there; it is NULL in Ibis and on DuckDB
SELECT
  CASE
    WHEN COUNT(CASE WHEN "a" > 1 THEN "s" END) > 0 THEN LISTAGG(
      CASE WHEN "a" > 1 THEN "s" END,
      ','
    )
  END AS "GroupConcat(s, ',', (), Greater(a, 1))"
FROM "t";
-- SELECT IFF(COUNT_IF("t0"."a" > 1) > 0, LISTAGG(IFF("t0"."a" > 1, "t0"."s", NULL), ','), NULL) AS "GroupConcat(s, ',', (), Greater(a, 1))" FROM "t" AS "t0"

-- Variance: t.a.var(how='pop')
-- VAR_POP is VARIANCE_POP
SELECT VAR_POP("a") AS "Variance(a)"
FROM "t";
-- SELECT VARIANCE_POP("t0"."a") AS "Variance(a)" FROM "t" AS "t0"

-- BitAnd: t.a.bit_and()
-- the names with an underscore are the same functions
SELECT BITAND_AGG("a") AS "BitAnd(a)"
FROM "t";
-- SELECT BITANDAGG("t0"."a") AS "BitAnd(a)" FROM "t" AS "t0"

-- BitOr: t.a.bit_or(where=t.b > 1)
-- the names with an underscore are the same functions
SELECT BITOR_AGG(CASE WHEN "b" > 1 THEN "a" END) AS "BitOr(a, Greater(b, 1))"
FROM "t";
-- SELECT BITORAGG(IFF("t0"."b" > 1, "t0"."a", NULL)) AS "BitOr(a, Greater(b, 1))" FROM "t" AS "t0"

-- BitXor: t.a.bit_xor()
-- the names with an underscore are the same functions
SELECT BITXOR_AGG("a") AS "BitXor(a)"
FROM "t";
-- SELECT BITXORAGG("t0"."a") AS "BitXor(a)" FROM "t" AS "t0"

-- All: t.ok.all()
-- booleans have aggregates of their own
SELECT BOOLAND_AGG("ok") AS "All(ok)"
FROM "t";
-- SELECT MIN("t0"."ok") AS "All(ok)" FROM "t" AS "t0"

-- All: (t.a > 1).all()
-- booleans have aggregates of their own
SELECT BOOLAND_AGG("a" > 1) AS "All(Greater(a, 1))"
FROM "t";
-- SELECT MIN("t0"."a" > 1) AS "All(Greater(a, 1))" FROM "t" AS "t0"

-- Any: t.ok.any()
-- booleans have aggregates of their own
SELECT BOOLOR_AGG("ok") AS "Any(ok)"
FROM "t";
-- SELECT MAX("t0"."ok") AS "Any(ok)" FROM "t" AS "t0"

-- Any: (t.a > 1).any(where=t.b > 1)
-- booleans have aggregates of their own
SELECT
  BOOLOR_AGG(
    CASE WHEN "b" > 1 THEN "a" > 1 END
  ) AS "Any(Greater(a, 1), Greater(b, 1))"
FROM "t";
-- SELECT MAX(IFF("t0"."b" > 1, "t0"."a" > 1, NULL)) AS "Any(Greater(a, 1), Greater(b, 1))" FROM "t" AS "t0"

-- NthValue: t.select(x=t.a.nth(2).over(order_by=t.ts))
-- the default frame ends at the current row; Ibis leaves the frame out
SELECT
  NTH_VALUE("a", 3) OVER (
    ORDER BY "ts"
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "x"
FROM "t";
-- SELECT NTH_VALUE("t0"."a", 3) OVER (ORDER BY "t0"."ts" ASC) AS "x" FROM "t" AS "t0"

-- WindowFunction: t.select(x=t.a.first().over(group_by=t.s, order_by=t.ts))
-- the default frame ends at the current row; Ibis leaves the frame out
SELECT
  FIRST_VALUE("a") OVER (
    PARTITION BY "s"
    ORDER BY "ts"
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "x"
FROM "t";
-- SELECT FIRST_VALUE("t0"."a") OVER (PARTITION BY "t0"."s" ORDER BY "t0"."ts" ASC) AS "x" FROM "t" AS "t0"

-- Array: t.select(x=ibis.array([t.a, t.i]))
-- ARRAY_CONSTRUCT is the brackets
SELECT ARRAY_CONSTRUCT("a", "i") AS "x"
FROM "t";
-- SELECT ["t0"."a", "t0"."i"] AS "x" FROM "t" AS "t0"

-- Array: t.select(x=ibis.array(['x', t.s]))
-- ARRAY_CONSTRUCT is the brackets
SELECT ARRAY_CONSTRUCT('x', "s") AS "x"
FROM "t";
-- SELECT ['x', "t0"."s"] AS "x" FROM "t" AS "t0"

-- ArrayIndex: t.arr[0]
-- the value of an array has the type VARIANT until it is cast
SELECT CAST(GET("arr", 0) AS BIGINT) AS "ArrayIndex(arr, 0)"
FROM "t";
-- SELECT GET("t0"."arr", 0) AS "ArrayIndex(arr, 0)" FROM "t" AS "t0"

-- Relation Sort: v.order_by(ibis.random())
-- a cast to DOUBLE is TO_DOUBLE
SELECT *
FROM "v"
ORDER BY UNIFORM(0::DOUBLE, 1::DOUBLE, RANDOM());
-- SELECT * FROM "v" AS "t0" ORDER BY UNIFORM(TO_DOUBLE(0.0), TO_DOUBLE(1.0), RANDOM()) ASC

-- Relation Sample: v.sample(0.5)
-- rows are sampled by a random number; Ibis uses TABLESAMPLE, of which each engine makes something else
SELECT *
FROM "v"
WHERE UNIFORM(0::DOUBLE, 1::DOUBLE, RANDOM()) <= 0.5;
-- SELECT * FROM "v" AS "t0" TABLESAMPLE bernoulli (50.0)

-- Relation InMemoryTable: ibis.memtable({'x': [1, 2], 'y': ['a', 'b']})
-- rows of a program are written into the statement; Ibis registers a table with a connection
SELECT *
FROM (VALUES (CAST(1 AS BIGINT), 'a'), (2, 'b')) AS "t1"("x", "y");
-- SELECT * FROM "memtable"
