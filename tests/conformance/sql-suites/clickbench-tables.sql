-- ClickBench: the columns of its one wide table that its queries read, with rows that they find.
CREATE TABLE hits (
  WatchID BIGINT, JavaEnable SMALLINT, Title VARCHAR, GoodEvent SMALLINT, EventTime TIMESTAMP,
  EventDate DATE, CounterID INTEGER, ClientIP INTEGER, RegionID INTEGER, UserID BIGINT, URL VARCHAR,
  Referer VARCHAR, IsRefresh SMALLINT, ResolutionWidth SMALLINT, MobilePhone SMALLINT,
  MobilePhoneModel VARCHAR, TraficSourceID SMALLINT, SearchEngineID SMALLINT, SearchPhrase VARCHAR,
  AdvEngineID SMALLINT, WindowClientWidth SMALLINT, WindowClientHeight SMALLINT, IsLink SMALLINT,
  IsDownload SMALLINT, DontCountHits SMALLINT, RefererHash BIGINT, URLHash BIGINT
);
CREATE MACRO spread(x, n) AS CAST(hash(x) % n AS BIGINT);
INSERT INTO hits
SELECT
  CASE WHEN i % 20 = 0 THEN 435090932899640449 ELSE i * 7919 END, i % 2,
  ['Google results', 'News', '', 'Weather in Google'][spread(i, 4) + 1], 1,
  TIMESTAMP '2013-06-28 23:00:00' + to_minutes(spread(i + 1, 50000)) + to_seconds(CAST(i % 60 AS BIGINT)),
  CAST(TIMESTAMP '2013-06-28 23:00:00' + to_minutes(spread(i + 1, 50000)) AS DATE),
  CASE WHEN i % 3 = 0 THEN spread(i, 5) ELSE 62 END, spread(i + 2, 40), spread(i + 3, 12) + 220,
  CASE WHEN i % 50 = 0 THEN 435090932899640449 ELSE spread(i + 4, 90) END,
  ['http://google.example/a', 'http://example.com/b?q=1', 'http://www.google.com/c', ''][spread(i + 5, 4) + 1],
  ['http://www.google.com/s', 'https://news.example.org/x/y', '', 'http://example.net/'][spread(i + 6, 4) + 1],
  spread(i + 7, 2), 1000 + spread(i + 8, 900), spread(i + 9, 3), ['', 'phone a', 'phone b'][spread(i + 10, 3) + 1],
  CAST(spread(i + 11, 8) AS SMALLINT) - 1, spread(i + 12, 4), ['', 'cats', 'dogs', 'weather today'][spread(i + 13, 4) + 1],
  spread(i + 14, 3), spread(i + 15, 4) * 100, spread(i + 16, 4) * 80, spread(i + 17, 2), spread(i + 18, 2),
  spread(i + 19, 2), CASE WHEN i % 4 = 0 THEN 3594120000172545465 ELSE spread(i + 20, 10) END,
  CASE WHEN i % 4 = 1 THEN 2868770270353813622 ELSE spread(i + 21, 10) END
FROM range(40000) AS r(i);
