import type { DuckDBConnection } from '@duckdb/node-api';

/** Why a watched query was interrupted. */
export type Alarm = 'TIMEOUT' | 'MEMORY';

export interface WatchLimits {
  /** Longest time in all, in milliseconds. */
  readonly timeoutMs: number;
  /** Most growth of the process, in MiB. */
  readonly memoryMb: number;
}

const TICK_MS = 20;

/**
 * Watches the queries of one example and interrupts the running one when the time is over or the
 * process has grown too much: results are outside DuckDB's own memory limit.
 */
export class Watchdog {
  #alarm: Alarm | undefined;
  #running: DuckDBConnection | undefined;
  readonly #timer: NodeJS.Timeout;
  readonly #deadline: number;
  readonly #limits: WatchLimits;
  #memoryAtFirstTick: number | undefined;

  constructor(limits: WatchLimits) {
    this.#limits = limits;
    this.#deadline = performance.now() + limits.timeoutMs;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  get alarm(): Alarm | undefined {
    return this.#alarm;
  }

  /** Tells which connection runs a query now; undefined when none does. */
  watch(connection: DuckDBConnection | undefined): void {
    this.#running = connection;
  }

  /** Whether the time is over, also where no query could be interrupted. */
  expired(): boolean {
    if (this.#alarm === undefined && performance.now() > this.#deadline) this.#alarm = 'TIMEOUT';
    return this.#alarm !== undefined;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const memory = process.memoryUsage.rss() / 2 ** 20;
    this.#memoryAtFirstTick ??= memory;
    if (memory - this.#memoryAtFirstTick > this.#limits.memoryMb) this.#alarm ??= 'MEMORY';
    if (performance.now() > this.#deadline) this.#alarm ??= 'TIMEOUT';
    if (this.#alarm !== undefined) this.#running?.interrupt();
  }
}
