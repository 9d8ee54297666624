import { isOp, make } from '@ibert/ir';
import type { Value } from '@ibert/ir';

/** A sort key in the opposite direction, NULLs included. */
export function turned(key: Value): Value {
  if (!isOp(key, 'SortKey')) {
    return make('SortKey', { arg: key, ascending: false, nulls_first: true });
  }
  const { arg, ascending, nulls_first } = key.args;
  return make('SortKey', { arg, ascending: !ascending, nulls_first: !nulls_first });
}
