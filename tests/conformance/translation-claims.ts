/** Names of databases as prose has them, and as Ibis does. */
const NAMES: Readonly<Record<string, string>> = {
  Athena: 'athena',
  BigQuery: 'bigquery',
  ClickHouse: 'clickhouse',
  DataFusion: 'datafusion',
  Databricks: 'databricks',
  Druid: 'druid',
  DuckDB: 'duckdb',
  Exasol: 'exasol',
  Flink: 'flink',
  Impala: 'impala',
  Materialize: 'materialize',
  MySQL: 'mysql',
  Oracle: 'oracle',
  PostgreSQL: 'postgres',
  PySpark: 'pyspark',
  RisingWave: 'risingwave',
  'SQL Server': 'mssql',
  SQLite: 'sqlite',
  Snowflake: 'snowflake',
  Trino: 'trino',
};

export const DIALECTS: readonly string[] = Object.values(NAMES);

/** What a sentence says of an operation: the dialects that have a translation, and that have none. */
interface TranslationClaim {
  readonly translated: readonly string[];
  readonly untranslated: readonly string[];
}

/** How such sentences are worded; `names` are the databases that they name. */
const WORDINGS: readonly (readonly [
  wording: RegExp,
  claim: (dialects: readonly string[]) => TranslationClaim,
])[] = [
  [
    /(?<names>[A-Z][\w, ]*) ha(?:s|ve) no translation of it in Ibis 12/g,
    (dialects) => ({ translated: [], untranslated: dialects }),
  ],
  [
    /; (?<names>[A-Z][\w, ]*) have this one/g,
    (dialects) => ({ translated: dialects, untranslated: [] }),
  ],
  [/\bonly (?<names>[A-Z][\w, ]*) have a translation of it/g, onlyThese],
  [/translates it for (?<names>[A-Z][\w, ]*) only/g, onlyThese],
];

function onlyThese(dialects: readonly string[]): TranslationClaim {
  const others = DIALECTS.filter((dialect) => !dialects.includes(dialect));
  return { translated: dialects, untranslated: others };
}

/** The claims in a text of the reference, in the order of the wordings. */
export const claimsOf = (text: string): readonly TranslationClaim[] =>
  WORDINGS.flatMap(([wording, claim]) =>
    [...text.matchAll(wording)].map(({ groups }) => claim(dialectsIn(groups?.['names'] ?? ''))),
  );

const dialectsIn = (names: string): readonly string[] =>
  names
    .replace(/^Among others, |,? among others,?/, '')
    .split(/, | and /)
    .map((name) => {
      const dialect = NAMES[name];
      if (dialect === undefined) throw new Error(`${name} is no database that is known here`);
      return dialect;
    });
