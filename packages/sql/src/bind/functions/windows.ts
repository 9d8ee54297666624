import { make } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { integer } from '../literals.js';
import { integerOf, shift } from './build.js';
import { win } from './row.js';
import type { Row, WindowContext } from './row.js';

// Ibis counts from 0, SQL from 1.
const fromOne = (rank: Value): Value => make('Add', { left: rank, right: integer(1) });

const respects = (cx: WindowContext): void => {
  if (cx.nulls === 'ignore') cx.refuse('IGNORE NULLS');
};

const shifted =
  (kind: 'Lag' | 'Lead') =>
  (arg: Value, offset: Value | null, otherwise: Value | null, cx: WindowContext): Value => {
    respects(cx);
    if (arg.shape === 'scalar') return cx.refuse('a constant');
    const steps = offset === null ? undefined : integerOf(offset);
    if (offset !== null && steps === undefined) return cx.refuse('the offset must be a constant');
    return make(kind, {
      arg,
      // One row is what it counts by itself.
      offset: steps === 1n && otherwise === null ? null : offset,
      default: otherwise,
    });
  };

/** The first or last row of the frame; Ibis's own skips NULLs unless told. */
const end =
  (kind: 'First' | 'Last') =>
  (arg: Value, cx: WindowContext): Value => {
    if (arg.shape === 'scalar') return cx.refuse('a constant');
    return make(kind, { arg, include_null: cx.nulls !== 'ignore', order_by: [], where: null });
  };

const nthValue = (arg: Value, nth: Value, cx: WindowContext): Value => {
  respects(cx);
  const known = integerOf(nth);
  if (known === undefined || known < 1n) return cx.refuse('rows are counted by a constant from 1');
  return make('NthValue', { arg, nth: shift(nth, -1n) });
};

/** Ranking and navigation over a window. */
export const WINDOW_FUNCTIONS: readonly Row[] = [
  win('row_number', [], () => fromOne(make('RowNumber', {}))),
  win('rank', [], () => fromOne(make('MinRank', {}))),
  win('dense_rank', [], () => fromOne(make('DenseRank', {}))),
  win('rank_dense', [], () => fromOne(make('DenseRank', {})), { only: 'duckdb' }),
  win('percent_rank', [], () => make('PercentRank', {})),
  win('cume_dist', [], () => make('CumeDist', {})),
  win('ntile', ['integer'], (buckets) => fromOne(make('NTile', { buckets }))),
  win('lag', ['any', 'integer?', 'any?'], shifted('Lag'), { takes: 'nulls' }),
  win('lead', ['any', 'integer?', 'any?'], shifted('Lead'), { takes: 'nulls' }),
  win('first_value', ['any'], end('First'), { takes: 'nulls' }),
  win('last_value', ['any'], end('Last'), { takes: 'nulls' }),
  win('nth_value', ['any', 'integer'], nthValue, { takes: 'nulls' }),
];
