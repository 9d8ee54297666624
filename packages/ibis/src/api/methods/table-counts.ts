import { fieldsOf, make, nameOf } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import type { PyValue } from '../../python/index.js';
import { bindOne, tableOf } from '../bind.js';
import { apply, Raw } from '../coerce.js';
import { signatureError } from '../misfits.js';
import { type TableObj, ValueObj } from '../objects.js';
import { descending } from './column.js';
import { method } from './method.js';
import type { Call, Method } from './method.js';
import { groupAndAggregate, limitTo, orderBy } from './table-steps.js';

/** How many rows a table has. */
export const count = (table: TableObj): Value =>
  make('CountStar', { arg: table.relation, where: null });

/** `count` and `nunique`. */
export const counting = (op: 'CountStar' | 'CountDistinctStar'): Method<TableObj> =>
  method('*, where=None', ({ self, args, ctx }) => {
    const table = tableOf(self);
    const where = args['where'] ?? null;
    const [condition = null] = where === null ? [] : bindOne(table, where, ctx);
    const given = condition === null ? null : new ValueObj(table.session, condition);
    return apply(table.session, op, { arg: new Raw(table.relation), where: given }, ctx);
  });

/** `value_counts`, and `topk` when sorted. */
export function topRows(call: Call<TableObj>, sorted: boolean): PyValue {
  const { self, args, ctx } = call;
  const table = tableOf(self);
  const names = [...table.relation.schema.keys()];
  const name = args['name'] ?? `${names.join('_')}_count`;
  const total = count(table);
  if (typeof name !== 'string') {
    const arg = new ValueObj(table.session, total);
    throw signatureError(table.session, 'Alias', { arg, name }, 'name', ctx);
  }
  const metric = make('Alias', { arg: total, name });
  const counted = groupAndAggregate(
    table,
    [...fieldsOf(table.relation).values()],
    [metric],
    [],
    ctx,
  );
  if (!sorted) return counted;
  const inOrder = orderBy(counted, [descending(counted.column(nameOf(metric)).node)], ctx);
  const k = args['k'] ?? null;
  return k === null ? inOrder : limitTo(inOrder, k, 0n, ctx);
}
