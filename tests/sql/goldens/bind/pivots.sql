PIVOT (SELECT emp_id, region, qty FROM sale) ON region IN ('north', 'south') USING sum(qty) GROUP BY emp_id;
PIVOT (SELECT emp_id, region, qty FROM sale) ON region IN ('north', 'south') USING sum(qty) AS s, count(*) AS n GROUP BY emp_id;
PIVOT (SELECT region, qty FROM sale) ON region IN ('north', 'south', 'none') USING count(*) GROUP BY qty;
SELECT * FROM (SELECT emp_id, region, qty FROM sale) PIVOT (max(qty) FOR region IN ('north' AS n, 'south' AS s));
SELECT * FROM (SELECT emp_id, region, qty, amount FROM sale) PIVOT (max(amount) AS m FOR region IN ('north', 'south') qty IN (1, 2) GROUP BY emp_id);
UNPIVOT (SELECT emp_id, dept_id, manager_id FROM emp) ON dept_id, manager_id INTO NAME kind VALUE ref;
SELECT * FROM (SELECT emp_id, dept_id, manager_id FROM emp) UNPIVOT (ref FOR kind IN (dept_id, manager_id));
SELECT * FROM (SELECT emp_id, dept_id, manager_id FROM emp) UNPIVOT INCLUDE NULLS (ref FOR kind IN (dept_id AS d, manager_id AS m));
SELECT kind, count(*) AS n FROM (SELECT emp_id, bonus, salary FROM emp) UNPIVOT (v FOR kind IN (bonus, salary)) GROUP BY kind;
