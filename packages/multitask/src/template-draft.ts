import { IbertError } from '@ibert/core';
import { type Draft, type Task, TASK_SHAPES } from '@ibert/core/records';
import { printSchema } from '@ibert/ir';
import type { ExpandedTask } from '@ibert/templates';
import { reject, type Rejection } from '@ibert/validation';

import type { Completed, Program, TaskModule } from './task-module.js';
import { TASK_MODULES } from './tasks.js';
import { tablesOf } from './tables-of.js';

/** What an example of a task template claims; or why the engine cannot complete it. */
export function templateDraft(expanded: ExpandedTask): Draft | Rejection {
  const { task, template, variation, difficulty, features, meta } = expanded;
  try {
    const schemas = tablesOf(expanded);
    const { input, target, judge = 'authored' } = completed(expanded, schemas);
    const tables = Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => [name, { schema: printSchema(schema) }]),
    );
    const shape = TASK_SHAPES[task];
    const given = { template, variation, source: 'synthetic', features: [...features], difficulty };
    return {
      task,
      dialect: typeof input['dialect'] === 'string' ? input['dialect'] : 'duckdb',
      context: { tables },
      input: shape.input.parse(input),
      target: shape.target.parse(target),
      meta: { ...given, ...meta },
      judge,
    } as Draft;
  } catch (error) {
    if (error instanceof IbertError) return reject('UNSUPPORTED', error.message);
    throw error;
  }
}

function completed(expanded: ExpandedTask, tables: Program['tables']): Completed {
  const { complete } = TASK_MODULES[expanded.task] as TaskModule<Task>;
  return complete?.(expanded, tables) ?? expanded;
}
