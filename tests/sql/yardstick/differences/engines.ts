import { everywhere, SPARKS } from './difference.js';
import type { Difference } from './difference.js';

/** ClickHouse, Spark, Databricks, SQL Server and Oracle. */
export const ENGINE_DIFFERENCES: readonly Difference[] = [
  {
    why: 'characters are counted and changed, not bytes',
    where: {
      clickhouse: [
        'Uppercase',
        'Lowercase',
        'Reverse',
        'Capitalize',
        'Substring',
        'StringSlice',
        'StrRight',
        'StringFind',
        'Translate',
        'StringLength',
        'StringContains',
      ],
    },
  },
  {
    why: 'SIGN is there; Ibis divides a number by its absolute value',
    where: { clickhouse: ['Sign'] },
  },
  {
    why: 'distinct values are counted exactly; uniq only estimates',
    where: { clickhouse: ['CountDistinct'] },
  },
  {
    why: 'a quantile is computed exactly; quantile only estimates',
    where: { clickhouse: ['Quantile'] },
  },
  { why: 'a map is never NULL there', where: { clickhouse: ['MapContains'] } },
  {
    why: 'a timestamp has fractions of a second and may be before 1970; a DateTime has and may not',
    where: {
      clickhouse: ['Literal', 'Cast', 'TimestampTruncate', 'TimestampFromUNIX', 'TimestampDelta'],
    },
  },
  {
    why: 'halves are rounded away from zero, as on DuckDB; ROUND takes floats to the even neighbour',
    where: { clickhouse: ['Round'] },
  },
  {
    why: 'a quotient of decimals is a float; there it would be cut off',
    where: { clickhouse: ['Divide'] },
  },
  {
    why: 'a text that is NULL is in no list, and an array is not asked for NULL',
    where: { clickhouse: ['FindInSet', 'ArrayContains'] },
  },
  { why: 'texts that are NULL are left out, as on DuckDB', where: { clickhouse: ['StringJoin'] } },
  {
    why: 'a year has four digits, or it would be read as a day',
    where: { clickhouse: ['TimestampFromYMDHMS'] },
  },
  {
    why: 'bits are those of a signed integer again',
    where: { clickhouse: ['BitAnd', 'BitOr', 'BitXor'] },
  },
  {
    why: 'a field that is missing is NULL, not an empty text',
    where: { clickhouse: ['JSONGetItem'] },
  },
  {
    why: 'a key whose value is NULL has the default, as on DuckDB',
    where: { clickhouse: ['MapGet'] },
  },
  { why: 'a membership needs no cast', where: { clickhouse: ['InSubquery'] } },

  {
    why: 'all of the white space that strip() removes, on one side too',
    where: everywhere(SPARKS, ['LStrip', 'RStrip']),
  },
  {
    why: 'dates and times have two digits for each part, as their directives say',
    where: everywhere(SPARKS, ['StringToDate', 'StringToTimestamp']),
  },
  {
    why: 'seconds are whole; EXTRACT has fractions in them',
    where: { ...everywhere(SPARKS, ['ExtractSecond']), oracle: ['ExtractSecond'] },
  },
  { why: 'a division by zero is NULL here too', where: { databricks: ['FloorDivide'] } },
  {
    why: 'the array is used where it is not empty, from the other side',
    where: everywhere(SPARKS, ['GroupConcat']),
  },
  {
    why: 'the level of a median is a constant, whatever the condition',
    where: everywhere(SPARKS, ['Median']),
  },
  {
    why: 'the frame is written; and a first value that is NULL counts, as on DuckDB',
    where: everywhere(SPARKS, ['NthValue', 'WindowFunction']),
  },
  { why: 'the path is put together at once', where: { spark: ['JSONGetItem'] } },
  {
    why: 'OFFSET is a clause in Spark 3.4 and later; Ibis counts rows',
    where: everywhere(SPARKS, ['Relation Limit']),
  },

  {
    why: 'booleans are 0 and 1 and keep NULL; 8-bit integers have a sign, which TINYINT has not; REAL has 32 bits; floats are rounded when they become integers',
    where: {
      mssql: [
        'Literal',
        'Cast',
        'TryCast',
        'Sum',
        'All',
        'Any',
        'Min',
        'Max',
        'Relation Aggregate',
      ],
    },
  },
  {
    why: 'a power and a mean of integers are floats; there they would be cut to integers',
    where: { mssql: ['Power', 'Mean', 'ScalarSubquery', 'WindowFunction'] },
  },
  {
    why: 'a rounded number has the type that Ibis says',
    where: { mssql: ['Round'], oracle: ['Round'] },
  },
  {
    why: 'LEN leaves out blanks at the end; the length here counts them',
    where: { mssql: ['Capitalize', 'Substring', 'StringSlice', 'LPad', 'RPad'] },
  },
  {
    why: 'the text is compared as it is; in LIKE its % and _ would stand for others',
    where: { mssql: ['StartsWith', 'EndsWith'] },
  },
  { why: 'there is no ILIKE', where: { mssql: ['StringSQLILike'] } },
  {
    why: 'texts put together with + are NULL where one of them is',
    where: { mssql: ['StringConcat'] },
  },
  { why: 'CONTAINS asks a full-text index', where: { mssql: ['StringContains'] } },
  {
    why: 'weeks begin on Monday whatever the session says',
    where: { mssql: ['DateTruncate', 'TimestampTruncate', 'DayOfWeekIndex', 'DayOfWeekName'] },
  },
  {
    why: 'seconds since 1970 do not fit a 32-bit number for long',
    where: { mssql: ['ExtractEpochSeconds'] },
  },
  {
    why: 'there are no intervals to add; DATEADD takes times too',
    where: { mssql: ['TimeAdd', 'TimeSub'] },
  },
  { why: 'a random number is never NULL', where: { mssql: ['Relation Sort'] } },

  { why: 'a date has no time of day, which a cast would keep', where: { oracle: ['Cast'] } },
  { why: 'there is no TRY_CAST', where: { oracle: ['TryCast'] } },
  { why: 'there is no REPEAT', where: { oracle: ['Repeat'] } },
  {
    why: 'texts are put together where none of them is NULL',
    where: { oracle: ['StringConcat', 'Capitalize'] },
  },
  {
    why: 'names of months have no blanks behind them and small letters',
    where: { oracle: ['Strftime'] },
  },
  { why: 'EXTRACT knows no quarters', where: { oracle: ['ExtractQuarter'] } },
  { why: 'rows can be skipped; Ibis has no rule', where: { oracle: ['Relation Limit'] } },
];
