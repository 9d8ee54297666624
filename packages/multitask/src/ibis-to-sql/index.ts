import type { TaskModule } from '../task-module.js';
import { askOracle } from './ask-oracle.js';
import { checkTranslation } from './check.js';
import { completeTarget } from './complete-target.js';
import { deriveTranslations } from './derive.js';

/** Ibis to SQL: a program, and a statement that means the same in the wanted dialect. */
export const ibisToSql: TaskModule<'ibis_to_sql'> = {
  task: 'ibis_to_sql',
  check: checkTranslation,
  derive: deriveTranslations,
  programs: ({ input }) => [input.ibis],
  complete: completeTarget,
  oracle: askOracle,
};
