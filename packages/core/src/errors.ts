/** A stretch of source text: offsets in UTF-16 code units, lines and columns from 1. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/** What an {@link IbertError} carries beside its message. */
export interface ErrorDetails {
  /** Where in the user's text or file the fault is. */
  readonly span?: Span | undefined;
  /** What to do about it, as one sentence. */
  readonly hint?: string | undefined;
  /** The file the span refers to, as the user named it. */
  readonly file?: string | undefined;
  readonly cause?: unknown;
}

const BRAND = Symbol.for('ibert.error');

/**
 * A mistake in what the user gave: text, file, template, flag.
 *
 * The message says what was found and what was expected; `hint` says what to do next. `code` is a
 * stable identifier in upper snake case for programs. Commands print it without a stack trace.
 */
export class IbertError extends Error {
  /** A bundle and a package that it loads each have a class of this name; an error of either is one. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
    return this === IbertError && typeof value === 'object' && value !== null && BRAND in value;
  }

  readonly [BRAND] = true;
  readonly code: string;
  readonly span: Span | undefined;
  readonly hint: string | undefined;
  readonly file: string | undefined;

  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'IbertError';
    this.code = code;
    this.span = details.span;
    this.hint = details.hint;
    this.file = details.file;
  }
}

/** A broken invariant of our own code. Nobody catches it as data; it is a defect to report. */
export class InternalError extends Error {
  constructor(message: string) {
    super(`internal error: ${message}`);
    this.name = 'InternalError';
  }
}

/** Makes the compiler prove that every case of a union was handled. */
export function unreachable(value: never): never {
  throw new InternalError(`unhandled case ${JSON.stringify(value)}`);
}
