import { isOp } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { integerOf } from '../../expressions/common.js';

/** Whether a bound of a frame is neither open nor the current row. */
export const isDistance = (bound: Value | null): boolean =>
  bound !== null && isOp(bound, 'WindowBoundary') && integerOf(bound.args.value) !== 0n;
