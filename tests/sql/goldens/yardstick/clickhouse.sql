-- Literal: t.select(x=ibis.timestamp('2024-02-29 10:11:12'))
-- a timestamp has fractions of a second and may be before 1970; a DateTime has and may not
SELECT toDateTime64('2024-02-29 10:11:12', 6) AS x
FROM t;
-- SELECT parseDateTimeBestEffort('2024-02-29T10:11:12') AS "x" FROM "t" AS "t0"

-- Cast: t.a.cast('timestamp')
-- a timestamp has fractions of a second and may be before 1970; a DateTime has and may not
SELECT CAST(a AS Nullable(DateTime64(6))) AS "Cast(a, timestamp)"
FROM t;
-- SELECT CAST("t0"."a" AS Nullable(DateTime)) AS "Cast(a, timestamp)" FROM "t" AS "t0"

-- Cast: t.b.cast('int64')
-- a timestamp has fractions of a second and may be before 1970; a DateTime has and may not
SELECT CAST(ROUND(b) AS Nullable(Int64)) AS "Cast(b, int64)"
FROM t;
-- SELECT CAST("t0"."b" AS Nullable(Int64)) AS "Cast(b, int64)" FROM "t" AS "t0"

-- Cast: t.s.cast('timestamp')
-- a timestamp has fractions of a second and may be before 1970; a DateTime has and may not
SELECT CAST(s AS Nullable(DateTime64(6))) AS "Cast(s, timestamp)"
FROM t;
-- SELECT CAST("t0"."s" AS Nullable(DateTime)) AS "Cast(s, timestamp)" FROM "t" AS "t0"

-- Cast: t.d.cast('timestamp')
-- a timestamp has fractions of a second and may be before 1970; a DateTime has and may not
SELECT CAST(d AS Nullable(DateTime64(6))) AS "Cast(d, timestamp)"
FROM t;
-- SELECT CAST("t0"."d" AS Nullable(DateTime)) AS "Cast(d, timestamp)" FROM "t" AS "t0"

-- Divide: t.dec / 2
-- a quotient of decimals is a float; there it would be cut off
SELECT CAST("dec" AS Nullable(Float64)) / 2 AS "Divide(dec, 2)"
FROM t;
-- SELECT "t0"."dec" / 2 AS "Divide(dec, 2)" FROM "t" AS "t0"

-- Sign: t.a.sign()
-- SIGN is there; Ibis divides a number by its absolute value
SELECT SIGN(a) AS "Sign(a)"
FROM t;
-- SELECT intDivOrZero("t0"."a", ABS("t0"."a")) AS "Sign(a)" FROM "t" AS "t0"

-- Sign: t.b.sign()
-- SIGN is there; Ibis divides a number by its absolute value
SELECT SIGN(b) AS "Sign(b)"
FROM t;
-- SELECT intDivOrZero("t0"."b", ABS("t0"."b")) AS "Sign(b)" FROM "t" AS "t0"

-- Round: t.b.round()
-- halves are rounded away from zero, as on DuckDB; ROUND takes floats to the even neighbour
SELECT CAST(SIGN(b) * FLOOR(ABS(b) + 0.5) AS Nullable(Int64)) AS "Round(b, 0)"
FROM t;
-- SELECT CAST(ROUND("t0"."b", 0) AS Nullable(Int64)) AS "Round(b, 0)" FROM "t" AS "t0"

-- Round: t.b.round(2)
-- halves are rounded away from zero, as on DuckDB; ROUND takes floats to the even neighbour
SELECT
  CAST(SIGN(b) * FLOOR(ABS(b) * 100 + 0.5) / 100 AS Nullable(Float64)) AS "Round(b, 2)"
FROM t;
-- SELECT CAST(ROUND("t0"."b", 2) AS Nullable(Float64)) AS "Round(b, 2)" FROM "t" AS "t0"

-- Clip: t.b.clip(0, 10)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT
  CASE WHEN b IS NOT NULL THEN GREATEST(LEAST(b, 10), 0) END AS "Clip(b, 0, 10)"
FROM t;
-- SELECT CASE WHEN isNull(CASE WHEN isNull("t0"."b") THEN NULL ELSE LEAST(10, "t0"."b") END) THEN NULL ELSE GREATEST(0, CASE WHEN isNull("t0"."b") THEN NULL ELSE LEAST(10, "t0"."b") END) END AS "Clip(b, 0, 10)" FROM "t" AS "t0"

-- Clip: t.a.clip(lower=1)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT CASE WHEN a IS NOT NULL THEN GREATEST(a, 1) END AS "Clip(a, 1)"
FROM t;
-- SELECT CASE WHEN isNull("t0"."a") THEN NULL ELSE GREATEST(1, "t0"."a") END AS "Clip(a, 1)" FROM "t" AS "t0"

-- Clip: t.a.clip(upper=5)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT CASE WHEN a IS NOT NULL THEN LEAST(a, 5) END AS "Clip(a, 5)"
FROM t;
-- SELECT CASE WHEN isNull("t0"."a") THEN NULL ELSE LEAST(5, "t0"."a") END AS "Clip(a, 5)" FROM "t" AS "t0"

-- Uppercase: t.s.upper()
-- characters are counted and changed, not bytes
SELECT upperUTF8(s) AS "Uppercase(s)"
FROM t;
-- SELECT UPPER("t0"."s") AS "Uppercase(s)" FROM "t" AS "t0"

-- Lowercase: t.s.lower()
-- characters are counted and changed, not bytes
SELECT lowerUTF8(s) AS "Lowercase(s)"
FROM t;
-- SELECT LOWER("t0"."s") AS "Lowercase(s)" FROM "t" AS "t0"

-- Reverse: t.s.reverse()
-- characters are counted and changed, not bytes
SELECT reverseUTF8(s) AS "Reverse(s)"
FROM t;
-- SELECT REVERSE("t0"."s") AS "Reverse(s)" FROM "t" AS "t0"

-- Capitalize: t.s.capitalize()
-- characters are counted and changed, not bytes
SELECT
  CONCAT(
    upperUTF8(substringUTF8(s, 1, 1)),
    lowerUTF8(substringUTF8(s, 2))
  ) AS "Capitalize(s)"
FROM t;
-- SELECT CONCAT(UPPER(SUBSTRING("t0"."s", CASE WHEN (0 + 1) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t0"."s") END, 1)), LOWER(SUBSTRING("t0"."s", CASE WHEN (1 + 1) >= 1 THEN 1 + 1 ELSE 1 + 1 + LENGTH("t0"."s") END, LENGTH("t0"."s")))) AS "Capitalize(s)" FROM "t" AS "t0"

-- Substring: t.s.substr(1, 2)
-- characters are counted and changed, not bytes
SELECT substringUTF8(s, 2, 2) AS "Substring(s, 1, 2)"
FROM t;
-- SELECT SUBSTRING("t0"."s", CASE WHEN (1 + 1) >= 1 THEN 1 + 1 ELSE 1 + 1 + LENGTH("t0"."s") END, 2) AS "Substring(s, 1, 2)" FROM "t" AS "t0"

-- Substring: t.s.substr(2)
-- characters are counted and changed, not bytes
SELECT substringUTF8(s, 3) AS "Substring(s, 2)"
FROM t;
-- SELECT SUBSTRING("t0"."s", CASE WHEN (2 + 1) >= 1 THEN 2 + 1 ELSE 2 + 1 + LENGTH("t0"."s") END) AS "Substring(s, 2)" FROM "t" AS "t0"

-- Substring: t.s.substr(t.a, 2)
-- characters are counted and changed, not bytes
SELECT
  substringUTF8(
    s,
    CASE WHEN a >= 0 THEN a + 1 ELSE a + 1 + lengthUTF8(s) END,
    2
  ) AS "Substring(s, a, 2)"
FROM t;
-- SELECT SUBSTRING("t0"."s", CASE WHEN ("t0"."a" + 1) >= 1 THEN "t0"."a" + 1 ELSE "t0"."a" + 1 + LENGTH("t0"."s") END, 2) AS "Substring(s, a, 2)" FROM "t" AS "t0"

-- Substring: t.s.substr(0, t.a)
-- characters are counted and changed, not bytes
SELECT
  substringUTF8(s, 1, CASE WHEN a < 0 THEN 0 ELSE a END) AS "Substring(s, 0, a)"
FROM t;
-- SELECT SUBSTRING("t0"."s", CASE WHEN (0 + 1) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t0"."s") END, "t0"."a") AS "Substring(s, 0, a)" FROM "t" AS "t0"

-- StringSlice: t.s[1:3]
-- characters are counted and changed, not bytes
SELECT substringUTF8(s, 2, 2) AS "StringSlice(s, 1, 3)"
FROM t;
-- SELECT SUBSTRING("t0"."s", CASE WHEN (1 + 1) >= 1 THEN 1 + 1 ELSE 1 + 1 + LENGTH("t0"."s") END, 2) AS "StringSlice(s, 1, 3)" FROM "t" AS "t0"

-- StringSlice: t.s[:2]
-- characters are counted and changed, not bytes
SELECT substringUTF8(s, 1, 2) AS "StringSlice(s, 2)"
FROM t;
-- SELECT SUBSTRING("t0"."s", CASE WHEN (0 + 1) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t0"."s") END, 2) AS "StringSlice(s, 2)" FROM "t" AS "t0"

-- StringSlice: t.s[2:]
-- characters are counted and changed, not bytes
SELECT substringUTF8(s, 3) AS "StringSlice(s, 2)"
FROM t;
-- SELECT SUBSTRING("t0"."s", CASE WHEN (2 + 1) >= 1 THEN 2 + 1 ELSE 2 + 1 + LENGTH("t0"."s") END) AS "StringSlice(s, 2)" FROM "t" AS "t0"

-- StringSlice: t.s[t.a:t.k]
-- characters are counted and changed, not bytes
SELECT
  substringUTF8(
    s,
    CASE WHEN a >= 0 THEN a + 1 ELSE a + 1 + lengthUTF8(s) END,
    CASE WHEN k - a < 0 THEN 0 ELSE k - a END
  ) AS "StringSlice(s, a, k)"
FROM t;
-- SELECT SUBSTRING("t0"."s", CASE WHEN ("t0"."a" + 1) >= 1 THEN "t0"."a" + 1 ELSE "t0"."a" + 1 + LENGTH("t0"."s") END, "t0"."k" - "t0"."a") AS "StringSlice(s, a, k)" FROM "t" AS "t0"

-- StrRight: t.s.right(2)
-- characters are counted and changed, not bytes
SELECT rightUTF8(s, 2) AS "StrRight(s, 2)"
FROM t;
-- SELECT RIGHT("t0"."s", 2) AS "StrRight(s, 2)" FROM "t" AS "t0"

-- StrRight: t.s.right(t.a)
-- characters are counted and changed, not bytes
SELECT rightUTF8(s, a) AS "StrRight(s, a)"
FROM t;
-- SELECT RIGHT("t0"."s", "t0"."a") AS "StrRight(s, a)" FROM "t" AS "t0"

-- StringFind: t.s.find('a')
-- characters are counted and changed, not bytes
SELECT positionUTF8(s, 'a') - 1 AS "StringFind(s, 'a')"
FROM t;
-- SELECT position("t0"."s", 'a') - 1 AS "StringFind(s, 'a')" FROM "t" AS "t0"

-- StringFind: t.s.find('a', 1)
-- characters are counted and changed, not bytes
SELECT
  CASE
    WHEN positionUTF8(substringUTF8(s, 2), 'a') > 0 THEN positionUTF8(substringUTF8(s, 2), 'a') + 1
    ELSE 0
  END - 1 AS "StringFind(s, 'a', 1)"
FROM t;
-- SELECT position("t0"."s", 'a', 1) - 1 AS "StringFind(s, 'a', 1)" FROM "t" AS "t0"

-- StringFind: t.s.find(t.s.lower())
-- characters are counted and changed, not bytes
SELECT positionUTF8(s, lowerUTF8(s)) - 1 AS "StringFind(s, Lowercase(s))"
FROM t;
-- SELECT position("t0"."s", LOWER("t0"."s")) - 1 AS "StringFind(s, Lowercase(s))" FROM "t" AS "t0"

-- Translate: t.s.translate('a', 'b')
-- characters are counted and changed, not bytes
SELECT translateUTF8(s, 'a', 'b') AS "Translate(s, 'a', 'b')"
FROM t;
-- SELECT translate("t0"."s", 'a', 'b') AS "Translate(s, 'a', 'b')" FROM "t" AS "t0"

-- FindInSet: t.s.find_in_set(['a', 'b'])
-- a text that is NULL is in no list, and an array is not asked for NULL
SELECT
  CASE
    WHEN s IS NOT NULL THEN indexOf(['a', 'b'], s) - 1
  END AS "FindInSet(s, ('a', 'b'))"
FROM t;
-- SELECT indexOf(['a', 'b'], "t0"."s") - 1 AS "FindInSet(s, ('a', 'b'))" FROM "t" AS "t0"

-- StringJoin: ibis.literal('-').join([t.s, 'b'])
-- texts that are NULL are left out, as on DuckDB
SELECT
  arrayStringConcat(
    arrayFilter(x -> x IS NOT NULL, [s, 'b']),
    '-'
  ) AS "StringJoin((s, 'b'), '-')"
FROM t;
-- SELECT CONCAT_WS('-', "t0"."s", 'b') AS "StringJoin((s, 'b'), '-')" FROM "t" AS "t0"

-- ArrayStringJoin: t.tags.join('-')
-- an array without elements makes an empty text, as on DuckDB; Ibis makes it NULL
SELECT arrayStringConcat(tags, '-') AS "ArrayStringJoin(tags, '-')"
FROM t;
-- SELECT CASE WHEN length("t0"."tags") > 0 THEN arrayStringConcat("t0"."tags", '-') ELSE NULL END AS "ArrayStringJoin(tags, '-')" FROM "t" AS "t0"

-- StringLength: t.s.length()
-- characters are counted and changed, not bytes
SELECT lengthUTF8(s) AS "StringLength(s)"
FROM t;
-- SELECT LENGTH("t0"."s") AS "StringLength(s)" FROM "t" AS "t0"

-- StringContains: t.s.contains('a')
-- characters are counted and changed, not bytes
SELECT positionUTF8(s, 'a') > 0 AS "StringContains(s, 'a')"
FROM t;
-- SELECT position("t0"."s", 'a') > 0 AS "StringContains(s, 'a')" FROM "t" AS "t0"

-- StringContains: t.filter(t.s.contains('a'))
-- characters are counted and changed, not bytes
SELECT *
FROM t
WHERE positionUTF8(s, 'a') > 0;
-- SELECT * FROM "t" AS "t0" WHERE position("t0"."s", 'a') > 0

-- TimestampTruncate: t.ts.truncate('D')
-- a timestamp has fractions of a second and may be before 1970; a DateTime has and may not
SELECT
  CAST(dateTrunc('DAY', ts) AS Nullable(DateTime64(6))) AS "TimestampTruncate(ts, DAY)"
FROM t;
-- SELECT CAST(dateTrunc('DAY', "t0"."ts") AS Nullable(DateTime)) AS "TimestampTruncate(ts, DAY)" FROM "t" AS "t0"

-- TimestampTruncate: t.ts.truncate('W')
-- a timestamp has fractions of a second and may be before 1970; a DateTime has and may not
SELECT
  CAST(dateTrunc('WEEK', ts) AS Nullable(DateTime64(6))) AS "TimestampTruncate(ts, WEEK)"
FROM t;
-- SELECT CAST(dateTrunc('WEEK', "t0"."ts") AS Nullable(DateTime)) AS "TimestampTruncate(ts, WEEK)" FROM "t" AS "t0"

-- Strftime: t.ts.strftime('%Y-%m-%d %H:%M:%S')
-- minutes are %i there; Ibis writes %M, which is the name of the month
SELECT
  formatDateTime(ts, '%Y-%m-%d %H:%i:%S') AS "Strftime(ts, '%Y-%m-%d %H:%M:%S')"
FROM t;
-- SELECT formatDateTime("t0"."ts", '%Y-%m-%d %H:%M:%S') AS "Strftime(ts, '%Y-%m-%d %H:%M:%S')" FROM "t" AS "t0"

-- Strftime: t.ts.strftime('%B %d, %y')
-- minutes are %i there; Ibis writes %M, which is the name of the month
SELECT formatDateTime(ts, '%M %d, %y') AS "Strftime(ts, '%B %d, %y')"
FROM t;
-- SELECT formatDateTime("t0"."ts", '%B %d, %y') AS "Strftime(ts, '%B %d, %y')" FROM "t" AS "t0"

-- DayOfWeekIndex: t.d.day_of_week.index()
-- the days of a week are numbered by a function that begins with Monday already
SELECT toDayOfWeek(d) - 1 AS "DayOfWeekIndex(d)"
FROM t;
-- SELECT (((toDayOfWeek("t0"."d") - 1) % 7) + 7) % 7 AS "DayOfWeekIndex(d)" FROM "t" AS "t0"

-- DayOfWeekIndex: t.ts.day_of_week.index()
-- the days of a week are numbered by a function that begins with Monday already
SELECT toDayOfWeek(ts) - 1 AS "DayOfWeekIndex(ts)"
FROM t;
-- SELECT (((toDayOfWeek("t0"."ts") - 1) % 7) + 7) % 7 AS "DayOfWeekIndex(ts)" FROM "t" AS "t0"

-- DayOfWeekName: t.d.day_of_week.full_name()
-- the days of a week are numbered by a function that begins with Monday already
SELECT
  CASE toDayOfWeek(d) - 1 WHEN 0 THEN 'Monday' WHEN 1 THEN 'Tuesday' WHEN 2 THEN 'Wednesday' WHEN 3 THEN 'Thursday' WHEN 4 THEN 'Friday' WHEN 5 THEN 'Saturday' WHEN 6 THEN 'Sunday' END AS "DayOfWeekName(d)"
FROM t;
-- SELECT CASE (((toDayOfWeek("t0"."d") - 1) % 7) + 7) % 7 WHEN 0 THEN 'Monday' WHEN 1 THEN 'Tuesday' WHEN 2 THEN 'Wednesday' WHEN 3 THEN 'Thursday' WHEN 4 THEN 'Friday' WHEN 5 THEN 'Saturday' WHEN 6 THEN 'Sunday' ELSE '' END AS "DayOfWeekName(d)" FROM "t" AS "t0"

-- DayOfWeekName: t.ts.day_of_week.full_name()
-- the days of a week are numbered by a function that begins with Monday already
SELECT
  CASE toDayOfWeek(ts) - 1 WHEN 0 THEN 'Monday' WHEN 1 THEN 'Tuesday' WHEN 2 THEN 'Wednesday' WHEN 3 THEN 'Thursday' WHEN 4 THEN 'Friday' WHEN 5 THEN 'Saturday' WHEN 6 THEN 'Sunday' END AS "DayOfWeekName(ts)"
FROM t;
-- SELECT CASE (((toDayOfWeek("t0"."ts") - 1) % 7) + 7) % 7 WHEN 0 THEN 'Monday' WHEN 1 THEN 'Tuesday' WHEN 2 THEN 'Wednesday' WHEN 3 THEN 'Thursday' WHEN 4 THEN 'Friday' WHEN 5 THEN 'Saturday' WHEN 6 THEN 'Sunday' ELSE '' END AS "DayOfWeekName(ts)" FROM "t" AS "t0"

-- TimestampFromYMDHMS: ibis.timestamp(t.a, 2, 1, 1, 2, 3)
-- a year has four digits, or it would be read as a day
SELECT
  toDateTime(
    CONCAT(
      LPAD(toString(a), 4, '0'),
      '-',
      LPAD(toString(2), 2, '0'),
      '-',
      LPAD(toString(1), 2, '0'),
      ' ',
      LPAD(toString(1), 2, '0'),
      ':',
      LPAD(toString(2), 2, '0'),
      ':',
      LPAD(toString(3), 2, '0')
    )
  ) AS "TimestampFromYMDHMS(a, 2, 1, 1, 2, 3)"
FROM t;
-- SELECT toDateTime(CONCAT(toString("t0"."a"), '-', LPAD(toString(2), 2, '0'), '-', LPAD(toString(1), 2, '0'), ' ', LPAD(toString(1), 2, '0'), ':', LPAD(toString(2), 2, '0'), ':', LPAD(toString(3), 2, '0'))) AS "TimestampFromYMDHMS(a, 2, 1, 1, 2, 3)" FROM "t" AS "t0"

-- TimestampFromUNIX: t.a.as_timestamp('s')
-- a timestamp has fractions of a second and may be before 1970; a DateTime has and may not
SELECT toDateTime64(a, 6) AS "TimestampFromUNIX(a, SECOND)"
FROM t;
-- SELECT toDateTime("t0"."a") AS "TimestampFromUNIX(a, SECOND)" FROM "t" AS "t0"

-- TimestampDelta: t.ts.delta(ibis.timestamp('2024-01-01 00:00:00'), unit='hour')
-- a timestamp has fractions of a second and may be before 1970; a DateTime has and may not
SELECT
  DATE_DIFF(
    HOUR,
    toDateTime64('2024-01-01 00:00:00', 6),
    ts
  ) AS "TimestampDelta('hour', ts, datetime.datetime(2024, 1, 1, 0, 0))"
FROM t;
-- SELECT DATE_DIFF(HOUR, parseDateTimeBestEffort('2024-01-01T00:00:00'), "t0"."ts") AS "TimestampDelta('hour', ts, datetime.datetime(2024, 1, 1, 0, 0))" FROM "t" AS "t0"

-- TimestampDelta: t.ts.delta(ibis.timestamp('2024-01-01 00:00:00'), unit='day')
-- a timestamp has fractions of a second and may be before 1970; a DateTime has and may not
SELECT
  DATE_DIFF(
    DAY,
    toDateTime64('2024-01-01 00:00:00', 6),
    ts
  ) AS "TimestampDelta('day', ts, datetime.datetime(2024, 1, 1, 0, 0))"
FROM t;
-- SELECT DATE_DIFF(DAY, parseDateTimeBestEffort('2024-01-01T00:00:00'), "t0"."ts") AS "TimestampDelta('day', ts, datetime.datetime(2024, 1, 1, 0, 0))" FROM "t" AS "t0"

-- CountDistinct: t.a.nunique()
-- distinct values are counted exactly; uniq only estimates
SELECT COUNT(DISTINCT a) AS "CountDistinct(a)"
FROM t;
-- SELECT uniq("t0"."a") AS "CountDistinct(a)" FROM "t" AS "t0"

-- CountDistinct: t.a.nunique(where=t.b > 1)
-- distinct values are counted exactly; uniq only estimates
SELECT
  COUNT(DISTINCT CASE WHEN b > 1 THEN a END) AS "CountDistinct(a, Greater(b, 1))"
FROM t;
-- SELECT uniqIf("t0"."a", "t0"."b" > 1) AS "CountDistinct(a, Greater(b, 1))" FROM "t" AS "t0"

-- Quantile: t.b.quantile(0.25)
-- a quantile is computed exactly; quantile only estimates
SELECT quantileExactInclusive(0.25)(b) AS "Quantile(b, 0.25)"
FROM t;
-- SELECT quantile(0.25)("t0"."b") AS "Quantile(b, 0.25)" FROM "t" AS "t0"

-- Quantile: t.b.quantile(0.25, where=t.a > 1)
-- a quantile is computed exactly; quantile only estimates
SELECT
  quantileExactInclusiveIf(0.25)(b, a > 1) AS "Quantile(b, 0.25, Greater(a, 1))"
FROM t;
-- SELECT quantileIf(0.25)("t0"."b", "t0"."a" > 1) AS "Quantile(b, 0.25, Greater(a, 1))" FROM "t" AS "t0"

-- BitAnd: t.a.bit_and()
-- bits are those of a signed integer again
SELECT reinterpretAsInt64(groupBitAnd(reinterpretAsUInt64(a))) AS "BitAnd(a)"
FROM t;
-- SELECT groupBitAnd(reinterpretAsUInt64("t0"."a")) AS "BitAnd(a)" FROM "t" AS "t0"

-- BitOr: t.a.bit_or(where=t.b > 1)
-- bits are those of a signed integer again
SELECT
  reinterpretAsInt64(
    groupBitOrIf(reinterpretAsUInt64(a), b > 1)
  ) AS "BitOr(a, Greater(b, 1))"
FROM t;
-- SELECT groupBitOrIf(reinterpretAsUInt64("t0"."a"), "t0"."b" > 1) AS "BitOr(a, Greater(b, 1))" FROM "t" AS "t0"

-- BitXor: t.a.bit_xor()
-- bits are those of a signed integer again
SELECT reinterpretAsInt64(groupBitXor(reinterpretAsUInt64(a))) AS "BitXor(a)"
FROM t;
-- SELECT groupBitXor(reinterpretAsUInt64("t0"."a")) AS "BitXor(a)" FROM "t" AS "t0"

-- ArrayIndex: t.arr[t.a]
-- a computed index counts from 1 there; Ibis forgets to add one
SELECT arr[CASE WHEN a >= 0 THEN a + 1 ELSE a END] AS "ArrayIndex(arr, a)"
FROM t;
-- SELECT "t0"."arr"[CASE WHEN "t0"."a" >= 0 THEN "t0"."a" ELSE "t0"."a" - 1 END] AS "ArrayIndex(arr, a)" FROM "t" AS "t0"

-- ArrayContains: t.arr.contains(t.a)
-- a text that is NULL is in no list, and an array is not asked for NULL
SELECT CASE WHEN a IS NOT NULL THEN has(arr, a) END AS "ArrayContains(arr, a)"
FROM t;
-- SELECT has("t0"."arr", "t0"."a") AS "ArrayContains(arr, a)" FROM "t" AS "t0"

-- MapGet: t.m['a']
-- a key whose value is NULL has the default, as on DuckDB
SELECT COALESCE(m['a'], NULL) AS "MapGet(m, 'a', None)"
FROM t;
-- SELECT CASE WHEN mapContains("t0"."m", 'a') THEN "t0"."m"['a'] ELSE NULL END AS "MapGet(m, 'a', None)" FROM "t" AS "t0"

-- MapGet: t.m.get('a', 0)
-- a key whose value is NULL has the default, as on DuckDB
SELECT COALESCE(m['a'], 0) AS "MapGet(m, 'a', 0)"
FROM t;
-- SELECT CASE WHEN mapContains("t0"."m", 'a') THEN "t0"."m"['a'] ELSE 0 END AS "MapGet(m, 'a', 0)" FROM "t" AS "t0"

-- MapContains: t.m.contains('a')
-- a map is never NULL there
SELECT mapContains(m, 'a') AS "MapContains(m, 'a')"
FROM t;
-- SELECT CASE WHEN "t0"."m" IS NULL OR 'a' IS NULL THEN NULL ELSE mapContains("t0"."m", 'a') END AS "MapContains(m, 'a')" FROM "t" AS "t0"

-- JSONGetItem: t.j['a']
-- a field that is missing is NULL, not an empty text
SELECT nullIf(JSONExtractRaw(j, 'a'), '') AS "JSONGetItem(j, 'a')"
FROM t;
-- SELECT JSONExtractRaw("t0"."j", 'a') AS "JSONGetItem(j, 'a')" FROM "t" AS "t0"

-- InSubquery: t.filter(t.a.isin(u.a))
-- a membership needs no cast
SELECT *
FROM t
WHERE a IN (SELECT a FROM u);
-- SELECT * FROM "t" AS "t0" WHERE CAST("t0"."a" IN (SELECT "t1"."a" AS "a" FROM "u" AS "t1") AS Nullable(Bool))

-- InSubquery: t.filter(t.a.notin(u.a))
-- a membership needs no cast
SELECT *
FROM t
WHERE a NOT IN (SELECT a FROM u);
-- SELECT * FROM "t" AS "t0" WHERE NOT (CAST("t0"."a" IN (SELECT "t1"."a" AS "a" FROM "u" AS "t1") AS Nullable(Bool)))

-- Relation InMemoryTable: ibis.memtable({'x': [1, 2], 'y': ['a', 'b']})
-- rows of a program are written into the statement; Ibis registers a table with a connection
SELECT *
FROM (
  SELECT CAST(1 AS Nullable(Int64)) AS x, 'a' AS y UNION ALL SELECT 2, 'b'
) AS t1;
-- SELECT * FROM "memtable"
