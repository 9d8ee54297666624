import { isOp, make, replace, specOf } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import type { BindExpr, ExprContext } from './context.js';
import { syntaxError, unsupported } from './errors.js';
import { constantOf, integer } from './literals.js';
import { sortKey } from './sort-keys.js';
import type { Frame, FrameBound, WindowSpec } from './syntax/ast.js';

interface Window {
  readonly groupBy: readonly Value[];
  readonly orderBy: readonly Value[];
  readonly frame: Frame | null;
}

const CURRENT_ROW = make('WindowBoundary', { value: integer(0), preceding: false });

/**
 * Puts the reductions and analytic functions of a value into the window of its OVER clause. The
 * default frame is SQL's: with an order, up to the last peer of the row.
 */
export function overWindow(
  value: Value,
  spec: WindowSpec,
  context: ExprContext,
  bind: BindExpr,
): Value {
  const resolved = resolve(spec, context);
  const inside: ExprContext = { ...context, windows: null, clause: 'a window' };
  const window: Window = {
    groupBy: resolved.partitionBy.map((expr) => bind(expr, inside)),
    orderBy: resolved.orderBy.map((item) =>
      sortKey(bind(item.expr, inside), item, context.session.dialect),
    ),
    frame: resolved.frame,
  };
  return replace(
    value,
    (v) => {
      const { role } = specOf(v.kind);
      return role === 'reduction' || role === 'analytic'
        ? wrap(v, window, inside, bind)
        : undefined;
    },
    (v) => v.kind === 'WindowFunction',
  );
}

/** The specification with what it takes from the named window it refers to. */
function resolve(spec: WindowSpec, context: ExprContext): WindowSpec {
  if (spec.base === null) return spec;
  const base = context.windows?.get(spec.base.text.toLowerCase());
  if (base === undefined) {
    throw syntaxError(spec.base, `There is no window '${spec.base.text}'`);
  }
  const full = resolve(base, context);
  return {
    ...spec,
    partitionBy: full.partitionBy.length > 0 ? full.partitionBy : spec.partitionBy,
    orderBy: spec.orderBy.length > 0 ? spec.orderBy : full.orderBy,
    frame: spec.frame ?? full.frame,
  };
}

// An aggregate and the navigation functions read the frame, ranks do not.
const readsFrame = (func: Value): boolean =>
  specOf(func.kind).role === 'reduction' || func.kind === 'NthValue';

function wrap(func: Value, window: Window, context: ExprContext, bind: BindExpr): Value {
  const { groupBy, orderBy, frame } = window;
  const base = { func, group_by: groupBy, order_by: orderBy };
  if (!readsFrame(func))
    return make('WindowFunction', { ...base, how: 'rows', start: null, end: null });
  if (frame === null) {
    return orderBy.length === 0
      ? make('WindowFunction', { ...base, how: 'rows', start: null, end: null })
      : make('WindowFunction', { ...base, how: 'range', start: null, end: CURRENT_ROW });
  }
  if (frame.exclude !== null && frame.exclude !== 'no others') {
    throw unsupported(frame, `A frame with EXCLUDE ${frame.exclude.toUpperCase()}`);
  }
  if (frame.unit === 'groups') throw unsupported(frame, 'A frame in GROUPS');
  let start = bound(frame.from, 'preceding', context, bind);
  let end = frame.to === null ? CURRENT_ROW : bound(frame.to, 'following', context, bind);
  if (start !== null && end !== null) [start, end] = [likeOther(start, end), likeOther(end, start)];
  if (start === null && end === null) {
    return make('WindowFunction', { ...base, how: 'rows', start: null, end: null });
  }
  return make('WindowFunction', { ...base, how: frame.unit, start, end });
}

/** The current row, as a distance of the type that the other bound has. */
function likeOther(bound: Value, other: Value): Value {
  return bound === CURRENT_ROW && other.dtype.kind === 'interval'
    ? make('WindowBoundary', {
        value: make('Cast', { arg: integer(0), to: other.dtype }),
        preceding: false,
      })
    : bound;
}

function bound(
  { side, distance, start, end }: FrameBound,
  unbounded: 'preceding' | 'following',
  context: ExprContext,
  bind: BindExpr,
): Value | null {
  if (side === 'current') return CURRENT_ROW;
  if (distance === null) {
    if (side === unbounded) return null;
    throw syntaxError(
      { start, end },
      `A frame cannot ${side === 'preceding' ? 'end' : 'start'} there`,
    );
  }
  const value = bind(distance, { ...context, clause: 'a frame' });
  if (constantOf(value) === undefined) throw unsupported(distance, 'A frame of a computed width');
  return make('WindowBoundary', { value, preceding: side === 'preceding' });
}

/** Whether a value has a window function in it. */
export const isWindow = (value: Value): boolean => isOp(value, 'WindowFunction');
