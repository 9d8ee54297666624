import { IbertError } from '@ibert/core';
import { evaluateIbis, PythonError } from '@ibert/ibis';
import type { Schema } from '@ibert/ir';

/** What becomes of a program: it runs, fails as it would in Python, or is beyond the product. */
export type Outcome =
  | { readonly kind: 'runs' }
  /** The last line of the traceback; of a syntax error, its class and message without the place. */
  | { readonly kind: 'fails'; readonly error: string }
  | { readonly kind: 'unsupported'; readonly reason: string };

type Tables = Readonly<Record<string, Schema>>;

/** Builds a program and tells its error as Python with Ibis would. */
export const outcomeOf = (code: string, tables: Tables): Outcome => attemptOf(code, tables).outcome;

/** What became of a program, with the class of its error and those above it that are not Python's. */
export interface Attempt {
  readonly outcome: Outcome;
  /** Empty where the program does not fail. */
  readonly classes: readonly string[];
}

/** Builds a program as {@link outcomeOf} does, and tells the classes of its error as well. */
export function attemptOf(code: string, tables: Tables): Attempt {
  try {
    evaluateIbis(code, { tables });
    return { outcome: { kind: 'runs' }, classes: [] };
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    if (!isPythonsOwn(error)) {
      return { outcome: { kind: 'unsupported', reason: error.message }, classes: [] };
    }
    const { pyType, message, bases = [] } = error;
    const outcome = { kind: 'fails', error: `${pyType}: ${message}` } as const;
    return { outcome, classes: [pyType, ...bases] };
  }
}

/** Whether Python or Ibis says this, not the product's own limits and refusals. */
const isPythonsOwn = (error: IbertError): error is PythonError =>
  error instanceof PythonError &&
  (error.code === 'PYTHON_SYNTAX' || error.code === 'PYTHON_ERROR') &&
  error.pyType !== 'NotAnExpression';

const ADDRESS = /\b0x[0-9a-f]{2,}|\bat 0x/;
const SET_OF_TEXTS = /\{'[^']*', '/;
/** Ibis names the parts of this one by their addresses. */
const NAMELESS = /^IbisInputError: Ambiguous field reference/;
const LONGEST = 1500;

/**
 * Whether an error's text is the same in every run and short enough to be read: no addresses of
 * objects, no sets, whose order changes.
 */
export const isLasting = (error: string): boolean =>
  !ADDRESS.test(error) &&
  !NAMELESS.test(error) &&
  !SET_OF_TEXTS.test(error) &&
  error.length <= LONGEST;
