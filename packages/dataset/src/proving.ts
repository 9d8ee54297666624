import type { Draft } from '@ibert/core/records';
import { type Verdict, WorkerPool } from '@ibert/validation';

/** Proves drafts; the verdicts come in the order of the drafts. */
export interface Proving {
  validateAll(drafts: Iterable<Draft> | AsyncIterable<Draft>): AsyncGenerator<Verdict>;
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
  /** Also find out how many neighbours of each query its fixtures tell apart; default no. */
  readonly score?: boolean;
  /** Path of a Python with real Ibis, which must agree as well; default: it is not asked. */
  readonly python?: string | undefined;
}

/** How proving is started; tests give provers of their own. */
export type StartProving = (options: ProvingOptions) => Proving;

/** Proves in worker processes. */
export const startWorkers: StartProving = ({ python, seed, jobs, timeoutMs, memoryMb, score }) =>
  new WorkerPool<Draft>({
    seed,
    jobs,
    timeoutMs,
    memoryMb,
    score: score ?? false,
    data: { python },
    script: new URL(import.meta.resolve('@ibert/multitask/worker')),
  });
