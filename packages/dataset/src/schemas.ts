import type { RecordContext } from '@ibert/core/records';
import { parseSchema, type Schema } from '@ibert/ir';

/** The tables of a context or a template as the evaluator takes them. */
export function schemasOf(tables: RecordContext['tables']): Readonly<Record<string, Schema>> {
  return Object.fromEntries(
    Object.entries(tables).map(([name, { schema }]) => [name, parseSchema(schema)]),
  );
}
