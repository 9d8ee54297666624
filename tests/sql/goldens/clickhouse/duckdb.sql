CREATE TABLE t (
  "a" BIGINT,
  "i" INTEGER,
  "b" DOUBLE,
  "s" VARCHAR,
  "d" DATE,
  "ts" TIMESTAMP,
  "ok" BOOLEAN,
  "arr" BIGINT[],
  "tags" VARCHAR[],
  "m" MAP(VARCHAR, BIGINT),
  "st" STRUCT(x BIGINT, y VARCHAR),
  "dec" DECIMAL(12, 2),
  "k" BIGINT
);
INSERT INTO t VALUES
  (1, 3, 2.5, 'apple a', '2024-02-29', '2024-02-29 10:11:12.345678', true, [1, 2, NULL], ['a', 'b'], MAP {'a': 1, 'b': 2}, {x: 1, y: 'q'}, 12.35, 2),
  (-7, 2, -0.5, 'Äpfel ab', '2023-01-01', '2023-01-01 00:00:00', false, [3], ['x'], MAP {'a': NULL}, {x: NULL, y: 'z'}, -1.25, 1),
  (NULL, NULL, NULL, NULL, NULL, NULL, NULL, [], [], MAP {}, {x: 5, y: NULL}, NULL, NULL),
  (15, 1, 15.5, E'  ab a\t', '2024-12-31', '2024-12-31 23:59:59.5', true, [2, 2, 1], ['b', 'b'], MAP {'b': 7}, {x: 1, y: 'q'}, 100.5, 3);
CREATE TABLE u (
  "k" BIGINT,
  "a" BIGINT,
  "c" DOUBLE,
  "s" VARCHAR,
  "ts" TIMESTAMP
);
INSERT INTO u VALUES
  (1, 1, 1.5, 'apple a', '2024-01-01 00:00:00'),
  (2, -7, 2.5, 'x', '2024-01-02 00:00:00'),
  (2, 1, NULL, 'y', NULL);
CREATE TABLE v (
  "k" BIGINT,
  "s" VARCHAR
);
INSERT INTO v VALUES
  (1, 'apple a'),
  (2, 'y'),
  (2, 'y'),
  (NULL, 'n');
CREATE TABLE w (
  "nest" BIGINT[][],
  "flags" BOOLEAN[],
  "i8" TINYINT
);
INSERT INTO w VALUES
  ([[1, 2], [3]], [true, NULL], 3),
  ([], [], NULL);
