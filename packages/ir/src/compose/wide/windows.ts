import type { Value } from '../../node.js';
import type { OpName } from '../../operations/index.js';
import { isReduction } from '../../rewrites/context.js';
import { make } from '../../value.js';
import { whole } from '../literals.js';
import { drawnKey } from './pool.js';
import { isSortable, poolOf, totalOrder } from './stage.js';
import type { Stage, Workshop } from './stage.js';

const RANKS = [
  'MinRank',
  'DenseRank',
  'PercentRank',
  'CumeDist',
] as const satisfies readonly OpName[];

/** A function over a window with everything drawn: partition, order, frame. */
export function drawnWindow(shop: Workshop, stage: Stage): Value | undefined {
  const { random } = shop;
  const pool = poolOf(shop, stage, 12);
  const sortable = (v: Value): boolean => v.shape === 'columnar' && isSortable(v);
  const part = random.chance(0.6) ? pool.value(sortable) : undefined;
  const group_by = part === undefined ? [] : [part];
  const over = (
    func: Value,
    order_by: readonly Value[],
    start: Value | null = null,
    end: Value | null = null,
  ): Value => make('WindowFunction', { func, how: 'rows', start, end, group_by, order_by });
  if (random.chance(0.3)) {
    const key = pool.value(sortable);
    return key === undefined
      ? undefined
      : over(make(random.choice(RANKS), {}), [drawnKey(random, key)]);
  }
  const order = totalOrder(shop, stage);
  if (order === undefined || order.length === 0 || random.chance(0.3)) {
    const func = pool.reduction(undefined);
    return func === undefined || !isReduction(func) ? undefined : over(func, []);
  }
  switch (
    random.choice([
      'rowNumber',
      'shift',
      'shift',
      'ntile',
      'frame',
      'frame',
      'frame',
      'nth',
    ] as const)
  ) {
    case 'rowNumber':
      return over(make('RowNumber', {}), order);
    case 'ntile':
      return over(make('NTile', { buckets: whole(random.int(1, 5)) }), order);
    case 'nth': {
      const arg = pool.value((v) => v.shape === 'columnar');
      return arg === undefined
        ? undefined
        : over(make('NthValue', { arg, nth: whole(random.int(0, 2)) }), order);
    }
    case 'shift': {
      const arg = pool.value((v) => v.shape === 'columnar');
      if (arg === undefined) return undefined;
      const offset = random.chance(0.5) ? null : whole(random.int(1, 3));
      return over(
        make(random.choice(['Lag', 'Lead'] as const), { arg, offset, default: null }),
        order,
      );
    }
    default: {
      const func = pool.reduction(undefined);
      if (func === undefined || !isReduction(func) || func.args['order_by'] !== undefined)
        return undefined;
      return over(func, order, bound(shop, true), bound(shop, false));
    }
  }
}

/** A bound of a frame: none, the current row, or some rows away. */
function bound({ random }: Workshop, isStart: boolean): Value | null {
  const rows = random.choice([null, 0, 1, 3]);
  if (rows === null) return null;
  // Frames start before the row and end after it: all others can be empty.
  return make('WindowBoundary', { value: whole(rows), preceding: isStart && rows !== 0 });
}
