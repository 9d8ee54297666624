import type { TaskModule } from '../task-module.js';
import { checkAnswer, examplesOf } from './check.js';
import { exampleProgram } from './example-program.js';

/**
 * Questions about Ibis with short answers and code examples. The records come from templates: what a
 * question about a single program could ask is already asked by the other tasks, so none is derived.
 */
export const qa: TaskModule<'qa'> = {
  task: 'qa',
  check: checkAnswer,
  derive: () => [],
  programs: ({ target }) => examplesOf(target).map(exampleProgram),
};
