-- Star schema benchmark: its five tables, with rows dense enough that every query finds some.
CREATE TABLE dates (
  d_datekey INTEGER, d_date VARCHAR, d_dayofweek VARCHAR, d_month VARCHAR, d_year INTEGER,
  d_yearmonthnum INTEGER, d_yearmonth VARCHAR, d_daynuminweek INTEGER, d_weeknuminyear INTEGER
);
CREATE TABLE customer (
  c_custkey INTEGER, c_name VARCHAR, c_city VARCHAR, c_nation VARCHAR, c_region VARCHAR,
  c_mktsegment VARCHAR
);
CREATE TABLE supplier (
  s_suppkey INTEGER, s_name VARCHAR, s_city VARCHAR, s_nation VARCHAR, s_region VARCHAR
);
CREATE TABLE part (
  p_partkey INTEGER, p_name VARCHAR, p_mfgr VARCHAR, p_category VARCHAR, p_brand1 VARCHAR,
  p_color VARCHAR, p_size INTEGER
);
CREATE TABLE lineorder (
  lo_orderkey BIGINT, lo_linenumber INTEGER, lo_custkey INTEGER, lo_partkey INTEGER,
  lo_suppkey INTEGER, lo_orderdate INTEGER, lo_quantity INTEGER, lo_extendedprice INTEGER,
  lo_discount INTEGER, lo_revenue INTEGER, lo_supplycost INTEGER, lo_tax INTEGER
);
INSERT INTO dates
SELECT
  CAST(strftime(day, '%Y%m%d') AS INTEGER), strftime(day, '%B %-d, %Y'), dayname(day), monthname(day),
  year(day), year(day) * 100 + month(day), strftime(day, '%b%Y'), dayofweek(day) + 1,
  (dayofyear(day) - 1) // 7 + 1
FROM (SELECT CAST(unnest(generate_series(DATE '1992-01-01', DATE '1998-12-31', INTERVAL 1 DAY)) AS DATE) AS day);
INSERT INTO customer
SELECT
  i, 'Customer#' || i, city, nation, region, ['AUTOMOBILE', 'BUILDING', 'MACHINERY'][i % 3 + 1]
FROM (
  SELECT i, place.*, left(place.nation || '         ', 9) || (i // 5 % 10) AS city
  FROM range(300) AS r(i)
  JOIN (VALUES (0, 'UNITED KINGDOM', 'EUROPE'), (1, 'UNITED STATES', 'AMERICA'), (2, 'CHINA', 'ASIA'),
    (3, 'FRANCE', 'EUROPE'), (4, 'BRAZIL', 'AMERICA')) AS place(k, nation, region) ON place.k = i % 5
);
INSERT INTO supplier
SELECT i, 'Supplier#' || i, city, nation, region
FROM (
  SELECT i, place.*, left(place.nation || '         ', 9) || (i // 5 % 10) AS city
  FROM range(150) AS r(i)
  JOIN (VALUES (0, 'UNITED STATES', 'AMERICA'), (1, 'UNITED KINGDOM', 'EUROPE'), (2, 'CHINA', 'ASIA'),
    (3, 'JAPAN', 'ASIA'), (4, 'BRAZIL', 'AMERICA')) AS place(k, nation, region) ON place.k = i % 5
);
INSERT INTO part
SELECT
  i, 'part ' || i, 'MFGR#' || (i % 3 + 1), 'MFGR#' || (i % 3 + 1) || (i // 3 % 4 + 1),
  'MFGR#' || (i % 3 + 1) || (i // 3 % 4 + 1) || (i // 12 % 40 + 1),
  ['red', 'green', 'ivory'][i % 3 + 1], i % 50 + 1
FROM range(480) AS r(i);
INSERT INTO lineorder
SELECT
  i // 4, i % 4 + 1, hash(i) % 300, hash(i + 1) % 480, hash(i + 2) % 150,
  CAST(strftime(DATE '1992-01-01' + CAST(hash(i + 3) % 2557 AS INTEGER), '%Y%m%d') AS INTEGER),
  hash(i + 4) % 50 + 1, hash(i + 5) % 90000 + 1000, hash(i + 6) % 11, hash(i + 7) % 80000 + 900,
  hash(i + 8) % 5000 + 100, hash(i + 9) % 9
FROM range(60000) AS r(i);
