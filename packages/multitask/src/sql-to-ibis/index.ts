import { recordId } from '@ibert/core/records';

import { checkOnEngine } from '../executed-pair.js';
import type { TaskModule } from '../task-module.js';

/**
 * SQL to Ibis: both sides must give the same rows, the SQL on the engine of its dialect. The programs
 * themselves come from elsewhere.
 */
export const sqlToIbis: TaskModule<'sql_to_ibis'> = {
  task: 'sql_to_ibis',
  check: (draft, bench) => {
    const { context, dialect, input, target, judge } = draft;
    if (dialect !== 'duckdb') {
      return checkOnEngine({ ...input, dialect, ibis: target.ibis, context, judge }, bench);
    }
    const score = fallsInto(bench.scoreShare, recordId(draft));
    return bench.provePair(context, input.sql, target.ibis, score);
  },
  derive: () => [],
  programs: ({ target }) => [target.ibis],
};

/** Whether an id is among a share of all ids; the same ids are for the same share. */
const fallsInto = (share: number, id: string): boolean =>
  Number.parseInt(id.slice(0, 8), 16) < share * 2 ** 32;
