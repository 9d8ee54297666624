export type * from './ast.js';
export { getAttribute, findAttribute } from './attributes.js';
export { compareOperation, contains, pyEquals } from './compare.js';
export {
  dictDelete,
  dictFrom,
  dictGet,
  dictItems,
  dictSet,
  hashKey,
  setAdd,
  setFrom,
} from './containers.js';
export { fromJs, toJs, type JsData } from './convert.js';
export { PyDate, PyDateTime, PyTime } from './datetime.js';
export { PyTimedelta } from './timedelta.js';
export { PyDecimal } from './decimal.js';
export {
  limitExceeded,
  notSupported,
  PythonError,
  refused,
  typeError,
  valueError,
  type PythonErrorCode,
  type PythonErrorDetails,
} from './errors.js';
export { evaluateProgram } from './evaluate.js';
export type { EvaluationOptions, EvaluationResult } from './evaluation.js';
export { exceptionType } from './exceptions.js';
export {
  DEFAULT_LIMITS,
  PyContext,
  type BinaryOperator,
  type CompareOperator,
  type HostObject,
  type Kwargs,
  type Limits,
  type UnaryOperator,
} from './host.js';
export { binaryOperation, unaryOperation } from './operators.js';
export { parseProgram } from './parse.js';
export { asInt, asNumber, iterate, length, toArray, truth } from './protocols.js';
export { floatRepr, pyRepr, pyStr, stringRepr } from './repr.js';
export { getItem } from './subscripts.js';
export {
  ELLIPSIS,
  isCallable,
  NO_KWARGS,
  NOT_IMPLEMENTED,
  PyBuiltin,
  PyBytes,
  PyDict,
  PyException,
  PyFunction,
  PyIterator,
  PyList,
  PyModule,
  PyRange,
  PySet,
  PySingleton,
  PySlice,
  PyTuple,
  PyType,
  typeName,
  type BuiltinCall,
  type HashKey,
  type PyObject,
  type PyValue,
} from './values.js';
export { walk, type AstNode, type Visitor } from './walk.js';
