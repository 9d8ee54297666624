import { reject } from '@ibert/validation';

import type { TaskModule } from '../task-module.js';
import { agreementWith } from './agreement.js';
import { isExecuted } from './executed.js';

type AskOracle = NonNullable<TaskModule<'ibis_to_sql'>['oracle']>;

/** What real Ibis calls the dialects. */
const IBIS_NAMES: Readonly<Record<string, string>> = { spark: 'pyspark' };

/**
 * Compares the SQL of a dialect that no engine here runs with what real Ibis writes for it. Where
 * one does, the rows have spoken already.
 */
export const askOracle: AskOracle = async (draft, oracle, bench) => {
  const { context, dialect, input } = draft;
  if (isExecuted(dialect)) return undefined;
  const theirs = await oracle.spell(input.ibis, context, IBIS_NAMES[dialect] ?? dialect);
  if (theirs === null) return 'open';
  const agreement = await agreementWith(draft, theirs, bench);
  switch (agreement.kind) {
    case 'Agrees':
      return undefined;
    case 'Open':
      return 'open';
    case 'Differs':
      return reject(
        'ORACLE_DIFFERS',
        `real Ibis's SQL for ${dialect} gives the rows of the program, this one does not: ${agreement.why}`,
      );
  }
};
