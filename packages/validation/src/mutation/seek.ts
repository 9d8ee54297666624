import { deriveSeed } from '@ibert/core';
import type { Mutant } from '@ibert/ir/mutate';

import { compareSides } from '../agreement.js';
import { readResult } from '../execution/read-result.js';
import { relationUses } from '../facts/ir-constants.js';
import { columnRoles } from '../fixtures/keys.js';
import { ATTEMPTS, soughtFixture } from '../fixtures/sought.js';
import type { Rejection } from '../reasons.js';
import { contest } from './contest.js';
import type { Contestant, Kill } from './contest.js';
import type { Scoring } from './score.js';

/** What the search for fixtures has brought. */
export interface Sought {
  readonly kills: readonly Kill[];
  readonly survivors: readonly Mutant[];
  /** Fixtures that told some mutant apart, and the rows that the pair gives on them. */
  readonly fixtures: number;
  readonly rows: number;
}

const LABEL = 'sought';

/**
 * Looks for fixtures that tell mutants apart, a bounded number of times. A fixture that does becomes
 * part of the proof: both sides of the pair must agree on it.
 *
 * @returns a rejection when they do not.
 */
export async function seek(
  contestants: readonly Contestant[],
  scoring: Scoring,
): Promise<Sought | Rejection> {
  const { pair, order, runner, seed } = scoring;
  if (contestants.length === 0) return { kills: [], survivors: [], fixtures: 0, rows: 0 };
  const own = relationUses(pair.compiled.relation);
  const seeking = {
    tables: Object.fromEntries(
      Object.entries(pair.tables).filter(([table]) => own.tables.has(table.toLowerCase())),
    ),
    roles: columnRoles(pair.tables),
    uses: [
      ...own.constants,
      ...contestants.flatMap(({ mutant }) => relationUses(mutant.relation).constants),
    ],
    seed: deriveSeed(seed, pair.sql, pair.compiled.sql),
  };
  const { fixtures } = runner;
  const kills: Kill[] = [];
  let open = contestants;
  let [used, rows] = [0, 0];
  for (let attempt = 0; attempt < ATTEMPTS && open.length > 0; attempt += 1) {
    await fixtures.fill(soughtFixture(seeking, attempt));
    try {
      const ibis = await runner.run(pair.compiled.sql, 'empty');
      // Beyond what the program is meant for: nothing to be learned.
      if (ibis.outcome !== 'result') continue;
      const expected = readResult(ibis.result);
      const round = {
        runner,
        fixture: 'empty',
        label: LABEL,
        expected,
        order: order.ibis,
      } as const;
      const next: Contestant[] = [];
      const before = kills.length;
      for (const contestant of open) {
        const fate = await contest(contestant, round);
        if (fate.fate === 'killed') {
          kills.push(fate.kill);
          if (!fate.kill.byRows) await refill();
        } else next.push(contestant);
      }
      if (kills.length === before) continue;
      const sql = await runner.run(pair.sql, 'empty');
      if (sql.outcome !== 'result') {
        kills.length = before;
        continue;
      }
      const results = { sql: readResult(sql.result), ibis: expected };
      const fault = compareSides(order, results, LABEL);
      if (fault !== undefined) return fault;
      open = next;
      used += 1;
      rows += expected.rowCount;
    } finally {
      await fixtures.clear();
    }

    async function refill(): Promise<void> {
      await fixtures.clear();
      await fixtures.fill(soughtFixture(seeking, attempt));
    }
  }
  return { kills, survivors: open.map(({ mutant }) => mutant), fixtures: used, rows };
}
