import { InternalError } from '@ibert/core';

import type { ProverOptions } from '../prover.js';
import { reject } from '../reasons.js';
import type { Example } from '../validator.js';
import type { Verdict } from '../verdict.js';
import { mapInOrder } from './in-order.js';
import type { FromWorker, Setup, ToWorker } from './protocol.js';
import { WorkerProcess } from './worker-process.js';
import type { Failure } from './worker-process.js';

export interface PoolOptions extends ProverOptions {
  /** How many worker processes; at least 1. */
  readonly jobs: number;
  /** URL of a module that exports `compile`, in place of the product's compiler. */
  readonly compileModule?: string;
  /** Limit of a worker's JavaScript heap in MiB; default 768. */
  readonly heapMb?: number | undefined;
  /** Handed to the worker script as it is. */
  readonly data?: unknown;
  /** The compiled worker script; the package's own when left out. */
  readonly script?: URL;
}

const START_TIMEOUT_MS = 60_000;
/** How much longer than its own time limit a worker may take before it is killed. */
const GRACE_MS = 3000;
const DEFAULT_TIMEOUT_MS = 10_000;
/** How many times its time an example that had to be killed gets in a new worker. */
const PATIENCE = 3;
const HEAP_MB = 768;
/** Items under way per worker: enough that none waits for the consumer. */
const AHEAD = 4;

/**
 * Validates examples in worker processes (or jobs of another kind, with a script for them). A worker that hangs is killed, one that dies is replaced;
 * an example that kills its worker twice is rejected, and so is one that hangs twice, the second time for longer. Verdicts do not depend on how many workers
 * there are.
 */
export class WorkerPool<Job extends object = Example> {
  readonly #options: PoolOptions;
  readonly #script: URL;
  readonly #idle: WorkerProcess<ToWorker<Job>, FromWorker>[] = [];
  readonly #all = new Set<WorkerProcess<ToWorker<Job>, FromWorker>>();
  readonly #waiting: (() => void)[] = [];
  #busy = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#script = options.script ?? new URL(import.meta.resolve('@ibert/validation/worker'));
  }

  /**
   * The verdicts of all examples, in order.
   *
   * @throws InternalError for a defect of the product.
   */
  validateAll(examples: AsyncIterable<Job> | Iterable<Job>): AsyncGenerator<Verdict> {
    return mapInOrder(examples, this.#options.jobs * AHEAD, (example) =>
      this.validateExample(example),
    );
  }

  /** @throws InternalError for a defect of the product, and when the pool is closed. */
  async validateExample(example: Job): Promise<Verdict> {
    const limit = this.#timeoutMs;
    const first = await this.#attempt(example, limit);
    if (first.kind === 'timeout') {
      // An engine may have had to start, on a machine that was busy: that says nothing of the example.
      const patient = PATIENCE * limit;
      const again = await this.#attempt(example, patient);
      if (again.kind !== 'exit') return settled(again, patient);
      return reject('WORKER_CRASH', 'the worker process died while it proved the example');
    }
    if (first.kind !== 'exit') return settled(first, limit);
    if (/heap out of memory/i.test(first.lastWords)) {
      return reject('MEMORY', `the example needs more than ${this.#heapMb} MiB of heap`);
    }
    const second = await this.#attempt(example, limit);
    if (second.kind !== 'exit') return settled(second, limit);
    return reject('WORKER_CRASH', 'the worker process died while it proved the example, twice');
  }

  /** Ends all workers at once. */
  close(): void {
    this.#closed = true;
    for (const worker of this.#all) worker.kill();
    this.#all.clear();
    for (const wake of this.#waiting.splice(0)) wake();
  }

  get #heapMb(): number {
    return this.#options.heapMb ?? HEAP_MB;
  }

  get #timeoutMs(): number {
    return this.#options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  }

  async #attempt(example: Job, limitMs: number): Promise<FromWorker | Failure> {
    await this.#enter();
    let worker: WorkerProcess<ToWorker<Job>, FromWorker> | undefined;
    try {
      if (this.#closed) throw new InternalError('the worker pool is closed');
      worker = this.#idle.pop() ?? (await this.#start());
      return await worker.ask({ kind: 'job', example }, limitMs + GRACE_MS);
    } finally {
      this.#leave(worker);
    }
  }

  /** Waits for one of the pool's places. */
  async #enter(): Promise<void> {
    if (this.#busy >= this.#options.jobs) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
    this.#busy += 1;
  }

  #leave(worker: WorkerProcess<ToWorker<Job>, FromWorker> | undefined): void {
    if (worker?.dead === true) this.#all.delete(worker);
    else if (worker !== undefined) this.#idle.push(worker);
    this.#busy -= 1;
    this.#waiting.shift()?.();
  }

  async #start(): Promise<WorkerProcess<ToWorker<Job>, FromWorker>> {
    const {
      jobs: _jobs,
      heapMb: _heap,
      compileModule,
      script: _script,
      data,
      ...options
    } = this.#options;
    const worker = new WorkerProcess<ToWorker<Job>, FromWorker>(this.#script, this.#heapMb);
    this.#all.add(worker);
    const setup: Setup = { kind: 'setup', options, compileModule, data };
    const answer = await worker.ask(setup, START_TIMEOUT_MS);
    if (answer.kind === 'ready' || this.#closed) return worker;
    worker.kill();
    const why = answer.kind === 'exit' ? answer.lastWords : JSON.stringify(answer);
    throw new InternalError(`a worker process does not start: ${why}`);
  }
}

function settled(
  answer: Exclude<FromWorker | Failure, { kind: 'exit' }>,
  limitMs: number,
): Verdict {
  switch (answer.kind) {
    case 'verdict':
      return answer.verdict;
    case 'timeout':
      return reject(
        'TIMEOUT',
        `the example took more than ${limitMs} ms and could not be interrupted`,
      );
    case 'defect':
      throw new InternalError(answer.message);
    default:
      throw new InternalError('a worker answered a job as if it were its setup');
  }
}
