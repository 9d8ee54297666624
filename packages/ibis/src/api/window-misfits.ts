import type { Value } from '@ibert/ir';
import { isValue } from '@ibert/ir';

import { pyRepr, stringRepr } from '../python/index.js';
import type { PyContext, PyValue, PythonError } from '../python/index.js';
import { reprObject } from './class-names.js';
import { itemsOf, toValue } from './coerce.js';
import { DeferredObj } from './deferred.js';
import { ibisError } from './errors.js';
import type { Misuse } from './methods/method.js';
import { objectArgument, pyArgument } from './misfits.js';
import { ADDRESS } from './repr.js';
import { SelectorObj } from './selector-objects.js';
import { ValueObj } from './objects.js';
import type { Bounds, FrameMethod } from './window-bounds.js';

/** What a window is made of, so far. */
export interface WindowParts {
  readonly how: 'rows' | 'range';
  readonly start: Value | null;
  readonly end: Value | null;
  readonly groupings: readonly PyValue[];
  readonly orderings: readonly PyValue[];
}

type Keys = 'groupings' | 'orderings';

const RANGE_BOUND = 'WindowBoundary[Union[Numeric, Interval], DataShape]';
const BUILDER = `LegacyWindowBuilder(how: Literal['rows', 'range'] = 'rows', start: Optional[${RANGE_BOUND}] = None, end: Optional[${RANGE_BOUND}] = None, groupings: tuple[Union[str, Resolver, Selector, Value], ...] = (), orderings: tuple[Union[str, Resolver, Selector, SortKey], ...] = ())`;
const KEY_OBJECTS: Readonly<Record<Keys, string>> = {
  groupings: `<ibis.expr.operations.generic.Literal object at ${ADDRESS}>`,
  orderings: `<ibis.expr.operations.sortkeys.SortKey object at ${ADDRESS}>`,
};

const BOUND_TYPES: Readonly<Record<FrameMethod, string>> = {
  rows: 'WindowBoundary[Integer, DataShape]',
  range: RANGE_BOUND,
  between: RANGE_BOUND,
};

const tupleText = (items: readonly string[]): string =>
  items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;

function reprKeys(keys: readonly PyValue[], list: Keys): string {
  return tupleText(
    keys.map((key) => {
      if (typeof key === 'string') return stringRepr(key);
      if (key instanceof DeferredObj || key instanceof SelectorObj) return key.repr();
      return key instanceof ValueObj && list === 'groupings'
        ? reprObject(key.node)
        : KEY_OBJECTS[list];
    }),
  );
}

const reprBound = (bound: Value | null): string => (bound === null ? 'None' : reprObject(bound));

const reprParts = (
  { how, start, end }: WindowParts,
  groupings: string,
  orderings: string,
): string =>
  `LegacyWindowBuilder(how='${how}', start=${reprBound(start)}, end=${reprBound(end)}, groupings=${groupings}, orderings=${orderings})`;

/** A window as Python's `repr` shows it. */
export const reprBuilder = (window: WindowParts): string =>
  reprParts(
    window,
    reprKeys(window.groupings, 'groupings'),
    reprKeys(window.orderings, 'orderings'),
  );

/**
 * A window's keys with those that are given added: names, deferred expressions, selectors, values.
 *
 * @throws PythonError SignatureValidationError for what is no key, such as a table or a function.
 */
export function keysOf(
  window: WindowParts,
  list: Keys,
  given: PyValue,
  ctx: PyContext,
): readonly PyValue[] {
  if (given === null) return window[list];
  const keys = [...window[list], ...(itemsOf(given, ctx) ?? [given])];
  if (keys.every((key) => isKey(key, ctx))) return keys;
  const shown = tupleText(keys.map((key) => pyRepr(key, ctx)));
  const groupings = list === 'groupings' ? shown : reprKeys(window.groupings, 'groupings');
  const orderings = list === 'orderings' ? shown : reprKeys(window.orderings, 'orderings');
  const type = list === 'groupings' ? 'Value' : 'SortKey';
  throw ibisError(
    'SignatureValidationError',
    `${reprParts(window, groupings, orderings)} has failed due to the following errors:\n  \`${list}\`: ${shown} of type <class 'tuple'> is not a tuple of strs, coercibles to a Resolver, Selectors or coercibles to a ${type}\n\nExpected signature: ${BUILDER}`,
  );
}

const isKey = (key: PyValue, ctx: PyContext): boolean =>
  key instanceof DeferredObj ||
  key instanceof SelectorObj ||
  toValue(key, ['Any'], ctx) !== undefined;

const signatureOf = (how: FrameMethod): string => {
  const bound = `Optional[${BOUND_TYPES[how]}]`;
  return `${how}(self: None, start: ${bound}, end: ${bound})`;
};

/** Ibis's complaint about a bound that `rows`, `range` or `between` does not take. */
export function frameMisfit(
  how: FrameMethod,
  window: WindowParts,
  side: 'start' | 'end',
  bounds: Bounds,
  ctx: PyContext,
): PythonError {
  const [start, end] = bounds.map((bound) =>
    isValue(bound) ? objectArgument(bound) : pyArgument(bound, ctx),
  );
  const wrong = side === 'start' ? start : end;
  return ibisError(
    'SignatureValidationError',
    `${how}(${reprBuilder(window)}, ${start?.text}, ${end?.text}) has failed due to the following errors:\n  \`${side}\`: ${wrong?.text} of type ${wrong?.type} is not either None or coercible to a ${BOUND_TYPES[how]}\n\nExpected signature: ${signatureOf(how)}`,
  );
}

/** Ibis's complaint about a call that does not give one start and one end. */
export function unboundFrame(
  how: FrameMethod,
  window: WindowParts,
  { args, kwargs, ctx }: Misuse,
): PythonError {
  const shown = [
    reprBuilder(window),
    ...args.map((bound) => pyRepr(bound, ctx)),
    ...[...kwargs].map(([name, value]) => `${name}=${pyRepr(value, ctx)}`),
  ];
  return ibisError(
    'SignatureValidationError',
    `${how}(${shown.join(', ')}) ${faultOf({ args, kwargs })}\n\nExpected signature: ${signatureOf(how)}`,
  );
}

function faultOf({ args, kwargs }: Pick<Misuse, 'args' | 'kwargs'>): string {
  const names = ['start', 'end'];
  const double = names.slice(0, args.length).find((name) => kwargs.has(name));
  if (double !== undefined) return `multiple values for argument '${double}'`;
  if (args.length > names.length) return 'too many positional arguments';
  const missing = names.slice(args.length).find((name) => !kwargs.has(name));
  if (missing !== undefined) return `missing a required argument: '${missing}'`;
  const odd = [...kwargs.keys()].find((name) => !names.includes(name)) ?? '';
  return `got an unexpected keyword argument '${odd}'`;
}
