import type { DraftOf, RecordContext } from '@ibert/core/records';
import { IbertError } from '@ibert/core';
import { evaluateIbis } from '@ibert/ibis';
import { printSchema } from '@ibert/ir';
import type { Schema } from '@ibert/ir';
import { reject } from '@ibert/validation';
import type { Rejection, Verdict } from '@ibert/validation';

import type { Oracle } from '../oracle/oracle.js';
import { judgeMined, unquoteDocstring } from './mined/index.js';
import { tablesOf } from '../tables-of.js';

type Documented = Pick<DraftOf<'documentation'>, 'context' | 'input' | 'target' | 'judge'>;

/**
 * Proves a docstring that somebody wrote for code that is no table program: see {@link judgeMined}
 * for what is told from the record alone. Its examples are evaluated; the code is never run.
 */
export function checkMined({ context, input, target, judge }: Documented): Verdict {
  const docstring = unquoteDocstring(target.docstring);
  if (docstring === undefined)
    return reject('TEXT_DIFFERS', 'the docstring is not quoted properly');
  const tables = readTables(context);
  if ('ok' in tables) return tables;
  const { fault } = judgeMined({ ...input, docstring, tables: tables.schemas });
  if (fault !== undefined) return reject('TEXT_DIFFERS', fault);
  return { ok: true, verification: { fixtures: 0, rows: 0, judge } };
}

/** Programs of the examples that run on the tables of the record. */
export function minedPrograms({ context, input, target }: Documented): readonly string[] {
  const docstring = unquoteDocstring(target.docstring);
  const tables = readTables(context);
  if (docstring === undefined || 'ok' in tables) return [];
  return judgeMined({ ...input, docstring, tables: tables.schemas }).programs;
}

function readTables(
  context: RecordContext,
): { readonly schemas: Readonly<Record<string, Schema>> } | Rejection {
  try {
    return { schemas: tablesOf(context) };
  } catch (error) {
    if (error instanceof IbertError) return reject('UNSUPPORTED', error.message);
    throw error;
  }
}

/**
 * Whether real Ibis takes the examples and types them as the engine does; `open` where there is
 * none. Neither the code nor its docstring is run.
 */
export async function askAboutExamples(
  draft: DraftOf<'documentation'>,
  oracle: Oracle,
): Promise<Rejection | 'open' | undefined> {
  const programs = minedPrograms(draft);
  const tables = readTables(draft.context);
  if (programs.length === 0 || 'ok' in tables) return 'open';
  for (const code of programs) {
    const answer = await oracle.program(code, draft.context);
    if (!answer.ok)
      return reject('ORACLE_DIFFERS', `real Ibis refuses an example: ${answer.error}`);
    const { schema } = evaluateIbis(code, { tables: tables.schemas });
    const ours = shown(printSchema(schema));
    const theirs = shown(
      Object.fromEntries(answer.columns.map((name, at) => [name, answer.types[at]])),
    );
    if (ours !== theirs) {
      return reject('ORACLE_DIFFERS', `the engine types an example ${ours}, real Ibis ${theirs}`);
    }
  }
  return undefined;
}

/** A schema as text; the names of tables in memory differ from run to run. */
const shown = (schema: object): string =>
  JSON.stringify(schema).replaceAll(/ibis_pandas_memtable_\w+/g, 'memtable');
