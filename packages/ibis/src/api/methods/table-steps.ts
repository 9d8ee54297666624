import {
  aggregate,
  DerefMap,
  filter,
  filterInput,
  conjuncts,
  isA,
  isOp,
  limit,
  make,
  nameOf,
  project,
  projectInput,
  sameRelation,
  sort,
  specOf,
  visit,
  fieldsOf,
} from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import type { PyContext, PyValue } from '../../python/index.js';
import { distinctValues, unwrapAliases } from '../bind.js';
import { reprObject } from '../class-names.js';
import { asIbis, ibisError } from '../errors.js';
import { pyInt } from '../literals.js';
import { TableObj, ValueObj } from '../objects.js';
import { aggregateMisfit, filterMisfit, projectMisfit, tableMisfit } from '../relation-errors.js';
import { sortKey } from '../window-builder.js';

/** Values may read only these relations. */
export function checkIntegrity(
  values: Iterable<Value>,
  allowed: readonly Relation[],
  where: string,
): void {
  for (const value of values) {
    if (value.relations.every((rel) => allowed.some((known) => sameRelation(rel, known)))) continue;
    throw ibisError(
      'IntegrityError',
      `Cannot add ${reprObject(value)} to ${where}, they belong to another relation`,
      'Join the other table first, or use it in a subquery.',
    );
  }
}

/** `select` and `mutate` after binding: reductions become windows or scalar subqueries. */
export function projectValues(
  table: TableObj,
  values: readonly Value[],
  keepAll: boolean,
): TableObj {
  const parent = table.relation;
  const columns = new Map<string, Value>(keepAll ? fieldsOf(parent) : []);
  for (const [name, value] of unwrapAliases(values)) {
    columns.set(
      name,
      asIbis(() => projectInput(value, parent)),
    );
  }
  if ([...columns.values()].some((value) => isOp(value, 'SortKey')))
    throw projectMisfit(table.session, parent, columns);
  checkIntegrity(columns.values(), [parent], 'projection');
  return new TableObj(table.session, project(parent, columns));
}

/** `filter` after binding. */
export function filterValues(table: TableObj, values: readonly Value[]): TableObj {
  const parent = table.relation;
  const bare = distinctValues(values.map((v) => (isOp(v, 'Alias') ? v.args.arg : v)));
  const predicates = bare.flatMap(conjuncts).map((v) => asIbis(() => filterInput(v)));
  if (predicates.length === 0) {
    throw ibisError('IbisInputError', 'You must pass at least one predicate to filter');
  }
  for (const predicate of predicates) {
    if (predicate.dtype.kind === 'unknown')
      table.session.learn(predicate, { kind: 'boolean', nullable: true });
    else if (!isA(predicate.dtype, 'Boolean') && predicate.dtype.kind !== 'null') {
      throw filterMisfit(table.session, parent, predicates);
    }
    const { relations } = predicate;
    if (relations.length > 0 && !relations.some((rel) => sameRelation(rel, parent))) {
      checkIntegrity([predicate], [parent], 'filter');
    }
  }
  return new TableObj(table.session, filter(parent, predicates));
}

/** `order_by` after binding. */
export function orderBy(table: TableObj, values: readonly Value[], _ctx: PyContext): TableObj {
  const keys = [...unwrapAliases(values).values()].map(sortKey);
  if (keys.length === 0) throw ibisError('IbisError', 'At least one sort key must be provided');
  const wrapped = keys.map((key) => asIbis(() => projectInput(key, table.relation)));
  checkIntegrity(wrapped, [table.relation], 'projection');
  return new TableObj(table.session, sort(table.relation, wrapped));
}

/** `limit`, with numbers or expressions. */
export function limitTo(table: TableObj, n: PyValue, offset: PyValue, ctx: PyContext): TableObj {
  const { relation, session } = table;
  const counted = (value: PyValue, parameter: 'n' | 'offset'): number | Value => {
    if (!(value instanceof ValueObj)) return Number(pyInt(value, ctx));
    const { node } = value;
    const fits =
      node.shape === 'scalar' && (isA(node.dtype, 'Integer') || node.dtype.kind === 'unknown');
    if (!fits) {
      const given = [['n', n] as const, ['offset', offset] as const];
      throw tableMisfit(session, 'Limit', relation, given, parameter, ctx);
    }
    const [home] = node.relations;
    if (home === undefined) return node;
    return make('ScalarSubquery', {
      rel: aggregate(home, new Map(), new Map([[nameOf(node), node]])),
    });
  };
  const count = n === null ? null : counted(n, 'n');
  return new TableObj(session, limit(relation, count, counted(offset, 'offset')));
}

/** `aggregate` after binding: keys, metrics and conditions on the groups. */
export function groupAndAggregate(
  table: TableObj,
  groups: readonly Value[],
  metrics: readonly Value[],
  having: readonly Value[],
  _ctx?: PyContext,
): TableObj {
  const parent = table.relation;
  const keys = unwrapAliases(groups);
  const wanted = unwrapAliases(metrics);
  const all = new Map(wanted);
  for (const predicate of having) {
    for (const metric of topReductions(predicate, parent)) {
      if ([...all.values()].some((known) => known.hash === metric.hash)) continue;
      const name = nameOf(metric);
      all.set(all.has(name) ? `_ibis_metric_${all.size}` : name, metric);
    }
  }
  for (const metric of all.values()) {
    if (metric.shape === 'columnar') {
      throw aggregateMisfit(parent, keys, all);
    }
  }
  checkIntegrity(keys.values(), [parent], 'projection');
  checkIntegrity(all.values(), [parent], 'projection');
  const double = [...keys.keys()].filter((name) => all.has(name));
  if (double.length > 0) {
    const names = double.map((name) => `'${name}'`).join(', ');
    throw ibisError(
      'RelationError',
      `Cannot add {${names}} to aggregate, they are already in the groupby`,
    );
  }
  const result = new TableObj(table.session, aggregate(parent, keys, all));
  if (having.length === 0) return result;
  const deref = new DerefMap([result.relation]);
  const kept = filterValues(
    result,
    having.map((v) => asIbis(() => deref.apply(v))),
  );
  if (all.size === wanted.size) return kept;
  const names = [...keys.keys(), ...wanted.keys()];
  return projectValues(
    kept,
    names.map((name) => kept.column(name).node),
    false,
  );
}

/** The outermost reductions of the relation in an expression. */
function topReductions(value: Value, relation: Relation): Value[] {
  const found: Value[] = [];
  const inside = new Set<Value>();
  visit(value, (v) => {
    if (specOf(v.kind).role !== 'reduction' || inside.has(v)) return;
    if (!v.relations.some((rel) => sameRelation(rel, relation))) return;
    visit(v, (inner) => inside.add(inner));
    found.push(v);
  });
  return found;
}
