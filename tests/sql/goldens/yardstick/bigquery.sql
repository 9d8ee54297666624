-- Literal: t.select(x=ibis.date('2024-02-29'))
-- literals of dates and times are those of standard SQL, which mean the same
SELECT DATE '2024-02-29' AS x
FROM t;
-- SELECT DATE(2024, 2, 29) AS `x` FROM `t` AS `t0`

-- Literal: t.select(x=ibis.timestamp('2024-02-29 10:11:12'))
-- literals of dates and times are those of standard SQL, which mean the same
SELECT DATETIME '2024-02-29 10:11:12' AS x
FROM t;
-- SELECT DATETIME('2024-02-29T10:11:12') AS `x` FROM `t` AS `t0`

-- Literal: t.select(x=ibis.time('10:11:12'))
-- literals of dates and times are those of standard SQL, which mean the same
SELECT TIME '10:11:12' AS x
FROM t;
-- SELECT TIME(10, 11, 12) AS `x` FROM `t` AS `t0`

-- Cast: t.b.cast('int64')
-- floats are rounded when they become integers, as DuckDB does; Ibis cuts them off
SELECT CAST(b AS INT64) AS `Cast_b_ int64_`
FROM t;
-- SELECT CAST(TRUNC(`t0`.`b`) AS INT64) AS `Cast_b_int64` FROM `t` AS `t0`

-- Greatest: ibis.greatest(t.a, t.b)
-- LEAST and GREATEST yield NULL there where one value is NULL; in Ibis and DuckDB the others count
SELECT COALESCE(GREATEST(a, b), a, b) AS `Greatest_a_ b_`
FROM t;
-- SELECT GREATEST(`t0`.`a`, `t0`.`b`) AS `Greatest_a_b` FROM `t` AS `t0`

-- Greatest: ibis.greatest(t.a, 3)
-- LEAST and GREATEST yield NULL there where one value is NULL; in Ibis and DuckDB the others count
SELECT COALESCE(GREATEST(a, 3), a, 3) AS `Greatest_a_ 3_`
FROM t;
-- SELECT GREATEST(`t0`.`a`, 3) AS `Greatest_a_3` FROM `t` AS `t0`

-- Least: ibis.least(t.a, t.k)
-- LEAST and GREATEST yield NULL there where one value is NULL; in Ibis and DuckDB the others count
SELECT COALESCE(LEAST(a, k), a, k) AS `Least_a_ k_`
FROM t;
-- SELECT LEAST(`t0`.`a`, `t0`.`k`) AS `Least_a_k` FROM `t` AS `t0`

-- Least: ibis.least(t.a, 0)
-- LEAST and GREATEST yield NULL there where one value is NULL; in Ibis and DuckDB the others count
SELECT COALESCE(LEAST(a, 0), a, 0) AS `Least_a_ 0_`
FROM t;
-- SELECT LEAST(`t0`.`a`, 0) AS `Least_a_0` FROM `t` AS `t0`

-- TimestampNow: t.select(x=ibis.now())
-- the time now has no zone, as the type of ibis.now() says
SELECT CURRENT_DATETIME() AS x
FROM t;
-- SELECT CURRENT_TIMESTAMP() AS `x` FROM `t` AS `t0`

-- HexDigest: t.s.hexdigest('md5')
-- digests are functions of the engine, in the lower case that Ibis gives on DuckDB; Ibis has no rule
SELECT TO_HEX(MD5(s)) AS HexDigest_s_
FROM t;
-- OperationNotDefinedError: Compilation rule for 'HexDigest' operation is not defined

-- HexDigest: t.s.hexdigest('sha256')
-- digests are functions of the engine, in the lower case that Ibis gives on DuckDB; Ibis has no rule
SELECT TO_HEX(SHA256(s)) AS HexDigest_s_
FROM t;
-- OperationNotDefinedError: Compilation rule for 'HexDigest' operation is not defined

-- Xor: t.select(x=t.ok ^ (t.a > 1))
-- two booleans differ where exactly one of them is true
SELECT ok <> (a > 1) AS x
FROM t;
-- SELECT (`t0`.`ok` AND NOT `t0`.`a` > 1) OR (NOT `t0`.`ok` AND `t0`.`a` > 1) AS `x` FROM `t` AS `t0`

-- Xor: t.filter(t.ok ^ (t.a > 1))
-- two booleans differ where exactly one of them is true
SELECT *
FROM t
WHERE ok <> (a > 1);
-- SELECT * FROM `t` AS `t0` WHERE (`t0`.`ok` AND NOT `t0`.`a` > 1) OR (NOT `t0`.`ok` AND `t0`.`a` > 1)

-- Equals: t.filter(t.d == ibis.date('2024-01-01'))
-- literals of dates and times are those of standard SQL, which mean the same
SELECT *
FROM t
WHERE d = DATE '2024-01-01';
-- SELECT * FROM `t` AS `t0` WHERE `t0`.`d` = DATE(2024, 1, 1)

-- Divide: t.a / 2
-- a division by a number that is not zero needs no IEEE_DIVIDE
SELECT a / 2 AS `Divide_a_ 2_`
FROM t;
-- SELECT ieee_divide(`t0`.`a`, 2) AS `Divide_a_2` FROM `t` AS `t0`

-- Divide: t.b / 2
-- a division by a number that is not zero needs no IEEE_DIVIDE
SELECT b / 2 AS `Divide_b_ 2_`
FROM t;
-- SELECT ieee_divide(`t0`.`b`, 2) AS `Divide_b_2` FROM `t` AS `t0`

-- Divide: t.dec / 2
-- a division by a number that is not zero needs no IEEE_DIVIDE
SELECT `dec` / 2 AS `Divide_dec_ 2_`
FROM t;
-- SELECT ieee_divide(`t0`.`dec`, 2) AS `Divide_dec_2` FROM `t` AS `t0`

-- FloorDivide: t.a // 2
-- a division by a number that is not zero needs no IEEE_DIVIDE
SELECT CAST(FLOOR(a / 2) AS INT64) AS `FloorDivide_a_ 2_`
FROM t;
-- SELECT CAST(FLOOR(ieee_divide(`t0`.`a`, 2)) AS INT64) AS `FloorDivide_a_2` FROM `t` AS `t0`

-- FloorDivide: t.b // 2
-- a division by a number that is not zero needs no IEEE_DIVIDE
SELECT CAST(FLOOR(b / 2) AS INT64) AS `FloorDivide_b_ 2_`
FROM t;
-- SELECT CAST(FLOOR(ieee_divide(`t0`.`b`, 2)) AS INT64) AS `FloorDivide_b_2` FROM `t` AS `t0`

-- Clip: t.b.clip(0, 10)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT GREATEST(LEAST(b, 10), 0) AS `Clip_b_ 0_ 10_`
FROM t;
-- SELECT IF(IF(`t0`.`b` IS NULL, `t0`.`b`, LEAST(10, `t0`.`b`)) IS NULL, IF(`t0`.`b` IS NULL, `t0`.`b`, LEAST(10, `t0`.`b`)), GREATEST(0, IF(`t0`.`b` IS NULL, `t0`.`b`, LEAST(10, `t0`.`b`)))) AS `Clip_b_0_10` FROM `t` AS `t0`

-- Clip: t.a.clip(lower=1)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT GREATEST(a, 1) AS `Clip_a_ 1_`
FROM t;
-- SELECT IF(`t0`.`a` IS NULL, `t0`.`a`, GREATEST(1, `t0`.`a`)) AS `Clip_a_1` FROM `t` AS `t0`

-- Clip: t.a.clip(upper=5)
-- the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way
SELECT LEAST(a, 5) AS `Clip_a_ 5_`
FROM t;
-- SELECT IF(`t0`.`a` IS NULL, `t0`.`a`, LEAST(5, `t0`.`a`)) AS `Clip_a_5` FROM `t` AS `t0`

-- Degrees: t.b.degrees()
-- Ibis calls functions in a public data set; the formula needs none
SELECT b * 180 / ACOS(-1) AS Degrees_b_
FROM t;
-- SELECT `bigquery-public-data`.persistent_udfs.degrees(`t0`.`b`) AS `Degrees_b` FROM `t` AS `t0`

-- Radians: t.b.radians()
-- Ibis calls functions in a public data set; the formula needs none
SELECT b * ACOS(-1) / 180 AS Radians_b_
FROM t;
-- SELECT `bigquery-public-data`.persistent_udfs.radians(`t0`.`b`) AS `Radians_b` FROM `t` AS `t0`

-- StrRight: t.s.right(2)
-- RIGHT says it by itself
SELECT RIGHT(s, 2) AS `StrRight_s_ 2_`
FROM t;
-- SELECT SUBSTRING(`t0`.`s`, -LEAST(LENGTH(`t0`.`s`), 2)) AS `StrRight_s_2` FROM `t` AS `t0`

-- StrRight: t.s.right(t.a)
-- RIGHT says it by itself
SELECT RIGHT(s, a) AS `StrRight_s_ a_`
FROM t;
-- SELECT SUBSTRING(`t0`.`s`, -LEAST(LENGTH(`t0`.`s`), `t0`.`a`)) AS `StrRight_s_a` FROM `t` AS `t0`

-- ArrayStringJoin: t.tags.join('-')
-- an array without elements makes an empty text, as on DuckDB; Ibis makes it NULL
SELECT ARRAY_TO_STRING(tags, '-') AS `ArrayStringJoin_tags_ _-_`
FROM t;
-- SELECT IF(ARRAY_LENGTH(`t0`.`tags`) > 0, ARRAY_TO_STRING(`t0`.`tags`, '-'), NULL) AS `ArrayStringJoin_tags_'-'` FROM `t` AS `t0`

-- RegexExtract: t.s.re_extract('(a)b', 1)
-- a match that is not found is an empty text, as on DuckDB; groups are given as numbers
SELECT
  CASE
    WHEN s IS NOT NULL THEN COALESCE(REGEXP_EXTRACT(s, '(a)b'), '')
  END AS `RegexExtract_s_ _a_b_ 1_`
FROM t;
-- SELECT IF(REGEXP_CONTAINS(`t0`.`s`, '(a)b'), IF(1 = 0, REGEXP_REPLACE(`t0`.`s`, CONCAT('.*?', CONCAT('(', '(a)b', ')'), '.*'), '\\1'), REGEXP_REPLACE(`t0`.`s`, CONCAT('.*?', '(a)b', '.*'), CONCAT('\\', CAST(1 AS STRING)))), NULL) AS `RegexExtract_s_'_a_b'_1` FROM `t` AS `t0`

-- RegexExtract: t.s.re_extract('ab', 0)
-- a match that is not found is an empty text, as on DuckDB; groups are given as numbers
SELECT
  CASE
    WHEN s IS NOT NULL THEN COALESCE(REGEXP_EXTRACT(s, 'ab'), '')
  END AS `RegexExtract_s_ _ab_ 0_`
FROM t;
-- SELECT IF(REGEXP_CONTAINS(`t0`.`s`, 'ab'), IF(0 = 0, REGEXP_REPLACE(`t0`.`s`, CONCAT('.*?', CONCAT('(', 'ab', ')'), '.*'), '\\1'), REGEXP_REPLACE(`t0`.`s`, CONCAT('.*?', 'ab', '.*'), CONCAT('\\', CAST(0 AS STRING)))), NULL) AS `RegexExtract_s_'ab'_0` FROM `t` AS `t0`

-- TimestampTruncate: t.ts.truncate('D')
-- a timestamp without a zone is a DATETIME there, to which functions of TIMESTAMP do not apply
SELECT DATETIME_TRUNC(ts, DAY) AS `TimestampTruncate_ts_ DAY_`
FROM t;
-- SELECT TIMESTAMP_TRUNC(`t0`.`ts`, DAY) AS `TimestampTruncate_ts_DAY` FROM `t` AS `t0`

-- TimestampTruncate: t.ts.truncate('h')
-- a timestamp without a zone is a DATETIME there, to which functions of TIMESTAMP do not apply
SELECT DATETIME_TRUNC(ts, HOUR) AS `TimestampTruncate_ts_ HOUR_`
FROM t;
-- SELECT TIMESTAMP_TRUNC(`t0`.`ts`, HOUR) AS `TimestampTruncate_ts_HOUR` FROM `t` AS `t0`

-- TimestampTruncate: t.ts.truncate('W')
-- a timestamp without a zone is a DATETIME there, to which functions of TIMESTAMP do not apply
SELECT DATETIME_TRUNC(ts, WEEK(MONDAY)) AS `TimestampTruncate_ts_ WEEK_`
FROM t;
-- SELECT TIMESTAMP_TRUNC(`t0`.`ts`, WEEK(MONDAY)) AS `TimestampTruncate_ts_WEEK` FROM `t` AS `t0`

-- StringToTimestamp: t.s.as_timestamp('%Y-%m-%d %H:%M:%S')
-- a time zone of UTC is what PARSE_TIMESTAMP takes by itself
SELECT
  PARSE_TIMESTAMP('%Y-%m-%d %H:%M:%S', s) AS `StringToTimestamp_s_ _Y-_m-_d _H_M_S_`
FROM t;
-- SELECT PARSE_TIMESTAMP('%F %T', `t0`.`s`, 'UTC') AS `StringToTimestamp_s_'%Y-%m-%d %H:%M:%S'` FROM `t` AS `t0`

-- ExtractEpochSeconds: t.ts.epoch_seconds()
-- a timestamp without a zone is a DATETIME there, to which functions of TIMESTAMP do not apply
SELECT UNIX_SECONDS(CAST(ts AS TIMESTAMP)) AS ExtractEpochSeconds_ts_
FROM t;
-- SELECT UNIX_SECONDS(`t0`.`ts`) AS `ExtractEpochSeconds_ts` FROM `t` AS `t0`

-- ExtractEpochSeconds: t.d.epoch_seconds()
-- a timestamp without a zone is a DATETIME there, to which functions of TIMESTAMP do not apply
SELECT UNIX_SECONDS(CAST(d AS TIMESTAMP)) AS ExtractEpochSeconds_d_
FROM t;
-- SELECT UNIX_SECONDS(`t0`.`d`) AS `ExtractEpochSeconds_d` FROM `t` AS `t0`

-- DayOfWeekName: t.d.day_of_week.full_name()
-- the days of a week are numbered by a function that begins with Monday already
SELECT FORMAT_DATE('%A', d) AS DayOfWeekName_d_
FROM t;
-- SELECT INITCAP(CAST(`t0`.`d` AS STRING FORMAT 'DAY')) AS `DayOfWeekName_d` FROM `t` AS `t0`

-- DayOfWeekName: t.ts.day_of_week.full_name()
-- the days of a week are numbered by a function that begins with Monday already
SELECT FORMAT_DATETIME('%A', ts) AS DayOfWeekName_ts_
FROM t;
-- SELECT INITCAP(CAST(`t0`.`ts` AS STRING FORMAT 'DAY')) AS `DayOfWeekName_ts` FROM `t` AS `t0`

-- TimestampAdd: t.ts + ibis.interval(hours=1)
-- a timestamp without a zone is a DATETIME there, to which functions of TIMESTAMP do not apply
SELECT DATETIME_ADD(ts, INTERVAL 1 HOUR) AS `TimestampAdd_ts_ 1h_`
FROM t;
-- SELECT TIMESTAMP_ADD(`t0`.`ts`, INTERVAL '1' HOUR) AS `TimestampAdd_ts_1h` FROM `t` AS `t0`

-- TimestampAdd: t.ts + ibis.interval(days=7)
-- a timestamp without a zone is a DATETIME there, to which functions of TIMESTAMP do not apply
SELECT DATETIME_ADD(ts, INTERVAL 7 DAY) AS `TimestampAdd_ts_ 7D_`
FROM t;
-- SELECT TIMESTAMP_ADD(`t0`.`ts`, INTERVAL '7' DAY) AS `TimestampAdd_ts_7D` FROM `t` AS `t0`

-- TimestampAdd: t.ts + t.a.as_interval('m')
-- a timestamp without a zone is a DATETIME there, to which functions of TIMESTAMP do not apply
SELECT
  DATETIME_ADD(ts, INTERVAL a MINUTE) AS `TimestampAdd_ts_ IntervalFromInteger_a_ MINUTE_`
FROM t;
-- SELECT TIMESTAMP_ADD(`t0`.`ts`, INTERVAL `t0`.`a` MINUTE) AS `TimestampAdd_ts_IntervalFromInteger_a_MINUTE` FROM `t` AS `t0`

-- TimestampSub: t.ts - ibis.interval(hours=1)
-- a timestamp without a zone is a DATETIME there, to which functions of TIMESTAMP do not apply
SELECT DATETIME_SUB(ts, INTERVAL 1 HOUR) AS `TimestampSub_ts_ 1h_`
FROM t;
-- SELECT TIMESTAMP_SUB(`t0`.`ts`, INTERVAL '1' HOUR) AS `TimestampSub_ts_1h` FROM `t` AS `t0`

-- TimestampSub: t.ts - ibis.interval(months=1)
-- a timestamp without a zone is a DATETIME there, to which functions of TIMESTAMP do not apply
SELECT DATETIME_SUB(ts, INTERVAL 1 MONTH) AS `TimestampSub_ts_ 1M_`
FROM t;
-- SELECT TIMESTAMP_SUB(`t0`.`ts`, INTERVAL '1' MONTH) AS `TimestampSub_ts_1M` FROM `t` AS `t0`

-- DateDiff: t.d - t.d
-- a difference of dates is a number of days, as on DuckDB
SELECT DATE_DIFF(d, d, DAY) AS `DateDiff_d_ d_`
FROM t;
-- OperationNotDefinedError: Compilation rule for 'DateDiff' operation is not defined

-- DateDelta: t.d.delta(ibis.date('2024-01-01'), unit='day')
-- literals of dates and times are those of standard SQL, which mean the same
SELECT
  DATE_DIFF(d, DATE '2024-01-01', DAY) AS `DateDelta_day_ d_ datetime_date_2024_ 1_ 1_`
FROM t;
-- SELECT DATE_DIFF(`t0`.`d`, DATE(2024, 1, 1), DAY) AS `DateDelta_'day'_d_datetime_date_2024_1_1` FROM `t` AS `t0`

-- DateDelta: t.d.delta(ibis.date('2024-01-01'), unit='month')
-- literals of dates and times are those of standard SQL, which mean the same
SELECT
  DATE_DIFF(d, DATE '2024-01-01', MONTH) AS `DateDelta_month_ d_ datetime_date_2024_ 1_ 1_`
FROM t;
-- SELECT DATE_DIFF(`t0`.`d`, DATE(2024, 1, 1), MONTH) AS `DateDelta_'month'_d_datetime_date_2024_1_1` FROM `t` AS `t0`

-- DateDelta: t.d.delta(ibis.date('2024-01-01'), unit='year')
-- literals of dates and times are those of standard SQL, which mean the same
SELECT
  DATE_DIFF(d, DATE '2024-01-01', YEAR) AS `DateDelta_year_ d_ datetime_date_2024_ 1_ 1_`
FROM t;
-- SELECT DATE_DIFF(`t0`.`d`, DATE(2024, 1, 1), YEAR) AS `DateDelta_'year'_d_datetime_date_2024_1_1` FROM `t` AS `t0`

-- TimeDelta: t.tm.delta(ibis.time('10:00:00'), unit='second')
-- literals of dates and times are those of standard SQL, which mean the same
SELECT
  TIME_DIFF(tm, TIME '10:00:00', SECOND) AS `TimeDelta_second_ tm_ datetime_time_10_ 0_`
FROM t;
-- SELECT TIME_DIFF(`t0`.`tm`, TIME(10, 0, 0), SECOND) AS `TimeDelta_'second'_tm_datetime_time_10_0` FROM `t` AS `t0`

-- TimestampDelta: t.ts.delta(ibis.timestamp('2024-01-01 00:00:00'), unit='hour')
-- literals of dates and times are those of standard SQL, which mean the same
SELECT
  DATETIME_DIFF(
    ts,
    DATETIME '2024-01-01 00:00:00',
    HOUR
  ) AS `TimestampDelta_hour_ ts_ datetime_datetime_2024_ 1_ 1_ 0_ 0_`
FROM t;
-- SELECT DATETIME_DIFF(`t0`.`ts`, DATETIME('2024-01-01T00:00:00'), HOUR) AS `TimestampDelta_'hour'_ts_datetime_datetime_2024_1_1_0_0` FROM `t` AS `t0`

-- TimestampDelta: t.ts.delta(ibis.timestamp('2024-01-01 00:00:00'), unit='day')
-- literals of dates and times are those of standard SQL, which mean the same
SELECT
  DATETIME_DIFF(
    ts,
    DATETIME '2024-01-01 00:00:00',
    DAY
  ) AS `TimestampDelta_day_ ts_ datetime_datetime_2024_ 1_ 1_ 0_ 0_`
FROM t;
-- SELECT DATETIME_DIFF(`t0`.`ts`, DATETIME('2024-01-01T00:00:00'), DAY) AS `TimestampDelta_'day'_ts_datetime_datetime_2024_1_1_0_0` FROM `t` AS `t0`

-- CountDistinctStar: v.nunique()
-- a row is counted as one text with its fields apart; Ibis runs them together, so that different rows may look the same
SELECT COUNT(DISTINCT TO_JSON_STRING(STRUCT(k, s))) AS CountDistinctStar_v_
FROM v;
-- SELECT COUNT(DISTINCT CONCAT(TO_JSON_STRING(`k`), TO_JSON_STRING(`s`))) AS `CountDistinctStar_v` FROM `v` AS `t0`

-- CountDistinctStar: v.nunique(where=v.k > 1)
-- a row is counted as one text with its fields apart; Ibis runs them together, so that different rows may look the same
SELECT
  COUNT(DISTINCT CASE WHEN k > 1 THEN TO_JSON_STRING(STRUCT(k, s)) END) AS `CountDistinctStar_v_ Greater_k_ 1_`
FROM v;
-- SELECT COUNT(DISTINCT IF(`t0`.`k` > 1, CONCAT(TO_JSON_STRING(`k`), TO_JSON_STRING(`s`)), NULL)) AS `CountDistinctStar_v_Greater_k_1` FROM `v` AS `t0`

-- Arbitrary: t.a.arbitrary()
-- a value that is not NULL is taken where there is one, as Ibis says of arbitrary()
SELECT ARRAY_AGG(a IGNORE NULLS LIMIT 1)[SAFE_OFFSET(0)] AS Arbitrary_a_
FROM t;
-- SELECT ANY_VALUE(`t0`.`a`) AS `Arbitrary_a` FROM `t` AS `t0`

-- Arbitrary: t.a.arbitrary(where=t.b > 1)
-- a value that is not NULL is taken where there is one, as Ibis says of arbitrary()
SELECT
  ARRAY_AGG(CASE WHEN b > 1 THEN a END IGNORE NULLS LIMIT 1)[SAFE_OFFSET(0)] AS `Arbitrary_a_ Greater_b_ 1_`
FROM t;
-- SELECT ANY_VALUE(IF(`t0`.`b` > 1, `t0`.`a`, NULL)) AS `Arbitrary_a_Greater_b_1` FROM `t` AS `t0`

-- ArgMin: t.s.argmin(t.b)
-- the row with the extreme key is taken even where its value is NULL
SELECT
  ARRAY_AGG(s ORDER BY b NULLS LAST LIMIT 1)[SAFE_OFFSET(0)] AS `ArgMin_s_ b_`
FROM t;
-- SELECT MIN_BY(`t0`.`s`, `t0`.`b`) AS `ArgMin_s_b` FROM `t` AS `t0`

-- ArgMax: t.s.argmax(t.b)
-- the row with the extreme key is taken even where its value is NULL
SELECT ARRAY_AGG(s ORDER BY b DESC LIMIT 1)[SAFE_OFFSET(0)] AS `ArgMax_s_ b_`
FROM t;
-- SELECT MAX_BY(`t0`.`s`, `t0`.`b`) AS `ArgMax_s_b` FROM `t` AS `t0`

-- Last: t.a.last(order_by=t.ts)
-- the last in an order is the first in the opposite one
SELECT
  ARRAY_AGG(a IGNORE NULLS ORDER BY ts DESC NULLS FIRST LIMIT 1)[SAFE_OFFSET(0)] AS `Last_a_ _ts_`
FROM t;
-- SELECT ARRAY_REVERSE(ARRAY_AGG(`t0`.`a` IGNORE NULLS ORDER BY `t0`.`ts` ASC NULLS LAST))[safe_offset(0)] AS `Last_a__ts` FROM `t` AS `t0`

-- RowNumber: t.select(x=ibis.row_number().over(order_by=t.a))
-- NULLs come last in a window as in Ibis, by a key of their own; Ibis loses NULLS LAST on the way to BigQuery
SELECT ROW_NUMBER() OVER (ORDER BY a IS NULL, a) - 1 AS x
FROM t;
-- SELECT ROW_NUMBER() OVER (ORDER BY `t0`.`a` ASC) - 1 AS `x` FROM `t` AS `t0`

-- MinRank: t.select(x=ibis.rank().over(order_by=t.a))
-- NULLs come last in a window as in Ibis, by a key of their own; Ibis loses NULLS LAST on the way to BigQuery
SELECT RANK() OVER (ORDER BY a IS NULL, a) - 1 AS x
FROM t;
-- SELECT RANK() OVER (ORDER BY `t0`.`a` ASC) - 1 AS `x` FROM `t` AS `t0`

-- MinRank: t.select(x=t.a.rank())
-- NULLs come last in a window as in Ibis, by a key of their own; Ibis loses NULLS LAST on the way to BigQuery
SELECT RANK() OVER (ORDER BY a IS NULL, a) - 1 AS x
FROM t;
-- SELECT RANK() OVER (ORDER BY `t0`.`a` ASC) - 1 AS `x` FROM `t` AS `t0`

-- DenseRank: t.select(x=ibis.dense_rank().over(group_by=t.s, order_by=t.a))
-- NULLs come last in a window as in Ibis, by a key of their own; Ibis loses NULLS LAST on the way to BigQuery
SELECT DENSE_RANK() OVER (PARTITION BY s ORDER BY a IS NULL, a) - 1 AS x
FROM t;
-- SELECT DENSE_RANK() OVER (PARTITION BY `t0`.`s` ORDER BY `t0`.`a` ASC) - 1 AS `x` FROM `t` AS `t0`

-- PercentRank: t.select(x=ibis.percent_rank().over(order_by=t.a))
-- NULLs come last in a window as in Ibis, by a key of their own; Ibis loses NULLS LAST on the way to BigQuery
SELECT PERCENT_RANK() OVER (ORDER BY a IS NULL, a) AS x
FROM t;
-- SELECT PERCENT_RANK() OVER (ORDER BY `t0`.`a` ASC) AS `x` FROM `t` AS `t0`

-- CumeDist: t.select(x=ibis.cume_dist().over(order_by=t.a))
-- NULLs come last in a window as in Ibis, by a key of their own; Ibis loses NULLS LAST on the way to BigQuery
SELECT CUME_DIST() OVER (ORDER BY a IS NULL, a) AS x
FROM t;
-- SELECT CUME_DIST() OVER (ORDER BY `t0`.`a` ASC) AS `x` FROM `t` AS `t0`

-- NTile: t.select(x=ibis.ntile(4).over(order_by=t.a))
-- NULLs come last in a window as in Ibis, by a key of their own; Ibis loses NULLS LAST on the way to BigQuery
SELECT NTILE(4) OVER (ORDER BY a IS NULL, a) - 1 AS x
FROM t;
-- SELECT NTILE(4) OVER (ORDER BY `t0`.`a` ASC) - 1 AS `x` FROM `t` AS `t0`

-- Lag: t.select(x=t.a.lag().over(order_by=t.ts))
-- NULLs come last in a window as in Ibis, by a key of their own; Ibis loses NULLS LAST on the way to BigQuery
SELECT LAG(a) OVER (ORDER BY ts IS NULL, ts) AS x
FROM t;
-- SELECT LAG(`t0`.`a`) OVER (ORDER BY `t0`.`ts` ASC) AS `x` FROM `t` AS `t0`

-- Lag: t.select(x=t.a.lag(2, 0).over(group_by=t.s, order_by=t.ts))
-- NULLs come last in a window as in Ibis, by a key of their own; Ibis loses NULLS LAST on the way to BigQuery
SELECT LAG(a, 2, 0) OVER (PARTITION BY s ORDER BY ts IS NULL, ts) AS x
FROM t;
-- SELECT LAG(`t0`.`a`, 2, 0) OVER (PARTITION BY `t0`.`s` ORDER BY `t0`.`ts` ASC) AS `x` FROM `t` AS `t0`

-- Lead: t.select(x=t.a.lead().over(order_by=t.ts))
-- NULLs come last in a window as in Ibis, by a key of their own; Ibis loses NULLS LAST on the way to BigQuery
SELECT LEAD(a) OVER (ORDER BY ts IS NULL, ts) AS x
FROM t;
-- SELECT LEAD(`t0`.`a`) OVER (ORDER BY `t0`.`ts` ASC) AS `x` FROM `t` AS `t0`

-- Lead: t.select(x=t.a.lead(2, 0).over(order_by=t.ts))
-- NULLs come last in a window as in Ibis, by a key of their own; Ibis loses NULLS LAST on the way to BigQuery
SELECT LEAD(a, 2, 0) OVER (ORDER BY ts IS NULL, ts) AS x
FROM t;
-- SELECT LEAD(`t0`.`a`, 2, 0) OVER (ORDER BY `t0`.`ts` ASC) AS `x` FROM `t` AS `t0`

-- NthValue: t.select(x=t.a.nth(2).over(order_by=t.ts))
-- NULLs come last in a window as in Ibis, by a key of their own; Ibis loses NULLS LAST on the way to BigQuery
SELECT
  NTH_VALUE(a, 3) OVER (
    ORDER BY ts IS NULL, ts
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS x
FROM t;
-- SELECT NTH_VALUE(`t0`.`a`, 3) OVER (ORDER BY `t0`.`ts` ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS `x` FROM `t` AS `t0`

-- WindowFunction: t.select(x=t.a.sum().over(group_by=t.s, order_by=t.ts))
-- NULLs come last in a window as in Ibis, by a key of their own; Ibis loses NULLS LAST on the way to BigQuery
SELECT
  SUM(a) OVER (
    PARTITION BY s
    ORDER BY ts IS NULL, ts
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS x
FROM t;
-- SELECT SUM(`t0`.`a`) OVER (PARTITION BY `t0`.`s` ORDER BY `t0`.`ts` ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS `x` FROM `t` AS `t0`

-- WindowFunction: t.select(x=t.a.sum().over(rows=(-2, 0), order_by=t.ts))
-- NULLs come last in a window as in Ibis, by a key of their own; Ibis loses NULLS LAST on the way to BigQuery
SELECT
  SUM(a) OVER (
    ORDER BY ts IS NULL, ts
    ROWS BETWEEN 2 PRECEDING AND CURRENT ROW
  ) AS x
FROM t;
-- SELECT SUM(`t0`.`a`) OVER (ORDER BY `t0`.`ts` ASC ROWS BETWEEN 2 preceding AND CURRENT ROW) AS `x` FROM `t` AS `t0`

-- WindowFunction: t.select(x=t.a.cumsum(order_by=t.ts))
-- NULLs come last in a window as in Ibis, by a key of their own; Ibis loses NULLS LAST on the way to BigQuery
SELECT
  SUM(a) OVER (
    ORDER BY ts IS NULL, ts
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS x
FROM t;
-- SELECT SUM(`t0`.`a`) OVER (ORDER BY `t0`.`ts` ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS `x` FROM `t` AS `t0`

-- WindowFunction: t.select(x=t.a.first().over(group_by=t.s, order_by=t.ts))
-- NULLs come last in a window as in Ibis, by a key of their own; Ibis loses NULLS LAST on the way to BigQuery
SELECT
  FIRST_VALUE(a) OVER (
    PARTITION BY s
    ORDER BY ts IS NULL, ts
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS x
FROM t;
-- SELECT FIRST_VALUE(`t0`.`a`) OVER (PARTITION BY `t0`.`s` ORDER BY `t0`.`ts` ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS `x` FROM `t` AS `t0`

-- WindowFunction: t.select(x=t.a.sum().over(order_by=t.ts.desc(nulls_first=True)))
-- NULLs come last in a window as in Ibis, by a key of their own; Ibis loses NULLS LAST on the way to BigQuery
SELECT
  SUM(a) OVER (
    ORDER BY ts IS NULL DESC, ts DESC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS x
FROM t;
-- SELECT SUM(`t0`.`a`) OVER (ORDER BY `t0`.`ts` DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS `x` FROM `t` AS `t0`

-- WindowFunction: t.filter(ibis.row_number().over(group_by=t.s, order_by=t.a) == 0)
-- NULLs come last in a window as in Ibis, by a key of their own; Ibis loses NULLS LAST on the way to BigQuery
SELECT *
FROM t
QUALIFY ROW_NUMBER() OVER (PARTITION BY s ORDER BY a IS NULL, a) - 1 = 0;
-- SELECT * FROM `t` AS `t0` QUALIFY (ROW_NUMBER() OVER (PARTITION BY `t0`.`s` ORDER BY `t0`.`a` ASC) - 1) = 0

-- ArrayContains: t.arr.contains(1)
-- IN UNNEST asks the same without a subquery
SELECT 1 IN UNNEST(arr) AS `ArrayContains_arr_ 1_`
FROM t;
-- SELECT EXISTS(SELECT 1 FROM UNNEST(`t0`.`arr`) AS ibis_bq_arr_contains WHERE ibis_bq_arr_contains = 1) AS `ArrayContains_arr_1` FROM `t` AS `t0`

-- ArrayContains: t.arr.contains(t.a)
-- IN UNNEST asks the same without a subquery
SELECT a IN UNNEST(arr) AS `ArrayContains_arr_ a_`
FROM t;
-- SELECT EXISTS(SELECT 1 FROM UNNEST(`t0`.`arr`) AS ibis_bq_arr_contains WHERE ibis_bq_arr_contains = `t0`.`a`) AS `ArrayContains_arr_a` FROM `t` AS `t0`

-- Relation Limit: t.select('a').order_by('a').limit(None, offset=2)
-- OFFSET needs a LIMIT there
SELECT a
FROM t
ORDER BY a NULLS LAST
LIMIT 9223372036854775807 OFFSET 2;
-- SELECT `t0`.`a` FROM `t` AS `t0` ORDER BY `t0`.`a` ASC NULLS LAST OFFSET 2

-- Relation TableUnnest: t.select('k', 'arr').unnest('arr')
-- the elements come out of a table of their own, so that their positions do not collide
SELECT t.k, t1.arr
FROM t
CROSS JOIN UNNEST(ARRAY(SELECT AS STRUCT arr FROM UNNEST(t.arr) AS arr)) AS t1;
-- SELECT `t1`.* REPLACE (`ibis_table_unnest_column` AS `arr`) FROM (SELECT `t0`.`k`, `t0`.`arr` FROM `t` AS `t0`) AS `t1` CROSS JOIN UNNEST(`t1`.`arr`) AS `ibis_table_unnest_column`

-- Relation TableUnnest: t.select('k', 'arr').unnest('arr', offset='pos')
-- the elements come out of a table of their own, so that their positions do not collide
SELECT t.k, t1.arr, t1.pos AS pos
FROM t
CROSS JOIN UNNEST(ARRAY(SELECT AS STRUCT arr, pos FROM UNNEST(t.arr) AS arr WITH OFFSET AS pos)) AS t1;
-- SELECT `t1`.* REPLACE (`ibis_table_unnest_column` AS `arr`), `pos` FROM (SELECT `t0`.`k`, `t0`.`arr` FROM `t` AS `t0`) AS `t1` CROSS JOIN UNNEST(`t1`.`arr`) AS `ibis_table_unnest_column` WITH OFFSET AS `pos`

-- Relation TableUnnest: t.select('k', 'arr').unnest('arr', keep_empty=True)
-- the elements come out of a table of their own, so that their positions do not collide
SELECT t.k, t1.arr
FROM t
LEFT JOIN UNNEST(ARRAY(SELECT AS STRUCT arr FROM UNNEST(t.arr) AS arr)) AS t1 ON TRUE;
-- SELECT `t1`.* REPLACE (`ibis_table_unnest_column` AS `arr`) FROM (SELECT `t0`.`k`, `t0`.`arr` FROM `t` AS `t0`) AS `t1` LEFT JOIN UNNEST(`t1`.`arr`) AS `ibis_table_unnest_column`

-- Relation InMemoryTable: ibis.memtable({'x': [1, 2], 'y': ['a', 'b']})
-- rows of a program are written into the statement; Ibis registers a table with a connection
SELECT *
FROM (SELECT CAST(1 AS INT64) AS x, 'a' AS y UNION ALL SELECT 2, 'b') AS t1;
-- SELECT * FROM `memtable`
