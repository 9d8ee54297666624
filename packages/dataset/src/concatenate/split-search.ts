import { createRandom, deriveSeed, InternalError, type Random } from '@ibert/core';
import type { SplitProblem } from './split-problem.js';
import { type Division, SplitScore } from './split-score.js';
import { SPLITS } from './splits.js';

/** A division with what became of the skeletons. */
export interface SplitSolution extends Division {
  readonly owners: Uint8Array;
  readonly cost: number;
}

const TEST = SPLITS.indexOf('test');
/** How much a held-out record counts when a skeleton is given away, by turns of the restarts. */
const HELD_OUT_WEIGHTS = [4, 2, 8] as const;
/** Searches from the start; each ends in a hollow of its own, and the deepest is taken. */
const RESTARTS = 8;
/** A cost, in parts of all records, that needs no further search. */
const GOOD_COST = 0.01;
const MOST_STEPS = 15_000;
/** Cells rated in one search: what bounds its time on large problems. */
const MOST_WORK = 60_000_000;
/** Costs that a step may add at the start, in parts of all records, and at the end, in records. */
const HOT = 0.04;
const COLD = 0.4;

/**
 * Divides the groups so that few records must be dropped and every split has enough of each task:
 * simulated annealing, the same for the same problem and seed.
 *
 * Source: Kirkpatrick, Gelatt and Vecchi, "Optimization by Simulated Annealing" (1983).
 */
export function searchSplits(problem: SplitProblem, minShare: number, seed: number): SplitSolution {
  const records = problem.cells.reduce((sum, { count }) => sum + count, 0);
  let best: SplitSolution | undefined;
  for (let restart = 0; restart < RESTARTS; restart += 1) {
    const weight = HELD_OUT_WEIGHTS[restart % HELD_OUT_WEIGHTS.length] ?? 1;
    const score = new SplitScore(problem, minShare, weight);
    const random = createRandom(deriveSeed(seed, 'splits', restart));
    const found = anneal(problem, score, random, Math.max(COLD, HOT * records));
    if (best === undefined || found.cost < best.cost) best = found;
    if (best.cost <= GOOD_COST * records) break;
  }
  if (best === undefined) throw new InternalError('no division was searched for');
  return best;
}

function anneal(
  problem: SplitProblem,
  score: SplitScore,
  random: Random,
  hot: number,
): SplitSolution {
  const groups = new Uint8Array(problem.groups);
  const testTables = new Uint8Array(problem.tables);
  const division = { groups, testTables };
  let cost = score.rate(division);
  let best = copy(division, score, cost);
  const steps = Math.min(MOST_STEPS, Math.ceil(MOST_WORK / Math.max(1, problem.cells.length)));
  // Group 0 cannot move: with it alone there is nothing to search.
  for (let step = 0; step < steps && problem.groups > 1; step += 1) {
    const heat = hot * (COLD / hot) ** (step / steps);
    const undo = move(problem, division, random);
    const next = score.rate(division);
    if (next > cost && random.float() >= Math.exp((cost - next) / heat)) {
      undo();
      continue;
    }
    cost = next;
    if (cost < best.cost) best = copy(division, score, cost);
  }
  return best;
}

const copy = (
  { groups, testTables }: Division,
  score: SplitScore,
  cost: number,
): SplitSolution => ({
  groups: groups.slice(),
  testTables: testTables.slice(),
  owners: score.owners.slice(),
  cost,
});

/** Changes one group or table at random; the result changes it back. */
function move(problem: SplitProblem, { groups, testTables }: Division, random: Random): () => void {
  if (problem.tables > 0 && random.chance(0.15)) {
    const table = random.int(0, problem.tables - 1);
    testTables[table] = 1 - (testTables[table] ?? 0);
    return () => {
      testTables[table] = 1 - (testTables[table] ?? 0);
    };
  }
  const group = random.int(1, problem.groups - 1);
  const from = groups[group] ?? 0;
  const to = (from + random.int(1, SPLITS.length - 1)) % SPLITS.length;
  groups[group] = to;
  const tables = problem.tablesOf[group] ?? [];
  const before = tables.map((table) => testTables[table] ?? 0);
  // A group mostly brings its tables along, as neither is worth much in test without the other.
  if ((to === TEST || from === TEST) && random.chance(0.8)) {
    for (const table of tables) testTables[table] = to === TEST ? 1 : 0;
  }
  return () => {
    groups[group] = from;
    for (const [at, table] of tables.entries()) testTables[table] = before[at] ?? 0;
  };
}
