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
  /**
   * Part of the SQL and Ibis pairs, 0 to 1, for which is also found out how many neighbours of the
   * query its fixtures tell apart; default 0. Which ones they are depends on their ids alone.
   */
  readonly scoreShare?: number | undefined;
  /** On how many of the three kinds of fixtures with rows a result says something; default 1. */
  readonly leastSpeaking?: number | undefined;
  /** The part of a scored pair's telling neighbours that must be told apart; default 0. */
  readonly leastKilled?: number | undefined;
  /** Limit of a worker's JavaScript heap in MiB; default 768. */
  readonly heapMb?: number | undefined;
  /** Whether what is proven must hold on rows of another seed as well; default false. */
  readonly confirm?: boolean | undefined;
  /** How many draws of rows a result may take to say something; default 1. */
  readonly draws?: number;
  /** Path of a Python with real Ibis, which must agree as well; default: it is not asked. */
  readonly python?: string | undefined;
}

/** How proving is started; tests give provers of their own. */
export type StartProving = (options: ProvingOptions) => Proving;

/** Proves in worker processes. */
export const startWorkers: StartProving = ({
  python,
  scoreShare = 0,
  draws = 1,
  leastSpeaking = 1,
  leastKilled = 0,
  confirm = false,
  ...options
}) => {
  const { seed, jobs, timeoutMs, memoryMb, heapMb } = options;
  return new WorkerPool<Draft>({
    seed,
    jobs,
    timeoutMs,
    memoryMb,
    heapMb,
    data: { python, scoreShare, draws, leastSpeaking, leastKilled, confirm },
    script: new URL(import.meta.resolve('@ibert/multitask/worker')),
  });
};
