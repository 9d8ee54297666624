import { DerefMap, isOp, make, nameOf, REST, sameValue } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import {
  getAttribute,
  isCallable,
  NO_KWARGS,
  PyDict,
  pyStr,
  toArray,
  typeError,
  typeName,
} from '../python/index.js';
import type { Kwargs, PyContext, PythonError, PyValue } from '../python/index.js';
import { promoteList } from './coerce.js';
import { DeferredObj } from './deferred.js';
import { asIbis, ibisError } from './errors.js';
import { literalOf } from './literals.js';
import { Expandable, GroupedTableObj, JoinObj, TableObj, ValueObj } from './objects.js';

/** Gives a value another name; the same node when it has that name already. */
export function rename(value: Value, name: string): Value {
  if (nameOf(value) === name) return value;
  return make('Alias', { arg: isOp(value, 'Alias') ? value.args.arg : value, name });
}

/**
 * The values that an argument of a table method stands for, on that table.
 *
 * @param name The keyword it was given under.
 */
export function bindOne(table: TableObj, value: PyValue, ctx: PyContext, name?: string): Value[] {
  if (typeof value === 'string') return [table.column(value).node];
  if (value instanceof ValueObj) return [value.node];
  if (value instanceof TableObj) {
    const relation = value.finished();
    return [...relation.schema.keys()].map((name) => value.column(name).node);
  }
  if (value instanceof DeferredObj) return [resolved(value.resolve(table, ctx), name, ctx)];
  if (value instanceof Expandable) return value.expand(table, ctx);
  if (isCallable(value)) return bindOne(table, ctx.call(value, [table], NO_KWARGS), ctx);
  return [asIbis(() => literalOf(value, undefined, ctx))];
}

/** What `_…` gave, which must be an expression: Ibis asks it for its name. */
function resolved(value: PyValue, name: string | undefined, ctx: PyContext): Value {
  if (value instanceof ValueObj) return value.node;
  if (value instanceof TableObj) throw noColumn(value, name, ctx);
  if (value instanceof DeferredObj)
    throw typeError('The truth value of Deferred objects is not defined');
  const owner = typeName(value) === 'method' ? 'function' : typeName(value);
  throw ibisError('AttributeError', `'${owner}' object has no attribute 'name'`);
}

/** Ibis takes a table for a column here: it renames it, or looks for the relations it reads. */
function noColumn(table: TableObj, name: string | undefined, ctx: PyContext): PythonError {
  if (name !== undefined) ctx.call(getAttribute(table, 'name', ctx), [name], NO_KWARGS);
  const missing = 'name' in table.relation ? 'relations' : 'name';
  return ibisError(
    'AttributeError',
    `'${table.relation.kind}' object has no attribute '${missing}'`,
  );
}

/** Binds arguments and named arguments as `select`, `mutate` and `agg` take them. */
export function bindAll(
  table: TableObj,
  args: readonly PyValue[],
  kwargs: Kwargs,
  ctx: PyContext,
): Value[] {
  let positional = args;
  let named: Iterable<readonly [string, PyValue]> = kwargs;
  const [only] = args;
  if (args.length === 1 && only !== undefined) {
    if (only instanceof PyDict) {
      named = [
        ...[...only.entries.values()].map((e) => [pyStr(e.key, ctx), e.value] as const),
        ...kwargs,
      ];
      positional = [];
    } else {
      positional = only instanceof GroupedTableObj ? toArray(only, ctx) : promoteList(only, ctx);
    }
  }
  const values = positional.flatMap((arg) => bindOne(table, arg, ctx));
  for (const [name, arg] of named) {
    const bound = bindOne(table, arg, ctx, name);
    const [value] = bound;
    if (value === undefined || bound.length !== 1) {
      throw ibisError('IbisInputError', 'Keyword arguments cannot produce more than one value');
    }
    values.push(rename(value, name));
  }
  return values;
}

/** {@link bindAll}, then rebinds fields of earlier relations to the table. */
export function bindAndDeref(
  table: TableObj,
  args: readonly PyValue[],
  kwargs: Kwargs,
  ctx: PyContext,
): Value[] {
  const deref = new DerefMap([table.relation]);
  return bindAll(table, args, kwargs, ctx).map((value) => {
    const next = asIbis(() => deref.apply(value));
    return next === value ? value : rename(next, nameOf(value));
  });
}

/** Columns by output name, aliases taken off. */
export function unwrapAliases(values: readonly Value[]): Map<string, Value> {
  const columns = new Map<string, Value>();
  for (const value of values) {
    const name = nameOf(value);
    if (columns.has(name) && name !== REST) {
      throw ibisError('IbisInputError', `Duplicate column name '${name}' in result set`);
    }
    columns.set(name, isOp(value, 'Alias') ? value.args.arg : value);
  }
  return columns;
}

/** Values without repetitions, in order. */
export function distinctValues(values: readonly Value[]): Value[] {
  const kept: Value[] = [];
  for (const value of values) if (!kept.some((k) => sameValue(k, value))) kept.push(value);
  return kept;
}

/** The table to go on from: a join is closed first. */
export const tableOf = (table: TableObj): TableObj =>
  table instanceof JoinObj ? new TableObj(table.session, table.finished()) : table;
