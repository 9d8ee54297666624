import { isA, isOp, SignatureError } from '@ibert/ir';
import type { OpName, TypeClass, Value } from '@ibert/ir';

import {
  truth,
  compareOperation,
  NOT_IMPLEMENTED,
  pyRepr,
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
import { classOf } from './class-names.js';
import { apply, Raw, toValue } from './coerce.js';
import type { RawArgs } from './coerce.js';
import type { Misuse } from './methods/method.js';
import { DeferredObj } from './deferred.js';
import { ibisError } from './errors.js';
import { Expandable, TableObj, ValueObj } from './objects.js';
import { uninferable } from './uninferable.js';
import type { ValueOperators } from './objects.js';
import type { Session } from './session.js';
import { unitOf } from './units.js';
import type { UnitClass } from './units.js';

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

/** The units that a shift by an interval may have. */
const SHIFT_UNITS: Partial<Record<OpName, UnitClass>> = {
  DateAdd: 'DateUnit',
  DateSub: 'DateUnit',
  TimeAdd: 'TimeUnit',
  TimeSub: 'TimeUnit',
};

function hasOddUnit(kind: OpName, value: Value | undefined): boolean {
  const units = SHIFT_UNITS[kind];
  const dtype = value?.dtype;
  return (
    units !== undefined && dtype?.kind === 'interval' && unitOf(dtype.unit, units) === undefined
  );
}

/** What the method behind `-` takes, in Ibis's words. */
const SUBTRAHENDS: Partial<Record<OpName, string>> = {
  DateSub: 'Date, Interval',
  TimeSub: 'Interval, Time',
  TimestampSub: 'Timestamp, Interval',
};

const LISTS: ReadonlySet<OpName> = new Set<OpName>(['StringConcat', 'ArrayConcat']);
/** Operations that Ibis builds without catching a misfit: the error is the user's to see. */
const UNCAUGHT: ReadonlySet<OpName> = new Set<OpName>(['ArrayRepeat', 'MapMerge']);
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
  'MapMerge',
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

/** Ibis checks the other operand of a temporal `-` before it looks for the operation. */
function checkSubtrahend(
  self: ValueObj,
  other: PyValue,
  kind: OpName,
  reflected: boolean,
  ctx: PyContext,
): void {
  const types = SUBTRAHENDS[kind];
  const moment = DIFFERENCES[kind]?.[0];
  if (types === undefined || moment === undefined || self.node.dtype.kind === 'unknown') return;
  const value = toValue(other, [moment, 'Interval'], ctx);
  const fits = [moment, 'Interval' as const].some(
    (name) => value !== undefined && (value.dtype.kind === 'unknown' || isA(value.dtype, name)),
  );
  if (fits) return;
  const method = subtraction(reflected);
  const [subject, text] = [pyRepr(self, ctx), pyRepr(other, ctx)];
  const hint = subtrahendHint(types);
  throw ibisError(
    'SignatureValidationError',
    `${method}(${subject}, ${text}) has failed due to the following errors:\n  \`other\`: ${text} of type ${classOf(other)} is not coercible to a ${hint}\n\nExpected signature: ${method}(self: None, other: ${hint})`,
  );
}

const subtraction = (reflected: boolean): string => (reflected ? '__rsub__' : '__sub__');
const subtrahendHint = (types: string): string => `Value[Union[${types}], DataShape]`;

/** Ibis's complaint about a call of `sub` or `rsub` of a moment with other than one argument. */
export function subtractionMisuse(reflected: boolean) {
  return (self: ValueObj, { args, kwargs, ctx }: Misuse): PythonError => {
    const kind = operationFor(self, '-', null);
    const hint = subtrahendHint((kind && SUBTRAHENDS[kind]) ?? '');
    const odd = [...kwargs.keys()].find((name) => name !== 'other');
    const what =
      args.length > 1
        ? 'too many positional arguments'
        : odd === undefined
          ? "missing a required argument: 'other'"
          : `got an unexpected keyword argument '${odd}'`;
    const shown = [self, ...args].map((value) => pyRepr(value, ctx));
    const named = [...kwargs].map(([name, value]) => `${name}=${pyRepr(value, ctx)}`);
    const method = subtraction(reflected);
    return ibisError(
      'SignatureValidationError',
      `${method}(${[...shown, ...named].join(', ')}) ${what}\n\nExpected signature: ${method}(self: None, other: ${hint})`,
    );
  };
}

/** An operation, or NotImplemented where its operands do not fit. */
function tryOperator(build: () => ValueObj): ValueObj | PySingleton {
  try {
    return build();
  } catch (error) {
    if (error instanceof SignatureError) return NOT_IMPLEMENTED;
    if (error instanceof PythonError && VALIDATION.has(error.pyType)) return NOT_IMPLEMENTED;
    throw error;
  }
}

/** Functions, modules and selectors, of which Ibis would make a literal. */
const isNoOperand = (value: PyValue): boolean =>
  value instanceof Expandable ||
  (typeof value === 'object' &&
    value !== null &&
    (['builtin', 'function', 'module', 'type'].includes(value.kind) ||
      (value.kind === 'host' && value.pyType === 'module')));

/** Whether the other operand is made a whole number, which Python complains about itself. */
const takesWholeNumber = (kind: OpName | undefined): boolean =>
  kind !== undefined && (kind.startsWith('Bitwise') || kind.endsWith('Repeat'));

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
  if (other instanceof TableObj) throw uninferable(other, true);
  let kind = operationFor(self, op, other);
  if (isNoOperand(other) && !takesWholeNumber(kind)) throw uninferable(other);
  if (kind === undefined || (reflected && NO_REFLECTION.has(kind))) return NOT_IMPLEMENTED;
  checkSubtrahend(self, other, kind, reflected, ctx);
  const difference = DIFFERENCES[kind];
  if (
    difference !== undefined &&
    other instanceof ValueObj &&
    isA(other.node.dtype, difference[0])
  ) {
    kind = difference[1];
  }
  const operation = kind;
  if (SHIFT_UNITS[operation] !== undefined && !(other instanceof DeferredObj)) {
    if (hasOddUnit(operation, toValue(other, ['Interval'], ctx))) return NOT_IMPLEMENTED;
  }
  if (LISTS.has(operation)) {
    // Ibis builds these without catching a misfit: the error is the user's to see.
    return apply(session, operation, { arg: [left, right] }, ctx);
  }
  const [a, b] = reflected && SUBJECT_FIRST.has(operation) ? [self, other] : [left, right];
  const isRepetition = operation === 'Repeat' || operation === 'ArrayRepeat';
  const operands: RawArgs = isRepetition ? { arg: a, times: b } : { left: a, right: b };
  const build = (): ValueObj => apply(session, operation, operands, ctx);
  return UNCAUGHT.has(operation) ? build() : tryOperator(build);
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
      const isGiven =
        bound !== null && !(bound instanceof ValueObj) && !(bound instanceof TableObj);
      if (isGiven && truth(compareOperation('<', bound, 0n, ctx), ctx)) {
        throw valueError(
          `Negative slicing not yet supported, got ${name} value of ${String(bound)}`,
        );
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
