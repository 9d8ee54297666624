import { IbertError } from '@ibert/core';
import { REST } from '@ibert/ir';

import { PythonError, stringRepr } from '../python/index.js';

/** Error classes of Ibis and the Python classes that an `except` clause would catch them by. */
const BASES: Readonly<Record<string, readonly string[]>> = {
  IbisError: ['Exception'],
  IbisTypeError: ['IbisError', 'TypeError', 'Exception'],
  IbisInputError: ['IbisError', 'ValueError', 'Exception'],
  IntegrityError: ['IbisError', 'Exception'],
  ExpressionError: ['IbisError', 'Exception'],
  RelationError: ['ExpressionError', 'IbisError', 'Exception'],
  InputTypeError: ['IbisTypeError', 'IbisError', 'TypeError', 'Exception'],
  UnboundExpressionError: ['IbisError', 'ValueError', 'Exception'],
  UnsupportedArgumentError: ['IbisError', 'Exception'],
  TranslationError: ['IbisError', 'Exception'],
  OperationNotDefinedError: ['TranslationError', 'IbisError', 'Exception'],
  UnsupportedOperationError: ['TranslationError', 'IbisError', 'Exception'],
  UnsupportedBackendType: ['TranslationError', 'IbisError', 'Exception'],
  TableNotFound: ['Exception'],
  ValidationError: ['Exception'],
  ParseError: ['RuntimeError', 'Exception'],
  SignatureValidationError: ['ValidationError', 'Exception'],
};

/** Names of Ibis's error classes, which `except` may name. */
export const ERROR_CLASSES: readonly string[] = Object.keys(BASES);

/** An error of Ibis's own, with the class and the words that Ibis gives it. */
export const ibisError = (pyType: string, message: string, hint?: string): PythonError =>
  new PythonError(pyType, message, {
    bases: BASES[pyType] ?? [],
    ...(hint === undefined ? {} : { hint }),
  });

/**
 * Runs a step that builds IR and turns its complaints, which carry Ibis's error class as their
 * code, into errors of the program.
 */
export function asIbis<T>(step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw toPython(error);
  }
}

/** The error as one of the program's; anything but a complaint of the IR is passed through. */
export function toPython(error: unknown): unknown {
  if (error instanceof PythonError || !(error instanceof IbertError)) return error;
  return ibisError(
    error.code === 'BAD_TYPE' ? 'ParseError' : error.code,
    error.message,
    error.hint,
  );
}

/** Ibis's complaint about what it can only answer by running the expression. */
export const unboundTables = (hint?: string): PythonError =>
  ibisError(
    'IbisError',
    'Expression contains unbound tables and therefore cannot be executed. Use `<backend>.execute(expr)` to execute against an explicit backend, or rebuild the expression using bound tables instead.',
    hint,
  );

/** `Column 'x' is not found in table. Existing columns: 'a', 'b'.` */
export const missingColumn = (name: string, columns: Iterable<string>): PythonError =>
  ibisError(
    'IbisTypeError',
    `Column ${quote(name)} is not found in table. Existing columns: ${[...columns]
      .filter((column) => column !== REST)
      .map(quote)
      .join(', ')}.`,
  );

const quote = stringRepr;
