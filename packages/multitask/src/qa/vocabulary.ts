/** Words of other languages and stand-ins that an answer may put into backticks. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Python's keywords, constants and builtins, and the module names of our examples. */
export const PYTHON_WORDS = words(`
  and as def dict else False float for from if import in int is lambda len list None not or print range
  return set sorted str sum True tuple bool math datetime timedelta decimal Decimal ibis selectors udf scalar agg _ s
`);

/** Modules of backends, `ibis.duckdb`, which the tables of the API leave out. */
export const BACKENDS = words(`
  athena bigquery clickhouse databricks datafusion druid duckdb exasol flink impala mssql mysql oracle polars postgres
  pyspark risingwave snowflake sqlite trino
`);

/** Settings below `ibis.options`. */
export const OPTION_NAMES = words('interactive');

/** SQL's keywords, functions and types as they are written in capitals. */
export const SQL_WORDS = words(`
  ALL AND ANTI ANY ANY_VALUE ARRAY_AGG AS ASC ASOF AVG BETWEEN BIGINT BOOLEAN BY CASE CAST CEIL CHAR CHAR_LENGTH
  COALESCE COLLATE CONCAT CORR COUNT COVAR_SAMP CROSS CUME_DIST CURRENT CURRENT_DATE CURRENT_TIMESTAMP DATE DATE_ADD
  DATE_DIFF DATE_TRUNC DATEDIFF DENSE_RANK DESC DISTINCT DOUBLE ELSE END EXCEPT EXISTS EXPLODE EXTRACT FALSE FILTER
  FIRST FIRST_VALUE FOLLOWING FROM FULL GREATEST GROUP GROUP_CONCAT GROUPING HAVING ILIKE IN INITCAP INNER INSTR
  INTEGER INTERSECT INTERVAL IS JOIN JSON LAG LAST LAST_VALUE LATERAL LEAD LEAST LEFT LENGTH LIKE LIMIT LISTAGG LOCATE
  LOWER MAX MAX_BY MEDIAN MIN MIN_BY MOD NATURAL NOT NTH_VALUE NTILE NULL NULLIF NULLS OFFSET ON OR ORDER OUTER OVER PARTITION
  PERCENT_RANK PERCENTILE_CONT PIVOT POSITION POWER PRECEDING QUALIFY RANGE RANK REGEXP REGEXP_EXTRACT REGEXP_LIKE
  REGEXP_MATCHES REGEXP_REPLACE REPLACE RIGHT ROUND ROW ROW_NUMBER ROWS SELECT SEMI SPLIT_PART STDDEV STDDEV_POP
  STDDEV_SAMP STRING_AGG SUBSTR SUBSTRING SUM TABLESAMPLE THEN TIMESTAMP TRIM TRUE TRUNC TRY_CAST UNBOUNDED UNION
  UNNEST UNPIVOT UPPER USING VALUES VAR_POP VAR_SAMP VARCHAR VARIANCE WHEN WHERE WINDOW WITH YEAR MONTH DAY HOUR STRPOS
  NaN CSV TEXT
`);

/** Names of pandas that an answer may set beside those of Ibis, in a sentence that names pandas. */
export const PANDAS_WORDS = words(`
  agg apply assign astype columns cumsum df diff drop_duplicates drop dropna dt explode fillna groupby head iloc index
  isin isna isnull loc melt merge merge_asof notna notnull nlargest nunique pandas pd pivot_table qcut query rank rename
  reset_index rolling sample shape shift sort_values str to_datetime transform unique value_counts where mask concat cut
  append replace how dtypes size
`);

/** Errors that Python and Ibis raise. */
export const ERROR_CLASSES = words(`
  AttributeError IbisError IbisInputError IbisTypeError IntegrityError KeyError NameError RelationError
  SignatureValidationError SyntaxError TypeError ValueError ExpressionError OperationNotDefinedError
  UnsupportedOperationError UnboundExpressionError
`);

/** Stand-ins for what a reader puts in, beside single letters. */
export const STAND_INS = words(`
  arr branch col column cond condition con dtype expr fn func key keys left method name new number old other part path
  pattern pred predicate right sel table tables text unit value values x1 x2 lo hi
`);

/** Values of options, which stand in quotes. */
export const OPTION_WORDS = words(`
  inner left right outer semi anti any_inner any_left cross asof any all first last sample pop row block
  snake_case ALL_CAPS name default arbitrary sum mean max min count postgres duckdb sqlite snowflake bigquery mysql
  trino clickhouse pyspark polars databricks mssql oracle datafusion athena exasol flink impala risingwave materialize
  md5 sha1 sha256 sha512 year quarter month week day hour minute second millisecond microsecond nanosecond ms us ns
  string boolean date time timestamp json binary uuid numeric floating integer temporal
`);
