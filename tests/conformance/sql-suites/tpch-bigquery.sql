-- 1
SELECT l.l_returnflag, l.l_linestatus,
       SUM(l.l_quantity) AS sum_qty, SUM(l.l_extendedprice) AS sum_base_price,
       SUM(l.l_extendedprice * (1 - l.l_discount)) AS sum_disc_price,
       SUM(l.l_extendedprice * (1 - l.l_discount) * (1 + l.l_tax)) AS sum_charge,
       AVG(l.l_quantity) AS avg_qty, AVG(l.l_extendedprice) AS avg_price,
       AVG(l.l_discount) AS avg_disc, COUNT(*) AS count_order
FROM lineitem AS l
WHERE l.l_shipdate <= DATE_SUB(DATE '1998-12-01', INTERVAL 90 DAY)
GROUP BY l_returnflag, l_linestatus
ORDER BY 1, 2;
-- 2
WITH european AS (
  SELECT s.*, n.n_name
  FROM `supplier` AS s
  JOIN nation AS n ON s.s_nationkey = n.n_nationkey
  JOIN `region` AS r ON n.n_regionkey = r.r_regionkey
  WHERE r.r_name = 'EUROPE'
), cheapest AS (
  SELECT ps.ps_partkey AS part, MIN(ps.ps_supplycost) AS cost
  FROM `partsupp` AS ps JOIN european AS e ON e.s_suppkey = ps.ps_suppkey
  GROUP BY ps.ps_partkey
)
SELECT e.s_acctbal, e.s_name, e.n_name, p.p_partkey, p.p_mfgr, e.s_address, e.s_phone, e.s_comment
FROM part AS p
JOIN `partsupp` AS ps ON p.p_partkey = ps.ps_partkey
JOIN european AS e ON e.s_suppkey = ps.ps_suppkey
JOIN cheapest AS c ON c.part = p.p_partkey AND c.cost = ps.ps_supplycost
WHERE p.p_size = 15 AND p.p_type LIKE '%BRASS'
ORDER BY e.s_acctbal DESC, e.n_name, e.s_name, p.p_partkey
LIMIT 100;
-- 3
SELECT l.l_orderkey, SUM(l.l_extendedprice * (1 - l.l_discount)) AS revenue,
       o.o_orderdate, o.o_shippriority
FROM `customer` AS c
INNER JOIN orders AS o ON o.o_custkey = c.c_custkey AND o.o_orderdate < DATE '1995-03-15'
INNER JOIN lineitem AS l ON l.l_orderkey = o.o_orderkey AND l.l_shipdate > DATE(1995, 3, 15)
WHERE c.c_mktsegment = 'BUILDING'
GROUP BY l.l_orderkey, o.o_orderdate, o.o_shippriority
ORDER BY revenue DESC, o.o_orderdate
LIMIT 10;
-- 4
SELECT o.o_orderpriority, COUNT(*) AS order_count
FROM `orders` AS o
WHERE o.o_orderdate >= DATE(1993, 7, 1) AND o.o_orderdate < DATE_ADD(DATE '1993-07-01', INTERVAL 3 MONTH)
  AND o.o_orderkey IN (
    SELECT l.l_orderkey FROM `lineitem` AS l WHERE l.l_commitdate < l.l_receiptdate)
GROUP BY o.o_orderpriority
ORDER BY o.o_orderpriority;
-- 5
SELECT n.n_name, SUM(l.l_extendedprice * (1 - l.l_discount)) AS revenue
FROM customer AS c
JOIN `orders` AS o ON c.c_custkey = o.o_custkey
JOIN lineitem AS l ON l.l_orderkey = o.o_orderkey
JOIN `supplier` AS s ON l.l_suppkey = s.s_suppkey AND c.c_nationkey = s.s_nationkey
JOIN nation AS n ON s.s_nationkey = n.n_nationkey
JOIN `region` AS r ON n.n_regionkey = r.r_regionkey
WHERE r.r_name = 'ASIA'
  AND o.o_orderdate >= DATE(1994, 1, 1) AND o.o_orderdate < DATE_ADD(DATE '1994-01-01', INTERVAL 1 YEAR)
GROUP BY n.n_name
ORDER BY revenue DESC;
-- 6
SELECT SUM(l_extendedprice * l_discount) AS revenue
FROM lineitem
WHERE EXTRACT(YEAR FROM l_shipdate) = 1994 AND l_discount BETWEEN 0.05 AND 0.07 AND l_quantity < 24;
-- 7
SELECT supp_nation, cust_nation, l_year, SUM(volume) AS revenue
FROM (
  SELECT n1.n_name AS supp_nation, n2.n_name AS cust_nation, EXTRACT(YEAR FROM l.l_shipdate) AS l_year,
         l.l_extendedprice * (1 - l.l_discount) AS volume
  FROM `supplier` AS s
  JOIN lineitem AS l ON s.s_suppkey = l.l_suppkey
  JOIN `orders` AS o ON o.o_orderkey = l.l_orderkey
  JOIN customer AS c ON c.c_custkey = o.o_custkey
  JOIN `nation` AS n1 ON s.s_nationkey = n1.n_nationkey
  JOIN nation AS n2 ON c.c_nationkey = n2.n_nationkey
  WHERE l.l_shipdate BETWEEN DATE "1995-01-01" AND DATE(1996, 12, 31)
    AND (n1.n_name = "FRANCE" AND n2.n_name = 'GERMANY'
      OR n1.n_name = "GERMANY" AND n2.n_name = 'FRANCE')
) AS shipping
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3;
-- 8
SELECT o_year, SUM(CASE WHEN nation = "BRAZIL" THEN volume ELSE 0 END) / SUM(volume) AS mkt_share
FROM (
  SELECT EXTRACT(YEAR FROM o.o_orderdate) AS o_year, l.l_extendedprice * (1 - l.l_discount) AS volume,
         n2.n_name AS nation
  FROM `part` AS p
  JOIN lineitem AS l ON p.p_partkey = l.l_partkey
  JOIN `supplier` AS s ON s.s_suppkey = l.l_suppkey
  JOIN orders AS o ON l.l_orderkey = o.o_orderkey
  JOIN `customer` AS c ON o.o_custkey = c.c_custkey
  JOIN nation AS n1 ON c.c_nationkey = n1.n_nationkey
  JOIN `region` AS r ON n1.n_regionkey = r.r_regionkey
  JOIN nation AS n2 ON s.s_nationkey = n2.n_nationkey
  WHERE r.r_name = "AMERICA" AND p.p_type = 'ECONOMY ANODIZED STEEL'
    AND o.o_orderdate BETWEEN DATE(1995, 1, 1) AND DATE '1996-12-31'
) AS all_nations
GROUP BY o_year
ORDER BY o_year;
-- 9
SELECT nation, o_year, SUM(amount) AS sum_profit
FROM (
  SELECT n.n_name AS nation, EXTRACT(YEAR FROM o.o_orderdate) AS o_year,
         l.l_extendedprice * (1 - l.l_discount) - ps.ps_supplycost * l.l_quantity AS amount
  FROM `lineitem` AS l
  JOIN part AS p ON p.p_partkey = l.l_partkey
  JOIN `supplier` AS s ON s.s_suppkey = l.l_suppkey
  JOIN partsupp AS ps ON ps.ps_suppkey = l.l_suppkey AND ps.ps_partkey = l.l_partkey
  JOIN `orders` AS o ON o.o_orderkey = l.l_orderkey
  JOIN nation AS n ON s.s_nationkey = n.n_nationkey
  WHERE STRPOS(p.p_name, 'green') > 0
) AS profit
GROUP BY nation, o_year
ORDER BY nation, o_year DESC;
-- 10
SELECT c.c_custkey, c.c_name, SUM(l.l_extendedprice * (1 - l.l_discount)) AS revenue, c.c_acctbal,
       n.n_name, c.c_address, c.c_phone, c.c_comment
FROM `customer` AS c
JOIN orders AS o ON c.c_custkey = o.o_custkey
JOIN `lineitem` AS l ON l.l_orderkey = o.o_orderkey
JOIN nation AS n ON c.c_nationkey = n.n_nationkey
WHERE o.o_orderdate >= DATE(1993, 10, 1) AND o.o_orderdate < DATE_ADD(DATE '1993-10-01', INTERVAL 3 MONTH)
  AND l.l_returnflag = 'R'
GROUP BY c_custkey, c_name, c_acctbal, c_phone, n_name, c_address, c_comment
ORDER BY revenue DESC
LIMIT 20;
-- 11
WITH german AS (
  SELECT ps.ps_partkey, ps.ps_supplycost * ps.ps_availqty AS worth
  FROM `partsupp` AS ps
  JOIN supplier AS s ON ps.ps_suppkey = s.s_suppkey
  JOIN `nation` AS n ON s.s_nationkey = n.n_nationkey
  WHERE n.n_name = 'GERMANY'
)
SELECT ps_partkey, SUM(worth) AS `value`
FROM german
GROUP BY ps_partkey
HAVING SUM(worth) > (SELECT SUM(worth) * 0.0001 FROM german)
ORDER BY `value` DESC;
-- 12
SELECT l.l_shipmode,
       SUM(IF(o.o_orderpriority IN ("1-URGENT", '2-HIGH'), 1, 0)) AS high_line_count,
       SUM(IF(o.o_orderpriority NOT IN ("1-URGENT", '2-HIGH'), 1, 0)) AS low_line_count
FROM `orders` AS o
JOIN lineitem AS l ON o.o_orderkey = l.l_orderkey
WHERE l.l_shipmode IN ("MAIL", 'SHIP')
  AND l.l_commitdate < l.l_receiptdate AND l.l_shipdate < l.l_commitdate
  AND l.l_receiptdate >= DATE "1994-01-01" AND l.l_receiptdate < DATE_ADD(DATE '1994-01-01', INTERVAL 1 YEAR)
GROUP BY l.l_shipmode
ORDER BY l.l_shipmode;
-- 13
WITH counts AS (
  SELECT c.c_custkey, COUNT(o.o_orderkey) AS c_count
  FROM customer AS c
  LEFT JOIN `orders` AS o
    ON c.c_custkey = o.o_custkey AND o.o_comment NOT LIKE '%special%requests%'
  GROUP BY c.c_custkey
)
SELECT c_count, COUNT(*) AS custdist
FROM counts
GROUP BY c_count
ORDER BY custdist DESC, c_count DESC;
-- 14
SELECT 100.00 * SUM(IF(p.p_type LIKE "PROMO%", l.l_extendedprice * (1 - l.l_discount), 0))
         / SUM(l.l_extendedprice * (1 - l.l_discount)) AS promo_revenue
FROM lineitem AS l
JOIN `part` AS p ON l.l_partkey = p.p_partkey
WHERE l.l_shipdate >= DATE(1995, 9, 1) AND l.l_shipdate < DATE_ADD(DATE '1995-09-01', INTERVAL 1 MONTH);
-- 15
WITH revenue AS (
  SELECT l_suppkey AS supplier_no, SUM(l_extendedprice * (1 - l_discount)) AS total_revenue
  FROM `lineitem`
  WHERE l_shipdate >= DATE "1996-01-01" AND l_shipdate < DATE_ADD(DATE '1996-01-01', INTERVAL 3 MONTH)
  GROUP BY supplier_no
)
SELECT s.s_suppkey, s.s_name, s.s_address, s.s_phone, r.total_revenue
FROM `supplier` AS s
JOIN revenue AS r ON s.s_suppkey = r.supplier_no
WHERE r.total_revenue = (SELECT MAX(total_revenue) FROM revenue)
ORDER BY s.s_suppkey;
-- 16
SELECT p.p_brand, p.p_type, p.p_size, COUNT(DISTINCT ps.ps_suppkey) AS supplier_cnt
FROM partsupp AS ps
JOIN `part` AS p ON p.p_partkey = ps.ps_partkey
WHERE p.p_brand != 'Brand#45' AND p.p_type NOT LIKE "MEDIUM POLISHED%"
  AND p.p_size IN (49, 14, 23, 45, 19, 3, 36, 9)
  AND NOT EXISTS (
    SELECT 1 FROM supplier AS s
    WHERE s.s_suppkey = ps.ps_suppkey AND s.s_comment LIKE "%Customer%Complaints%")
GROUP BY p.p_brand, p.p_type, p.p_size
ORDER BY supplier_cnt DESC, p.p_brand, p.p_type, p.p_size;
-- 17
SELECT SUM(l.l_extendedprice) / 7.0 AS avg_yearly
FROM lineitem AS l
JOIN `part` AS p ON p.p_partkey = l.l_partkey
JOIN (
  SELECT l_partkey AS part, 0.2 * AVG(l_quantity) AS few FROM lineitem GROUP BY l_partkey
) AS limits ON limits.part = l.l_partkey
WHERE p.p_brand = "Brand#23" AND p.p_container = 'MED BOX' AND l.l_quantity < limits.few;
-- 18
WITH large AS (
  SELECT l_orderkey FROM `lineitem` GROUP BY l_orderkey HAVING SUM(l_quantity) > 300
)
SELECT c.c_name, c.c_custkey, o.o_orderkey, o.o_orderdate, o.o_totalprice,
       SUM(l.l_quantity) AS sum_qty
FROM large
JOIN orders AS o ON o.o_orderkey = large.l_orderkey
JOIN `customer` AS c ON c.c_custkey = o.o_custkey
JOIN lineitem AS l ON l.l_orderkey = o.o_orderkey
GROUP BY 1, 2, 3, 4, 5
ORDER BY o.o_totalprice DESC, o.o_orderdate
LIMIT 100;
-- 19
SELECT SUM(l.l_extendedprice * (1 - l.l_discount)) AS revenue
FROM `lineitem` AS l
JOIN part AS p ON p.p_partkey = l.l_partkey
WHERE l.l_shipinstruct = "DELIVER IN PERSON" AND l.l_shipmode IN ('AIR', "AIR REG")
  AND CASE p.p_brand
        WHEN 'Brand#12' THEN p.p_container IN ("SM CASE", 'SM BOX', "SM PACK", 'SM PKG')
          AND l.l_quantity BETWEEN 1 AND 11 AND p.p_size BETWEEN 1 AND 5
        WHEN "Brand#23" THEN p.p_container IN ('MED BAG', "MED BOX", 'MED PKG', "MED PACK")
          AND l.l_quantity BETWEEN 10 AND 20 AND p.p_size BETWEEN 1 AND 10
        WHEN 'Brand#34' THEN p.p_container IN ("LG CASE", 'LG BOX', "LG PACK", 'LG PKG')
          AND l.l_quantity BETWEEN 20 AND 30 AND p.p_size BETWEEN 1 AND 15
        ELSE FALSE
      END;
-- 20
WITH shipped AS (
  SELECT l_partkey, l_suppkey, 0.5 * SUM(l_quantity) AS half
  FROM `lineitem`
  WHERE l_shipdate >= DATE '1994-01-01' AND l_shipdate < DATE_ADD(DATE '1994-01-01', INTERVAL 1 YEAR)
  GROUP BY l_partkey, l_suppkey
)
SELECT s.s_name, s.s_address
FROM `supplier` AS s
JOIN nation AS n ON s.s_nationkey = n.n_nationkey
WHERE n.n_name = "CANADA" AND s.s_suppkey IN (
  SELECT ps.ps_suppkey
  FROM partsupp AS ps
  JOIN `part` AS p ON p.p_partkey = ps.ps_partkey
  JOIN shipped ON l_partkey = ps.ps_partkey AND l_suppkey = ps.ps_suppkey
  WHERE STARTS_WITH(p.p_name, 'forest') AND ps.ps_availqty > shipped.half)
ORDER BY s.s_name;
-- 21
SELECT s.s_name, COUNT(*) AS numwait
FROM supplier AS s
JOIN `lineitem` AS late ON s.s_suppkey = late.l_suppkey AND late.l_receiptdate > late.l_commitdate
JOIN orders AS o ON o.o_orderkey = late.l_orderkey AND o.o_orderstatus = "F"
JOIN nation AS n ON s.s_nationkey = n.n_nationkey AND n.n_name = "SAUDI ARABIA"
WHERE EXISTS (
    SELECT * FROM lineitem AS other
    WHERE other.l_orderkey = late.l_orderkey AND other.l_suppkey <> late.l_suppkey)
  AND NOT EXISTS (
    SELECT * FROM `lineitem` AS other
    WHERE other.l_orderkey = late.l_orderkey AND other.l_suppkey <> late.l_suppkey
      AND other.l_receiptdate > other.l_commitdate)
GROUP BY s.s_name
ORDER BY numwait DESC, s.s_name
LIMIT 100;
-- 22
WITH chosen AS (
  SELECT c_custkey, LEFT(c_phone, 2) AS cntrycode, c_acctbal
  FROM `customer`
  WHERE LEFT(c_phone, 2) IN ("13", '31', "23", '29', "30", '18', "17")
)
SELECT c.cntrycode, COUNT(*) AS numcust, SUM(c.c_acctbal) AS totacctbal
FROM chosen AS c
LEFT JOIN orders AS o ON o.o_custkey = c.c_custkey
WHERE o.o_orderkey IS NULL
  AND c.c_acctbal > (SELECT AVG(c_acctbal) FROM chosen WHERE c_acctbal > 0)
GROUP BY c.cntrycode
ORDER BY c.cntrycode;
