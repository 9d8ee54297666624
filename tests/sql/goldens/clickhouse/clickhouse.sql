CREATE TABLE t (
  "a" Nullable(Int64),
  "i" Nullable(Int32),
  "b" Nullable(Float64),
  "s" Nullable(String),
  "d" Nullable(Date),
  "ts" Nullable(DateTime64(6)),
  "ok" Nullable(Bool),
  "arr" Array(Nullable(Int64)),
  "tags" Array(Nullable(String)),
  "m" Map(String, Nullable(Int64)),
  "st" Tuple(x Nullable(Int64), y Nullable(String)),
  "dec" Nullable(Decimal(12, 2)),
  "k" Nullable(Int64)
) ENGINE = Memory;
INSERT INTO t VALUES
  (1, 3, 2.5, 'apple a', '2024-02-29', '2024-02-29 10:11:12.345678', true, [1, 2, NULL], ['a', 'b'], map('a', 1, 'b', 2), (1, 'q'), 12.35, 2),
  (-7, 2, -0.5, 'Äpfel ab', '2023-01-01', '2023-01-01 00:00:00', false, [3], ['x'], map('a', NULL), (NULL, 'z'), -1.25, 1),
  (NULL, NULL, NULL, NULL, NULL, NULL, NULL, [], [], map(), (5, NULL), NULL, NULL),
  (15, 1, 15.5, '  ab a\t', '2024-12-31', '2024-12-31 23:59:59.5', true, [2, 2, 1], ['b', 'b'], map('b', 7), (1, 'q'), 100.5, 3);
CREATE TABLE u (
  "k" Nullable(Int64),
  "a" Nullable(Int64),
  "c" Nullable(Float64),
  "s" Nullable(String),
  "ts" Nullable(DateTime64(6))
) ENGINE = Memory;
INSERT INTO u VALUES
  (1, 1, 1.5, 'apple a', '2024-01-01 00:00:00'),
  (2, -7, 2.5, 'x', '2024-01-02 00:00:00'),
  (2, 1, NULL, 'y', NULL);
CREATE TABLE v (
  "k" Nullable(Int64),
  "s" Nullable(String)
) ENGINE = Memory;
INSERT INTO v VALUES
  (1, 'apple a'),
  (2, 'y'),
  (2, 'y'),
  (NULL, 'n');
CREATE TABLE w (
  "nest" Array(Array(Nullable(Int64))),
  "flags" Array(Nullable(Bool)),
  "i8" Nullable(Int8)
) ENGINE = Memory;
INSERT INTO w VALUES
  ([[1, 2], [3]], [true, NULL], 3),
  ([], [], NULL);
