import type { TaskModule } from '../task-module.js';
import { checkCompletion } from './check.js';
import { deriveCompletions } from './derive.js';

/** Code completion: the first part of a program that runs, and the whole of it. */
export const codeCompletion: TaskModule<'code_completion'> = {
  task: 'code_completion',
  check: checkCompletion,
  derive: deriveCompletions,
  programs: ({ target }) => [target.completed_code],
};
