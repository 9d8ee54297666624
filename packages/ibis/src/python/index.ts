export type * from './ast.js';
export { getAttribute } from './attributes.js';
export { compareOperation } from './compare.js';
export { dictFrom, setFrom } from './containers.js';
export { fromJs, toJs } from './convert.js';
export { PyDate, PyDateTime, PyTime } from './datetime.js';
export { PyTimedelta } from './timedelta.js';
export { PyGenericAlias } from './generic-alias.js';
export { PyDecimal } from './decimal.js';
export { limitExceeded, notSupported, PythonError, typeError, valueError } from './errors.js';
export { evaluateProgram } from './evaluate.js';
export type { EvaluationOptions, EvaluationResult } from './evaluation.js';
export { exceptionType } from './exceptions.js';
export {
  DEFAULT_LIMITS,
  PyContext,
  type Budget,
  type BinaryOperator,
  type CompareOperator,
  type HostObject,
  type Kwargs,
  type Limits,
  type UnaryOperator,
} from './host.js';
export { binaryOperation, unaryOperation } from './operators.js';
export { parseProgram, parseStatements } from './parse.js';
export { toFloatBuiltin } from './numeric-builtins.js';
export { asInt, asNumber, toArray, truncate, truth } from './protocols.js';
export { pyRepr, pyStr, stringRepr } from './repr.js';
export { getItem } from './subscripts.js';
export {
  isCallable,
  NO_KWARGS,
  NOT_IMPLEMENTED,
  PyBuiltin,
  PyBytes,
  PyDict,
  PyFunction,
  PyList,
  PyModule,
  PyPartial,
  PySet,
  PySingleton,
  PySlice,
  PyTuple,
  PyType,
  typeName,
  type BuiltinCall,
  type PyValue,
} from './values.js';
export { walk } from './walk.js';
