import type { Draft, DraftOf, Task } from '@ibert/core/records';
import type { Verdict } from '@ibert/validation';

import type { Bench } from './bench.js';
import { codeCompletion } from './code-completion/index.js';
import { documentation } from './documentation/index.js';
import { errorResolution } from './error-resolution/index.js';
import { ibisToSql } from './ibis-to-sql/index.js';
import { qa } from './qa/index.js';
import { sqlToIbis } from './sql-to-ibis/index.js';
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

/** Proves a draft with the check of its task; the verdict carries the draft's judge. */
export async function checkDraft(draft: Draft, bench: Bench): Promise<Verdict> {
  const { check } = TASK_MODULES[draft.task] as TaskModule<Task>;
  const verdict = await check(draft as DraftOf<Task>, bench);
  if (!verdict.ok) return verdict;
  return { ...verdict, verification: { ...verdict.verification, judge: draft.judge } };
}
