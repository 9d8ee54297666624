import { type Example, type Verdict, WorkerPool } from '@ibert/validation';

/** Proves examples; the verdicts come in the order of the examples. */
export interface Proving {
  validateAll(examples: Iterable<Example> | AsyncIterable<Example>): AsyncGenerator<Verdict>;
  /** Ends its processes at once. */
  close(): void;
}

export interface ProvingOptions {
  /** Seed of the fixture databases. */
  readonly seed: number;
  /** Worker processes. They never change a verdict. */
  readonly jobs: number;
  /** Most milliseconds for one example. */
  readonly timeoutMs: number;
  /** Most MiB of memory for one worker's database. */
  readonly memoryMb: number;
}

/** How proving is started; tests give provers of their own. */
export type StartProving = (options: ProvingOptions) => Proving;

/** Proves in worker processes on DuckDB. */
export const startWorkers: StartProving = ({ seed, jobs, timeoutMs, memoryMb }) =>
  new WorkerPool({ seed, jobs, timeoutMs, memoryMb });
