import { IbertError } from '@ibert/core';
import type { Relation } from '@ibert/ir';

import { specOfDialect } from './dialects/index.js';
import type { Dialect } from './dialects/index.js';
import { Statement } from './query/statement.js';

export interface EmittedSql {
  readonly sql: string;
  /** The names of the output columns; `*` stands for those of an open table that nobody named. */
  readonly columns: readonly string[];
}

export interface EmitOptions {
  /** Writes a SELECT for every relation instead of as few as possible; for comparisons. */
  readonly nested?: boolean;
}

/**
 * A relation as one SQL statement, without a semicolon.
 *
 * @throws IbertError `UNSUPPORTED_OPERATION` where the dialect has no way to say something; never
 * SQL that means something else.
 */
export function emitSql(
  relation: Relation,
  dialect: Dialect = 'duckdb',
  options: EmitOptions = {},
): EmittedSql {
  const spec = specOfDialect(dialect);
  if (relation.schema.size === 0) {
    throw new IbertError(
      'UNSUPPORTED_OPERATION',
      'the result has no columns: SQL has no such query',
      {
        hint: 'Keep at least one column.',
      },
    );
  }
  const sql = new Statement(relation, spec, options.nested).write(relation);
  const names = [...relation.schema.keys()];
  return { sql, columns: spec.columnName === undefined ? names : names.map(spec.columnName) };
}
