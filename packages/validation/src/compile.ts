import { IbertError } from '@ibert/core';
import { evaluateIbis } from '@ibert/ibis';
import { emitSql } from '@ibert/sql';

import type { Tables } from './fixtures/base.js';
import { reject } from './reasons.js';
import type { RejectCode, Rejection } from './reasons.js';
import type { Compiled } from './verdict.js';

/**
 * Ibis text to a relation and its DuckDB SQL.
 *
 * @throws IbertError when the program is wrong or cannot be compiled.
 */
export type Compile = (ibis: string, tables: Tables) => Compiled;

/** The product's own compiler. */
export const compileIbis: Compile = (ibis, tables) => {
  const { relation } = evaluateIbis(ibis, { tables });
  return { relation, sql: emitSql(relation, 'duckdb').sql };
};

/** Codes of compile errors that are not plain errors of the program. */
const REASONS: Readonly<Record<string, RejectCode>> = {
  PYTHON_SYNTAX: 'IBIS_SYNTAX',
  NOT_SUPPORTED: 'UNSUPPORTED',
  UNSUPPORTED: 'UNSUPPORTED',
  UNSUPPORTED_OPERATION: 'UNSUPPORTED',
};

/** Compiles, or says why not. Errors that are not the program's fault are thrown. */
export function tryCompile(
  compile: Compile,
  ibis: string,
  tables: Tables,
): { readonly ok: true; readonly compiled: Compiled } | Rejection {
  try {
    return { ok: true, compiled: compile(ibis, tables) };
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    const raised = (error as { readonly pyType?: unknown }).pyType;
    const message = typeof raised === 'string' ? `${raised}: ${error.message}` : error.message;
    return reject(REASONS[error.code] ?? 'IBIS_ERROR', message);
  }
}
