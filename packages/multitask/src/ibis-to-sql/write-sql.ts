import { IbertError } from '@ibert/core';
import { evaluateIbis } from '@ibert/ibis';
import type { Relation } from '@ibert/ir';
import { emitSql, type Dialect } from '@ibert/sql';
import { reject, tryCompile, type Compiled, type Rejection, type Tables } from '@ibert/validation';

/** A relation in the SQL of a dialect, as `ibert-to-sql` writes it; undefined where it refuses. */
export function sqlFor(relation: Relation, dialect: Dialect): string | undefined {
  try {
    return emitSql(relation, dialect).sql;
  } catch (error) {
    if (error instanceof IbertError && error.code === 'UNSUPPORTED_OPERATION') return undefined;
    throw error;
  }
}

/** A program in the SQL of a dialect, or why there is none. */
export function writeSql(
  ibis: string,
  tables: Tables,
  dialect: Dialect,
): ({ readonly ok: true } & Compiled) | Rejection {
  const written = tryCompile(
    (code, known) => {
      const { relation } = evaluateIbis(code, { tables: known });
      return { relation, sql: emitSql(relation, dialect).sql };
    },
    ibis,
    tables,
  );
  return written.ok ? { ok: true, ...written.compiled } : reject(written.reason, written.error);
}
