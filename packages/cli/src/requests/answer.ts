import { IbertError } from '@ibert/core';
import { pythonType } from '../error-text.js';

/** Why there is no answer, as data. */
export interface ErrorAnswer {
  /** The Python class of the exception, else the stable code of the fault. */
  readonly type: string;
  readonly message: string;
  /** From 1; null when the fault has no place in the program. */
  readonly line: number | null;
  readonly column: number | null;
  readonly hint?: string;
}

/** An error as data. Defects of the product are data too, so that one cannot stop a batch. */
export function errorAnswer(error: unknown): ErrorAnswer {
  if (!(error instanceof IbertError)) {
    const message = error instanceof Error ? error.message : String(error);
    return { type: 'InternalError', message, line: null, column: null };
  }
  const { span, hint } = error;
  return {
    type: pythonType(error) ?? error.code,
    message: error.message,
    line: span?.line ?? null,
    column: span?.column ?? null,
    ...(hint === undefined ? {} : { hint }),
  };
}
