import { IbertError, InternalError } from './errors.js';
import { plural } from './text.js';

/**
 * Several mistakes found in one go, e.g. all faults of all template files.
 *
 * `errors` keeps the order in which they should be shown. Its own message is a summary.
 */
export class IbertErrors extends IbertError {
  readonly errors: readonly IbertError[];

  constructor(errors: readonly IbertError[]) {
    super(
      'SEVERAL_ERRORS',
      `${plural(errors.length, 'error')}:\n${errors.map(formatError).join('\n')}`,
    );
    this.name = 'IbertErrors';
    this.errors = errors;
  }
}

/** The error itself for one, an {@link IbertErrors} for more; there must be at least one. */
export function joinErrors(errors: readonly IbertError[]): IbertError {
  const [first] = errors;
  if (first === undefined) throw new InternalError('there is no error to report');
  return errors.length === 1 ? first : new IbertErrors(errors);
}

/** Throws nothing for no errors, otherwise what {@link joinErrors} makes of them. */
export function throwErrors(errors: readonly IbertError[]): void {
  if (errors.length > 0) throw joinErrors(errors);
}

/**
 * The text a command prints for a user's mistake: `file:line:column: message`, then the hint on a
 * line of its own. Parts that are not known are left out.
 */
export function formatError(error: IbertError): string {
  if (error instanceof IbertErrors) return error.errors.map(formatError).join('\n');
  const hint = error.hint === undefined ? '' : `\n  ${error.hint}`;
  return `${formatPlace(error)}${error.message}${hint}`;
}

function formatPlace({ file, span }: IbertError): string {
  if (span === undefined) return file === undefined ? '' : `${file}: `;
  if (file === undefined) return `line ${span.line}, column ${span.column}: `;
  return `${file}:${span.line}:${span.column}: `;
}
