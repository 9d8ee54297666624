import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { printIbis } from '@ibert/ibis';
import { bindSql } from '@ibert/sql/bind';
import { describe } from 'vitest';
import { itTranslates, schemasOf, type SqlText } from './from-sql-suite.js';
import { tpcQueries } from './oracle.js';
import { tpcTables } from './tpc-data.js';
import { openTpcds } from './tpcds-database.js';
import { UNBUILDABLE } from './tpcds-unbuildable.js';
import { openTpch } from './tpch-database.js';

const SUITES = 'tests/conformance/sql-suites';
const [SITE = ''] = readdirSync('.venv/lib').map((python) => `.venv/lib/${python}/site-packages`);

/** The texts that the installed Ibis brings along, by number. */
function installed(suite: 'h' | 'ds'): readonly SqlText[] {
  const directory = join(SITE, 'ibis/backends/tests/tpc/queries/duckdb', suite);
  return readdirSync(directory)
    .sort()
    .map((file) => ({
      name: String(Number.parseInt(file, 10)),
      sql: readFileSync(join(directory, file), 'utf8'),
    }));
}

/** The texts of a file of ours: a comment with the name, then the statement. */
function ours(suite: string): readonly SqlText[] {
  const text = readFileSync(join(SUITES, `${suite}.sql`), 'utf8');
  return [...text.matchAll(/^-- (\S+)\n([^]*?);\n/gm)].map(([, name = '', sql = '']) => ({
    name,
    sql,
  }));
}

async function openSuite(suite: string): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run(readFileSync(join(SUITES, `${suite}-tables.sql`), 'utf8'));
  return connection;
}

/** Rows on which all texts find something: also those whose programs Ibis itself cannot build. */
async function openForTexts(): Promise<DuckDBConnection> {
  const connection = await openTpcds([]);
  const tables = schemasOf(await tpcTables(connection));
  connection.closeSync();
  const own = installed('ds').flatMap(({ name, sql }) => {
    if (!UNBUILDABLE.has(Number(name))) return [];
    return bindSql(sql, { tables }).map(({ relation }) => ({
      number: Number(name),
      ibis: printIbis(relation),
    }));
  });
  const theirs = tpcQueries('tpcds').filter(({ number }) => !UNBUILDABLE.has(number));
  return await openTpcds([...theirs, ...own]);
}

describe('SQL to Ibis: TPC-H', () => {
  itTranslates({
    name: 'SQL of TPC-H',
    prefix: 'from-sql/tpch',
    texts: installed('h'),
    open: openTpch,
  });
});

describe.each([
  ['Postgres', 'postgres'],
  ['MySQL', 'mysql'],
  ['BigQuery', 'bigquery'],
  ['Snowflake', 'snowflake'],
])('SQL to Ibis: TPC-H in %s', (name, dialect) => {
  const originals = new Map(installed('h').map((text) => [text.name, text.sql]));
  itTranslates({
    name: `SQL of TPC-H, ${name}`,
    prefix: `from-sql/tpch-${dialect}`,
    texts: ours(`tpch-${dialect}`).map((text) => {
      const original = originals.get(text.name);
      if (original === undefined) throw new Error(`there is no query ${text.name}`);
      return { ...text, dialect, original };
    }),
    open: openTpch,
  });
});

describe('SQL to Ibis: TPC-DS', () => {
  itTranslates({
    name: 'SQL of TPC-DS',
    prefix: 'from-sql/tpcds',
    texts: installed('ds'),
    open: openForTexts,
  });
});

describe.each([
  ['SSB', 'ssb'],
  ['ClickBench', 'clickbench'],
  ['JOB', 'job'],
])('SQL to Ibis: %s', (name, suite) => {
  itTranslates({
    name: `SQL of ${name}`,
    prefix: `from-sql/${suite}`,
    texts: ours(suite),
    open: async () => await openSuite(suite),
  });
});
