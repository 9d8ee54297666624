import type { Draft, DraftOf, Task } from '@ibert/core/records';
import type { Verdict } from '@ibert/validation';

import type { Bench } from './bench.js';
import { codeCompletion } from './code-completion/index.js';
import { documentation } from './documentation/index.js';
import { errorResolution } from './error-resolution/index.js';
import { ibisToSql } from './ibis-to-sql/index.js';
import { qa } from './qa/index.js';
import { sqlToIbis } from './sql-to-ibis/index.js';
import { programDisagreement } from './oracle/agrees.js';
import type { Oracle } from './oracle/oracle.js';
import type { TaskModule } from './task-module.js';

/** Every task with what the system knows about it. */
export const TASK_MODULES: { readonly [T in Task]: TaskModule<T> } = {
  code_completion: codeCompletion,
  sql_to_ibis: sqlToIbis,
  ibis_to_sql: ibisToSql,
  error_resolution: errorResolution,
  qa,
  documentation,
};

/**
 * Proves a draft with the check of its task; the verdict carries the draft's judge.
 *
 * @param oracle real Ibis, which must agree as well; it then vouches where nobody else does.
 */
export async function checkDraft(draft: Draft, bench: Bench, oracle?: Oracle): Promise<Verdict> {
  const { check, programs, oracle: ask } = TASK_MODULES[draft.task] as TaskModule<Task>;
  const task = draft as DraftOf<Task>;
  const verdict = await check(task, bench);
  if (!verdict.ok) return verdict;
  const { verification } = verdict;
  if (oracle === undefined) {
    return { ...verdict, verification: { ...verification, judge: draft.judge } };
  }
  for (const code of programs(task)) {
    const fault = await programDisagreement(code, draft.context, bench, oracle);
    if (fault !== undefined) return fault;
  }
  const fault = await ask?.(task, oracle, bench);
  if (fault !== undefined && fault !== 'open') return fault;
  const judge = draft.judge === 'self' && fault === undefined ? 'oracle' : draft.judge;
  return { ...verdict, verification: { ...verification, judge } };
}
