import type { RecordContext } from '@ibert/core/records';
import { evaluateIbis } from '@ibert/ibis';
import { printSchema } from '@ibert/ir';
import { reject, type Rejection } from '@ibert/validation';

import type { Bench } from '../bench.js';
import type { Oracle } from './oracle.js';
import { tablesOf } from '../tables-of.js';

/**
 * Whether real Ibis takes a program, types its columns as the engine does, and writes SQL that
 * gives the engine's rows on the fixtures.
 */
export async function programDisagreement(
  code: string,
  context: RecordContext,
  bench: Bench,
  oracle: Oracle,
): Promise<Rejection | undefined> {
  const answer = await oracle.program(code, context);
  if (!answer.ok) return reject('ORACLE_DIFFERS', `real Ibis refuses the program: ${answer.error}`);
  const tables = tablesOf(context);
  const ours = JSON.stringify(printSchema(evaluateIbis(code, { tables }).schema));
  const theirs = JSON.stringify(
    Object.fromEntries(answer.columns.map((name, at) => [name, answer.types[at]])),
  );
  if (ours !== theirs) {
    return reject('ORACLE_DIFFERS', `the engine types the result ${ours}, real Ibis ${theirs}`);
  }
  const verdict = await bench.provePair(context, answer.sql, code);
  // Rows made for the constants of the record's own SQL are not there; it has been proven on those.
  if (verdict.ok || verdict.reason === 'EMPTY_ON_ALL') return undefined;
  return reject('ORACLE_DIFFERS', `with the SQL of real Ibis: ${verdict.reason}: ${verdict.error}`);
}
