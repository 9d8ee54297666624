import type { Span } from './errors.js';

/** Offsets (UTF-16 code units) at which the lines of a text start; the first is 0. */
export type LineStarts = readonly number[];

/** Finds the line starts of a text once, so that many offsets can be looked up quickly. */
export function lineStarts(text: string): LineStarts {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Line and column, both from 1, of an offset; columns count UTF-16 code units. */
export function positionAt(
  starts: LineStarts,
  offset: number,
): { readonly line: number; readonly column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** The span from `start` to `end` (exclusive) with the line and column of its start. */
export function spanOf(starts: LineStarts, start: number, end: number): Span {
  return { start, end, ...positionAt(starts, start) };
}
