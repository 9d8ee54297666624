import { make, REST } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import {
  binaryOperation,
  NO_KWARGS,
  PySlice,
  typeError,
  typeName,
  valueError,
} from '../../python/index.js';
import type { PyContext, PyValue } from '../../python/index.js';
import { bindAndDeref, tableOf } from '../bind.js';
import { apply, promoteList } from '../coerce.js';
import { ibisError } from '../errors.js';
import { ValueObj } from '../objects.js';
import type { TableObj } from '../objects.js';
import { filterValues, limitTo, projectValues } from './table-steps.js';

const count = (table: TableObj): Value => make('CountStar', { arg: table.relation, where: null });

/** `t["a"]`, `t[["a", "b"]]`, `t[t.a > 1]`, `t[:5]`. */
export function tableItem(self: TableObj, key: PyValue, ctx: PyContext): PyValue {
  if (typeof key === 'string') return self.column(key);
  const names = [...self.relation.schema.keys()].filter((name) => name !== REST);
  const nameAt = (index: bigint): string => {
    const name = names.at(Number(index));
    if (name === undefined) throw ibisError('IndexError', 'tuple index out of range');
    return name;
  };
  if (typeof key === 'bigint') return self.column(nameAt(key));
  const table = tableOf(self);
  if (key instanceof PySlice) return sliceRows(table, key, ctx);
  if (key === null) {
    throw ibisError('IbisTypeError', 'You must select at least one column for a valid projection');
  }
  const items = promoteList(key, ctx).map((item) =>
    typeof item === 'bigint' ? nameAt(item) : item,
  );
  const values = bindAndDeref(table, items, NO_KWARGS, ctx);
  const isCondition = values.length > 0 && values.every((v) => v.dtype.kind === 'boolean');
  if (isCondition && !items.every((item) => typeof item === 'string'))
    return filterValues(table, values);
  return projectValues(table, values, false);
}

/** `t[start:stop]` as a limit; negative positions count from the end. */
function sliceRows(table: TableObj, { start, stop, step }: PySlice, ctx: PyContext): PyValue {
  if (step !== null && step !== 1n) throw valueError('Slice step can only be 1');
  if (start !== null && typeof start !== 'bigint')
    throw typeError(`'>=' not supported between instances of '${typeName(start)}' and 'int'`);
  if (stop !== null && typeof stop !== 'bigint')
    throw typeError(`'<' not supported between instances of '${typeName(stop)}' and 'int'`);
  const from = typeof start === 'bigint' ? start : 0n;
  const to = typeof stop === 'bigint' ? stop : null;
  const counted = (more: bigint): PyValue =>
    binaryOperation('+', new ValueObj(table.session, count(table)), more, ctx);
  if (to === 0n) return limitTo(table, 0n, from < 0n ? 0n : from, ctx);
  if (from >= 0n) {
    const n = to === null ? null : to < 0n ? counted(to - from) : to > from ? to - from : 0n;
    return limitTo(table, n, from, ctx);
  }
  if (to === null) return limitTo(table, -from, counted(from), ctx);
  if (to < 0n)
    return to <= from ? limitTo(table, 0n, 0n, ctx) : limitTo(table, to - from, counted(from), ctx);
  const rest = binaryOperation('-', to - from, new ValueObj(table.session, count(table)), ctx);
  const zero = make('Literal', { value: 0n, type: { kind: 'int8', nullable: true } });
  const n = apply(
    table.session,
    'Greatest',
    { arg: [rest, new ValueObj(table.session, zero)] },
    ctx,
  );
  return limitTo(table, n, counted(from), ctx);
}
