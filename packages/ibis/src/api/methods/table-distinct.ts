import { distinct, field, fieldsOf, make, nameOf } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { pyRepr } from '../../python/index.js';
import type { PyValue } from '../../python/index.js';
import { tableOf } from '../bind.js';
import { apply, Raw } from '../coerce.js';
import { ibisError } from '../errors.js';
import { TableObj, ValueObj } from '../objects.js';
import { toSelector } from '../selector-objects.js';
import type { Call } from './method.js';
import { count } from './table-counts.js';
import { groupAndAggregate, projectValues } from './table-steps.js';

/** `distinct`: rows that differ, or one row per key. */
export function distinctRows({ self, args, ctx }: Call<TableObj>): PyValue {
  const table = tableOf(self);
  const { relation, session } = table;
  const on = args['on'] ?? null;
  const keep = args['keep'] ?? null;
  const single = (t: TableObj): Value =>
    make('Equals', {
      left: count(t),
      right: make('Literal', { value: 1n, type: { kind: 'int8', nullable: true } }),
    });
  if (on === null) {
    if (keep === null) {
      return groupAndAggregate(table, [...fieldsOf(relation).values()], [], [single(table)], ctx);
    }
    if (keep === 'last') {
      throw ibisError(
        'IbisError',
        "Only keep='first' and keep=`None` are well-defined when deduplicating all columns; got keep='last'",
      );
    }
    return new TableObj(session, distinct(relation));
  }
  if (keep !== null && keep !== 'first' && keep !== 'last') {
    throw ibisError(
      'IbisError',
      `Invalid value for \`keep\`: ${pyRepr(keep, ctx)}, must be 'first', 'last' or None`,
    );
  }
  const keys = toSelector(on, ctx).expand(table, ctx);
  const keyNames = new Set(keys.map(nameOf));
  const op = keep === 'last' ? 'Last' : 'First';
  const others = [...relation.schema.keys()].filter((name) => !keyNames.has(name));
  const metrics = others.map((name) => {
    const column = new ValueObj(session, field(relation, name));
    const value = apply(
      session,
      op,
      { arg: column, include_null: new Raw(false), order_by: [], where: null },
      ctx,
    );
    return make('Alias', { arg: value.node, name });
  });
  const result = groupAndAggregate(table, keys, metrics, keep === null ? [single(table)] : [], ctx);
  const columns = [...relation.schema.keys()];
  if ([...result.relation.schema.keys()].every((name, i) => name === columns[i])) return result;
  return projectValues(
    result,
    columns.map((name) => result.column(name).node),
    false,
  );
}
