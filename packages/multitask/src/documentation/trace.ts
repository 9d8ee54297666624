import { isOp, valueOf } from '@ibert/ir';
import type { Value } from '@ibert/ir';

/**
 * What a column is in the end: a column of a table, or the expression that computes it. Steps that
 * pass a column on or give it another name are followed through.
 */
export function trace(value: Value): Value {
  let at = value;
  for (;;) {
    if (isOp(at, 'Alias')) {
      at = at.args.arg;
      continue;
    }
    if (!isOp(at, 'Field')) return at;
    const source = valueOf(at.args.rel, at.args.name);
    if (source === undefined) return at;
    at = source;
  }
}
