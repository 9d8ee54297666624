import type { DuckDBMaterializedResult } from '@duckdb/node-api';

import type { FixtureDatabases, FixtureName } from '../execution/fixture-databases.js';
import type { Watchdog } from '../execution/watchdog.js';

export interface RunnerOptions {
  readonly fixtures: FixtureDatabases;
  readonly watchdog: Watchdog;
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

/** Runs queries of ours on the fixtures and keeps these as they were after a failure. */
export class MutantRunner {
  readonly fixtures: FixtureDatabases;
  readonly #watchdog: Watchdog;
  readonly #maxRows: number;

  constructor({ fixtures, watchdog, maxRows }: RunnerOptions) {
    this.fixtures = fixtures;
    this.#watchdog = watchdog;
    this.#maxRows = maxRows;
  }

  async run(sql: string, fixture: FixtureName): Promise<Outcome> {
    if (this.#watchdog.expired()) return { outcome: 'stopped' };
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
}
