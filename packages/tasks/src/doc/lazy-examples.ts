import { IbertError } from '@ibert/core';

import type { EvaluatedFunction } from './evaluated-function.js';
import type { ExampleEngine } from './examples.js';

/** Examples of functions; DuckDB is loaded with the first one that is asked for. */
export class LazyExamples {
  readonly #wanted: boolean;
  #engine: ExampleEngine | undefined;

  constructor(wanted: boolean) {
    this.#wanted = wanted;
  }

  /**
   * The lines of an example; none where none is wanted, or where none would be short.
   *
   * @throws IbertError `ENGINE_UNAVAILABLE` where DuckDB does not start.
   */
  async of(evaluated: EvaluatedFunction): Promise<readonly string[]> {
    if (!this.#wanted) return [];
    const { ExampleEngine, examplesOf } = await started(async () => import('./examples.js'));
    this.#engine ??= await started(async () => ExampleEngine.open());
    return examplesOf(evaluated, this.#engine);
  }

  close(): void {
    this.#engine?.close();
  }
}

async function started<T>(start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new IbertError(
      'ENGINE_UNAVAILABLE',
      `DuckDB, which runs examples, does not start: ${why}`,
      {
        hint: 'Ask for docstrings without examples, or install the dependencies anew.',
      },
    );
  }
}
