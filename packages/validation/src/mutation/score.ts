import type { Seed } from '@ibert/core';
import { IbertError } from '@ibert/core';
import type { Verification } from '@ibert/core/records';
import { equivalence, mutate } from '@ibert/ir/mutate';
import type { Mutant } from '@ibert/ir/mutate';
import { emitSql } from '@ibert/sql';

import type { Orders } from '../agreement.js';
import type { ResultTable } from '../comparison/result.js';
import type { FixtureName } from '../execution/fixture-databases.js';
import type { OrderFacts } from '../facts/order.js';
import { relationOrder } from '../facts/relation-facts.js';
import { reject } from '../reasons.js';
import type { Rejection } from '../reasons.js';
import type { NearMiss, Pair, Verdict } from '../verdict.js';
import { contest } from './contest.js';
import type { Contestant, Kill } from './contest.js';
import { nearMissOf } from './near-miss.js';
import type { MutantRunner } from './runner.js';
import { seek } from './seek.js';

export interface Scoring {
  readonly pair: Pair;
  readonly order: Orders;
  /** The Ibis program's own results. */
  readonly results: Readonly<Record<FixtureName, ResultTable>>;
  readonly runner: MutantRunner;
  readonly seed: Seed;
  /** Most mutants. */
  readonly limit: number;
}

/** How strong a proof is: what became of the program's mutants. */
export interface Score {
  readonly mutants: number;
  readonly killed: number;
  readonly equivalent: number;
  /** Fixtures and rows that the search added. */
  readonly fixtures: number;
  readonly rows: number;
  readonly nearMiss: NearMiss | undefined;
  readonly survivors: readonly string[];
}

/** The fixture that tells most mutants apart, then the others by how likely they do. */
const ROUNDS = ['hostile', 'typical', 'single', 'empty', 'reversed'] as const;

/**
 * Runs the mutants of a proven program. Each stops at the first fixture that tells it apart; those
 * that none does are equivalent by rule, or fixtures are sought that tell them apart.
 *
 * @returns a rejection when the pair itself disagrees on a fixture that was sought.
 */
export async function scoreMutants(scoring: Scoring): Promise<Score | Rejection> {
  const { pair, order, results, runner, limit } = scoring;
  const kills: Kill[] = [];
  const stopped: Mutant[] = [];
  let alive = contestants(pair, limit);
  let equivalent = 0;
  for (const fixture of ROUNDS) {
    const expected = results[fixture];
    const round = { runner, fixture, label: fixture, expected, order: order.ibis };
    const next: Contestant[] = [];
    for (const contestant of alive) {
      const fate = await contest(contestant, round);
      if (fate.fate === 'alive') next.push(contestant);
      else if (fate.fate === 'killed') kills.push(fate.kill);
      else if (fate.fate === 'stopped') stopped.push(contestant.mutant);
    }
    alive = next;
    // A rule is cheaper than the other fixtures.
    if (fixture !== 'hostile') continue;
    alive = alive.filter(({ mutant }) => equivalence(pair.compiled.relation, mutant) === undefined);
    equivalent = next.length - alive.length;
  }
  const [orderless, open] = partition(alive, ({ mutant }) => losesOrder(mutant, order.ibis));
  kills.push(...orderless.map(unordered));
  const sought = await seek(open, scoring);
  if ('ok' in sought) return sought;
  kills.push(...sought.kills);
  const survivors = [...stopped, ...sought.survivors];
  return {
    mutants: kills.length + equivalent + survivors.length,
    killed: kills.length,
    equivalent,
    fixtures: sought.fixtures,
    rows: sought.rows,
    nearMiss: nearMissOf(kills, scoring),
    survivors: survivors.map(({ kind, phrase }) => `${kind}: ${phrase}`),
  };
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

/**
 * Whether a program orders its rows and its mutant does not: the proof refuses such a pair, also
 * where the rows happen to come in the right order.
 */
const losesOrder = ({ relation }: Mutant, order: OrderFacts): boolean =>
  order.order === 'ordered' && relationOrder(relation).order === 'unordered';

const unordered = (contestant: Contestant): Kill => ({
  contestant,
  byRows: false,
  why: () => 'its rows have no order',
});

/** The mutants that have a text of their own for DuckDB. */
function contestants({ compiled }: Pair, limit: number): readonly Contestant[] {
  const texts = new Set([compiled.sql]);
  return mutate(compiled.relation, { limit }).flatMap((mutant) => {
    const sql = textOf(mutant);
    if (sql === undefined || texts.has(sql)) return [];
    texts.add(sql);
    return [{ mutant, sql }];
  });
}

function textOf({ relation }: Mutant): string | undefined {
  try {
    return emitSql(relation, 'duckdb').sql;
  } catch (error) {
    // DuckDB has no spelling for it.
    if (error instanceof IbertError) return undefined;
    throw error;
  }
}

/** Why a proof with too many survivors is refused. */
export function weakness(score: Score, leastKilled: number): Rejection | undefined {
  const telling = score.mutants - score.equivalent;
  if (score.killed >= leastKilled * telling) return undefined;
  const [first = ''] = score.survivors;
  return reject(
    'WEAK_PROOF',
    `the fixtures tell the query from ${score.killed} of ${telling} neighbours, not where ${first}`,
  );
}

/** A proof with the score of its program. */
export function withScore(verification: Verification, score: Score): Verdict {
  const { mutants, killed, equivalent, fixtures, rows, nearMiss, survivors } = score;
  const { judge } = verification;
  return {
    ok: true,
    verification: {
      fixtures: verification.fixtures + fixtures,
      rows: verification.rows + rows,
      mutants,
      killed,
      equivalent,
      judge,
    },
    ...(nearMiss === undefined ? {} : { nearMiss }),
    ...(survivors.length === 0 ? {} : { survivors }),
  };
}
