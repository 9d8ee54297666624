import { createRandom, deriveSeed, type Seed } from '@ibert/core';
import type { Draft, Task } from '@ibert/core/records';
import { evaluateIbis } from '@ibert/ibis';

import type { Program, TaskModule } from './task-module.js';
import { TASK_MODULES } from './tasks.js';
import { tablesOf } from './tables-of.js';

/**
 * A pair as derivation takes it.
 *
 * @throws PythonError when the Ibis code fails on the tables.
 */
export function programOf(record: Program['record']): Program {
  const tables = tablesOf(record.context);
  return { record, tables, relation: evaluateIbis(record.target.ibis, { tables }).relation };
}

/**
 * What the records of a task derived from a program claim, the best first. They depend on the
 * program and the seed only.
 *
 * @param limit how many at most.
 */
export function derivedDrafts(
  program: Program,
  task: Task,
  seed: Seed,
  limit: number,
): readonly Draft[] {
  const { record } = program;
  const { derive, share = 1 } = TASK_MODULES[task] as TaskModule<Task>;
  if (!createRandom(deriveSeed(seed, 'share', task, record.id)).chance(share)) return [];
  const random = createRandom(deriveSeed(seed, 'derive', task, record.id));
  const { verification, ...meta } = record.meta;
  const { mutants, killed, equivalent, judge: own = 'self' } = verification ?? {};
  const score = mutants === undefined ? undefined : { mutants, killed, equivalent };
  return derive(program, random)
    .slice(0, limit)
    .map(
      ({ input, target, dialect = 'duckdb', kind, meta: changed, judge = own }): Draft =>
        ({
          task,
          dialect,
          context: record.context,
          input,
          target,
          meta: {
            ...meta,
            ...(meta.variation === undefined ? {} : { variation: `${meta.variation}_${kind}` }),
            origin: record.id,
            ...changed,
          },
          judge,
          score,
        }) as Draft,
    );
}
