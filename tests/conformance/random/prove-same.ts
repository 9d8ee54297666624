import { setOperation } from '@ibert/ir';
import type { Relation } from '@ibert/ir';
import type { Prover, Tables, Verdict } from '@ibert/validation';

/** Proves our SQL against that of real Ibis. */
export async function proveSame(
  prover: Prover,
  tables: Tables,
  relation: Relation,
  ours: string,
  theirs: string,
): Promise<Verdict> {
  const pair = { tables, sql: theirs, compiled: { sql: ours, relation } };
  const verdict = await prover.prove(pair);
  if (verdict.ok || verdict.reason !== 'ORDER_DIFFERS' || !verdict.error.includes('does not')) {
    return verdict;
  }
  // An order inside a subquery, or below DISTINCT, is one by DuckDB's habit alone: rows are a bag.
  return prover.prove({
    tables,
    sql: `SELECT * FROM (${theirs}) AS q`,
    compiled: { sql: ours, relation: setOperation('Union', relation, relation, false) },
  });
}

/** Whether the verdict is one of equal results; one that says little is equal all the same. */
export const isEqual = (verdict: Verdict): boolean =>
  verdict.ok || verdict.reason === 'EMPTY_ON_ALL';
