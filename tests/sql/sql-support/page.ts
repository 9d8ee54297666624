import { parseSchema, type Schema } from '@ibert/ir';
import { type BoundStatement, bindSql, SQL_DIALECTS, SqlError } from '@ibert/sql/bind';
import { type Construct, CONSTRUCTS, SCHEMAS } from './constructs.js';
import { functionsText } from './functions.js';

export const TABLES: Readonly<Record<string, Schema>> = Object.fromEntries(
  Object.entries(SCHEMAS).map(([name, columns]) => [name, parseSchema(columns)]),
);

/** A construct's statements, or the error that refuses it. */
export function boundOrRefused({ sql, dialect }: Construct): readonly BoundStatement[] | SqlError {
  try {
    return bindSql(sql, { dialect, tables: TABLES });
  } catch (error) {
    if (error instanceof SqlError) return error;
    throw error;
  }
}

const HEAD = `# What of SQL is translated to Ibis

Made by \`node scripts/sql-support.mjs\` from texts that a test binds and, where they are translated,
runs in DuckDB beside the relation that they are bound to; do not edit it. A refusal gives the
message that a user sees; every one also names line and column.

Texts are read in the dialects ${SQL_DIALECTS.join(', ')}.

## Constructs
`;

/** The text of docs/sql-support.md. */
export function sqlSupportPage(): string {
  const sections = [...CONSTRUCTS].map(
    ([section, constructs]) =>
      `\n### ${section}\n\n| Construct | Translated | Example |\n| --- | --- | --- |\n${constructs.map(rowOf).join('')}`,
  );
  return `${HEAD}${sections.join('')}\n${functionsText()}`;
}

function rowOf(construct: Construct): string {
  const { name, sql, dialect } = construct;
  const outcome = boundOrRefused(construct);
  const answer = outcome instanceof SqlError ? `no: ${refusal(outcome)}` : 'yes';
  const where = dialect === undefined ? '' : `${dialect}: `;
  return `| ${cell(name)} | ${cell(answer)} | ${where}\`${cell(sql)}\` |\n`;
}

const refusal = ({ message, hint }: SqlError): string =>
  hint === undefined ? message : `${message}. ${hint}`;

// A vertical bar would end the cell.
const cell = (text: string): string => text.replaceAll('|', '\\|');
