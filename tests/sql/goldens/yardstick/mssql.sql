-- Literal: t.select(x=ibis.literal(True))
-- booleans are 0 and 1 and keep NULL; 8-bit integers have a sign, which TINYINT has not; REAL has 32 bits; floats are rounded when they become integers
SELECT 1 AS [x]
FROM [t];
-- SELECT IIF((1 = 1), 1, 0) AS [x] FROM [t] AS [t0]

-- Literal: t.select(x=ibis.literal('1.5', 'decimal(5, 2)'))
-- booleans are 0 and 1 and keep NULL; 8-bit integers have a sign, which TINYINT has not; REAL has 32 bits; floats are rounded when they become integers
SELECT CAST('1.50' AS NUMERIC(5, 2)) AS [x]
FROM [t];
-- SELECT CAST('1.5' AS NUMERIC(5, 2)) AS [x] FROM [t] AS [t0]

-- Cast: t.a.cast('int8')
-- booleans are 0 and 1 and keep NULL; 8-bit integers have a sign, which TINYINT has not; REAL has 32 bits; floats are rounded when they become integers
SELECT CAST([a] AS SMALLINT) AS [Cast(a, int8)]
FROM [t];
-- SELECT CAST([t0].[a] AS TINYINT) AS [Cast(a, int8)] FROM [t] AS [t0]

-- Cast: t.a.cast('float32')
-- booleans are 0 and 1 and keep NULL; 8-bit integers have a sign, which TINYINT has not; REAL has 32 bits; floats are rounded when they become integers
SELECT CAST([a] AS REAL) AS [Cast(a, float32)]
FROM [t];
-- SELECT CAST([t0].[a] AS FLOAT) AS [Cast(a, float32)] FROM [t] AS [t0]

-- Cast: t.a.cast('boolean')
-- booleans are 0 and 1 and keep NULL; 8-bit integers have a sign, which TINYINT has not; REAL has 32 bits; floats are rounded when they become integers
SELECT CAST([a] AS BIT) AS [Cast(a, boolean)]
FROM [t];
-- SELECT IIF([t0].[a] <> 0, 1, 0) AS [Cast(a, boolean)] FROM [t] AS [t0]

-- Cast: t.b.cast('int64')
-- booleans are 0 and 1 and keep NULL; 8-bit integers have a sign, which TINYINT has not; REAL has 32 bits; floats are rounded when they become integers
SELECT CAST(ROUND([b], 0) AS BIGINT) AS [Cast(b, int64)]
FROM [t];
-- SELECT CAST([t0].[b] AS BIGINT) AS [Cast(b, int64)] FROM [t] AS [t0]

-- Cast: t.s.cast('boolean')
-- booleans are 0 and 1 and keep NULL; 8-bit integers have a sign, which TINYINT has not; REAL has 32 bits; floats are rounded when they become integers
SELECT CAST([s] AS BIT) AS [Cast(s, boolean)]
FROM [t];
-- SELECT IIF([t0].[s] <> 0, 1, 0) AS [Cast(s, boolean)] FROM [t] AS [t0]

-- TryCast: t.a.try_cast('int8')
-- booleans are 0 and 1 and keep NULL; 8-bit integers have a sign, which TINYINT has not; REAL has 32 bits; floats are rounded when they become integers
SELECT TRY_CAST([a] AS SMALLINT) AS [TryCast(a)]
FROM [t];
-- SELECT TRY_CAST([t0].[a] AS TINYINT) AS [TryCast(a)] FROM [t] AS [t0]

-- DateNow: t.select(x=ibis.today())
-- today is a date without a time of day, as the type of ibis.today() says
SELECT CAST(GETDATE() AS DATE) AS [x]
FROM [t];
-- SELECT GETDATE() AS [x] FROM [t] AS [t0]

-- Divide: t.b / 2
-- what is a float already is not cast
SELECT [b] / 2 AS [Divide(b, 2)]
FROM [t];
-- SELECT CAST([t0].[b] AS FLOAT) / 2 AS [Divide(b, 2)] FROM [t] AS [t0]

-- FloorDivide: t.b // 2
-- what is a float already is not cast
SELECT CAST(FLOOR([b] / 2) AS BIGINT) AS [FloorDivide(b, 2)]
FROM [t];
-- SELECT CAST(FLOOR(CAST(([t0].[b]) AS FLOAT) / (2)) AS BIGINT) AS [FloorDivide(b, 2)] FROM [t] AS [t0]

-- Power: t.a ** 2
-- a power and a mean of integers are floats; there they would be cut to integers
SELECT POWER(CAST([a] AS FLOAT), 2) AS [Power(a, 2)]
FROM [t];
-- SELECT POWER([t0].[a], 2) AS [Power(a, 2)] FROM [t] AS [t0]

-- Power: 2 ** t.a
-- a power and a mean of integers are floats; there they would be cut to integers
SELECT POWER(CAST(2 AS FLOAT), [a]) AS [Power(2, a)]
FROM [t];
-- SELECT POWER(2, [t0].[a]) AS [Power(2, a)] FROM [t] AS [t0]

-- Round: t.b.round()
-- a rounded number has the type that Ibis says
SELECT CAST(ROUND([b], 0) AS BIGINT) AS [Round(b, 0)]
FROM [t];
-- SELECT ROUND([t0].[b], 0) AS [Round(b, 0)] FROM [t] AS [t0]

-- Round: t.dec.round(1)
-- a rounded number has the type that Ibis says
SELECT CAST(ROUND([dec], 1) AS NUMERIC(12, 1)) AS [Round(dec, 1)]
FROM [t];
-- SELECT ROUND([t0].[dec], 1) AS [Round(dec, 1)] FROM [t] AS [t0]

-- Clip: t.b.clip(0, 10)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT
  CASE
    WHEN [b] IS NOT NULL THEN GREATEST(LEAST([b], 10), 0)
  END AS [Clip(b, 0, 10)]
FROM [t];
-- SELECT IIF(IIF([t0].[b] IS NULL, [t0].[b], LEAST(10, [t0].[b])) IS NULL, IIF([t0].[b] IS NULL, [t0].[b], LEAST(10, [t0].[b])), GREATEST(0, IIF([t0].[b] IS NULL, [t0].[b], LEAST(10, [t0].[b])))) AS [Clip(b, 0, 10)] FROM [t] AS [t0]

-- Clip: t.a.clip(lower=1)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT CASE WHEN [a] IS NOT NULL THEN GREATEST([a], 1) END AS [Clip(a, 1)]
FROM [t];
-- SELECT IIF([t0].[a] IS NULL, [t0].[a], GREATEST(1, [t0].[a])) AS [Clip(a, 1)] FROM [t] AS [t0]

-- Clip: t.a.clip(upper=5)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT CASE WHEN [a] IS NOT NULL THEN LEAST([a], 5) END AS [Clip(a, 5)]
FROM [t];
-- SELECT IIF([t0].[a] IS NULL, [t0].[a], LEAST(5, [t0].[a])) AS [Clip(a, 5)] FROM [t] AS [t0]

-- Capitalize: t.s.capitalize()
-- LEN leaves out blanks at the end; the length here counts them
SELECT
  UPPER(SUBSTRING([s], 1, 1)) + LOWER(
    SUBSTRING([s], 2, LEN('A' + [s] + 'Z') - 2)
  ) AS [Capitalize(s)]
FROM [t];
-- SELECT IIF(UPPER(SUBSTRING([t0].[s], IIF((0 + 1) >= 1, 0 + 1, 0 + 1 + LEN([t0].[s])), 1)) IS NULL OR LOWER(SUBSTRING([t0].[s], IIF((1 + 1) >= 1, 1 + 1, 1 + 1 + LEN([t0].[s])), (LEN('A' + [t0].[s] + 'Z') - 2))) IS NULL, NULL, UPPER(SUBSTRING([t0].[s], IIF((0 + 1) >= 1, 0 + 1, 0 + 1 + LEN([t0].[s])), 1)) + LOWER(SUBSTRING([t0].[s], IIF((1 + 1) >= 1, 1 + 1, 1 + 1 + LEN([t0].[s])), (LEN('A' + [t0].[s] + 'Z') - 2)))) AS [Capitalize(s)] FROM [t] AS [t0]

-- Substring: t.s.substr(2)
-- LEN leaves out blanks at the end; the length here counts them
SELECT SUBSTRING([s], 3, LEN('A' + [s] + 'Z') - 2) AS [Substring(s, 2)]
FROM [t];
-- SELECT SUBSTRING([t0].[s], IIF((2 + 1) >= 1, 2 + 1, 2 + 1 + LEN([t0].[s])), LEN([t0].[s])) AS [Substring(s, 2)] FROM [t] AS [t0]

-- Substring: t.s.substr(t.a, 2)
-- LEN leaves out blanks at the end; the length here counts them
SELECT
  SUBSTRING(
    [s],
    CASE
      WHEN [a] >= 0 THEN [a] + 1
      ELSE [a] + 1 + (LEN('A' + [s] + 'Z') - 2)
    END,
    2
  ) AS [Substring(s, a, 2)]
FROM [t];
-- SELECT SUBSTRING([t0].[s], IIF(([t0].[a] + 1) >= 1, [t0].[a] + 1, [t0].[a] + 1 + LEN([t0].[s])), 2) AS [Substring(s, a, 2)] FROM [t] AS [t0]

-- StringSlice: t.s[2:]
-- LEN leaves out blanks at the end; the length here counts them
SELECT SUBSTRING([s], 3, LEN('A' + [s] + 'Z') - 2) AS [StringSlice(s, 2)]
FROM [t];
-- SELECT SUBSTRING([t0].[s], IIF((2 + 1) >= 1, 2 + 1, 2 + 1 + LEN([t0].[s])), LEN([t0].[s])) AS [StringSlice(s, 2)] FROM [t] AS [t0]

-- StringSlice: t.s[t.a:t.k]
-- LEN leaves out blanks at the end; the length here counts them
SELECT
  SUBSTRING(
    [s],
    CASE
      WHEN [a] >= 0 THEN [a] + 1
      ELSE [a] + 1 + (LEN('A' + [s] + 'Z') - 2)
    END,
    [k] - [a]
  ) AS [StringSlice(s, a, k)]
FROM [t];
-- SELECT SUBSTRING([t0].[s], IIF(([t0].[a] + 1) >= 1, [t0].[a] + 1, [t0].[a] + 1 + LEN([t0].[s])), [t0].[k] - [t0].[a]) AS [StringSlice(s, a, k)] FROM [t] AS [t0]

-- StringFind: t.s.find('a', 1)
-- the search from a position leaves a text that is not found at -1
SELECT
  CASE
    WHEN CHARINDEX('a', SUBSTRING([s], 2, LEN('A' + [s] + 'Z') - 2)) > 0 THEN CHARINDEX(
      'a',
      SUBSTRING([s], 2, LEN('A' + [s] + 'Z') - 2)
    ) + 1
    ELSE 0
  END - 1 AS [StringFind(s, 'a', 1)]
FROM [t];
-- SELECT CHARINDEX('a', [t0].[s], 1) - 1 AS [StringFind(s, 'a', 1)] FROM [t] AS [t0]

-- LPad: t.s.lpad(5, '0')
-- LEN leaves out blanks at the end; the length here counts them
SELECT
  CASE
    WHEN 5 <= LEN('A' + [s] + 'Z') - 2 THEN [s]
    ELSE RIGHT(REPLICATE('0', 5 - (LEN('A' + [s] + 'Z') - 2)) + [s], 5)
  END AS [LPad(s, 5, '0')]
FROM [t];
-- SELECT IIF(5 <= LEN([t0].[s]), [t0].[s], RIGHT(REPLICATE('0', 5 - LEN([t0].[s])) + [t0].[s], 5)) AS [LPad(s, 5, '0')] FROM [t] AS [t0]

-- LPad: t.s.lpad(t.a, 'xy')
-- LEN leaves out blanks at the end; the length here counts them
SELECT
  CASE
    WHEN [a] <= LEN('A' + [s] + 'Z') - 2 THEN [s]
    ELSE RIGHT(REPLICATE('xy', [a] - (LEN('A' + [s] + 'Z') - 2)) + [s], [a])
  END AS [LPad(s, a, 'xy')]
FROM [t];
-- SELECT IIF([t0].[a] <= LEN([t0].[s]), [t0].[s], RIGHT(REPLICATE('xy', [t0].[a] - LEN([t0].[s])) + [t0].[s], [t0].[a])) AS [LPad(s, a, 'xy')] FROM [t] AS [t0]

-- RPad: t.s.rpad(5)
-- LEN leaves out blanks at the end; the length here counts them
SELECT
  CASE
    WHEN 5 <= LEN('A' + [s] + 'Z') - 2 THEN [s]
    ELSE LEFT([s] + REPLICATE(' ', 5 - (LEN('A' + [s] + 'Z') - 2)), 5)
  END AS [RPad(s, 5, ' ')]
FROM [t];
-- SELECT IIF(5 <= LEN([t0].[s]), [t0].[s], LEFT([t0].[s] + REPLICATE(' ', 5 - LEN([t0].[s])), 5)) AS [RPad(s, 5, ' ')] FROM [t] AS [t0]

-- StartsWith: t.s.startswith('a')
-- the text is compared as it is; in LIKE its % and _ would stand for others
SELECT
  CASE WHEN LEFT([s], LEN('A' + 'a' + 'Z') - 2) = 'a' THEN 1 WHEN NOT (LEFT([s], LEN('A' + 'a' + 'Z') - 2) = 'a') THEN 0 END AS [StartsWith(s, 'a')]
FROM [t];
-- SELECT IIF([t0].[s] LIKE 'a' + '%', 1, 0) AS [StartsWith(s, 'a')] FROM [t] AS [t0]

-- StartsWith: t.filter(t.s.startswith('a'))
-- the text is compared as it is; in LIKE its % and _ would stand for others
SELECT *
FROM [t]
WHERE LEFT([s], LEN('A' + 'a' + 'Z') - 2) = 'a';
-- SELECT [t0].[a], [t0].[i], [t0].[b], [t0].[s], [t0].[d], [t0].[ts], IIF([t0].[ok] <> 0, 1, 0) AS [ok], [t0].[arr], [t0].[tags], [t0].[m], [t0].[st], [t0].[dec], [t0].[tm], [t0].[j], [t0].[k], [t0].[u] FROM [t] AS [t0] WHERE [t0].[s] LIKE 'a' + '%'

-- EndsWith: t.s.endswith('a')
-- the text is compared as it is; in LIKE its % and _ would stand for others
SELECT
  CASE WHEN RIGHT([s], LEN('A' + 'a' + 'Z') - 2) = 'a' THEN 1 WHEN NOT (RIGHT([s], LEN('A' + 'a' + 'Z') - 2) = 'a') THEN 0 END AS [EndsWith(s, 'a')]
FROM [t];
-- SELECT IIF([t0].[s] LIKE '%' + 'a', 1, 0) AS [EndsWith(s, 'a')] FROM [t] AS [t0]

-- EndsWith: t.filter(t.s.endswith('a'))
-- the text is compared as it is; in LIKE its % and _ would stand for others
SELECT *
FROM [t]
WHERE RIGHT([s], LEN('A' + 'a' + 'Z') - 2) = 'a';
-- SELECT [t0].[a], [t0].[i], [t0].[b], [t0].[s], [t0].[d], [t0].[ts], IIF([t0].[ok] <> 0, 1, 0) AS [ok], [t0].[arr], [t0].[tags], [t0].[m], [t0].[st], [t0].[dec], [t0].[tm], [t0].[j], [t0].[k], [t0].[u] FROM [t] AS [t0] WHERE [t0].[s] LIKE '%' + 'a'

-- StringSQLILike: t.s.ilike('A%')
-- there is no ILIKE
SELECT
  CASE WHEN LOWER([s]) LIKE LOWER('A%') THEN 1 WHEN NOT (LOWER([s]) LIKE LOWER('A%')) THEN 0 END AS [StringSQLILike(s, 'A%')]
FROM [t];
-- SELECT IIF([t0].[s] ILIKE 'A%', 1, 0) AS [StringSQLILike(s, 'A%')] FROM [t] AS [t0]

-- StringSQLILike: t.filter(t.s.ilike('A%'))
-- there is no ILIKE
SELECT *
FROM [t]
WHERE LOWER([s]) LIKE LOWER('A%');
-- SELECT [t0].[a], [t0].[i], [t0].[b], [t0].[s], [t0].[d], [t0].[ts], IIF([t0].[ok] <> 0, 1, 0) AS [ok], [t0].[arr], [t0].[tags], [t0].[m], [t0].[st], [t0].[dec], [t0].[tm], [t0].[j], [t0].[k], [t0].[u] FROM [t] AS [t0] WHERE [t0].[s] ILIKE 'A%'

-- StringConcat: t.s + 'x'
-- texts put together with + are NULL where one of them is
SELECT [s] + 'x' AS [StringConcat((s, 'x'))]
FROM [t];
-- SELECT IIF([t0].[s] IS NULL OR 'x' IS NULL, NULL, [t0].[s] + 'x') AS [StringConcat((s, 'x'))] FROM [t] AS [t0]

-- StringConcat: t.s.concat('x', t.s)
-- texts put together with + are NULL where one of them is
SELECT [s] + 'x' + [s] AS [StringConcat((s, 'x', s))]
FROM [t];
-- SELECT IIF([t0].[s] IS NULL OR 'x' IS NULL OR [t0].[s] IS NULL, NULL, [t0].[s] + 'x' + [t0].[s]) AS [StringConcat((s, 'x', s))] FROM [t] AS [t0]

-- StringContains: t.s.contains('a')
-- CONTAINS asks a full-text index
SELECT
  CASE WHEN CHARINDEX('a', [s]) > 0 THEN 1 WHEN NOT (CHARINDEX('a', [s]) > 0) THEN 0 END AS [StringContains(s, 'a')]
FROM [t];
-- SELECT IIF(CONTAINS([t0].[s], 'a'), 1, 0) AS [StringContains(s, 'a')] FROM [t] AS [t0]

-- StringContains: t.filter(t.s.contains('a'))
-- CONTAINS asks a full-text index
SELECT *
FROM [t]
WHERE CHARINDEX('a', [s]) > 0;
-- SELECT [t0].[a], [t0].[i], [t0].[b], [t0].[s], [t0].[d], [t0].[ts], IIF([t0].[ok] <> 0, 1, 0) AS [ok], [t0].[arr], [t0].[tags], [t0].[m], [t0].[st], [t0].[dec], [t0].[tm], [t0].[j], [t0].[k], [t0].[u] FROM [t] AS [t0] WHERE CONTAINS([t0].[s], 'a')

-- DateTruncate: t.d.truncate('W')
-- weeks begin on Monday whatever the session says
SELECT DATETRUNC(ISO_WEEK, [d]) AS [DateTruncate(d, WEEK)]
FROM [t];
-- SELECT DATETRUNC(WEEK, [t0].[d]) AS [DateTruncate(d, WEEK)] FROM [t] AS [t0]

-- TimestampTruncate: t.ts.truncate('W')
-- weeks begin on Monday whatever the session says
SELECT DATETRUNC(ISO_WEEK, [ts]) AS [TimestampTruncate(ts, WEEK)]
FROM [t];
-- SELECT DATETRUNC(WEEK, [t0].[ts]) AS [TimestampTruncate(ts, WEEK)] FROM [t] AS [t0]

-- ExtractEpochSeconds: t.ts.epoch_seconds()
-- seconds since 1970 do not fit a 32-bit number for long
SELECT
  DATEDIFF_BIG(S, CAST('1970-01-01 00:00:00' AS DATETIME2), CAST([ts] AS DATETIME2)) AS [ExtractEpochSeconds(ts)]
FROM [t];
-- SELECT CAST(DATEDIFF(S, CAST('1970-01-01 00:00:00' AS DATETIME2), CAST([t0].[ts] AS DATETIME2)) AS BIGINT) AS [ExtractEpochSeconds(ts)] FROM [t] AS [t0]

-- ExtractEpochSeconds: t.d.epoch_seconds()
-- seconds since 1970 do not fit a 32-bit number for long
SELECT
  DATEDIFF_BIG(S, CAST('1970-01-01 00:00:00' AS DATETIME2), CAST([d] AS DATETIME2)) AS [ExtractEpochSeconds(d)]
FROM [t];
-- SELECT CAST(DATEDIFF(S, CAST('1970-01-01 00:00:00' AS DATETIME2), CAST([t0].[d] AS DATETIME2)) AS BIGINT) AS [ExtractEpochSeconds(d)] FROM [t] AS [t0]

-- DayOfWeekIndex: t.d.day_of_week.index()
-- weeks begin on Monday whatever the session says
SELECT (DATEDIFF(DAY, '19000101', [d]) % 7 + 7) % 7 AS [DayOfWeekIndex(d)]
FROM [t];
-- SELECT DATEPART(weekday, [t0].[d]) - 1 AS [DayOfWeekIndex(d)] FROM [t] AS [t0]

-- DayOfWeekIndex: t.ts.day_of_week.index()
-- weeks begin on Monday whatever the session says
SELECT (DATEDIFF(DAY, '19000101', [ts]) % 7 + 7) % 7 AS [DayOfWeekIndex(ts)]
FROM [t];
-- SELECT DATEPART(weekday, [t0].[ts]) - 1 AS [DayOfWeekIndex(ts)] FROM [t] AS [t0]

-- DayOfWeekName: t.d.day_of_week.full_name()
-- weeks begin on Monday whatever the session says
SELECT
  CASE (DATEDIFF(DAY, '19000101', [d]) % 7 + 7) % 7 WHEN 0 THEN 'Monday' WHEN 1 THEN 'Tuesday' WHEN 2 THEN 'Wednesday' WHEN 3 THEN 'Thursday' WHEN 4 THEN 'Friday' WHEN 5 THEN 'Saturday' WHEN 6 THEN 'Sunday' END AS [DayOfWeekName(d)]
FROM [t];
-- SELECT CASE DATEPART(weekday, [t0].[d]) - 1 WHEN 0 THEN 'Monday' WHEN 1 THEN 'Tuesday' WHEN 2 THEN 'Wednesday' WHEN 3 THEN 'Thursday' WHEN 4 THEN 'Friday' WHEN 5 THEN 'Saturday' WHEN 6 THEN 'Sunday' END AS [DayOfWeekName(d)] FROM [t] AS [t0]

-- DayOfWeekName: t.ts.day_of_week.full_name()
-- weeks begin on Monday whatever the session says
SELECT
  CASE (DATEDIFF(DAY, '19000101', [ts]) % 7 + 7) % 7 WHEN 0 THEN 'Monday' WHEN 1 THEN 'Tuesday' WHEN 2 THEN 'Wednesday' WHEN 3 THEN 'Thursday' WHEN 4 THEN 'Friday' WHEN 5 THEN 'Saturday' WHEN 6 THEN 'Sunday' END AS [DayOfWeekName(ts)]
FROM [t];
-- SELECT CASE DATEPART(weekday, [t0].[ts]) - 1 WHEN 0 THEN 'Monday' WHEN 1 THEN 'Tuesday' WHEN 2 THEN 'Wednesday' WHEN 3 THEN 'Thursday' WHEN 4 THEN 'Friday' WHEN 5 THEN 'Saturday' WHEN 6 THEN 'Sunday' END AS [DayOfWeekName(ts)] FROM [t] AS [t0]

-- TimeAdd: t.tm + ibis.interval(hours=1)
-- there are no intervals to add; DATEADD takes times too
SELECT DATEADD(HOUR, 1, [tm]) AS [TimeAdd(tm, 1h)]
FROM [t];
-- SELECT [t0].[tm] + INTERVAL '1' HOUR AS [TimeAdd(tm, 1h)] FROM [t] AS [t0]

-- TimeSub: t.tm - ibis.interval(hours=1)
-- there are no intervals to add; DATEADD takes times too
SELECT DATEADD(HOUR, -1, [tm]) AS [TimeSub(tm, 1h)]
FROM [t];
-- SELECT [t0].[tm] - INTERVAL '1' HOUR AS [TimeSub(tm, 1h)] FROM [t] AS [t0]

-- CountStar: t.group_by('s').agg(n=t.count(where=t.a > 1))
-- the count of a condition that never holds is 0; the sum that Ibis takes is NULL without rows
SELECT [s], COUNT_BIG(CASE WHEN [a] > 1 THEN 1 END) AS [n]
FROM [t]
GROUP BY [s];
-- SELECT [t0].[s], SUM(IIF([t0].[a] > 1, 1, 0)) AS [n] FROM [t] AS [t0] GROUP BY [t0].[s]

-- Sum: t.ok.sum()
-- booleans are 0 and 1 and keep NULL; 8-bit integers have a sign, which TINYINT has not; REAL has 32 bits; floats are rounded when they become integers
SELECT SUM(CAST([ok] AS INTEGER)) AS [Sum(ok)]
FROM [t];
-- SELECT SUM(IIF([t0].[ok] <> 0, 1, 0)) AS [Sum(ok)] FROM [t] AS [t0]

-- Sum: (t.a > 1).sum()
-- booleans are 0 and 1 and keep NULL; 8-bit integers have a sign, which TINYINT has not; REAL has 32 bits; floats are rounded when they become integers
SELECT
  SUM(
    CAST(CASE WHEN [a] > 1 THEN 1 WHEN NOT ([a] > 1) THEN 0 END AS INTEGER)
  ) AS [Sum(Greater(a, 1))]
FROM [t];
-- SELECT SUM(IIF([t0].[a] > 1, 1, 0)) AS [Sum(Greater(a, 1))] FROM [t] AS [t0]

-- Mean: t.a.mean()
-- a power and a mean of integers are floats; there they would be cut to integers
SELECT AVG(CAST([a] AS FLOAT)) AS [Mean(a)]
FROM [t];
-- SELECT AVG([t0].[a]) AS [Mean(a)] FROM [t] AS [t0]

-- Mean: t.ok.mean()
-- a power and a mean of integers are floats; there they would be cut to integers
SELECT AVG(CAST(CAST([ok] AS INTEGER) AS FLOAT)) AS [Mean(ok)]
FROM [t];
-- SELECT AVG(IIF([t0].[ok] <> 0, 1, 0)) AS [Mean(ok)] FROM [t] AS [t0]

-- Min: t.ok.min()
-- booleans are 0 and 1 and keep NULL; 8-bit integers have a sign, which TINYINT has not; REAL has 32 bits; floats are rounded when they become integers
SELECT MIN(CAST([ok] AS INTEGER)) AS [Min(ok)]
FROM [t];
-- SELECT IIF([t1].[Min(ok)] <> 0, 1, 0) AS [Min(ok)] FROM (SELECT MIN([t0].[ok]) AS [Min(ok)] FROM [t] AS [t0]) AS [t1]

-- Max: t.ok.max()
-- booleans are 0 and 1 and keep NULL; 8-bit integers have a sign, which TINYINT has not; REAL has 32 bits; floats are rounded when they become integers
SELECT MAX(CAST([ok] AS INTEGER)) AS [Max(ok)]
FROM [t];
-- SELECT IIF([t1].[Max(ok)] <> 0, 1, 0) AS [Max(ok)] FROM (SELECT MAX([t0].[ok]) AS [Max(ok)] FROM [t] AS [t0]) AS [t1]

-- All: t.ok.all()
-- booleans are 0 and 1 and keep NULL; 8-bit integers have a sign, which TINYINT has not; REAL has 32 bits; floats are rounded when they become integers
SELECT MIN(CAST([ok] AS INTEGER)) AS [All(ok)]
FROM [t];
-- SELECT IIF([t1].[All(ok)] <> 0, 1, 0) AS [All(ok)] FROM (SELECT MIN(IIF([t0].[ok] <> 0, 1, 0)) AS [All(ok)] FROM [t] AS [t0]) AS [t1]

-- All: (t.a > 1).all()
-- booleans are 0 and 1 and keep NULL; 8-bit integers have a sign, which TINYINT has not; REAL has 32 bits; floats are rounded when they become integers
SELECT
  MIN(
    CAST(CASE WHEN [a] > 1 THEN 1 WHEN NOT ([a] > 1) THEN 0 END AS INTEGER)
  ) AS [All(Greater(a, 1))]
FROM [t];
-- SELECT IIF([t1].[All(Greater(a, 1))] <> 0, 1, 0) AS [All(Greater(a, 1))] FROM (SELECT MIN(IIF([t0].[a] > 1, 1, 0)) AS [All(Greater(a, 1))] FROM [t] AS [t0]) AS [t1]

-- Any: t.ok.any()
-- booleans are 0 and 1 and keep NULL; 8-bit integers have a sign, which TINYINT has not; REAL has 32 bits; floats are rounded when they become integers
SELECT MAX(CAST([ok] AS INTEGER)) AS [Any(ok)]
FROM [t];
-- SELECT IIF([t1].[Any(ok)] <> 0, 1, 0) AS [Any(ok)] FROM (SELECT MAX(IIF([t0].[ok] <> 0, 1, 0)) AS [Any(ok)] FROM [t] AS [t0]) AS [t1]

-- Any: (t.a > 1).any(where=t.b > 1)
-- booleans are 0 and 1 and keep NULL; 8-bit integers have a sign, which TINYINT has not; REAL has 32 bits; floats are rounded when they become integers
SELECT
  MAX(
    CASE WHEN [b] > 1 THEN CAST(CASE WHEN [a] > 1 THEN 1 WHEN NOT ([a] > 1) THEN 0 END AS INTEGER) END
  ) AS [Any(Greater(a, 1), Greater(b, 1))]
FROM [t];
-- SELECT IIF([t1].[Any(Greater(a, 1), Greater(b, 1))] <> 0, 1, 0) AS [Any(Greater(a, 1), Greater(b, 1))] FROM (SELECT MAX(IIF([t0].[b] > 1, IIF([t0].[a] > 1, 1, 0), NULL)) AS [Any(Greater(a, 1), Greater(b, 1))] FROM [t] AS [t0]) AS [t1]

-- WindowFunction: t.select(x=t.a.sum().over(group_by=t.s))
-- a power and a mean of integers are floats; there they would be cut to integers
SELECT SUM([a]) OVER (PARTITION BY [s]) AS [x]
FROM [t];
-- SELECT SUM([t0].[a]) OVER (PARTITION BY [t0].[s] ORDER BY CASE WHEN [t0].[a] IS NULL THEN 1 ELSE 0 END, [t0].[a] ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS [x] FROM [t] AS [t0]

-- WindowFunction: t.select(x=t.a - t.a.mean())
-- a power and a mean of integers are floats; there they would be cut to integers
SELECT [a] - AVG(CAST([a] AS FLOAT)) OVER () AS [x]
FROM [t];
-- SELECT [t0].[a] - AVG([t0].[a]) OVER (ORDER BY CASE WHEN [t0].[a] IS NULL THEN 1 ELSE 0 END, [t0].[a] ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS [x] FROM [t] AS [t0]

-- ScalarSubquery: t.filter(t.a > t.a.mean())
-- a power and a mean of integers are floats; there they would be cut to integers
SELECT *
FROM [t]
WHERE [a] > (SELECT AVG(CAST([a] AS FLOAT)) FROM [t]);
-- SELECT [t0].[a], [t0].[i], [t0].[b], [t0].[s], [t0].[d], [t0].[ts], IIF([t0].[ok] <> 0, 1, 0) AS [ok], [t0].[arr], [t0].[tags], [t0].[m], [t0].[st], [t0].[dec], [t0].[tm], [t0].[j], [t0].[k], [t0].[u] FROM [t] AS [t0] WHERE [t0].[a] > (SELECT AVG([t0].[a]) AS [Mean(a)] FROM [t] AS [t0])

-- Relation Sort: v.order_by(ibis.random())
-- a random number is never NULL
SELECT *
FROM [v]
ORDER BY
  CASE WHEN RAND(CHECKSUM(NEWID())) IS NULL THEN 1 ELSE 0 END, RAND(CHECKSUM(NEWID()));
-- SELECT [t0].[k], [t0].[s] FROM [v] AS [t0] ORDER BY RAND(CHECKSUM(NEWID())) ASC

-- Relation Aggregate: t.group_by(big=t.a > 10).agg(n=_.count())
-- booleans are 0 and 1 and keep NULL; 8-bit integers have a sign, which TINYINT has not; REAL has 32 bits; floats are rounded when they become integers
SELECT
  CASE WHEN [a] > 10 THEN 1 WHEN NOT ([a] > 10) THEN 0 END AS [big],
  COUNT_BIG(*) AS [n]
FROM [t]
GROUP BY CASE WHEN [a] > 10 THEN 1 WHEN NOT ([a] > 10) THEN 0 END;
-- SELECT IIF([t1].[big] <> 0, 1, 0) AS [big], [t1].[n] FROM (SELECT [t0].[a] > 10 AS [big], COUNT_BIG(*) AS [n] FROM [t] AS [t0] GROUP BY [t0].[a] > 10) AS [t1]

-- Relation InMemoryTable: ibis.memtable({'x': [1, 2], 'y': ['a', 'b']})
-- rows of a program are written into the statement; Ibis registers a table with a connection
SELECT *
FROM (VALUES (CAST(1 AS BIGINT), 'a'), (2, 'b')) AS [t1]([x], [y]);
-- SELECT * FROM [memtable]
