import { isA, isOp, SignatureError } from '@ibert/ir';
import type { OpName, TypeClass } from '@ibert/ir';

import {
  NOT_IMPLEMENTED,
  PySlice,
  PythonError,
  typeError,
  typeName,
  valueError,
} from '../python/index.js';
import type {
  BinaryOperator,
  CompareOperator,
  PyContext,
  PySingleton,
  PyValue,
} from '../python/index.js';
import { apply, Raw } from './coerce.js';
import { DeferredObj } from './deferred.js';
import { ibisError } from './errors.js';
import { TableObj, ValueObj } from './objects.js';
import type { ValueOperators } from './objects.js';
import type { Session } from './session.js';

/** Which operation an operator is on operands of a class, tried in order. */
type Row = readonly [TypeClass, Partial<Record<BinaryOperator, OpName>>];

const ARITHMETIC: Partial<Record<BinaryOperator, OpName>> = {
  '+': 'Add',
  '-': 'Subtract',
  '*': 'Multiply',
  '/': 'Divide',
  '//': 'FloorDivide',
  '%': 'Modulus',
  '**': 'Power',
};

const ROWS: readonly Row[] = [
  [
    'Integer',
    {
      ...ARITHMETIC,
      '&': 'BitwiseAnd',
      '|': 'BitwiseOr',
      '^': 'BitwiseXor',
      '<<': 'BitwiseLeftShift',
      '>>': 'BitwiseRightShift',
    },
  ],
  ['Numeric', ARITHMETIC],
  ['Boolean', { ...ARITHMETIC, '&': 'And', '|': 'Or', '^': 'Xor' }],
  ['String', { '+': 'StringConcat', '*': 'Repeat' }],
  ['Date', { '+': 'DateAdd', '-': 'DateSub' }],
  ['Time', { '+': 'TimeAdd', '-': 'TimeSub' }],
  ['Timestamp', { '+': 'TimestampAdd', '-': 'TimestampSub' }],
  [
    'Interval',
    {
      '+': 'IntervalAdd',
      '-': 'IntervalSubtract',
      '*': 'IntervalMultiply',
      '//': 'IntervalFloorDivide',
    },
  ],
  ['Array', { '+': 'ArrayConcat', '*': 'ArrayRepeat' }],
  ['Map', { '+': 'MapMerge' }],
];

/** `date - date` and the like: a difference instead of a shift. */
const DIFFERENCES: Partial<Record<OpName, readonly [TypeClass, OpName]>> = {
  DateSub: ['Date', 'DateDiff'],
  TimeSub: ['Time', 'TimeDiff'],
  TimestampSub: ['Timestamp', 'TimestampDiff'],
};

const LISTS: ReadonlySet<OpName> = new Set<OpName>(['StringConcat', 'ArrayConcat']);
/** Operations whose reflected operator Ibis defines as the plain one: the column comes first. */
export const SUBJECT_FIRST: ReadonlySet<OpName> = new Set<OpName>([
  'Add',
  'Multiply',
  'And',
  'Or',
  'Xor',
  'BitwiseAnd',
  'BitwiseOr',
  'BitwiseXor',
  'IntervalAdd',
  'Repeat',
  'ArrayRepeat',
  'DateAdd',
  'TimeAdd',
  'TimestampAdd',
  'IntervalMultiply',
]);
/** Operators whose reflected form Ibis defines with the operands in their written order. */
const NO_REFLECTION: ReadonlySet<OpName> = new Set<OpName>(['IntervalFloorDivide']);

/** A column of unknown type takes the operator of the type its use suggests. */
const GUESSES: Partial<Record<BinaryOperator, OpName>> = {
  ...ARITHMETIC,
  '&': 'And',
  '|': 'Or',
  '^': 'Xor',
};

function operationFor(value: ValueObj, op: BinaryOperator, other: PyValue): OpName | undefined {
  const { dtype } = value.node;
  if (dtype.kind === 'unknown') {
    if (op === '+' && (typeof other === 'string' || isText(other))) return 'StringConcat';
    if ((op === '+' || op === '-') && isInterval(other))
      return op === '+' ? 'TimestampAdd' : 'TimestampSub';
    return GUESSES[op];
  }
  const row = ROWS.find(([name, table]) => isA(dtype, name) && table[op] !== undefined);
  return row?.[1][op];
}

const isText = (value: PyValue): boolean =>
  value instanceof ValueObj && value.node.dtype.kind === 'string';
const isInterval = (value: PyValue): boolean =>
  value instanceof ValueObj && value.node.dtype.kind === 'interval';

const COMPARISONS: Record<CompareOperator, OpName> = {
  '==': 'Equals',
  '!=': 'NotEquals',
  '>': 'Greater',
  '>=': 'GreaterEqual',
  '<': 'Less',
  '<=': 'LessEqual',
};

/** Whether a value is None or the NULL literal. */
export const isNull = (value: PyValue): boolean =>
  value === null ||
  (value instanceof ValueObj && isOp(value.node, 'Literal') && value.node.args.value === null);

/** Python returns NotImplemented from an operator whose operand does not validate. */
const VALIDATION: ReadonlySet<string> = new Set(['SignatureValidationError', 'ValidationError']);

function tryOperator(build: () => ValueObj): ValueObj | PySingleton {
  try {
    return build();
  } catch (error) {
    if (error instanceof SignatureError) return NOT_IMPLEMENTED;
    if (error instanceof PythonError && VALIDATION.has(error.pyType)) return NOT_IMPLEMENTED;
    throw error;
  }
}

function binary(
  left: PyValue,
  op: BinaryOperator,
  right: PyValue,
  session: Session,
  ctx: PyContext,
  self: ValueObj,
): PyValue | PySingleton {
  const other = left === self ? right : left;
  const reflected = left !== self;
  if (other instanceof TableObj) return NOT_IMPLEMENTED;
  let kind = operationFor(self, op, other);
  if (kind === undefined || (reflected && NO_REFLECTION.has(kind))) return NOT_IMPLEMENTED;
  const difference = DIFFERENCES[kind];
  if (
    difference !== undefined &&
    other instanceof ValueObj &&
    isA(other.node.dtype, difference[0])
  ) {
    kind = difference[1];
  }
  const operation = kind;
  if (LISTS.has(operation)) {
    // Ibis builds these without catching a misfit: the error is the user's to see.
    return apply(session, operation, { arg: [left, right] }, ctx);
  }
  const [a, b] = reflected && SUBJECT_FIRST.has(operation) ? [self, other] : [left, right];
  if (operation === 'Repeat' || operation === 'ArrayRepeat') {
    return tryOperator(() => apply(session, operation, { arg: a, times: b }, ctx));
  }
  return tryOperator(() => apply(session, operation, { left: a, right: b }, ctx));
}

function compare(
  self: ValueObj,
  op: CompareOperator,
  other: PyValue,
  ctx: PyContext,
): PyValue | PySingleton {
  if (other instanceof DeferredObj) return NOT_IMPLEMENTED;
  if (op === '==' || op === '!=') {
    const test = op === '==' ? 'IsNull' : 'NotNull';
    if (isNull(other)) return apply(self.session, test, { arg: self }, ctx);
    if (isNull(self)) return apply(self.session, test, { arg: other }, ctx);
  }
  const kind = COMPARISONS[op];
  return tryOperator(() => apply(self.session, kind, { left: self, right: other }, ctx));
}

/** Which unary operators a type has. */
export const operators: ValueOperators = {
  binary,
  compare,
  unary(self, op, ctx) {
    const { dtype } = self.node;
    const { session } = self;
    const unknown = dtype.kind === 'unknown';
    if (op === '~' && (dtype.kind === 'boolean' || unknown))
      return apply(session, 'Not', { arg: self }, ctx);
    if (op === '~' && isA(dtype, 'Integer'))
      return apply(session, 'BitwiseNot', { arg: self }, ctx);
    if (op === '-' && dtype.kind === 'boolean') return apply(session, 'Not', { arg: self }, ctx);
    if (op === '-' && (isA(dtype, 'Numeric') || isA(dtype, 'Interval') || unknown)) {
      return apply(session, 'Negate', { arg: self }, ctx);
    }
    throw typeError(`bad operand type for unary ${op}: '${self.pyType}'`);
  },
  item(self, key, ctx) {
    const { session } = self;
    const { dtype } = self.node;
    switch (dtype.kind) {
      case 'string':
        return stringItem(self, key, ctx);
      case 'array':
        if (key instanceof PySlice) {
          if (key.step !== null && key.step !== 1n) {
            throw ibisError('NotImplementedError', 'step can only be 1');
          }
          return apply(
            session,
            'ArraySlice',
            { arg: self, start: key.start ?? 0n, stop: key.stop },
            ctx,
          );
        }
        return apply(session, 'ArrayIndex', { arg: self, index: key }, ctx);
      case 'map':
        return apply(session, 'MapGet', { arg: self, key, default: null }, ctx);
      case 'json':
        return apply(session, 'JSONGetItem', { arg: self, index: key }, ctx);
      case 'struct':
        return structField(self, key, ctx);
      case 'unknown':
        if (typeof key === 'bigint' || key instanceof PySlice) {
          return apply(session, 'ArrayIndex', { arg: self, index: key as PyValue }, ctx);
        }
        return apply(session, 'JSONGetItem', { arg: self, index: key }, ctx);
      default: {
        const why = 'see https://ibis-project.org/tutorials/coming-from/pandas for details.';
        throw typeError(
          self.node.shape === 'columnar'
            ? `'${self.pyType}' is not subscriptable: ${why}`
            : `'${self.pyType}' object is not subscriptable`,
        );
      }
    }
  },
};

function stringItem(self: ValueObj, key: PyValue, ctx: PyContext): PyValue {
  const { session } = self;
  if (key instanceof PySlice) {
    if (key.step !== null && key.step !== 1n) throw valueError('Step can only be 1');
    for (const [name, bound] of [
      ['start', key.start],
      ['stop', key.stop],
    ] as const) {
      if (typeof bound === 'bigint' && bound < 0n) {
        throw valueError(`Negative slicing not yet supported, got ${name} value of ${bound}`);
      }
    }
    if (key.start === null && key.stop === null) return self;
    return apply(session, 'StringSlice', { arg: self, start: key.start, end: key.stop }, ctx);
  }
  if (typeof key === 'bigint') {
    return apply(session, 'Substring', { arg: self, start: key, length: 1n }, ctx);
  }
  throw ibisError('NotImplementedError', `string __getitem__[${typeName(key)}]`);
}

/** A field of a struct by name. */
export function structField(self: ValueObj, key: PyValue, ctx: PyContext): ValueObj {
  const { node, session } = self;
  const known =
    node.dtype.kind === 'struct' && typeof key === 'string' && node.dtype.fields.has(key);
  if (!known) throw ibisError('KeyError', typeof key === 'string' ? `'${key}'` : String(key));
  if (isOp(node, 'StructColumn')) {
    const value = node.args.values[node.args.names.indexOf(key)];
    if (value !== undefined) return new ValueObj(session, value);
  }
  return apply(session, 'StructField', { arg: self, field: new Raw(key) }, ctx);
}
