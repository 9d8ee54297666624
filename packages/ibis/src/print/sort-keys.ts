import { isOp } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { bare, keyword, list } from './code.js';
import type { Code } from './code.js';
import type { ValuePrinter } from './values.js';

/** One value as it is, several as a list: what `group_by=` and `order_by=` take. */
export function oneOrList(codes: readonly Code[]): Code {
  const [only] = codes;
  return codes.length === 1 && only !== undefined ? only : list(codes);
}

/** Sort keys: one, or a list. */
export const sortKeys = (keys: readonly Value[], p: ValuePrinter): Code =>
  oneOrList(keys.map((key) => sortKey(key, p)));

/** A sort key: the value when it is ascending, else `.desc()`. */
export function sortKey(key: Value, p: ValuePrinter): Code {
  if (!isOp(key, 'SortKey')) return p.code(key);
  const { arg, ascending, nulls_first } = key.args;
  const self = p.code(arg);
  if (ascending && !nulls_first) return self;
  return p.invoke(
    self,
    ascending ? 'asc' : 'desc',
    nulls_first ? [keyword('nulls_first', bare('True'))] : [],
  );
}
