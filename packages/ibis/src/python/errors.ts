import { IbertError, type Span } from '@ibert/core';
import type { PyException, PyValue } from './values.js';

/** Stable codes of {@link PythonError}; everything but `PYTHON_ERROR` passes `except` unseen. */
export type PythonErrorCode =
  | 'PYTHON_SYNTAX'
  | 'PYTHON_ERROR'
  | 'NOT_SUPPORTED'
  | 'REFUSED'
  | 'LIMIT';

/** What a {@link PythonError} carries beside its class name and message. */
export interface PythonErrorDetails {
  readonly code?: PythonErrorCode;
  readonly span?: Span | undefined;
  readonly hint?: string | undefined;
  /** Names of the base classes, nearest first, where they are not those of CPython. */
  readonly bases?: readonly string[];
  /** `exception.args` where they are not the message alone. */
  readonly args?: readonly PyValue[];
  /** The instance that a `raise` statement threw. */
  readonly exception?: PyException;
}

/**
 * A Python exception that reached, or is on its way to, the user.
 *
 * `pyType` is the exception's class name ("TypeError", or one of the host's such as
 * "IbisTypeError") and `message` is what `str(exception)` gives in CPython. An error thrown without
 * a span gets that of the innermost expression under evaluation.
 */
export class PythonError extends IbertError {
  readonly pyType: string;
  readonly bases: readonly string[] | undefined;
  readonly args: readonly PyValue[] | undefined;
  readonly exception: PyException | undefined;

  constructor(pyType: string, message: string, details: PythonErrorDetails = {}) {
    super(details.code ?? 'PYTHON_ERROR', message, { span: details.span, hint: details.hint });
    this.name = 'PythonError';
    this.pyType = pyType;
    this.bases = details.bases;
    this.args = details.args;
    this.exception = details.exception;
  }

  /** The same error with a place, unless it has one already. */
  located(span: Span): PythonError {
    if (this.span !== undefined) return this;
    return new PythonError(this.pyType, this.message, {
      code: this.code as PythonErrorCode,
      span,
      hint: this.hint,
      ...(this.bases === undefined ? {} : { bases: this.bases }),
      ...(this.args === undefined ? {} : { args: this.args }),
      ...(this.exception === undefined ? {} : { exception: this.exception }),
    });
  }
}

/** `TypeError(message)`, ready to throw. */
export function typeError(message: string): PythonError {
  return new PythonError('TypeError', message);
}

/** `ValueError(message)`, ready to throw. */
export function valueError(message: string): PythonError {
  return new PythonError('ValueError', message);
}

/** A construct of Python that this subset does not have; `what` names it. */
export function notSupported(what: string, span?: Span, hint?: string): PythonError {
  return new PythonError('NotSupported', `not supported: ${what}`, {
    code: 'NOT_SUPPORTED',
    span,
    hint,
  });
}

/** Something that untrusted code may not do; `what` names it and `why` gives the reason. */
export function refused(what: string, why: string): PythonError {
  return new PythonError('NotSupported', `${what} is refused: ${why}`, { code: 'REFUSED' });
}

/** A limit on time, memory or depth was passed; `pyType` is CPython's nearest class. */
export function limitExceeded(
  pyType: 'RecursionError' | 'MemoryError' | 'TimeoutError',
  message: string,
  hint?: string,
): PythonError {
  return new PythonError(pyType, message, { code: 'LIMIT', hint });
}
