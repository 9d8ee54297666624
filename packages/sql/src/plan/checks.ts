import { isFloating, isOp, some } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { has, sameBound } from './binding.js';
import type { Uses } from './binding.js';
import { TRAIT } from './query.js';
import type { Bound, Select } from './query.js';

/** Nodes that may be written twice for the sake of one SELECT less. */
const REPEATABLE = 24;

/**
 * Whether writing the columns out where they are read would repeat something that is costly or
 * that must be computed once. `already` is how often each stands in the SELECT anyway.
 */
export function repeatsCostly(uses: Uses, already = 0): boolean {
  for (const [column, count] of uses) {
    const repeats = count + already - 1;
    if (repeats === 0) continue;
    const { traits } = column;
    if ((traits & (TRAIT.impure | TRAIT.subquery | TRAIT.window)) !== 0) return true;
    if (repeats * column.cost > REPEATABLE) return true;
  }
  return false;
}

export const hasColumn = (select: Select, traits: number): boolean => {
  for (const column of select.columns.values()) if (has(column, traits)) return true;
  return false;
};

/** Whether window functions run in this SELECT, after which no row may be dropped before them. */
export const isWindowed = (select: Select): boolean =>
  select.qualify.length > 0 || hasColumn(select, TRAIT.window);

/** Whether the values are the SELECT's columns, each at least once and nothing else. */
export function keepsColumns(select: Select, values: readonly Bound[]): boolean {
  const columns = [...select.columns.values()];
  return (
    values.every((v) => columns.some((c) => sameBound(c, v))) &&
    columns.every((c) => values.some((v) => sameBound(c, v)))
  );
}

/** Whether a SELECT does nothing beyond naming columns of its source. */
export const isBare = (select: Select): boolean =>
  select.where.length === 0 &&
  select.groups === null &&
  !select.distinct &&
  select.limit === null &&
  select.orderBy.length === 0 &&
  !isWindowed(select);

/** Operations that raise an error for arguments which rows may well hold. */
const PARTIAL: ReadonlySet<string> = new Set([
  'FloorDivide',
  'StringToDate',
  'StringToTime',
  'StringToTimestamp',
  'DateFromYMD',
  'TimeFromHMS',
  'TimestampFromYMDHMS',
  'Sqrt',
  'Ln',
  'Log',
  'Log2',
  'Log10',
  'Acos',
  'Asin',
]);

/** Whether a value may fail on a row, so that it must not be computed on rows that a limit drops. */
export const mayFail = (value: Value): boolean =>
  value.relations.length > 0 && some(value, isPartial);

function isPartial(value: Value): boolean {
  if (PARTIAL.has(value.kind)) return true;
  if (!isOp(value, 'Cast')) return false;
  const { arg, to } = value.args;
  return (
    (arg.dtype.kind === 'string' && to.kind !== 'string') ||
    (isFloating(arg.dtype) && !isFloating(to) && to.kind !== 'string')
  );
}
