import { isA, isOp, isValue, make } from '@ibert/ir';
import type { TypeClass, Value } from '@ibert/ir';

import {
  compareOperation,
  PyTuple,
  toArray,
  truth,
  typeError,
  valueError,
} from '../python/index.js';
import type { PyContext, PyValue, PythonError } from '../python/index.js';
import { toValue } from './coerce.js';
import { ibisError } from './errors.js';
import { misfitError, objectArgument, pyArgument } from './misfits.js';
import type { Argument } from './misfits.js';
import { ValueObj } from './objects.js';
import { frameMisfit } from './window-misfits.js';
import type { WindowParts } from './window-misfits.js';

/** The methods of a window that take a start and an end. */
export type FrameMethod = 'rows' | 'range' | 'between';

/** A bound as a program gives it, or one whose side is known already. */
type Bound = PyValue | Value;

/** A start and an end. */
export type Bounds = readonly [Bound, Bound];

const RANGE_CLASSES: readonly TypeClass[] = ['Numeric', 'Interval'];
const CLASSES: Readonly<Record<FrameMethod, readonly TypeClass[]>> = {
  rows: ['Integer'],
  range: RANGE_CLASSES,
  between: RANGE_CLASSES,
};

const fits = ({ dtype }: Value, classes: readonly TypeClass[]): boolean =>
  dtype.kind === 'unknown' || classes.some((name) => isA(dtype, name));

/**
 * A frame bound of a window: negative is before, positive after, None unbounded.
 *
 * @param bounds Both bounds as they were given, which a complaint shows.
 * Source: `WindowBoundary.__coerce__` of ibis/expr/operations/window.py.
 */
export function boundary(
  window: WindowParts,
  how: FrameMethod,
  side: 'start' | 'end',
  bounds: Bounds,
  ctx: PyContext,
): Value | null {
  const given = bounds[side === 'start' ? 0 : 1];
  if (given === null) return null;
  const node = isValue(given) ? given : toValue(given, CLASSES[how], ctx);
  const bound = node === undefined ? undefined : boundaryOf(node);
  if (bound === undefined || !fits(bound, CLASSES[how]))
    throw frameMisfit(how, window, side, bounds, ctx);
  return bound;
}

function boundaryOf(node: Value): Value {
  if (isOp(node, 'WindowBoundary')) return node;
  if (isOp(node, 'Negate')) return sided(node.args.arg, true);
  if (!isOp(node, 'Literal')) return sided(node, false);
  const { value, type } = node.args;
  if (typeof value !== 'bigint' && typeof value !== 'number' && typeof value !== 'boolean') {
    const found = value === null ? 'NoneType' : (PYTHON_CLASSES[type.kind] ?? type.kind);
    throw typeError(`bad operand type for abs(): '${found}'`);
  }
  const isBefore = Number(value) < 0;
  const size = typeof value !== 'boolean' && isBefore ? -value : value;
  return sided(make('Literal', { value: size, type }), isBefore);
}

/** The classes of the Python values that stand in literals of these types. */
const PYTHON_CLASSES: Readonly<Record<string, string>> = {
  string: 'str',
  binary: 'bytes',
  array: 'tuple',
  date: 'datetime.date',
  timestamp: 'datetime.datetime',
  time: 'datetime.time',
  map: 'FrozenDict',
  struct: 'FrozenDict',
};

function sided(value: Value, preceding: boolean): Value {
  if (!fits(value, RANGE_CLASSES)) throw boundaryMisfit(objectArgument(value), preceding);
  return make('WindowBoundary', { value, preceding });
}

const boundaryMisfit = (value: Argument, preceding: boolean): PythonError =>
  misfitError(
    {
      kind: 'WindowBoundary',
      args: new Map([
        ['value', value],
        ['preceding', { text: preceding ? 'True' : 'False', type: "<class 'bool'>" }],
      ]),
      keywords: new Set(['preceding']),
    },
    new Set(['value']),
  );

function offsetOf(bound: Value | null, unbounded: number): number {
  if (bound === null || !isOp(bound, 'WindowBoundary')) return unbounded;
  const { value, preceding } = bound.args;
  if (!isOp(value, 'Literal')) return unbounded;
  const size = Number(value.args.value);
  return preceding ? -size : size;
}

/** @throws PythonError IbisInputError when a frame ends before it starts. */
export function checkOrder(start: Value | null, end: Value | null): void {
  if (offsetOf(start, -Infinity) <= offsetOf(end, Infinity)) return;
  throw ibisError(
    'IbisInputError',
    "Window frame's start point must be greater than its end point",
  );
}

/** A number beside an interval becomes an interval; Ibis forgets then on which side it was. */
export function castBounds(
  start: Value | null,
  end: Value | null,
): readonly [Value | null, Value | null] {
  if (start === null || end === null) return [start, end];
  if (isA(start.dtype, 'Interval') && isA(end.dtype, 'Numeric'))
    return [start, castLike(end, start)];
  if (isA(start.dtype, 'Numeric') && isA(end.dtype, 'Interval')) return [castLike(start, end), end];
  return [start, end];
}

function castLike(bound: Value, like: Value): Value {
  const value = isOp(bound, 'WindowBoundary') ? bound.args.value : bound;
  return sided(make('Cast', { arg: value, to: like.dtype }), false);
}

/** Whether a frame that says nothing else counts rows: its bounds are whole numbers. */
export const isRows = (start: Value | null, end: Value | null): boolean =>
  [start, end].every((bound) => bound === null || isA(bound.dtype, 'Integer'));

/** Whether Python finds a bound negative, for which it asks expressions as well. */
function isNegative(value: PyValue, ctx: PyContext): boolean {
  if (value === null) return false;
  let compared: PyValue = value;
  if (value instanceof ValueObj && value.node.shape === 'scalar') {
    const { node } = value;
    if (!isOp(node, 'Literal'))
      throw ibisError('AttributeError', `'${node.kind}' object has no attribute 'value'`);
    compared = node.args.value as PyValue;
  }
  return truth(compareOperation('<', compared, 0n, ctx), ctx);
}

/** A bound on a side that is known, which is not asked for its sign. */
function sideOf(value: PyValue, preceding: boolean, ctx: PyContext): Value | null {
  if (value === null) return null;
  const node = toValue(value, RANGE_CLASSES, ctx);
  if (node === undefined || !fits(node, RANGE_CLASSES))
    throw boundaryMisfit(pyArgument(value, ctx), preceding);
  return make('WindowBoundary', { value: node, preceding });
}

/**
 * `preceding=` and `following=` as a start and an end: numbers, or one of them as a tuple of two.
 *
 * Source: `LegacyWindowBuilder.preceding_following` of ibis/expr/builders.py.
 */
export function legacyBounds(preceding: PyValue, following: PyValue, ctx: PyContext): Bounds {
  const isBefore = preceding instanceof PyTuple;
  const isAfter = following instanceof PyTuple;
  if ((isBefore && following !== null) || (isAfter && preceding !== null)) {
    throw ibisError(
      'IbisInputError',
      'Can only specify one window side when you want an off-center window',
    );
  }
  const check = (value: PyValue, point: string): void => {
    if (isNegative(value, ctx))
      throw ibisError('IbisInputError', `${point} point must be non-negative`);
  };
  if (preceding instanceof PyTuple) {
    const [start, end] = pairOf(preceding, ctx);
    if (end === null) throw ibisError('IbisInputError', 'preceding end point cannot be None');
    check(end, 'preceding end');
    check(start, 'preceding start');
    return [sideOf(start, true, ctx), sideOf(end, true, ctx)];
  }
  if (following instanceof PyTuple) {
    const [start, end] = pairOf(following, ctx);
    if (start === null) throw ibisError('IbisInputError', 'following start point cannot be None');
    check(start, 'following start');
    check(end, 'following end');
    return [sideOf(start, false, ctx), sideOf(end, false, ctx)];
  }
  if (following === null) check(preceding, 'preceding end');
  if (preceding === null) check(following, 'following end');
  return [sideOf(preceding, true, ctx), sideOf(following, false, ctx)];
}

function pairOf(pair: PyTuple, ctx: PyContext): readonly [PyValue, PyValue] {
  const items = toArray(pair, ctx);
  const [start = null, end = null] = items;
  if (items.length < 2)
    throw valueError(`not enough values to unpack (expected 2, got ${items.length})`);
  if (items.length > 2) throw valueError('too many values to unpack (expected 2)');
  return [start, end];
}
