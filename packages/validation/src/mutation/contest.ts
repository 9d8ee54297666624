import type { Mutant } from '@ibert/ir/mutate';
import { plural } from '@ibert/core';

import { compareResults } from '../comparison/compare.js';
import type { ResultTable } from '../comparison/result.js';
import { readResult } from '../execution/read-result.js';
import type { FixtureName } from '../execution/fixture-databases.js';
import { rowOrder } from '../facts/order.js';
import type { OrderFacts } from '../facts/order.js';
import type { MutantRunner } from './runner.js';

/** A mutant with its text for DuckDB. */
export interface Contestant {
  readonly mutant: Mutant;
  readonly sql: string;
}

/** How a mutant was told apart from its original. */
export interface Kill {
  readonly contestant: Contestant;
  /** Whether the rows were different, rather than their types or a failure. */
  readonly byRows: boolean;
  /** In words; worked out only when somebody asks. */
  readonly why: () => string;
}

export type Fate =
  | { readonly fate: 'killed'; readonly kill: Kill }
  | { readonly fate: 'alive' }
  /** DuckDB does not take the text: it is no neighbour. */
  | { readonly fate: 'void' }
  | { readonly fate: 'stopped' };

export interface Round {
  readonly runner: MutantRunner;
  readonly fixture: FixtureName;
  /** What messages call the fixture. */
  readonly label: string;
  /** The original's result on it. */
  readonly expected: ResultTable;
  readonly order: OrderFacts;
}

const ALIVE: Fate = { fate: 'alive' };

/** Runs a mutant on one fixture. */
export async function contest(contestant: Contestant, round: Round): Promise<Fate> {
  const { runner, fixture, label, expected, order } = round;
  const run = await runner.run(contestant.sql, fixture);
  const killed = (byRows: boolean, why: () => string): Fate => ({
    fate: 'killed',
    kill: { contestant, byRows, why: () => `on the ${label} fixture ${why()}` },
  });
  switch (run.outcome) {
    case 'unbound':
      return { fate: 'void' };
    case 'stopped':
      return { fate: 'stopped' };
    case 'failed':
      return killed(false, () => `it fails: ${run.message}`);
    case 'result': {
      const { rowCount } = run.result;
      if (rowCount !== expected.rowCount) {
        const given = plural(rowCount, 'row');
        return killed(true, () => `it gives ${given} instead of ${expected.rowCount}`);
      }
      const actual = readResult(run.result);
      const rows = rowOrder(order, expected.columns);
      const difference = compareResults(expected, actual, rows, ['the right answer', 'this one']);
      if (difference === undefined) return ALIVE;
      const { code, message } = difference;
      return killed(code === 'ROWS_DIFFER' || code === 'ORDER_DIFFERS', () => message);
    }
  }
}
