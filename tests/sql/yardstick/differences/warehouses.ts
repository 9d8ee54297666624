import { everywhere, SPARKS, WAREHOUSES } from './difference.js';
import type { Difference } from './difference.js';

/** What several dialects share, and BigQuery, Snowflake and Trino. */
export const WAREHOUSE_DIFFERENCES: readonly Difference[] = [
  {
    why: 'literals of dates and times are those of standard SQL, which mean the same',
    where: {
      ...everywhere(WAREHOUSES, ['Literal', 'Equals', 'DateDelta', 'TimeDelta', 'TimestampDelta']),
      oracle: ['Literal'],
    },
  },
  {
    why: 'LEAST and GREATEST yield NULL there where one value is NULL; in Ibis and DuckDB the others count',
    where: everywhere([...WAREHOUSES, 'oracle'], ['Greatest', 'Least']),
  },
  {
    why: 'the bounds are written once, without a CASE around a CASE; a NULL stays NULL either way',
    where: everywhere([...WAREHOUSES, ...SPARKS, 'clickhouse', 'mssql', 'oracle'], ['Clip']),
  },
  {
    why: 'the time now has no zone, as the type of ibis.now() says',
    where: everywhere(WAREHOUSES, ['TimestampNow']),
  },
  {
    why: 'today is a date without a time of day, as the type of ibis.today() says',
    where: everywhere(['mssql', 'oracle'], ['DateNow']),
  },
  {
    why: 'two booleans differ where exactly one of them is true',
    where: everywhere([...WAREHOUSES, ...SPARKS], ['Xor']),
  },
  {
    why: 'a match that is not found is an empty text, as on DuckDB; groups are given as numbers',
    where: everywhere([...WAREHOUSES, ...SPARKS, 'oracle'], ['RegexExtract']),
  },
  {
    why: 'references to groups in the replacement are $1 there; Ibis passes its own \\1 on, which is taken as it stands',
    where: everywhere(['trino', ...SPARKS], ['RegexReplace']),
  },
  {
    why: 'rows of a program are written into the statement; Ibis registers a table with a connection',
    where: everywhere(
      [...WAREHOUSES, ...SPARKS, 'clickhouse', 'mssql', 'oracle'],
      ['Relation InMemoryTable'],
    ),
  },
  {
    why: 'rows are sampled by a random number; Ibis uses TABLESAMPLE, of which each engine makes something else',
    where: everywhere(['snowflake', 'trino', ...SPARKS, 'oracle'], ['Relation Sample']),
  },
  {
    why: 'the count of a condition that never holds is 0; the sum that Ibis takes is NULL without rows',
    where: everywhere(['snowflake', ...SPARKS, 'mssql'], ['CountStar']),
  },
  {
    why: 'digests are functions of the engine, in the lower case that Ibis gives on DuckDB; Ibis has no rule',
    where: everywhere(WAREHOUSES, ['HexDigest']),
  },
  {
    why: 'a negative index counts from the end; Ibis adds one to it and so is off by one',
    where: everywhere(['trino', 'spark', 'databricks'], ['ArrayIndex']),
  },
  {
    why: 'a computed index counts from 1 there; Ibis forgets to add one',
    where: { clickhouse: ['ArrayIndex'] },
  },
  {
    why: 'the value of an array has the type VARIANT until it is cast',
    where: { snowflake: ['ArrayIndex', 'First', 'Last'] },
  },
  {
    why: 'an array without elements makes an empty text, as on DuckDB; Ibis makes it NULL',
    where: everywhere(['bigquery', 'trino', 'clickhouse', ...SPARKS], ['ArrayStringJoin']),
  },
  {
    why: 'the last characters are all of them where there are fewer, which a negative start does not give',
    where: everywhere(['trino', 'oracle'], ['StrRight']),
  },
  { why: 'RIGHT says it by itself', where: { bigquery: ['StrRight'] } },
  {
    why: 'the end of a text is compared by its length, where the text may be shorter',
    where: { trino: ['EndsWith'] },
  },
  {
    why: 'the days of a week are numbered by a function that begins with Monday already',
    where: {
      ...everywhere(['snowflake', 'clickhouse'], ['DayOfWeekIndex', 'DayOfWeekName']),
      trino: ['DayOfWeekIndex'],
      bigquery: ['DayOfWeekName'],
    },
  },
  {
    why: 'the engine has these functions; Ibis has a rule for them on Databricks only',
    where: { spark: ['RandomUUID', 'Mode', 'BitAnd', 'BitOr', 'BitXor'] },
  },

  {
    why: 'a timestamp without a zone is a DATETIME there, to which functions of TIMESTAMP do not apply',
    where: {
      bigquery: ['TimestampTruncate', 'TimestampAdd', 'TimestampSub', 'ExtractEpochSeconds'],
    },
  },
  {
    why: 'floats are rounded when they become integers, as DuckDB does; Ibis cuts them off',
    where: { bigquery: ['Cast'], spark: ['Cast'], databricks: ['Cast'] },
  },
  {
    why: 'a division by a number that is not zero needs no IEEE_DIVIDE',
    where: { bigquery: ['Divide', 'FloorDivide'] },
  },
  {
    why: 'Ibis calls functions in a public data set; the formula needs none',
    where: { bigquery: ['Degrees', 'Radians'] },
  },
  {
    why: 'a time zone of UTC is what PARSE_TIMESTAMP takes by itself',
    where: { bigquery: ['StringToTimestamp'] },
  },
  {
    why: 'a difference of dates is a number of days, as on DuckDB',
    where: { bigquery: ['DateDiff'], snowflake: ['DateDiff'], trino: ['DateDiff'] },
  },
  {
    why: 'a row is counted as one text with its fields apart; Ibis runs them together, so that different rows may look the same',
    where: { bigquery: ['CountDistinctStar'] },
  },
  {
    why: 'a value that is not NULL is taken where there is one, as Ibis says of arbitrary()',
    where: { bigquery: ['Arbitrary'], snowflake: ['Arbitrary'] },
  },
  { why: 'ANY_VALUE is the newer name of ARBITRARY', where: { trino: ['Arbitrary'] } },
  {
    why: 'the row with the extreme key is taken even where its value is NULL',
    where: { bigquery: ['ArgMin', 'ArgMax'] },
  },
  { why: 'the last in an order is the first in the opposite one', where: { bigquery: ['Last'] } },
  {
    why: 'NULLs come last in a window as in Ibis, by a key of their own; Ibis loses NULLS LAST on the way to BigQuery',
    where: {
      bigquery: [
        'RowNumber',
        'MinRank',
        'DenseRank',
        'PercentRank',
        'CumeDist',
        'NTile',
        'Lag',
        'Lead',
        'NthValue',
        'WindowFunction',
      ],
    },
  },
  {
    why: 'IN UNNEST asks the same without a subquery',
    where: { bigquery: ['ArrayContains'] },
  },
  {
    why: 'OFFSET needs a LIMIT there',
    where: { bigquery: ['Relation Limit'] },
  },
  {
    why: 'the elements come out of a table of their own, so that their positions do not collide',
    where: { bigquery: ['Relation TableUnnest'] },
  },

  {
    why: 'a timestamp without a zone is TIMESTAMP_NTZ whatever the session says',
    where: { snowflake: ['Cast', 'TimestampFromYMDHMS', 'TimestampFromUNIX'] },
  },
  {
    why: 'a text that does not convert is NULL, which is what try_cast is for; Ibis writes a plain CAST',
    where: { snowflake: ['TryCast'] },
  },
  { why: 'a cast to DOUBLE is TO_DOUBLE', where: { snowflake: ['RandomScalar', 'Relation Sort'] } },
  {
    why: 'integers are divided as floats; there a quotient of integers has six digits only',
    where: { snowflake: ['Divide', 'FloorDivide'] },
  },
  { why: 'an infinite number is one whose absolute value is', where: { snowflake: ['IsInf'] } },
  {
    why: 'without a base it is the natural logarithm; Ibis writes a base of NULL',
    where: { snowflake: ['Log'], trino: ['Log'], oracle: ['Log'] },
  },
  {
    why: 'a vertical tab is written as the escape that Snowflake knows',
    where: { snowflake: ['Strip', 'LStrip', 'RStrip'] },
  },
  {
    why: 'the search from a position leaves a text that is not found at -1',
    where: { snowflake: ['StringFind'], mssql: ['StringFind'], oracle: ['StringFind'] },
  },
  {
    why: 'a pattern is searched for anywhere in the text, lines included',
    where: { snowflake: ['RegexSearch'] },
  },
  { why: 'DAYOFYEAR is that part', where: { snowflake: ['ExtractDayOfYear'] } },
  {
    why: 'weeks are those of ISO 8601 whatever the session says',
    where: { snowflake: ['ExtractWeekOfYear'] },
  },
  {
    why: 'the epoch in seconds, and parts of a second from its nanoseconds, before 1970 too',
    where: { snowflake: ['ExtractEpochSeconds', 'ExtractMillisecond', 'ExtractMicrosecond'] },
  },
  {
    why: 'LISTAGG of nothing is an empty text there; it is NULL in Ibis and on DuckDB',
    where: { snowflake: ['GroupConcat'] },
  },
  { why: 'VAR_POP is VARIANCE_POP', where: { snowflake: ['Variance'] } },
  {
    why: 'the names with an underscore are the same functions',
    where: { snowflake: ['BitAnd', 'BitOr', 'BitXor'] },
  },
  {
    why: 'booleans have aggregates of their own',
    where: { snowflake: ['All', 'Any'], oracle: ['All', 'Any', 'Min', 'Max'] },
  },
  {
    why: 'the default frame ends at the current row; Ibis leaves the frame out',
    where: { snowflake: ['NthValue', 'WindowFunction'] },
  },
  { why: 'ARRAY_CONSTRUCT is the brackets', where: { snowflake: ['Array'] } },

  {
    why: 'timestamps keep microseconds; TIMESTAMP alone has milliseconds there',
    where: { trino: ['Cast'] },
  },
  {
    why: 'what is a float already is not cast',
    where: { trino: ['Divide', 'FloorDivide'], mssql: ['Divide', 'FloorDivide'] },
  },
  {
    why: 'a quotient of 1 and a float is a float; the cast is not needed',
    where: { trino: ['Cot'] },
  },
  {
    why: 'a text repeated no times is empty, as on DuckDB; Ibis makes it NULL',
    where: { trino: ['Repeat'] },
  },
  {
    why: 'minutes are %i there; Ibis writes %M, which is the name of the month',
    where: { trino: ['Strftime', 'StringToTimestamp'], clickhouse: ['Strftime'] },
  },
  {
    why: 'DATE_ADD takes any number of any unit; Ibis parses a duration of text where the number is computed',
    where: {
      trino: ['DateAdd', 'DateSub', 'TimeAdd', 'TimeSub', 'TimestampAdd', 'TimestampSub'],
    },
  },
  { why: 'an interval is a multiple of one', where: { trino: ['IntervalFromInteger'] } },
  { why: 'DATE reads the text just as well', where: { trino: ['DateFromYMD'] } },
  {
    why: 'LISTAGG puts texts together without an array in between',
    where: { trino: ['GroupConcat'] },
  },
  {
    why: 'a key that is missing gives NULL, a map that is NULL stays NULL',
    where: { trino: ['MapGet'] },
  },
];
