import { IbertError } from '@ibert/core';
import { evaluateIbis, tableNames } from '@ibert/ibis';
import { isOp, parseSchema } from '@ibert/ir';
import type { Schema } from '@ibert/ir';

import type { Tables } from '../finding.js';

export type Schemas = Readonly<Record<string, Schema>>;

/** The tables of a finding as the engine takes them; undefined for a type that does not exist. */
export function schemasOf(tables: Tables): Schemas | undefined {
  try {
    return Object.fromEntries(
      Object.entries(tables).map(([name, schema]) => [name, parseSchema(schema)]),
    );
  } catch (error) {
    if (error instanceof IbertError) return undefined;
    throw error;
  }
}

/** Whether a program runs and asks something of its tables: more than a table or column as it is. */
export function works(code: string, tables: Schemas): boolean {
  try {
    const { relation, value } = evaluateIbis(code, { tables });
    if (value !== undefined && isOp(value, 'Field')) return false;
    if (relation.kind === 'UnboundTable' || relation.kind === 'InMemoryTable') return false;
    return tableNames(relation).length > 0;
  } catch (error) {
    if (error instanceof IbertError) return false;
    throw error;
  }
}
