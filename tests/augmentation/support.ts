import { fileURLToPath } from 'node:url';

import { recordId, type RecordOf } from '@ibert/core/records';
import { parseSchema, printSchema } from '@ibert/ir';
import { expandTemplate, loadTemplates } from '@ibert/templates';

const TEMPLATES = fileURLToPath(new URL('../../templates/', import.meta.url));

/** Where the shipped dictionary lies. */
export const DICTIONARY = `${TEMPLATES}augmentation`;

type Columns = Readonly<Record<string, string>>;

/** A record of two texts over these tables, as the dataset would hold it. */
export function recordOf(
  tables: Readonly<Record<string, Columns>>,
  sql: string,
  ibis: string,
): RecordOf<'sql_to_ibis'> {
  const context = {
    tables: Object.fromEntries(
      Object.entries(tables).map(([name, schema]) => [
        name,
        { schema: printSchema(parseSchema(schema)) },
      ]),
    ),
  };
  const question = {
    task: 'sql_to_ibis',
    dialect: 'duckdb',
    context,
    input: { sql },
    target: { ibis, expr_name: 'expr' },
  } as const;
  return {
    ...question,
    id: recordId(question),
    backend: 'duckdb',
    ibis_version: '12.0.0',
    system_prompt: 'Translate.',
    meta: {
      template: 'a_template',
      variation: 'a_variation',
      source: 'synthetic',
      features: ['select'],
      difficulty: 'easy',
      verification: { fixtures: 5, rows: 10, judge: 'authored' },
    },
    source_file: 'data/sql2ibis/train.jsonl',
  };
}

/** The examples of the shipped templates that state both sides, as records. */
export async function shippedRecords(): Promise<readonly RecordOf<'sql_to_ibis'>[]> {
  const templates = await loadTemplates(`${TEMPLATES}sql2ibis`);
  return templates.flatMap((template) =>
    [...expandTemplate(template)].flatMap(({ tables, sql, ibis }) => {
      if (sql === undefined || ibis === undefined) return [];
      const columns = Object.entries(tables).map(([name, { schema }]) => [name, schema] as const);
      return [recordOf(Object.fromEntries(columns), sql, ibis)];
    }),
  );
}
