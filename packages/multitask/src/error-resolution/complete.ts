import type { TaskModule } from '../task-module.js';
import { outcomeOf } from './failure.js';

type Complete = NonNullable<TaskModule<'error_resolution'>['complete']>;

/**
 * Fills in the error of the broken code where a template leaves it out. Code that does not fail
 * stays without one, which the check refuses.
 */
export const completeError: Complete = ({ input, target }, tables) => {
  const { broken_code: code, error, ...rest } = input;
  if (error !== undefined || typeof code !== 'string') return { input, target };
  const outcome = outcomeOf(code, tables);
  if (outcome.kind !== 'fails') return { input, target };
  return { input: { broken_code: code, error: outcome.error, ...rest }, target };
};
