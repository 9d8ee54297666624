import { evaluateIbis, printIbis } from '@ibert/ibis';
import { emitSql } from '@ibert/sql';
import { bindSql } from '@ibert/sql/bind';
import type { Prover } from '@ibert/validation';

import type { Program } from '../conformance/random/judge.js';
import { isEqual, proveSame } from '../conformance/random/prove-same.js';

/**
 * What is wrong with a program that goes to DuckDB's SQL, is bound from it, printed as Ibis and
 * evaluated again; undefined when every step keeps names and rows.
 *
 * @param change what becomes of the SQL before it is bound: for tests of the check itself.
 */
export async function roundTripFault(
  prover: Prover,
  { tables, relation }: Program,
  change: (sql: string) => string = (sql) => sql,
): Promise<string | undefined> {
  const { sql } = emitSql(relation, 'duckdb');
  let bound: string;
  try {
    const [statement] = bindSql(change(sql), { dialect: 'duckdb', tables });
    if (statement === undefined) return `no statement in ${sql}`;
    bound = emitSql(statement.relation, 'duckdb').sql;
    const ibis = printIbis(statement.relation);
    const again = emitSql(evaluateIbis(ibis, { tables }).relation, 'duckdb').sql;
    if (again !== bound)
      return `printed and evaluated, it is other SQL:\n${ibis}\n${again}\nnot\n${bound}`;
  } catch (error) {
    return `${String(error)}\n${sql}`;
  }
  if (bound === sql) return undefined;
  const verdict = await proveSame(prover, tables, relation, sql, bound);
  if (verdict.ok || isEqual(verdict)) return undefined;
  return `${verdict.reason}: ${verdict.error}\n${sql}\nis bound as\n${bound}`;
}
