import { isA, isOp, make } from '@ibert/ir';
import type { DataType, OpName, TypeClass, Value } from '@ibert/ir';
import { BOOLEAN, DATE, INT64, FLOAT64, NULL, STRING, TIME, TIMESTAMP, UNKNOWN } from '@ibert/ir';
import * as ir from '@ibert/ir';

import {
  isCallable,
  notSupported,
  PyList,
  PySet,
  PythonError,
  PyTuple,
  toArray,
  typeError,
} from '../python/index.js';
import type { PyContext, PyValue } from '../python/index.js';
import { DeferredObj } from './deferred.js';
import { reprDataType } from './data-type-repr.js';
import { asIbis, ibisError, toPython } from './errors.js';
import {
  inferType,
  intNode,
  literalNode,
  literalOf,
  normalize,
  nullNode,
  pyInt,
} from './literals.js';
import { plainMisfits, signatureError } from './misfits.js';
import { TableObj, ValueObj } from './objects.js';
import type { Session } from './session.js';
import { uninferable } from './uninferable.js';

/**
 * The one type that a parameter of a single class makes of a Python value. The classes of types
 * with parameters of their own, as timestamps have, make none.
 */
export const COERCION_TARGETS: Partial<Record<TypeClass, DataType>> = {
  Boolean: BOOLEAN,
  String: STRING,
  Date: DATE,
  Time: TIME,
};

/**
 * A Python value as a value expression for a parameter of the given classes; undefined when it
 * cannot be one.
 *
 * Source: `Value.__coerce__` of ibis/expr/operations/core.py.
 */
export function toValue(
  given: PyValue,
  classes: readonly TypeClass[],
  ctx: PyContext,
): Value | undefined {
  let value = given;
  if (value instanceof ValueObj) {
    const { node } = value;
    if (!isOp(node, 'Literal') || node.args.value !== null || node.dtype.kind !== 'null')
      return node;
    value = null;
  }
  const single = classes.length === 1 ? classes[0] : undefined;
  if (value instanceof DeferredObj) return refuseDeferred(value, single, ctx);
  if (single === 'Integer') return intNode(pyInt(value, ctx));
  const target = single === undefined ? undefined : COERCION_TARGETS[single];
  if (value instanceof TableObj || isCallable(value)) {
    if (single === 'Any' || target !== undefined) return undefined;
    throw uninferable(value, true);
  }
  if (value === null) {
    if (single === 'Floating') {
      throw typeError("float() argument must be a string or a real number, not 'NoneType'");
    }
    return nullNode(target ?? NULL);
  }
  if (single === 'Floating') return literalNode(normalize(value, FLOAT64, ctx), FLOAT64);
  // Only a parameter of any type takes a value without a type for a misfit.
  const type =
    target ??
    (single === 'Any'
      ? attempt(() => inferType(value), IS_PYTHONS)
      : asIbis(() => inferType(value)));
  if (type === undefined) return undefined;
  return attempt(() => literalNode(normalize(value, type, ctx), type), IS_TYPE_ERROR);
}

/** What a step gives; undefined when it fails with an error of one of the classes. */
function attempt<T>(step: () => T, isMisfit: (error: PythonError) => boolean): T | undefined {
  try {
    return step();
  } catch (error) {
    const known = toPython(error);
    if (known instanceof PythonError && known.code === 'PYTHON_ERROR' && isMisfit(known))
      return undefined;
    throw known;
  }
}

const IS_PYTHONS = (): boolean => true;
const IS_TYPE_ERROR = ({ pyType }: PythonError): boolean => pyType === 'TypeError';

/**
 * What Ibis says to a deferred value where a column's method wants one at once: it depends on how
 * the parameter's type makes values.
 */
function refuseDeferred(
  value: DeferredObj,
  single: TypeClass | undefined,
  ctx: PyContext,
): undefined {
  if (single === 'Any') return undefined;
  if (single === 'Integer') {
    pyInt(value, ctx);
    return undefined;
  }
  const of = "with type <class 'ibis.common.deferred.Deferred'>";
  const target =
    single === 'Floating' ? FLOAT64 : single === undefined ? undefined : COERCION_TARGETS[single];
  if (target === undefined) {
    throw ibisError('InputTypeError', `Unable to infer datatype of value ${value.text} ${of}`);
  }
  throw ibisError(
    'SignatureValidationError',
    `Literal(${value.text}, dtype=${reprDataType(target)}) has failed due to the following errors:\n  \`value\`: ${value.text} of type <class 'ibis.common.deferred.Deferred'> is not matching Any() then anything except a Deferred\n\nExpected signature: Literal(value: Annotated[Any, Not(pattern=InstanceOf(type=<class 'Deferred'>))], dtype: DataType)`,
  );
}

/** Any Python value as a value expression (what Ibis does for comparisons and `mutate`). */
export function anyValue(value: PyValue, ctx: PyContext): Value {
  return value instanceof ValueObj ? value.node : literalOf(value, undefined, ctx);
}

/** The items of a list or tuple; a single value is a list of itself. */
export function promoteList(value: PyValue, ctx: PyContext): readonly PyValue[] {
  if (value === null) return [];
  if (value instanceof PyList || value instanceof PyTuple) return value.items;
  if (!isSpread(value)) return [value];
  if (value instanceof PySet && value.entries.size > 1) throw notSupported(SET_ORDER);
  return toArray(value, ctx);
}

const SET_ORDER = 'a set as a list of arguments: the order of its items differs from run to run';

/** Python's own objects that are iterated where a list can stand, and schemas. */
const SPREAD: ReadonlySet<string> = new Set(['dict_keys', 'dict_values', 'dict_items', 'Schema']);

function isSpread(value: PyValue): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (value.kind === 'host') return SPREAD.has(value.pyType);
  return value.kind === 'iterator' || value.kind === 'range' || value.kind === 'set';
}

/** Arguments of an operation, before they are values. */
export type RawArgs = Readonly<Record<string, PyValue | readonly PyValue[] | Raw>>;

/** Plain data for an operation: handed on as it is. */
export class Raw {
  readonly data: unknown;
  constructor(data: unknown) {
    this.data = data;
  }
}

/**
 * Builds an operation from Python arguments: values are coerced to what its parameters take, the
 * uses of open tables' columns are noted, and a misfit is Ibis's SignatureValidationError.
 */
export function apply<K extends OpName>(
  session: Session,
  kind: K,
  raw: RawArgs,
  ctx: PyContext,
): ValueObj {
  const { params } = ir.specOf(kind);
  const args: Record<string, unknown> = {};
  let misfits: string[] | undefined;
  let data: Map<string, unknown> | undefined;
  const take = (
    key: string,
    param: ir.ValueParam | ir.ValuesParam,
    given: PyValue,
  ): Value | null => {
    const value = toValue(given, param.classes, ctx);
    if (value === undefined || !ir.fitsParam(value, param) || isUntyped(value, param)) {
      if (misfits?.includes(key) !== true) (misfits ??= []).push(key);
      return null;
    }
    if (value.dtype.kind === 'unknown') learnClass(session, value, param.classes);
    return value;
  };
  for (const key in params) {
    const param = params[key];
    const given = raw[key];
    if (given instanceof Raw) {
      args[key] = given.data;
      if (param?.param === 'plain') (data ??= new Map()).set(key, given.data);
    } else if (param?.param === 'value') {
      const isAbsent = given === undefined || (given === null && param.optional);
      args[key] = isAbsent ? null : take(key, param, given as PyValue);
    } else if (param?.param === 'values') {
      const items = Array.isArray(given)
        ? (given as readonly PyValue[])
        : itemsOf(given as PyValue, ctx);
      if (items === undefined) (misfits ??= []).push(key);
      else args[key] = items.map((item) => take(key, param, item));
    } else {
      args[key] = given;
    }
  }
  if (data !== undefined) {
    const bad = plainMisfits(kind, data);
    if (bad.length > 0) (misfits ??= []).push(...bad);
  }
  if (misfits !== undefined) throw signatureError(session, kind, raw, misfits, ctx);
  learnFromPeers(session, kind, args);
  return new ValueObj(
    session,
    asIbis(() => make(kind, args as never)),
  );
}

/** A NULL without a type is a value of every type and of no type in particular. */
const isUntyped = (value: Value, { classes }: ir.ValueParam | ir.ValuesParam): boolean =>
  value.dtype.kind === 'null' && !classes.includes('Any');

/** The items of a list, or of anything else that is gone through; a text is one value. */
export function itemsOf(value: PyValue, ctx: PyContext): readonly PyValue[] | undefined {
  if (value instanceof PyList || value instanceof PyTuple) return value.items;
  const isIterable = typeof value === 'object' && value !== null && ITERABLES.has(value.kind);
  return isIterable ? toArray(value, ctx) : undefined;
}

const ITERABLES: ReadonlySet<string> = new Set(['set', 'range', 'iterator', 'dict']);

/** What a column of unknown type is taken for when it is used as one of these classes. */
const PREFERRED: readonly (readonly [TypeClass, DataType])[] = [
  ['String', STRING],
  ['Integer', INT64],
  ['Numeric', FLOAT64],
  ['Floating', FLOAT64],
  ['Boolean', BOOLEAN],
  ['Timestamp', TIMESTAMP],
  ['Date', DATE],
  ['Time', TIME],
  ['Temporal', TIMESTAMP],
  ['Array', ir.array(UNKNOWN)],
  ['JSON', ir.JSON_TYPE],
];

/** Notes that a column is used where one of the classes is wanted. */
export function learnClass(session: Session, value: Value, classes: readonly TypeClass[]): void {
  if (session.openTables.size === 0 || classes.includes('Any')) return;
  const found = PREFERRED.find(([name]) => classes.includes(name));
  if (found !== undefined) session.learn(value, found[1]);
}

/** Operations whose operands are of one type, so that one tells about the other. */
const PEERS: ReadonlySet<string> = new Set<OpName>([
  'Equals',
  'NotEquals',
  'Greater',
  'GreaterEqual',
  'Less',
  'LessEqual',
  'IdenticalTo',
  'Between',
  'InValues',
  'Coalesce',
  'NullIf',
  'Greatest',
  'Least',
]);

function learnFromPeers(
  session: Session,
  kind: string,
  args: Readonly<Record<string, unknown>>,
): void {
  if (session.openTables.size === 0 || !PEERS.has(kind)) return;
  const values = Object.values(args).flatMap((arg) =>
    ir.isValue(arg) ? [arg] : Array.isArray(arg) ? arg.filter(ir.isValue) : [],
  );
  const known = values.find((v) => v.dtype.kind !== 'unknown' && v.dtype.kind !== 'null');
  if (known === undefined) return;
  for (const value of values)
    if (value.dtype.kind === 'unknown') session.learn(value, widenLiteral(known));
}

/** A literal's narrow type says little about a column: `18` makes it int64, a date text a date. */
function widenLiteral(value: Value): DataType {
  if (!isOp(value, 'Literal')) return value.dtype;
  if (isA(value.dtype, 'Integer')) return INT64;
  if (typeof value.args.value === 'string' && value.dtype.kind === 'string') {
    if (/^\d{4}-\d{2}-\d{2}$/.test(value.args.value)) return DATE;
    if (/^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}/.test(value.args.value)) return TIMESTAMP;
  }
  return value.dtype;
}
