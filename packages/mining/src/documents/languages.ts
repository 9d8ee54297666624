import type { CodeBlock } from './document.js';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Names that documents give to the languages of their code. */
const NAMES: Readonly<Record<'python' | 'sql', readonly string[]>> = {
  python: words('python py python3 py3 pycon ipython ipython3 pyodide pyodide-python python-repl'),
  sql: words(`
    sql duckdb duckdb-sql postgres postgresql mysql sqlite bigquery snowflake tsql plsql mssql trino clickhouse
    sparksql spark-sql
  `),
};

/** The language that a name stands for. */
export function languageOf(name: string): CodeBlock['language'] {
  const plain = name.toLowerCase();
  if (NAMES.python.includes(plain)) return 'python';
  return NAMES.sql.includes(plain) ? 'sql' : 'other';
}
