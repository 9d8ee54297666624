import type { DuckDBMaterializedResult } from '@duckdb/node-api';

import type { FixtureDatabases, FixtureName } from '../execution/fixture-databases.js';
import { Watchdog } from '../execution/watchdog.js';
import type { WatchLimits } from '../execution/watchdog.js';

export interface RunnerOptions {
  readonly fixtures: FixtureDatabases;
  /** For all mutants of a program together. */
  readonly limits: WatchLimits;
  /** Most rows of one result. */
  readonly maxRows: number;
}

/** What became of a query: its result, an error of its own, or nothing that tells anything. */
export type Outcome =
  | { readonly outcome: 'result'; readonly result: DuckDBMaterializedResult }
  | { readonly outcome: 'failed'; readonly message: string }
  | { readonly outcome: 'unbound'; readonly message: string }
  | { readonly outcome: 'stopped' };

const UNBOUND = /^(?:Binder|Parser|Catalog|Not implemented) Error/;

/** How many queries may run into a limit before all others are left alone. */
const MOST_ALARMS = 3;

/** Runs queries of ours on the fixtures and keeps these as they were after a failure. */
export class MutantRunner {
  readonly fixtures: FixtureDatabases;
  readonly #limits: WatchLimits;
  #watchdog: Watchdog;
  #alarms = 0;
  readonly #maxRows: number;

  constructor({ fixtures, limits, maxRows }: RunnerOptions) {
    this.fixtures = fixtures;
    const { timeoutMs, memoryMb } = limits;
    this.#limits = { timeoutMs: timeoutMs / MOST_ALARMS, memoryMb };
    this.#watchdog = new Watchdog(this.#limits);
    this.#maxRows = maxRows;
  }

  async run(sql: string, fixture: FixtureName): Promise<Outcome> {
    if (this.#watchdog.expired() && !this.#rearm()) return { outcome: 'stopped' };
    const connection = this.fixtures.connection(fixture);
    this.#watchdog.watch(connection);
    try {
      const result = await connection.run(sql);
      if (result.rowCount > this.#maxRows) return { outcome: 'stopped' };
      return { outcome: 'result', result };
    } catch (error) {
      const [message = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
      // The failed query has taken its transaction with it.
      if (fixture === 'hostile' || fixture === 'reversed') await this.fixtures.restore();
      if (this.#watchdog.alarm !== undefined) return { outcome: 'stopped' };
      return { outcome: UNBOUND.test(message) ? 'unbound' : 'failed', message };
    } finally {
      this.#watchdog.watch(undefined);
    }
  }

  /** Lets go of the clock. */
  close(): void {
    this.#watchdog.stop();
  }

  /** One query without end must not stop those after it. */
  #rearm(): boolean {
    this.#alarms += 1;
    if (this.#alarms >= MOST_ALARMS) return false;
    this.#watchdog.stop();
    this.#watchdog = new Watchdog(this.#limits);
    return true;
  }
}
