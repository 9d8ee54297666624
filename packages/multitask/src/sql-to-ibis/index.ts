import type { TaskModule } from '../task-module.js';

/** SQL to Ibis: both sides must give the same rows. The programs themselves come from elsewhere. */
export const sqlToIbis: TaskModule<'sql_to_ibis'> = {
  task: 'sql_to_ibis',
  check: ({ context, input, target }, bench) => bench.provePair(context, input.sql, target.ibis),
  derive: () => [],
  programs: ({ target }) => [target.ibis],
};
