import { isOp, isValue, make, specOf } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { list, run } from '../format/doc.js';
import type { Doc } from '../format/doc.js';
import type { Emitter } from './emitter.js';
import { atom, call, PRECEDENCE, sql, tighter, wrap } from './sql.js';
import type { Sql } from './sql.js';

interface AggregateParts {
  readonly distinct?: boolean;
  /** `SortKey` values. */
  readonly orderBy?: readonly Value[];
  readonly where?: Value | null;
  /** What must hold beside `where`, such as that the argument is not NULL. */
  readonly also?: Value;
}

/** An aggregate function over its operation's values, in their order. */
export function aggregateCall(e: Emitter, name: string, value: Value): Sql {
  const args: Value[] = [];
  for (const key in specOf(value.kind).params) {
    if (key === 'where' || key === 'order_by') continue;
    const arg = value.args[key];
    if (isValue(arg)) args.push(arg);
  }
  const { where, order_by: orderBy } = value.args;
  return aggregate(e, name, args, {
    where: isValue(where) ? where : null,
    orderBy: Array.isArray(orderBy) ? (orderBy as readonly Value[]) : [],
  });
}

/**
 * An aggregate function. Where the dialect lacks FILTER, rows that the condition leaves out
 * contribute NULL, which every aggregate skips.
 */
export function aggregate(
  e: Emitter,
  name: string,
  args: readonly Value[],
  parts: AggregateParts = {},
): Sql {
  const { distinct = false, orderBy = [], where = null, also } = parts;
  const condition =
    also === undefined || where === null
      ? (also ?? where)
      : make('And', { left: also, right: where });
  const { filterClause, aggregateIf = false } = e.dialect.features;
  if (condition !== null && aggregateIf && !distinct && orderBy.length === 0) {
    return call(`${name}If`, ...args.map((arg) => e.doc(arg)), e.conditionDoc(condition));
  }
  const docs = args.map((arg) =>
    filterClause || arg.shape === 'scalar' ? e.doc(arg) : conditional(e, arg, condition),
  );
  const [first, ...rest] = docs;
  const inner: Doc[] =
    first === undefined ? [] : [distinct ? run('DISTINCT ', first) : first, ...rest];
  if (orderBy.length > 0) {
    const last = inner.pop();
    inner.push(run(last ?? '', ' ORDER BY ', joined(orderBy.map((key) => sortKey(e, key)))));
  }
  const plain = atom(list(`${name}(`, inner, ')'));
  return condition !== null && filterClause ? filtered(e, plain, condition) : plain;
}

/** The argument of an aggregate in the rows that meet the condition, NULL in the others. */
export const conditional = (e: Emitter, arg: Value, where: Value | null): Doc =>
  where === null
    ? e.doc(arg)
    : run('CASE WHEN ', e.conditionDoc(where), ' THEN ', e.doc(arg), ' END');

/** `aggregate FILTER (WHERE condition)`. */
export const filtered = (e: Emitter, aggregateSql: Sql, condition: Value): Sql =>
  atom(run(aggregateSql.doc, ' FILTER (WHERE ', e.conditionDoc(condition), ')'));

/** Docs with commas between them. */
export function joined(docs: readonly Doc[]): Doc {
  return run(...docs.flatMap((doc, i) => (i === 0 ? [doc] : [', ', doc])));
}

/** One key of an ORDER BY, with its direction and the place of NULLs where the dialect differs. */
export function sortKey(e: Emitter, key: Value, inWindow = false): Doc {
  if (!isOp(key, 'SortKey')) return e.doc(key);
  const { arg, ascending, nulls_first } = key.args;
  const { nullsClause, windowNullsClause } = e.dialect.features;
  const clause = inWindow ? windowNullsClause : nullsClause;
  return direction(e, e.value(arg), ascending, nulls_first, clause);
}

/**
 * A key with its direction; where NULLs would come out elsewhere, with a clause or a second key, in
 * which `tested` stands for the key.
 */
export function direction(
  e: Emitter,
  key: Sql,
  ascending: boolean,
  nullsFirst: boolean,
  nullsClause = e.dialect.features.nullsClause,
  tested = key,
): Doc {
  const { nullsSort } = e.dialect.features;
  const first = nullsSort === 'last' ? false : nullsSort === 'largest' ? !ascending : ascending;
  const order = run(key.doc, ascending ? '' : ' DESC');
  if (first === nullsFirst) return order;
  if (nullsClause) return run(order, nullsFirst ? ' NULLS FIRST' : ' NULLS LAST');
  const isNull = run(wrap(tested, tighter(PRECEDENCE.comparison)), ' IS NULL');
  const asCase = !(e.dialect.features.sortsByCondition ?? true);
  const test = asCase ? run('CASE WHEN ', isNull, ' THEN 1 ELSE 0 END') : isNull;
  return run(test, nullsFirst ? ' DESC, ' : ', ', order);
}

/** `COUNT(*)`, of the rows that meet the condition. */
export function countStar(e: Emitter, where: Value | null): Sql {
  if (where === null) return atom('COUNT(*)');
  if (e.dialect.features.filterClause) return filtered(e, atom('COUNT(*)'), where);
  return sql(run('COUNT(CASE WHEN ', e.conditionDoc(where), ' THEN 1 END)'), PRECEDENCE.atom);
}
