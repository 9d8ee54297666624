SELECT emp_id, name FROM emp WHERE name LIKE 'a%';
SELECT emp_id, bonus / 0 AS none FROM emp;
SELECT emp_id, dept_id IS manager_id AS same FROM emp;
SELECT [emp_id], `name` FROM "emp";
SELECT emp_id, ifnull(bonus, -1) AS b FROM emp;
SELECT emp_id FROM emp ORDER BY salary, emp_id LIMIT 2, 3;
SELECT emp_id, CAST(salary AS INTEGER) AS whole FROM emp WHERE salary BETWEEN -1000 AND 1000;
