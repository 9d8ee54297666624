-- t.filter(t.a > 18).select("a", "c")
SELECT [a], [c]
FROM [t]
WHERE [a] > 18;

-- t.mutate(x=t.b * 2).filter(_.x > 1).order_by(_.x.desc()).limit(5, offset=10)
SELECT *, [b] * 2 AS [x]
FROM [t]
WHERE [b] * 2 > 1
ORDER BY [b] * 2 DESC
OFFSET 10 ROWS FETCH FIRST 5 ROWS ONLY;

-- t.order_by("a", t.b.desc(), t.c.asc(nulls_first=True), t.d.desc(nulls_first=True)).select("c")
SELECT [c]
FROM [t]
ORDER BY
  CASE WHEN [a] IS NULL THEN 1 ELSE 0 END, [a],
  [b] DESC,
  [c],
  CASE WHEN [d] IS NULL THEN 1 ELSE 0 END DESC, [d] DESC;

-- t.group_by("bo").agg(n=_.count(), total=_.b.sum(where=_.a > 1), mean=_.dec.mean()).filter(_.n > 3).order_by("n")
SELECT
  [bo],
  COUNT_BIG(*) AS [n],
  SUM(CASE WHEN [a] > 1 THEN [b] END) AS [total],
  AVG([dec]) AS [mean]
FROM [t]
GROUP BY [bo]
HAVING COUNT_BIG(*) > 3
ORDER BY CASE WHEN COUNT_BIG(*) IS NULL THEN 1 ELSE 0 END, COUNT_BIG(*);

-- t.group_by(year=t.d.year()).agg(people=_.c.nunique(), any_true=_.bo.any(), trues=_.bo.sum())
SELECT
  DATEPART(year, [d]) AS [year],
  COUNT_BIG(DISTINCT [c]) AS [people],
  MAX(CAST([bo] AS INTEGER)) AS [any_true],
  SUM(CAST([bo] AS INTEGER)) AS [trues]
FROM [t]
GROUP BY DATEPART(year, [d]);

-- t.group_by(size=(t.b > 1).ifelse("a long label for the big ones", "and one for the small")).agg(n=_.count())
SELECT
  CASE
    WHEN [b] > 1 THEN 'a long label for the big ones'
    ELSE 'and one for the small'
  END AS [size],
  COUNT_BIG(*) AS [n]
FROM [t]
GROUP BY
  CASE
    WHEN [b] > 1 THEN 'a long label for the big ones'
    ELSE 'and one for the small'
  END;

-- t.agg(spread=_.a.max() - _.a.min(), sd=_.b.std(), latest=_.c.argmax(_.ts), names=_.c.group_concat("|", order_by=_.c))
-- refused: SQL Server has no row for ArgMax: it has no such aggregate

-- t.select("a", "c").distinct()
SELECT DISTINCT [a], [c]
FROM [t];

-- t.agg(n=_.a.count(where=_.b > 0), m=_.count(where=_.b > 0))
SELECT
  COUNT(CASE WHEN [b] > 0 THEN [a] END) AS [n],
  COUNT_BIG(CASE WHEN [b] > 0 THEN 1 END) AS [m]
FROM [t];

-- t.join(u, t.a == u.k).select("a", "c", "name")
SELECT [t].[a], [t].[c], [u].[name]
FROM [t]
JOIN [u] ON [t].[a] = [u].[k];

-- t.left_join(u.filter(u.w > 2), t.a == u.k).filter(_.b > 0).select("a", "k", "w")
SELECT [t].[a], [u].[k], [u].[w]
FROM [t]
LEFT JOIN [u] ON [t].[a] = [u].[k] AND [u].[w] > 2
WHERE [t].[b] > 0;

-- t.outer_join(u, t.a == u.k).select(key=ibis.coalesce(t.a, u.k), w=u.w)
SELECT COALESCE([t].[a], [u].[k]) AS [key], [u].[w]
FROM [t]
FULL JOIN [u] ON [t].[a] = [u].[k];

-- t.semi_join(u, t.a == u.k).select("a")
SELECT [a]
FROM [t]
WHERE EXISTS (SELECT 1 FROM [u] WHERE [t].[a] = [k]);

-- t.anti_join(u.filter(u.w > 2), t.a == u.k).select("a")
SELECT [a]
FROM [t]
WHERE NOT EXISTS (SELECT 1 FROM [u] WHERE [t].[a] = [k] AND [w] > 2);

-- t.cross_join(u).select("a", "k")
SELECT [t].[a], [u].[k]
FROM [t]
CROSS JOIN [u];

-- v = t.view(); t.join(v, [t.bo == v.bo, t.b < v.b]).select(t.a, other=v.a)
SELECT [t1].[a], [t2].[a] AS [other]
FROM [t] AS [t1]
JOIN [t] AS [t2] ON [t1].[bo] = [t2].[bo] AND [t1].[b] < [t2].[b];

-- t.join(u, t.a == u.k).group_by("name").agg(total=_.b.sum())
SELECT [u].[name], SUM([t].[b]) AS [total]
FROM [t]
JOIN [u] ON [t].[a] = [u].[k]
GROUP BY [u].[name];

-- t.asof_join(u, on=("ts", "at")).select("ts", "name")
-- refused: SQL Server has no row for an asof join: it has no such join

-- t.filter(t.a.isin(u.filter(u.w > 0).k)).select("a")
SELECT [a]
FROM [t]
WHERE [a] IN (SELECT [k] FROM [u] WHERE [w] > 0);

-- t.filter(t.a.notin([1, 2]), ~t.c.like("x%")).select("a")
SELECT [a]
FROM [t]
WHERE [a] NOT IN (1, 2) AND [c] NOT LIKE 'x%';

-- t.filter((u.k == t.a).any()).select("a", "b")
SELECT [a], [b]
FROM [t]
WHERE EXISTS (SELECT 1 FROM [u] WHERE [k] = [t].[a]);

-- t.filter(t.b > t.b.mean()).select("a")
SELECT [a]
FROM [t]
WHERE [b] > (SELECT AVG([b]) FROM [t]);

-- x = t.group_by("bo").agg(s=_.a.sum()); x.filter(x.s == x.s.max())
WITH [t_by_bo] AS (
  SELECT [bo], SUM([a]) AS [s]
  FROM [t]
  GROUP BY [bo]
)
SELECT *
FROM [t_by_bo]
WHERE [s] = (SELECT MAX([s]) FROM [t_by_bo]);

-- x = t.group_by("a").agg(n=_.count()); y = x.view(); x.join(y, x.n == y.n).select(x.a, b=y.a)
WITH [t_by_a] AS (
  SELECT [a], COUNT_BIG(*) AS [n]
  FROM [t]
  GROUP BY [a]
)
SELECT [t1].[a], [t2].[a] AS [b]
FROM [t_by_a] AS [t1]
JOIN [t_by_a] AS [t2] ON [t1].[n] = [t2].[n];

-- t.group_by("bo").agg(n=_.count()).agg(m=_.n.max())
SELECT MAX([n]) AS [m]
FROM (
  SELECT [bo], COUNT_BIG(*) AS [n]
  FROM [t]
  GROUP BY [bo]
) AS [t1];

-- t.mutate(r=ibis.row_number().over(group_by="bo", order_by=_.b.desc())).filter(_.r < 3).select("a", "r")
SELECT [a], [r]
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY [bo] ORDER BY [b] DESC) - 1 AS [r]
  FROM [t]
) AS [t1]
WHERE [r] < 3;

-- t.select("a", share=t.b / t.b.sum().over(group_by=t.bo), place=ibis.rank().over(order_by=t.b) + 1)
SELECT
  [a],
  [b] / SUM([b]) OVER (PARTITION BY [bo]) AS [share],
  RANK() OVER (ORDER BY CASE WHEN [b] IS NULL THEN 1 ELSE 0 END, [b]) AS [place]
FROM [t];

-- t.select("a", running=t.b.cumsum(order_by=t.ts), near=t.b.mean().over(rows=(-3, 0), order_by=t.ts))
SELECT
  [a],
  SUM([b]) OVER (
    ORDER BY CASE WHEN [ts] IS NULL THEN 1 ELSE 0 END, [ts]
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS [running],
  AVG([b]) OVER (
    ORDER BY CASE WHEN [ts] IS NULL THEN 1 ELSE 0 END, [ts]
    ROWS BETWEEN 3 PRECEDING AND CURRENT ROW
  ) AS [near]
FROM [t];

-- t.select("a", prev=t.b.lag(2, default=0).over(order_by=t.ts), first=t.c.first().over(group_by=t.bo, order_by=t.ts))
SELECT
  [a],
  LAG([b], 2, 0) OVER (
    ORDER BY CASE WHEN [ts] IS NULL THEN 1 ELSE 0 END, [ts]
  ) AS [prev],
  FIRST_VALUE([c]) OVER (
    PARTITION BY [bo]
    ORDER BY CASE WHEN [ts] IS NULL THEN 1 ELSE 0 END, [ts]
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS [first]
FROM [t];

-- t.select(s=t.a.sum().over(ibis.range_window(preceding=3, following=0, order_by=t.i32)))
-- refused: SQL Server has no row for Sum over a window: its ranges have no distances

-- t.select("a").union(u.select(a="k")).order_by("a").limit(3)
SELECT TOP 3 *
FROM (
  SELECT [a]
  FROM [t]
  UNION ALL
  SELECT [k] AS [a]
  FROM [u]
) AS [t1]
ORDER BY CASE WHEN [a] IS NULL THEN 1 ELSE 0 END, [a];

-- t.select("a").union(u.select(a="k"), distinct=True)
SELECT [a]
FROM [t]
UNION
SELECT [k] AS [a]
FROM [u];

-- t.select("a").intersect(u.select(a="k"))
SELECT [a]
FROM [t]
INTERSECT
SELECT [k] AS [a]
FROM [u];

-- t.select("a").difference(u.select(a="k"))
SELECT [a]
FROM [t]
EXCEPT
SELECT [k] AS [a]
FROM [u];

-- t.select("a").order_by("a").limit(2).union(u.select(a="k"))
(
  SELECT TOP 2 [a]
  FROM [t]
  ORDER BY CASE WHEN [a] IS NULL THEN 1 ELSE 0 END, [a]
)
UNION ALL
SELECT [k] AS [a]
FROM [u];

-- t.order_by("b").limit(5).filter(_.a > 1).select("a")
SELECT [a]
FROM (
  SELECT TOP 5 *
  FROM [t]
  ORDER BY CASE WHEN [b] IS NULL THEN 1 ELSE 0 END, [b]
) AS [t1]
WHERE [a] > 1;

-- t.limit(None, offset=3).select("a")
SELECT [a]
FROM [t]
ORDER BY (SELECT NULL) OFFSET 3 ROWS;

-- t.select("a", "b").drop_null()
SELECT [a], [b]
FROM [t]
WHERE [a] IS NOT NULL AND [b] IS NOT NULL;

-- t.select("a", "b").fill_null(0)
SELECT COALESCE([a], 0) AS [a], COALESCE([b], 0) AS [b]
FROM [t];

-- t.select("a", e=t.arr.unnest()).filter(_.e > 1)
-- refused: SQL Server has no row for Unnest: it has no arrays, maps or structs

-- t.select("a", "arr").unnest("arr", offset="i")
-- refused: SQL Server has no row for TableUnnest: it cannot spread arrays into rows

-- ibis.memtable([(1, "it's"), (2, None)], schema={"n": "int64", "s": "string"})
SELECT *
FROM (VALUES (CAST(1 AS BIGINT), 'it''s'), (2, NULL)) AS [t1]([n], [s]);

-- ibis.memtable([], schema={"n": "int64", "s": "string"})
SELECT *
FROM (
  SELECT CAST(NULL AS BIGINT) AS [n], CAST(NULL AS VARCHAR(max)) AS [s] WHERE 1 = 0
) AS [t1];

-- t.sample(0.1).select("a")
SELECT [a]
FROM [t]
WHERE RAND(CHECKSUM(NEWID())) <= 0.1;

-- t.select(x=t.a / 2, y=t.a // 2, z=t.a % 2, p=t.a ** 2, m=-(t.a - (t.i32 - 1)) * 2)
SELECT
  CAST([a] AS FLOAT) / 2 AS [x],
  CAST(FLOOR(CAST([a] AS FLOAT) / 2) AS BIGINT) AS [y],
  [a] % 2 AS [z],
  POWER(CAST([a] AS FLOAT), 2) AS [p],
  -([a] - ([i32] - 1)) * 2 AS [m]
FROM [t];

-- t.select(r0=t.b.round(), r1=t.b.round(1), f=t.b.floor(), c=t.a.clip(0, 10), g=ibis.greatest(t.a, t.i32))
SELECT
  CAST(ROUND([b], 0) AS BIGINT) AS [r0],
  ROUND([b], 1) AS [r1],
  CAST(FLOOR([b]) AS BIGINT) AS [f],
  CASE WHEN [a] IS NOT NULL THEN GREATEST(LEAST([a], 10), 0) END AS [c],
  GREATEST([a], [i32]) AS [g]
FROM [t];

-- t.select(b=t.b.bucket([0, 10, 20]), x=t.bo ^ (t.a > 1), i=t.a.identical_to(t.i32), n=(t.a > 1).isnull())
SELECT
  CASE
    WHEN [b] >= 0 AND [b] < 10 THEN 0
    WHEN [b] >= 10 AND [b] <= 20 THEN 1
  END AS [b],
  CASE WHEN ([bo] <> 0 OR [a] > 1) AND NOT ([bo] <> 0 AND [a] > 1) THEN 1 WHEN NOT (([bo] <> 0 OR [a] > 1) AND NOT ([bo] <> 0 AND [a] > 1)) THEN 0 END AS [x],
  CASE WHEN [a] IS NOT DISTINCT FROM [i32] THEN 1 ELSE 0 END AS [i],
  CASE WHEN CASE WHEN [a] > 1 THEN 1 WHEN NOT ([a] > 1) THEN 0 END IS NULL THEN 1 ELSE 0 END AS [n]
FROM [t];

-- t.filter((t.bo | (t.a > 2)) & (t.b > 0), ~((t.a > 2) | t.bo)).select("a")
SELECT [a]
FROM [t]
WHERE ([bo] <> 0 OR [a] > 2) AND [b] > 0 AND NOT ([a] > 2 OR [bo] <> 0);

-- t.select(u=t.c.upper(), l=t.c.length(), s=t.c.substr(1, 3), r=t.c.right(2), i=t.c[1:4], p=t.c.lpad(8, "0"))
SELECT
  UPPER([c]) AS [u],
  LEN('A' + [c] + 'Z') - 2 AS [l],
  SUBSTRING([c], 2, 3) AS [s],
  RIGHT([c], 2) AS [r],
  SUBSTRING([c], 2, 3) AS [i],
  CASE
    WHEN 8 <= LEN('A' + [c] + 'Z') - 2 THEN [c]
    ELSE RIGHT(REPLICATE('0', 8 - (LEN('A' + [c] + 'Z') - 2)) + [c], 8)
  END AS [p]
FROM [t];

-- t.select(s=t.c.startswith("a"), e=t.c.endswith("z"), h=t.c.contains("b"), f=t.c.find("b"), t=t.c.strip(), k=t.c.capitalize())
SELECT
  CASE WHEN LEFT([c], LEN('A' + 'a' + 'Z') - 2) = 'a' THEN 1 WHEN NOT (LEFT([c], LEN('A' + 'a' + 'Z') - 2) = 'a') THEN 0 END AS [s],
  CASE WHEN RIGHT([c], LEN('A' + 'z' + 'Z') - 2) = 'z' THEN 1 WHEN NOT (RIGHT([c], LEN('A' + 'z' + 'Z') - 2) = 'z') THEN 0 END AS [e],
  CASE WHEN CHARINDEX('b', [c]) > 0 THEN 1 WHEN NOT (CHARINDEX('b', [c]) > 0) THEN 0 END AS [h],
  CHARINDEX('b', [c]) - 1 AS [f],
  TRIM(' 	
' FROM [c]) AS [t],
  UPPER(SUBSTRING([c], 1, 1)) + LOWER(
    SUBSTRING([c], 2, LEN('A' + [c] + 'Z') - 2)
  ) AS [k]
FROM [t];

-- t.select(a=t.c + "-" + t.c, b=t.c.replace("a", "b"), c=t.c.ilike("A%"), d=t.c.split(","))
-- refused: SQL Server has no row for StringSplit: it has no arrays, maps or structs

-- t.select(a=t.c.re_search("^a.*"), b=t.c.re_extract("(a)(b)", 1), c=t.c.re_replace("(a)", r"<\1>"))
-- refused: SQL Server has no row for RegexSearch: it had no regular expressions before its version of 2025

-- t.select(y=t.ts.year(), q=t.d.quarter(), w=t.d.week_of_year(), s=t.ts.second(), d=t.d.day_of_week.index(), n=t.d.day_of_week.full_name())
SELECT
  DATEPART(year, [ts]) AS [y],
  DATEPART(quarter, [d]) AS [q],
  DATEPART(iso_week, [d]) AS [w],
  DATEPART(second, [ts]) AS [s],
  (DATEDIFF(DAY, '19000101', [d]) % 7 + 7) % 7 AS [d],
  CASE (DATEDIFF(DAY, '19000101', [d]) % 7 + 7) % 7 WHEN 0 THEN 'Monday' WHEN 1 THEN 'Tuesday' WHEN 2 THEN 'Wednesday' WHEN 3 THEN 'Thursday' WHEN 4 THEN 'Friday' WHEN 5 THEN 'Saturday' WHEN 6 THEN 'Sunday' END AS [n]
FROM [t];

-- t.select(m=t.d.truncate("M"), w=t.d.truncate("W"), h=t.ts.truncate("h"), f=t.ts.strftime("%Y-%m-%d %H:%M"))
SELECT
  DATETRUNC(MONTH, [d]) AS [m],
  DATETRUNC(ISO_WEEK, [d]) AS [w],
  DATETRUNC(HOUR, [ts]) AS [h],
  FORMAT([ts], 'yyyy-MM-dd HH:mm') AS [f]
FROM [t];

-- t.select(a=t.d + ibis.interval(days=3), b=t.d - ibis.interval(weeks=2), c=t.d + t.i32.as_interval("D"))
SELECT
  DATEADD(DAY, 3, [d]) AS [a],
  DATEADD(WEEK, -2, [d]) AS [b],
  DATEADD(DAY, [i32], [d]) AS [c]
FROM [t];

-- t.select(a=t.ts + ibis.interval(hours=5))
SELECT DATEADD(HOUR, 5, [ts]) AS [a]
FROM [t];

-- t.select(a=t.d - ibis.date("2024-01-01"), b=t.d.delta(ibis.date("2024-01-01"), unit="month"))
-- refused: SQL Server has no row for DateDiff: it has no intervals, they can only be added to a date or time

-- t.filter(t.d >= ibis.date("2024-01-01"), t.ts < ibis.timestamp("2024-02-01 12:30:00"))
SELECT *
FROM [t]
WHERE [d] >= DATEFROMPARTS(2024, 1, 1)
  AND [ts] < DATETIME2FROMPARTS(2024, 2, 1, 12, 30, 0, 0, 6);

-- t.select(a=t.a.cast("string"), b=t.b.cast("int64"), c=t.c.cast("date"), d=t.a.cast("decimal(12, 2)"), e=t.bo.cast("int64"))
SELECT
  CAST([a] AS VARCHAR(max)) AS [a],
  CAST(ROUND([b], 0) AS BIGINT) AS [b],
  CAST([c] AS DATE) AS [c],
  CAST([a] AS NUMERIC(12, 2)) AS [d],
  CAST([bo] AS BIGINT) AS [e]
FROM [t];

-- t.select(t=t.c.try_cast("int64"))
SELECT TRY_CAST([c] AS BIGINT) AS [t]
FROM [t];

-- t.select(a=ibis.cases((t.a > 3, "high"), (t.a > 1, "mid"), else_="low"), b=t.c.cases(("x", 1), else_=0))
SELECT
  CASE WHEN [a] > 3 THEN 'high' WHEN [a] > 1 THEN 'mid' ELSE 'low' END AS [a],
  CASE [c] WHEN 'x' THEN 1 ELSE 0 END AS [b]
FROM [t];

-- t.select(a=t.a.coalesce(0), b=t.a.nullif(0), c=t.c.isnull(), d=ibis.null("int64"), e=ibis.literal(True))
SELECT
  COALESCE([a], 0) AS [a],
  NULLIF([a], 0) AS [b],
  CASE WHEN [c] IS NULL THEN 1 ELSE 0 END AS [c],
  CAST(NULL AS BIGINT) AS [d],
  1 AS [e]
FROM [t];

-- t.select(q=ibis.literal("it's"), b=ibis.literal("back\\slash"), f=0.1, big=ibis.literal(9223372036854775807), n=ibis.literal(float("nan")), d=ibis.literal("1.10", type="decimal(10, 2)"))
-- refused: SQL Server has no row for a literal of type float64: it cannot write one

-- t.select(first=t.arr[0], last=t.arr[-1], n=t.arr.length(), has=t.arr.contains(3), more=t.arr + [1])
-- refused: SQL Server has no row for ArrayIndex: it has no arrays, maps or structs

-- t.select(up=t.arr.map(lambda x: x + 1), some=t.arr.filter(lambda x: x > 1))
-- refused: SQL Server has no row for ArrayMap: it has no arrays, maps or structs

-- t.select(x=t.s.x, v=t.m["k"], j=t.j["key"][0])
-- refused: SQL Server has no row for StructField: it has no arrays, maps or structs

-- t.agg(med=_.b.median(), q=_.b.quantile(0.9), f=_.c.first(order_by=_.ts), l=_.c.last(order_by=_.ts), all=_.a.collect(order_by=_.a))
-- refused: SQL Server has no row for Median: it has no such aggregate

-- t.select(**{"Upper Case": t.a, "select": t.b, "quo\"te": t.c})
SELECT [a] AS [Upper Case], [b] AS [select], [c] AS [quo"te]
FROM [t];

-- t.nunique()
-- refused: SQL Server has no row for CountDistinctStar: it counts one column only
