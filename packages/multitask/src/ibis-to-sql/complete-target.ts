import { IbertError } from '@ibert/core';
import { resolveDialect } from '@ibert/sql';

import type { Completed, Program, TaskModule } from '../task-module.js';
import { writeSql } from './write-sql.js';

type Complete = NonNullable<TaskModule<'ibis_to_sql'>['complete']>;

/**
 * Names the dialect of a template as records do, and writes the SQL that a template leaves out; only
 * our own writer stands behind it then.
 *
 * @throws IbertError `UNKNOWN_DIALECT`; when the program is wrong or the dialect cannot say it.
 */
export const completeTarget: Complete = ({ input, target }, tables): Completed => {
  const { ibis, dialect } = input;
  if (typeof ibis !== 'string' || typeof dialect !== 'string') return { input, target };
  const canonical = resolveDialect(dialect);
  const asked = { ...input, dialect: canonical };
  if (target['sql'] !== undefined) return { input: asked, target };
  const sql = written(ibis, tables, canonical);
  return { input: asked, target: { ...target, sql }, judge: 'self' };
};

function written(
  ibis: string,
  tables: Program['tables'],
  dialect: ReturnType<typeof resolveDialect>,
): string {
  const found = writeSql(ibis, tables, dialect);
  if (found.ok) return found.sql;
  throw new IbertError('UNSUPPORTED', `${found.reason}: ${found.error}`);
}
