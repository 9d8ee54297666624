import { PythonError, typeError } from './errors.js';
import type { PyContext } from './host.js';
import { exceptionText } from './repr.js';
import { PyException, PyType, typeName, type PyValue } from './values.js';

/** Exception classes by name, each with its base; bases come before what derives from them. */
const BASES: readonly (readonly [string, string])[] = [
  ['Exception', 'BaseException'],
  ['ArithmeticError', 'Exception'],
  ['AssertionError', 'Exception'],
  ['AttributeError', 'Exception'],
  ['ImportError', 'Exception'],
  ['LookupError', 'Exception'],
  ['MemoryError', 'Exception'],
  ['NameError', 'Exception'],
  ['OSError', 'Exception'],
  ['RuntimeError', 'Exception'],
  ['StopIteration', 'Exception'],
  ['SyntaxError', 'Exception'],
  ['TypeError', 'Exception'],
  ['ValueError', 'Exception'],
  ['Warning', 'Exception'],
  ['FloatingPointError', 'ArithmeticError'],
  ['IndentationError', 'SyntaxError'],
  ['IndexError', 'LookupError'],
  ['KeyError', 'LookupError'],
  ['ModuleNotFoundError', 'ImportError'],
  ['NotImplementedError', 'RuntimeError'],
  ['OverflowError', 'ArithmeticError'],
  ['RecursionError', 'RuntimeError'],
  ['TimeoutError', 'OSError'],
  ['UnboundLocalError', 'NameError'],
  ['UnicodeError', 'ValueError'],
  ['UserWarning', 'Warning'],
  ['DeprecationWarning', 'Warning'],
  ['ZeroDivisionError', 'ArithmeticError'],
];

/** The builtin exception classes by name. */
export function exceptionTypes(): Map<string, PyType> {
  const types = new Map<string, PyType>();
  types.set('BaseException', exceptionType('BaseException', undefined));
  for (const [name, base] of BASES) types.set(name, exceptionType(name, types.get(base)));
  return types;
}

/** An exception class; give the host's own ones the base they have in Python. */
export function exceptionType(name: string, base: PyType | undefined): PyType {
  const type: PyType = new PyType(name, {
    isInstance: (value) =>
      value !== null &&
      typeof value === 'object' &&
      value.kind === 'exception' &&
      derives(value.type, name),
    construct: (args) => new PyException(type, args),
    ...(base === undefined ? {} : { base }),
  });
  return type;
}

function derives(type: PyType, name: string): boolean {
  for (let t: PyType | undefined = type; t !== undefined; t = t.init.base) {
    if (t.name === name) return true;
  }
  return false;
}

/** Class names of an error, nearest first. */
function lineage(error: PythonError): string[] {
  const names = [error.pyType];
  if (error.exception !== undefined) {
    for (let t = error.exception.type.init.base; t !== undefined; t = t.init.base) {
      names.push(t.name);
    }
    return names;
  }
  if (error.bases !== undefined) return [...names, ...error.bases, 'Exception', 'BaseException'];
  let name: string | undefined = error.pyType;
  while (name !== undefined) {
    name = BASES.find(([child]) => child === name)?.[1];
    if (name !== undefined) names.push(name);
  }
  return names.includes('Exception') ? names : [...names, 'Exception', 'BaseException'];
}

/** Whether `except type` catches the error; `type` is a class or a tuple of classes. */
export function catches(type: PyValue, error: PythonError): boolean {
  if (type !== null && typeof type === 'object') {
    if (type.kind === 'tuple') return type.items.some((item) => catches(item, error));
    if (type.kind === 'type') return lineage(error).includes(type.name);
  }
  throw typeError('catching classes that do not inherit from BaseException is not allowed');
}

/** The instance that `except … as name` binds. */
export function caughtException(
  error: PythonError,
  types: ReadonlyMap<string, PyType>,
): PyException {
  if (error.exception !== undefined) return error.exception;
  const base = types.get(lineage(error).find((name) => types.has(name)) ?? 'Exception');
  const type = base?.name === error.pyType ? base : exceptionType(error.pyType, base);
  return new PyException(type, error.args ?? [error.message]);
}

/** The error that `raise value` throws. */
export function raised(value: PyValue, ctx: PyContext): PythonError {
  let exception = value;
  if (value !== null && typeof value === 'object' && value.kind === 'type') {
    exception = ctx.call(value, []);
  }
  if (exception === null || typeof exception !== 'object' || exception.kind !== 'exception') {
    throw typeError('exceptions must derive from BaseException');
  }
  return new PythonError(exception.type.name, exceptionText(exception, ctx), { exception });
}

/** Whether the value is an exception class. */
export function isExceptionType(value: PyValue): value is PyType {
  return (
    value !== null &&
    typeof value === 'object' &&
    value.kind === 'type' &&
    derives(value, 'BaseException')
  );
}

/** `'T' object has no attribute 'name'`. */
export function attributeError(value: PyValue, name: string): PythonError {
  return new PythonError(
    'AttributeError',
    `'${typeName(value)}' object has no attribute '${name}'`,
  );
}

/** Whether the program's `except` may see the error: not refusals and limits. */
export function isCatchable(error: unknown): error is PythonError {
  return error instanceof PythonError && error.code === 'PYTHON_ERROR';
}
