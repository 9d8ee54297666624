import { isInteger, isNumeric } from '../dtypes/classes.js';
import * as t from '../dtypes/types.js';
import type { DataType } from '../dtypes/types.js';
import type { Value } from '../node.js';
import { analytic, column, op, optional, plain, scalar, value, values } from './spec.js';

const any = column();
const likeArg = ({ arg }: { readonly arg: Value }): DataType => arg.dtype;
const shifted = analytic(
  { arg: any, offset: optional('Integer', 'Interval'), default: optional() },
  likeArg,
);
const rank = analytic({}, t.INT64);

const checkFrame = (
  how: 'rows' | 'range',
  start: Value | null,
  end: Value | null,
): string | undefined => {
  if (how === 'rows') {
    if (start !== null && !isInteger(start.dtype)) {
      return 'Row-based window frame start boundary must be an integer';
    }
    if (end !== null && !isInteger(end.dtype)) {
      return 'Row-based window frame end boundary must be an integer';
    }
    return undefined;
  }
  if (start === null || end === null) return undefined;
  const kinds = [start.dtype, end.dtype];
  return kinds.every(isNumeric) || kinds.every((type) => type.kind === 'interval')
    ? undefined
    : 'Window frame start and end boundaries must have the same datatype';
};

/** Ranking and navigation functions, and the window that any aggregate can stand in. */
export const WINDOWS = {
  RowNumber: rank,
  MinRank: rank,
  DenseRank: rank,
  PercentRank: analytic({}, t.FLOAT64),
  CumeDist: analytic({}, t.FLOAT64),
  NTile: analytic({ buckets: scalar('Integer') }, t.INT64),
  Lag: shifted,
  Lead: shifted,
  NthValue: analytic({ arg: any, nth: value('Integer') }, likeArg),
  /** A bound of a frame: so many rows (or so much of the order key) before or after. */
  WindowBoundary: op(
    { value: value('Numeric', 'Interval'), preceding: plain<boolean>() },
    ({ value: distance }) => distance.dtype,
  ),
  /**
   * A reduction or analytic function over a window. A missing bound is unbounded; the default
   * frame is therefore the whole partition, with and without an order.
   */
  WindowFunction: op(
    {
      func: value(),
      how: plain<'rows' | 'range'>(),
      start: optional(),
      end: optional(),
      group_by: values(),
      order_by: values(),
    },
    ({ func }) => func.dtype,
    {
      shape: 'columnar',
      check: ({ how, start, end }) => checkFrame(how, start, end),
      checkError: 'IbisTypeError',
      name: ({ func }, nameOf) => nameOf(func),
    },
  ),
} as const;
