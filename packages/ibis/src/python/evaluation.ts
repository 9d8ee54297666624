import type { ImportModule } from './evaluate-imports.js';
import type { Budget, Limits, PyContext } from './host.js';
import type { PyValue } from './values.js';

/** What a host gives to an evaluation. */
export interface EvaluationOptions {
  /** Names defined before the program starts; the program adds its own to this very map. */
  readonly globals?: Map<string, PyValue>;
  /** Asked for names that are neither defined nor built in; undefined makes a NameError. */
  readonly resolveName?: (name: string, ctx: PyContext) => PyValue | undefined;
  /**
   * The module of a dotted name, or undefined for the safe modules of our own (math, operator,
   * functools, itertools, calendar, string, datetime, decimal, typing) and ModuleNotFoundError.
   */
  readonly importModule?: ImportModule;
  readonly limits?: Partial<Limits>;
  /**
   * What is left of the limits, for evaluations that count together: one that starts with a budget
   * leaves in it what it has not used.
   */
  readonly budget?: Budget | undefined;
}

/** What a program came to. */
export interface EvaluationResult {
  /** The value of the last expression statement outside functions; undefined without one. */
  readonly last: PyValue | undefined;
  readonly globals: Map<string, PyValue>;
  /** What the program printed. */
  readonly output: string;
}
