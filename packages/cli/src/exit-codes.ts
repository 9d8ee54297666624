import { IbertError, IbertErrors } from '@ibert/core';

/** What a command's exit status means. */
export const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Faults of what was asked for, not of what was found while doing it. */
const USAGE_CODES: ReadonlySet<string> = new Set([
  'USAGE',
  'CONFIG_MISSING',
  'INVALID_SETTING',
  'INVALID_CONFIG',
  'INPUT_UNREADABLE',
  'OUTPUT_UNWRITABLE',
  'OUTPUT_NOT_A_FILE',
  'NO_TEMPLATES',
  'NO_SOURCES',
  'RESUME_MISMATCH',
  'UNKNOWN_DIALECT',
  'ORACLE_UNAVAILABLE',
]);

/** The exit status of a command that ended with an error. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof IbertErrors) {
    return error.errors.every(({ code }) => USAGE_CODES.has(code)) ? EXIT.usage : EXIT.failed;
  }
  return error instanceof IbertError && USAGE_CODES.has(error.code) ? EXIT.usage : EXIT.failed;
}
