import { IbertError } from '@ibert/core';

import { sameValue } from '../hash.js';
import type { Value } from '../node.js';
import { isOp } from '../operations/index.js';
import { replace } from '../traverse.js';
import { make } from '../value.js';
import { isAnalytic, isReduction } from './context.js';

/** A window to put functions into: frame, partition keys, `SortKey` values. */
export interface WindowFrame {
  readonly how: 'rows' | 'range';
  /** `WindowBoundary` values; null is unbounded. */
  readonly start: Value | null;
  readonly end: Value | null;
  readonly groupBy: readonly Value[];
  readonly orderBy: readonly Value[];
}

/**
 * Puts every reduction and analytic function of an expression into the window; functions that are
 * in one already get the two merged.
 *
 * Source: `rewrite_window_input` of ibis/expr/rewrites.py.
 *
 * @throws IbertError `ExpressionError` when two frames cannot be merged.
 */
export function windowInput(value: Value, window: WindowFrame): Value {
  const wrapped = replace(
    value,
    (v) =>
      isReduction(v) || isAnalytic(v)
        ? make('WindowFunction', {
            func: v,
            how: window.how,
            start: window.start,
            end: window.end,
            group_by: window.groupBy,
            order_by: window.orderBy,
          })
        : undefined,
    (v) => v.kind === 'WindowFunction',
  );
  return replace(wrapped, (v) =>
    v.kind === 'WindowFunction' ? mergeFrames(v, window) : undefined,
  );
}

function mergeFrames(value: Value, window: WindowFrame): Value {
  if (!isOp(value, 'WindowFunction')) return value;
  const { func, how, start, end, group_by, order_by } = value.args;
  if (how !== window.how) {
    throw new IbertError(
      'ExpressionError',
      `Unable to merge ${how} window with ${window.how} window`,
    );
  }
  for (const [name, own, other] of [
    ['start', start, window.start],
    ['end', end, window.end],
  ] as const) {
    if (own !== null && other !== null && !sameValue(own, other)) {
      throw new IbertError(
        'ExpressionError',
        `Unable to merge windows with conflicting \`${name}\` boundary`,
      );
    }
  }
  return make('WindowFunction', {
    func,
    how,
    start: start ?? window.start,
    end: end ?? window.end,
    group_by: unique([...group_by, ...window.groupBy], (v) => v),
    order_by: lastOfEach([...window.orderBy, ...order_by]),
  });
}

function unique(values: readonly Value[], key: (value: Value) => Value): Value[] {
  const kept: Value[] = [];
  for (const value of values) {
    if (!kept.some((k) => sameValue(key(k), key(value)))) kept.push(value);
  }
  return kept;
}

/** Sort keys by expression: the first place of each counts, the last direction. */
function lastOfEach(keys: readonly Value[]): Value[] {
  const arg = (key: Value): Value => (isOp(key, 'SortKey') ? key.args.arg : key);
  return unique(keys, arg).map(
    (key) => keys.findLast((other) => sameValue(arg(other), arg(key))) ?? key,
  );
}
