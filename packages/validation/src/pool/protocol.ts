import type { ProverOptions } from '../prover.js';
import type { Example } from '../validator.js';
import type { Verdict } from '../verdict.js';

/** How a worker is set up: the first message it gets. */
export interface Setup {
  readonly kind: 'setup';
  readonly options: ProverOptions;
  /** URL of a module that exports `compile`, in place of the product's compiler. */
  readonly compileModule: string | undefined;
  /** What a worker script of another package needs beside the options. */
  readonly data?: unknown;
}

export type ToWorker<Job = Example> = Setup | { readonly kind: 'job'; readonly example: Job };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  /** A defect of the product, not of the example. */
  | { readonly kind: 'defect'; readonly message: string };
