import { TASKS } from '@ibert/core/records';
import type { SplitProblem } from './split-problem.js';
import { SPLITS } from './splits.js';

/** A division: the split of each group (index into SPLITS), and the tables that test has. */
export interface Division {
  readonly groups: Uint8Array;
  readonly testTables: Uint8Array;
}

/** Who gets a skeleton that several splits have: a record held out counts as this many to train on. */
export type HeldOutWeight = number;

const TEST = SPLITS.indexOf('test');
const WIDTH = SPLITS.length;
/** What a record short of a split's least share costs, in records dropped. */
const SHORT_COST = 25;
/** What a record more than needed costs. */
const EXCESS_COST = 1.2;
const EXCESS_FROM = 1.4;
/** What a record held out that a person wrote is worth. */
const BY_HAND_WORTH = 0.2;
/** The search aims a little higher than the rules, for records that are capped later. */
const AIM = 1.1;

/** The cells of a problem as columns of numbers, which are rated many thousand times. */
interface Columns {
  readonly size: number;
  readonly group: Int32Array;
  readonly skeleton: Int32Array;
  readonly task: Uint8Array;
  readonly self: Uint8Array;
  readonly count: Int32Array;
  readonly byHand: Int32Array;
  /** The tables of cell `i` are `tables[first[i]]` to before `tables[first[i + 1]]`. */
  readonly first: Int32Array;
  readonly tables: Int32Array;
}

function columnsOf({ cells }: SplitProblem): Columns {
  const first = new Int32Array(cells.length + 1);
  for (const [at, { tables }] of cells.entries()) first[at + 1] = (first[at] ?? 0) + tables.length;
  return {
    size: cells.length,
    group: Int32Array.from(cells, ({ group }) => group),
    skeleton: Int32Array.from(cells, ({ skeleton }) => skeleton),
    task: Uint8Array.from(cells, ({ task }) => task),
    self: Uint8Array.from(cells, ({ self }) => (self ? 1 : 0)),
    count: Int32Array.from(cells, ({ count }) => count),
    byHand: Int32Array.from(cells, ({ byHand }) => byHand),
    first,
    tables: Int32Array.from(cells.flatMap(({ tables }) => [...tables])),
  };
}

/** Rates divisions of one problem; the lower, the better. */
export class SplitScore {
  readonly #cells: Columns;
  readonly #minShare: number;
  readonly #weight: HeldOutWeight;
  readonly #skeletonWeights: Float64Array;
  readonly #kept = new Float64Array(TASKS.length * WIDTH);
  /** The split that has each skeleton, as of the last rating. */
  readonly owners: Uint8Array;

  constructor(problem: SplitProblem, minShare: number, weight: HeldOutWeight) {
    this.#cells = columnsOf(problem);
    this.#minShare = minShare;
    this.#weight = weight;
    this.#skeletonWeights = new Float64Array(problem.skeletons * WIDTH);
    this.owners = new Uint8Array(problem.skeletons);
  }

  rate({ groups, testTables }: Division): number {
    this.#own(groups);
    const { size, group, skeleton, task, self, count, byHand } = this.#cells;
    const kept = this.#kept.fill(0);
    let dropped = 0;
    let held = 0;
    for (let at = 0; at < size; at += 1) {
      const split = groups[group[at] ?? 0] ?? 0;
      const shared = skeleton[at] ?? -1;
      const records = count[at] ?? 0;
      const misfit =
        (split !== 0 && self[at] === 1) ||
        (shared >= 0 && this.owners[shared] !== split) ||
        !this.#tablesFit(at, split, testTables);
      if (misfit) {
        dropped += records;
        continue;
      }
      const place = (task[at] ?? 0) * WIDTH + split;
      kept[place] = (kept[place] ?? 0) + records;
      if (split !== 0) held += byHand[at] ?? 0;
    }
    return dropped - BY_HAND_WORTH * held + this.#shares(kept);
  }

  #tablesFit(at: number, split: number, testTables: Uint8Array): boolean {
    const { first, tables } = this.#cells;
    const end = first[at + 1] ?? 0;
    const wanted = split === TEST ? 1 : 0;
    for (let table = first[at] ?? 0; table < end; table += 1) {
      if (testTables[tables[table] ?? 0] !== wanted) return false;
    }
    return true;
  }

  /** Gives each skeleton to the split that has most of its records. */
  #own(groups: Uint8Array): void {
    const { size, group, skeleton, self, count } = this.#cells;
    const weights = this.#skeletonWeights.fill(0);
    for (let at = 0; at < size; at += 1) {
      const shared = skeleton[at] ?? -1;
      const split = groups[group[at] ?? 0] ?? 0;
      if (shared < 0 || (split !== 0 && self[at] === 1)) continue;
      const place = shared * WIDTH + split;
      const worth = (count[at] ?? 0) * (split === 0 ? 1 : this.#weight);
      weights[place] = (weights[place] ?? 0) + worth;
    }
    for (let shared = 0; shared < this.owners.length; shared += 1) {
      let best = 0;
      for (let split = 1; split < WIDTH; split += 1) {
        const here = weights[shared * WIDTH + split] ?? 0;
        if (here > (weights[shared * WIDTH + best] ?? 0)) best = split;
      }
      this.owners[shared] = best;
    }
  }

  /** The cost of splits that have too little or much of a task. */
  #shares(kept: Float64Array): number {
    let cost = 0;
    for (let task = 0; task < TASKS.length; task += 1) {
      let total = 0;
      for (let split = 0; split < WIDTH; split += 1) total += kept[task * WIDTH + split] ?? 0;
      const aim = Math.ceil(total * this.#minShare * AIM);
      for (let split = 0; split < WIDTH; split += 1) {
        const here = kept[task * WIDTH + split] ?? 0;
        cost += SHORT_COST * Math.max(0, aim - here);
        if (split !== 0) cost += EXCESS_COST * Math.max(0, here - EXCESS_FROM * aim);
      }
    }
    return cost;
  }
}

/** Whether a record's tables let it be in a split: all of them are test's there, none elsewhere. */
export function tablesFit(
  tables: readonly number[],
  split: number,
  testTables: Uint8Array,
): boolean {
  for (const table of tables) if ((testTables[table] === 1) !== (split === TEST)) return false;
  return true;
}
