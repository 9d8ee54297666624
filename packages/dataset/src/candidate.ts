import { IbertError, InternalError } from '@ibert/core';
import type { RecordContext } from '@ibert/core/records';
import { evaluateIbis, printIbis, PythonError } from '@ibert/ibis';
import { printSchema, type Schema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import { bindSql } from '@ibert/sql/bind';
import { type Expanded, expandTemplate, type Template } from '@ibert/templates';
import { type Judge, reject, type Rejection } from '@ibert/validation';
import { schemasOf } from './schemas.js';

/** An expanded template on its way to become a record. */
export interface Candidate {
  /** Its place among all candidates of the run, from 0. */
  readonly index: number;
  readonly expanded: Expanded;
  /** The tables with canonical type names. */
  readonly tables: RecordContext['tables'];
  /** Both sides and who vouches for them; or why there is nothing to prove. */
  readonly sides: Sides | Rejection;
}

/** The two texts of an example. */
export interface Sides {
  readonly sql: string;
  readonly ibis: string;
  readonly judge: Judge;
}

/**
 * The candidates of templates: templates in the order given, each one's examples in the order of
 * its expansion. Nothing but the templates and the limit decides them.
 */
export function* candidates(
  templates: readonly Template[],
  limit: number = Number.POSITIVE_INFINITY,
): Generator<Candidate, void, undefined> {
  let index = 0;
  for (const template of templates) {
    for (const expanded of expandTemplate(template)) {
      if (index >= limit) return;
      yield candidate(expanded, index);
      index += 1;
    }
  }
}

function candidate(expanded: Expanded, index: number): Candidate {
  const schemas = schemasOf(expanded.tables);
  const tables = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, { schema: printSchema(schema) }]),
  );
  return { index, expanded, tables, sides: sidesOf(expanded, schemas) };
}

function sidesOf(
  { sql, ibis }: Expanded,
  tables: Readonly<Record<string, Schema>>,
): Sides | Rejection {
  if (sql !== undefined && ibis !== undefined) return { sql, ibis, judge: 'authored' };
  try {
    if (ibis !== undefined) return { sql: compiled(ibis, tables), ibis, judge: 'self' };
    if (sql !== undefined) return { sql, ibis: translated(sql, tables), judge: 'self' };
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    return reject(missingSideReason(error), error.message);
  }
  throw new InternalError('a template was loaded without either side');
}

/** The SQL of a template that states only Ibis. */
const compiled = (ibis: string, tables: Readonly<Record<string, Schema>>): string =>
  emitSql(evaluateIbis(ibis, { tables }).relation, 'duckdb').sql;

/** The Ibis program of a template that states only SQL. */
function translated(sql: string, tables: Readonly<Record<string, Schema>>): string {
  const [statement, other] = bindSql(sql, { tables });
  if (statement === undefined || other !== undefined) {
    throw new IbertError('NOT_A_QUERY', 'the SQL side is not exactly one statement');
  }
  return printIbis(statement.relation, statement);
}

/** Reject reasons of errors in the side that is there. */
const REASONS: Readonly<Record<string, Rejection['reason']>> = {
  PYTHON_SYNTAX: 'IBIS_SYNTAX',
  SQL_SYNTAX: 'SQL_SYNTAX',
  NOT_A_QUERY: 'NOT_A_QUERY',
  UNKNOWN_TABLE: 'SQL_BIND',
  UNKNOWN_COLUMN: 'SQL_BIND',
  AMBIGUOUS_COLUMN: 'SQL_BIND',
  SQL_TYPE: 'SQL_BIND',
};

function missingSideReason(error: IbertError): Rejection['reason'] {
  if (error instanceof PythonError && error.code === 'PYTHON_ERROR') return 'IBIS_ERROR';
  return REASONS[error.code] ?? 'UNSUPPORTED';
}
