import { IbertError } from '@ibert/core';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema, type Schema } from '@ibert/ir';
import { emitSql, resolveDialect } from '@ibert/sql';

import type { ReferenceExample, ReferenceHead } from './reference-entry.js';

/**
 * The SQL of an example in a dialect; where the dialect cannot say it, DuckDB's.
 *
 * @throws IbertError for a dialect that is not known.
 */
export function compileExample(
  { code, program = code, sql = '' }: ReferenceExample,
  tables: ReferenceHead['tables'],
  name: string,
): { readonly text: string; readonly dialect: string } {
  const dialect = resolveDialect(name);
  if (dialect === 'duckdb') return { text: sql, dialect };
  const schemas: Record<string, Schema> = {};
  for (const [table, columns] of Object.entries(tables)) schemas[table] = parseSchema(columns);
  const { relation } = evaluateIbis(program, { tables: schemas });
  try {
    return { text: emitSql(relation, dialect).sql, dialect };
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    return { text: sql, dialect: `duckdb; ${error.message}` };
  }
}
