import { compareOperation } from './compare.js';
import type { PyContext } from './host.js';
import { present } from './present.js';
import { truth } from './protocols.js';
import type { PyValue } from './values.js';

/** A stable sort by Python's `<`, of the items or of what `key` makes of them. */
export function sortValues(
  items: readonly PyValue[],
  key: PyValue,
  reverse: boolean,
  ctx: PyContext,
): PyValue[] {
  const keyed = items.map((item) => ({ item, by: key === null ? item : ctx.call(key, [item]) }));
  ctx.allocate(items.length);
  if (reverse) keyed.reverse();
  const less = (a: PyValue, b: PyValue): boolean => truth(compareOperation('<', a, b, ctx), ctx);
  const sorted = mergeSort(keyed, (a, b) => {
    ctx.step();
    return less(b.by, a.by);
  });
  if (reverse) sorted.reverse();
  return sorted.map(({ item }) => item);
}

/** Merge sort that asks only whether the right one must come before the left one. */
function mergeSort<T>(items: readonly T[], rightFirst: (left: T, right: T) => boolean): T[] {
  if (items.length < 2) return [...items];
  const middle = items.length >> 1;
  const left = mergeSort(items.slice(0, middle), rightFirst);
  const right = mergeSort(items.slice(middle), rightFirst);
  const merged: T[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    merged.push(
      rightFirst(present(left[i]), present(right[j])) ? present(right[j++]) : present(left[i++]),
    );
  }
  while (i < left.length) merged.push(present(left[i++]));
  while (j < right.length) merged.push(present(right[j++]));
  return merged;
}
