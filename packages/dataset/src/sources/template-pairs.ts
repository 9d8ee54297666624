import { IbertError, InternalError } from '@ibert/core';
import { sha256Hex } from '@ibert/core/files';
import type { DraftOf, Judge } from '@ibert/core/records';
import { evaluateIbis, printIbis, PythonError } from '@ibert/ibis';
import { printSchema, type Schema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import { bindSql } from '@ibert/sql/bind';
import { type Expanded, expandTemplate, type Template } from '@ibert/templates';
import { reject, type Rejection } from '@ibert/validation';
import { basename } from 'node:path';
import type { Candidate, CandidateSource } from '../candidate.js';
import { schemasOf } from '../schemas.js';

/** The variable that holds a program's answer when it is not its last expression. */
export const EXPRESSION_NAME = 'expr';

/** The two texts of an example. */
interface Sides {
  readonly sql: string;
  readonly ibis: string;
  readonly judge: Judge;
}

/**
 * The pairs that templates expand to: templates in the order given, each one's examples in the
 * order of its expansion. A side that a template leaves out is compiled or translated.
 */
export function templatePairs(templates: readonly Template[]): CandidateSource {
  const hashes: string[] = [];
  for (const { file: _file, line: _line, ...expanded } of expandAll(templates)) {
    // Not canonical JSON: the order of the columns counts.
    hashes.push(sha256Hex(JSON.stringify(expanded)));
  }
  return {
    command: 'generate-data',
    key: sha256Hex(hashes.join()),
    total: hashes.length,
    *candidates() {
      for (const expanded of expandAll(templates)) yield candidateOf(expanded);
    },
  };
}

function* expandAll(templates: readonly Template[]): Generator<Expanded, void, undefined> {
  for (const template of templates) yield* expandTemplate(template);
}

function candidateOf(expanded: Expanded): Candidate {
  const { template, variation, file, line, sql, ibis } = expanded;
  const schemas = schemasOf(expanded.tables);
  const tables = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, { schema: printSchema(schema) }]),
  );
  const sides = sidesOf(expanded, schemas);
  return {
    name: `${template}/${variation}`,
    about: {
      template,
      variation,
      file: basename(file),
      line,
      context: { tables },
      input: { sql: sql ?? null },
      target: { ibis: ibis ?? null },
    },
    draft: 'ok' in sides ? sides : draftOf(expanded, tables, sides),
  };
}

function draftOf(
  { template, variation, features, difficulty }: Expanded,
  tables: DraftOf<'sql_to_ibis'>['context']['tables'],
  { sql, ibis, judge }: Sides,
): DraftOf<'sql_to_ibis'> {
  return {
    task: 'sql_to_ibis',
    dialect: 'duckdb',
    context: { tables },
    input: { sql },
    target: { ibis, expr_name: EXPRESSION_NAME },
    meta: { template, variation, source: 'synthetic', features: [...features], difficulty },
    judge,
  };
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
