import { IbertError } from '@ibert/core';
import type { RecordContext } from '@ibert/core/records';
import { evaluateIbis, PythonError } from '@ibert/ibis';
import { printSchema, type Schema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
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
  if (ibis === undefined) {
    return reject(
      'UNSUPPORTED',
      'the template has no Ibis side, and SQL is not translated to Ibis yet: give ibis_template',
    );
  }
  if (sql !== undefined) return { sql, ibis, judge: 'authored' };
  try {
    const { relation } = evaluateIbis(ibis, { tables });
    return { sql: emitSql(relation, 'duckdb').sql, ibis, judge: 'self' };
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    return reject(missingSideReason(error), error.message);
  }
}

function missingSideReason(error: IbertError): Rejection['reason'] {
  if (error.code === 'PYTHON_SYNTAX') return 'IBIS_SYNTAX';
  if (error instanceof PythonError && error.code === 'PYTHON_ERROR') return 'IBIS_ERROR';
  return 'UNSUPPORTED';
}
