import type { Random } from '@ibert/core';
import { DIALECTS, type Dialect } from '@ibert/sql';

import type { Derived, Program } from '../task-module.js';
import { canStore, isExecuted } from './executed.js';
import { sqlFor } from './write-sql.js';

/** Most dialects that one program is written in. */
const MAX_DIALECTS = 3;
/** How often a dialect is drawn that an engine here runs, for each time that another one is. */
const EXECUTED_WEIGHT = 1.5;

/**
 * A program in up to three dialects. Where an engine here runs the dialect, the program's own judge
 * stays: its rows are those of the SQL that it was proven against. Elsewhere only our own writer stands
 * behind the text.
 */
export function deriveTranslations(
  { record, relation, tables }: Program,
  random: Random,
): readonly Derived<'ibis_to_sql'>[] {
  const derived: Derived<'ibis_to_sql'>[] = [];
  for (const dialect of inRandomOrder(random)) {
    if (isExecuted(dialect) && !canStore(dialect, tables)) continue;
    const sql = sqlFor(relation, dialect);
    if (sql === undefined) continue;
    derived.push({
      kind: dialect,
      dialect,
      input: { ibis: record.target.ibis, dialect },
      target: { sql },
      ...(isExecuted(dialect) ? {} : { judge: 'self' as const }),
    });
    if (derived.length === MAX_DIALECTS) break;
  }
  return derived;
}

/** Every dialect once; a larger weight comes earlier more often (exponential clocks). */
function inRandomOrder(random: Random): readonly Dialect[] {
  return DIALECTS.map((dialect) => {
    const weight = isExecuted(dialect) ? EXECUTED_WEIGHT : 1;
    return { dialect, at: -Math.log(1 - random.float()) / weight };
  })
    .toSorted((a, b) => a.at - b.at)
    .map(({ dialect }) => dialect);
}
