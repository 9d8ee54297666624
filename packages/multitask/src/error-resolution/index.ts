import type { TaskModule } from '../task-module.js';
import { checkMistake } from './check.js';
import { completeError } from './complete.js';
import { deriveMistakes } from './derive.js';
import { askForError } from './oracle.js';

/** Broken code with its error; the target repairs and explains it. */
export const errorResolution: TaskModule<'error_resolution'> = {
  task: 'error_resolution',
  check: checkMistake,
  derive: deriveMistakes,
  programs: ({ target }) => [target.fixed_code],
  oracle: askForError,
  complete: completeError,
};
