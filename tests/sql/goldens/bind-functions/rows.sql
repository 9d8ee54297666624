-- The table `t` of the probes: rows that tell functions apart, written for DuckDB.
SELECT * FROM (VALUES
  (1, 'a', 7::BIGINT, 2, 2.5::DOUBLE, 4.0::DOUBLE, 12.345::DECIMAL(12,3), 'hello world', 'o', true, DATE '2024-01-31', DATE '2024-02-29', TIMESTAMP '2024-01-31 13:05:09.123456', TIMESTAMP '2024-03-30 13:05:08.5', [3, 1, 2]::BIGINT[], ['b', 'a', NULL], 3),
  (2, 'a', -7, 2, -2.5, 0.25, -12.345, '  padded  ', 'pad', false, DATE '2024-02-29', DATE '2023-02-28', TIMESTAMP '2024-02-29 00:00:00', TIMESTAMP '2023-02-28 23:59:59.999999', [], [], 1),
  (3, 'a', 0, -3, 0.5, 1.0, 0.5, '', '', NULL, DATE '2023-12-31', DATE '2024-01-01', TIMESTAMP '2023-12-31 23:59:59.5', TIMESTAMP '2024-01-01 00:00:00', [NULL, 5], ['x'], 2),
  (4, 'a', NULL, 5, NULL, 2.0, NULL, NULL, 'a', true, NULL, DATE '2024-06-15', NULL, TIMESTAMP '2024-06-15 12:30:00', NULL, NULL, 5),
  (5, 'b', 12, 3, 1.5, 9.0, 2.5, 'héllo wörld', 'ö', true, DATE '2021-01-03', DATE '2020-12-28', TIMESTAMP '2021-01-03 08:00:01', TIMESTAMP '2020-12-28 09:15:00.000001', [7, 7, 7], ['a', 'a'], 1),
  (6, 'b', -1, -2, -0.5, 16.0, -2.5, 'a,b,,c', ',', false, DATE '2020-02-29', DATE '2021-02-28', TIMESTAMP '2020-02-29 23:00:00', TIMESTAMP '2021-02-28 22:59:59', [-1, 0, 1], ['é', '', 'z'], 4),
  (7, 'b', 100, 7, 3.5, 0.125, 99.999, 'AbC aBc', 'b', NULL, DATE '1969-12-31', DATE '1970-01-01', TIMESTAMP '1969-12-31 23:59:59.25', TIMESTAMP '1970-01-01 00:00:00', [10], ['q', NULL, 'r'], 3),
  (8, 'b', 5, 4, -1.5, 100.0, 0.005, 'x', 'xyz', false, DATE '2024-03-10', DATE '2024-03-17', TIMESTAMP '2024-03-10 12:00:00', TIMESTAMP '2024-03-17 11:00:00', [2, 4], ['m', 'n'], 2),
  (9, 'c', NULL, 6, NULL, NULL, NULL, '123-456-789', '-', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1),
  (10, 'c', 42, 10, 1000.25, 3.0, 1234.5, chr(9) || 'tab' || chr(10), 'ab', true, DATE '2022-11-09', DATE '2022-11-09', TIMESTAMP '2022-11-09 05:07:03.000001', TIMESTAMP '2022-11-09 17:07:03', [1, 2, 3, 4, 5], ['one', 'two'], 9),
  (11, 'c', 42, NULL, 0.0, 0.5, 42.0, 'foo.bar+baz', '.', true, DATE '2024-12-30', DATE '2025-01-01', TIMESTAMP '2024-12-30 10:10:10.010101', TIMESTAMP '2025-01-01 10:10:10.010101', [0], [NULL], 2),
  (12, 'd', -12345, 9, -1234.75, 1234.5, -0.5, 'ÀÉÎ straße', 'straße', false, DATE '2000-02-29', DATE '1999-12-31', TIMESTAMP '2000-02-29 01:02:03', TIMESTAMP '1999-12-31 04:05:06.7', [9, NULL, 8], ['k', 'j'], 6)
) AS v(id, g, i, j, f, p, d, s, u, b, dt, dt2, ts, ts2, l, ls, n)
