import { REST } from '@ibert/ir';

import { direction } from '../expressions/aggregates.js';
import { Emitter } from '../expressions/emitter.js';
import type { Frame } from '../expressions/emitter.js';
import { atom } from '../expressions/sql.js';
import type { Sql } from '../expressions/sql.js';
import { group, run } from '../format/doc.js';
import type { Doc, Group } from '../format/doc.js';
import { has, sameBound } from '../plan/binding.js';
import { TRAIT } from '../plan/query.js';
import type { Bound, Limit, Query, Select, SetQuery } from '../plan/query.js';
import { conjunction } from './conjunction.js';
import { aliasSources, fromClause } from './from.js';
import { groupClause } from './group-by.js';
import { selectList } from './select-list.js';
import type { Statement } from './statement.js';

export interface QueryStyle {
  /** `unnamed`: columns need no names; `one`: only whether there are rows matters. */
  readonly columns?: 'unnamed' | 'one';
  /** Every clause on its own line, however short. */
  readonly hard?: boolean;
}

const NOTHING: ReadonlySet<string> = new Set();
const NO_NAMES: ReadonlyMap<Bound, string> = new Map();

/** A query's text; `scope` are the names that its own must not hide. */
export function writeQuery(
  statement: Statement,
  query: Query,
  scope: ReadonlySet<string>,
  style: QueryStyle,
): Group {
  return query.kind === 'select'
    ? writeSelect(statement, query, scope, style)
    : writeSet(statement, query, scope, style);
}

const clauses = (items: readonly Doc[], style: QueryStyle): Group =>
  group('chain', items, { hard: style.hard ?? false });

function writeSelect(
  statement: Statement,
  select: Select,
  scope: ReadonlySet<string>,
  style: QueryStyle,
): Group {
  const used = aliasSources(statement, select, scope);
  const visible = select.from.filter(({ join }) => join?.how !== 'semi' && join?.how !== 'anti');
  const frame: Frame = {
    sources: select.from.map(({ source }) => source),
    qualified: select.from.length > 1 || renamed(statement, select),
    shadowed: NOTHING,
    named: NO_NAMES,
    scope: used,
  };
  const e = new Emitter(statement, frame);
  const late = new Emitter(statement, { ...frame, shadowed: shadowedBy(select) });

  const top = isTop(e, select.limit) ? `TOP ${String(select.limit?.count)} ` : '';
  const out: Doc[] = [selectList(e, select, visible, style, top)];
  if (select.from.length > 0) out.push(...fromClause(statement, e, select.from));
  if (select.where.length > 0) out.push(conjunction('WHERE ', e, select.where));
  if (select.groups !== null && select.groups.length > 0) {
    out.push(groupClause(late, select, style.columns !== undefined));
  }
  if (select.having.length > 0) out.push(conjunction('HAVING ', late, select.having));
  if (select.qualify.length > 0) {
    const named = new Emitter(statement, { ...late.frame, named: windowNames(select) });
    out.push(conjunction('QUALIFY ', named, select.qualify));
  }
  if (select.orderBy.length > 0 && style.columns === undefined) out.push(orderClause(late, select));
  else if (select.orderBy.length > 0 && select.limit !== null)
    out.push(orderClause(late, { ...select, columns: new Map() }));
  out.push(...limitClauses(statement, e, select.limit, select.orderBy.length > 0, top));
  return clauses(out, style);
}

/** Whether a table goes by another name here because an outer query reads it too. */
const renamed = (statement: Statement, { from }: Select): boolean =>
  from.some(
    ({ source }) => source.kind === 'table' && statement.alias(source) !== source.table.name,
  );

/** Output names that hide a different column of the same name in the later clauses. */
function shadowedBy(select: Select): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [name, column] of select.columns) {
    if (column.is === 'column' && column.name === name) continue;
    for (const { source } of select.from) if (source.columns.includes(name)) names.add(name);
  }
  return names;
}

/** Window functions that QUALIFY can call by the name of their output column. */
function windowNames(select: Select): ReadonlyMap<Bound, string> {
  const named = new Map<Bound, string>();
  for (const [name, column] of select.columns) {
    if (!has(column, TRAIT.window)) continue;
    const hidden = select.from.some(
      ({ source }) => source.columns.includes(name) || source.columns.includes(REST),
    );
    if (!hidden) named.set(column, name);
  }
  return named;
}

function orderClause(e: Emitter, select: Select): Doc {
  const keys = select.orderBy.map(({ key, ascending, nullsFirst }) => {
    for (const [name, column] of select.columns) {
      if (sameBound(column, key)) {
        // Inside of a CASE, which moves NULLs, some dialects do not know the output's name.
        const asCase = !(e.dialect.features.sortsByCondition ?? true);
        const itself = asCase || (column.is === 'column' && column.name === name);
        const text = itself ? e.bound(key) : atom(e.identifier(name));
        // MySQL takes a name inside of an expression for a column of the tables, and behind HAVING
        // it does not know the names of aggregates there.
        const aggregate = select.having.length > 0 && has(column, TRAIT.reduction);
        const unclear = aggregate || e.frame.shadowed.has(name);
        const tested = unclear && !select.distinct ? e.bound(key) : text;
        return direction(e, text, ascending, nullsFirst, undefined, tested);
      }
    }
    return direction(e, e.bound(key), ascending, nullsFirst);
  });
  return group('block', keys, { open: 'ORDER BY ', between: ', ', tail: ',' });
}

function limitClauses(
  statement: Statement,
  e: Emitter,
  limit: Limit | null,
  sorted: boolean,
  top = '',
): readonly Doc[] {
  if (limit === null || top !== '') return [];
  const { noLimit, limitExpression, limit: words = 'limit', offsetFirst } = e.dialect.features;
  const amount = (of: number | Bound | Query): Doc => {
    if (typeof of === 'number') return String(of);
    if (!limitExpression) throw e.refusal('a computed LIMIT', 'LIMIT takes a number only');
    if ('is' in of) return limitValue(e.bound(of));
    return run('(', statement.queryDoc(of, NOTHING, { columns: 'unnamed' }), ')');
  };
  const hasOffset = limit.offset !== 0;
  const out: Doc[] = [];
  if (words !== 'limit') {
    // Rows can only be skipped in an order there; this one keeps them as they come.
    if (words === 'top' && !sorted) out.push('ORDER BY (SELECT NULL)');
    if (hasOffset || words === 'top') out.push(run('OFFSET ', amount(limit.offset), ' ROWS'));
    if (limit.count !== null) out.push(run('FETCH FIRST ', amount(limit.count), ' ROWS ONLY'));
    return [run(...out.flatMap((doc, i) => (i === 0 ? [doc] : [' ', doc])))];
  }
  const kept = (of: number | Bound | Query, clause: 'limit' | 'offset'): Doc => {
    const doc = amount(of);
    return typeof of === 'number' ? doc : (e.dialect.features.computedLimit?.(doc, clause) ?? doc);
  };
  if (limit.count !== null) out.push(run('LIMIT ', kept(limit.count, 'limit')));
  else if (hasOffset && noLimit !== null) out.push(`LIMIT ${noLimit}`);
  if (hasOffset) out.push(run('OFFSET ', kept(limit.offset, 'offset')));
  if (offsetFirst) out.reverse();
  return [run(...out.flatMap((doc, i) => (i === 0 ? [doc] : [' ', doc])))];
}

/** Whether the limit stands behind SELECT, as TOP. */
const isTop = (e: Emitter, limit: Limit | null): boolean =>
  e.dialect.features.limit === 'top' && typeof limit?.count === 'number' && limit.offset === 0;

/** A subquery stands in its own parentheses. */
const limitValue = ({ doc }: Sql): Doc =>
  typeof doc !== 'string' && 'style' in doc && doc.open === '(' ? doc : run('(', doc, ')');

function writeSet(
  statement: Statement,
  query: SetQuery,
  scope: ReadonlySet<string>,
  style: QueryStyle,
): Group {
  const { dialect } = statement;
  const e = new Emitter(statement, {
    sources: [],
    qualified: false,
    shadowed: NOTHING,
    named: NO_NAMES,
    scope,
  });
  if (query.all && query.operator !== 'UNION' && !dialect.features.intersectAll) {
    throw e.refusal(`${query.operator} ALL`, 'it only has the distinct one');
  }
  const out: Doc[] = [];
  for (const [i, input] of query.inputs.entries()) {
    if (i > 0)
      out.push(
        `${query.operator}${query.all ? ' ALL' : dialect.features.setDistinct ? ' DISTINCT' : ''}`,
      );
    const closed = input.kind === 'set' || input.orderBy.length > 0 || input.limit !== null;
    const body = statement.queryDoc(input, scope, { hard: style.hard ?? false });
    if (!closed) out.push(body);
    else if (dialect.features.setParentheses)
      out.push(group('block', [body], { open: '(', close: ')', between: '' }));
    else out.push(run('SELECT * FROM (', body, ')'));
  }
  if (query.orderBy.length > 0) {
    const keys = query.orderBy.map(({ name, ascending, nullsFirst }) =>
      direction(e, atom(e.identifier(name)), ascending, nullsFirst),
    );
    out.push(group('block', keys, { open: 'ORDER BY ', between: ', ', tail: ',' }));
  }
  out.push(...limitClauses(statement, e, query.limit, query.orderBy.length > 0));
  return clauses(out, style);
}
