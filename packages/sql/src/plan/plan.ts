import { IbertError, InternalError, unreachable } from '@ibert/core';
import * as ir from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import { bind, usesLambda } from './binding.js';
import { isBare, isWindowed } from './checks.js';
import { envOf, querySource, selectFrom } from './context.js';
import type { PlanContext, SelectFeatures } from './context.js';
import { planJoin } from './joins.js';
import type { Bound, Env, Limit, Query, Select, SetQuery, Source } from './query.js';
import { addAggregation, addDistinct, addFilter, addProjection, addSort } from './steps.js';
import { addUnnest, unnestComputed } from './unnest.js';
import type { UsageMap } from './usage.js';
import { filterByWindows, isWindow } from './window-filter.js';

type Step = (select: Select, env: Env) => Select | null;

/**
 * Cuts relations into SELECT statements, as few as keep the result. Relations that several places
 * read become {@link Query} sources of kind `shared`, to be written once.
 */
export class Planner implements PlanContext {
  readonly features: SelectFeatures;
  private readonly usage: UsageMap;
  private readonly fault: (relation: Relation) => IbertError | null;

  /** @param fault why the dialect cannot say a relation, if it cannot. */
  constructor(
    features: SelectFeatures,
    usage: UsageMap,
    fault: (relation: Relation) => IbertError | null,
  ) {
    this.features = features;
    this.usage = usage;
    this.fault = fault;
  }

  base(relation: Relation, outer: Env | null): Select {
    if (this.isShared(relation)) {
      return selectFrom({ kind: 'shared', relation, columns: [...relation.schema.keys()] });
    }
    const query = this.plan(relation, outer);
    return query.kind === 'select' ? query : selectFrom(querySource(query));
  }

  /** The query of a relation, even of a shared one. */
  plan(relation: Relation, outer: Env | null): Query {
    const fault = this.fault(relation);
    if (fault !== null) throw fault;
    switch (relation.kind) {
      case 'UnboundTable':
        return selectFrom({ kind: 'table', table: relation, columns: [...relation.schema.keys()] });
      case 'InMemoryTable':
        return selectFrom({
          kind: 'values',
          table: relation,
          columns: [...relation.schema.keys()],
        });
      case 'DummyTable':
        return dummy(relation, outer);
      case 'Project':
        return this.step(relation.parent, outer, (s, env) =>
          addProjection(s, relation.values, env),
        );
      case 'DropColumns':
        return this.step(relation.parent, outer, (s, env) =>
          addProjection(s, fields(relation.parent, relation.schema.keys()), env),
        );
      case 'Filter':
        return this.filter(relation.parent, relation.predicates, outer);
      case 'DropNull':
        return this.filter(relation.parent, dropNullPredicates(relation), outer);
      case 'FillNull':
        return this.step(relation.parent, outer, (s, env) =>
          addProjection(s, filledColumns(relation), env),
        );
      case 'Sort':
        return this.sort(relation, outer);
      case 'Limit':
        return this.limit(relation, outer);
      case 'Aggregate':
        return this.step(relation.parent, outer, (s, env) =>
          addAggregation(s, relation.groups, relation.metrics, env),
        );
      case 'Distinct':
        return this.distinct(relation, outer);
      case 'Sample':
        return this.sample(relation, outer);
      case 'Union':
      case 'Intersection':
      case 'Difference':
        return this.setOperation(relation, outer);
      case 'TableUnnest':
        return usesLambda(relation.column)
          ? unnestComputed(this, relation, outer)
          : this.step(relation.parent, outer, (s, env) => addUnnest(s, relation, env));
      case 'SelfReference':
      case 'JoinReference':
      case 'AliasedRelation':
        return this.base(relation.parent, outer);
      case 'JoinChain':
        return planJoin(this, relation, outer);
      default:
        return unreachable(relation);
    }
  }

  /**
   * Does the step on the parent's SELECT, or on one around it.
   *
   * @param late another form of the parent, tried before a SELECT is put around it.
   */
  private step(
    parent: Relation,
    outer: Env | null,
    step: Step,
    late: () => Select | null = () => null,
  ): Select {
    const select = this.base(parent, outer);
    const on = (target: Select): Select | null =>
      step(target, envOf(parent, target.columns, outer));
    const mayMerge = !this.features.nested || isUntouched(select);
    const merged = mayMerge ? on(select) : null;
    if (merged !== null) return merged;
    const other = late();
    const done = (other === null ? null : on(other)) ?? on(selectFrom(querySource(select)));
    if (done === null) throw new InternalError(`a step above ${parent.kind} fits no SELECT`);
    return done;
  }

  private isShared(relation: Relation): boolean {
    switch (relation.kind) {
      case 'UnboundTable':
      case 'DummyTable':
      case 'SelfReference':
      case 'JoinReference':
      case 'AliasedRelation':
        return false;
      default: {
        const usage = this.usage.of(relation);
        if (usage === undefined || usage.uses < 2 || usage.free.length > 0) return false;
        return (usage.shared ??= !isRenaming(this.plan(relation, null)));
      }
    }
  }

  private filter(parent: Relation, predicates: readonly Value[], outer: Env | null): Query {
    const flatPredicates = predicates.flatMap(ir.conjuncts);
    if (flatPredicates.length === 0) return this.base(parent, outer);
    if (!this.features.qualify && flatPredicates.some((p) => ir.some(p, isWindow))) {
      return filterByWindows(this, parent, flatPredicates, outer);
    }
    // A query inside HAVING cannot speak of the expressions that the rows are grouped by.
    const looksUp = flatPredicates.some((p) => ir.some(p, (v) => this.isCorrelated(v)));
    const step: Step = (s, env) =>
      looksUp && s.groups !== null ? null : addFilter(s, flatPredicates, env, this.features);
    return this.step(parent, outer, step, () => this.lateProjection(parent, outer));
  }

  /**
   * A projection of a query with window functions as a SELECT around that query, null for anything
   * else. A filter belongs beside such a projection, which may fail on the rows that it leaves out.
   */
  private lateProjection(relation: Relation, outer: Env | null): Select | null {
    if (relation.kind !== 'Project' || this.isShared(relation)) return null;
    const { parent, values } = relation;
    const items = [...values.values()];
    if (items.every((value) => ir.isOp(value, 'Field'))) return null;
    if (items.some((value) => ir.some(value, isWindow))) return null;
    const below = this.base(parent, outer);
    if (!isWindowed(below)) return null;
    const around = this.lateProjection(parent, outer) ?? selectFrom(querySource(below));
    return addProjection(around, values, envOf(parent, around.columns, outer));
  }

  /** Whether the value is a subquery that reads columns of the query around it. */
  private isCorrelated({ kind, args: { rel } }: Value): boolean {
    const isQuery = ir.specOf(kind).role === 'subquery';
    return isQuery && ir.isRelation(rel) && this.usage.isCorrelated(rel);
  }

  private sort(relation: ir.Sort, outer: Env | null): Query {
    const { parent, keys } = relation;
    const query = this.isShared(parent) ? null : this.plan(parent, outer);
    const { sortedSets = true } = this.features;
    if (query?.kind === 'set' && query.limit === null && sortedSets) {
      const sorted = keys.map((key) => {
        if (!ir.isOp(key, 'SortKey') || !ir.isOp(key.args.arg, 'Field')) return null;
        const { ascending, nulls_first, arg } = key.args;
        return { name: arg.args['name'] as string, ascending, nullsFirst: nulls_first };
      });
      const plain = sorted.filter((key) => key !== null);
      if (plain.length === sorted.length) return { ...query, orderBy: plain };
    }
    return this.step(parent, outer, (s, env) =>
      s.distinct && !sortedSets ? null : addSort(s, keys, env),
    );
  }

  private limit(relation: ir.Limit, outer: Env | null): Query {
    const { parent, n, offset } = relation;
    const clause: Limit = {
      count: ir.isValue(n) ? this.scalar(n, parent, outer) : n,
      offset: ir.isValue(offset) ? this.scalar(offset, parent, outer) : offset,
    };
    if (clause.count === null && clause.offset === 0) return this.base(parent, outer);
    const query = this.isShared(parent) ? null : this.plan(parent, outer);
    const { sortedSets = true } = this.features;
    if (query?.kind === 'set' && query.limit === null && isConstant(clause) && sortedSets) {
      return { ...query, limit: clause };
    }
    const select = this.base(parent, outer);
    if (select.limit === null) return { ...select, limit: clause };
    const both = limitOfLimit(select.limit, clause);
    if (both !== null) return { ...select, limit: both };
    return { ...selectFrom(querySource(select)), limit: clause };
  }

  private scalar(value: Value, parent: Relation, outer: Env | null): Bound | Query {
    return value.relations.length === 0
      ? bind(value, { parents: [], outer })
      : this.plan(ir.aggregate(parent, new Map(), new Map([['n', value]])), outer);
  }

  private distinct(relation: ir.Distinct, outer: Env | null): Query {
    const { parent } = relation;
    const query = this.isShared(parent) ? null : this.plan(parent, outer);
    if (query?.kind === 'set' && query.operator === 'UNION' && query.limit === null) {
      return { ...query, all: false, inputs: query.inputs.flatMap(unionParts) };
    }
    const { sortedSets = true } = this.features;
    return this.step(parent, outer, (s) =>
      addDistinct(sortedSets || s.limit !== null ? s : { ...s, orderBy: [] }),
    );
  }

  private sample(relation: ir.Sample, outer: Env | null): Query {
    const { parent, fraction, method, seed } = relation;
    if (!this.features.tableSample) {
      if (seed !== null) {
        throw new IbertError(
          'UNSUPPORTED_OPERATION',
          'The dialect cannot sample rows with a seed',
          {
            hint: 'Leave the seed out, or use the duckdb dialect.',
          },
        );
      }
      const random = ir.make('LessEqual', {
        left: ir.make('RandomScalar', {}),
        right: ir.make('Literal', { value: fraction, type: { kind: 'float64', nullable: true } }),
      });
      return this.filter(parent, [random], outer);
    }
    return this.step(parent, outer, (select) => {
      const [item, ...others] = select.from;
      if (item === undefined || others.length > 0 || item.sampling !== null) return null;
      if (!isBare(select)) return null;
      return { ...select, from: [{ ...item, sampling: { method, fraction, seed } }] };
    });
  }

  private setOperation(relation: ir.SetOperation, outer: Env | null): SetQuery {
    const operator = SET_OPERATORS[relation.kind];
    const all = !relation.distinct;
    const inputs: Query[] = [];
    for (const side of [relation.left, relation.right]) {
      const query = this.isShared(side) ? this.base(side, outer) : this.plan(side, outer);
      const mayFlatten = side === relation.left || operator !== 'EXCEPT';
      if (operator === 'UNION' && !all) inputs.push(...unionParts(query).map(withoutOrder));
      else if (mayFlatten && isSame(query, operator, all)) inputs.push(...query.inputs);
      else inputs.push(withoutOrder(query));
    }
    const columns = [...relation.schema.keys()];
    return { kind: 'set', operator, all, inputs, columns, orderBy: [], limit: null };
  }
}

const SET_OPERATORS = { Union: 'UNION', Intersection: 'INTERSECT', Difference: 'EXCEPT' } as const;

const isConstant = (limit: Limit): boolean =>
  (limit.count === null || typeof limit.count === 'number') && typeof limit.offset === 'number';

function isSame(query: Query, operator: SetQuery['operator'], all: boolean): query is SetQuery {
  return (
    query.kind === 'set' && query.operator === operator && query.all === all && query.limit === null
  );
}

/** One limit on top of another as a single one; null where the numbers are not known. */
function limitOfLimit(inner: Limit, outer: Limit): Limit | null {
  const { count, offset } = inner;
  if (typeof offset !== 'number' || typeof outer.offset !== 'number') return null;
  if (count !== null && typeof count !== 'number') return null;
  if (outer.count !== null && typeof outer.count !== 'number') return null;
  const left = count === null ? null : Math.max(0, count - outer.offset);
  const counts = [left, outer.count].filter((n) => n !== null);
  return {
    count: counts.length === 0 ? null : Math.min(...counts),
    offset: offset + outer.offset,
  };
}

/** The inputs of a union, those of unions within included: UNION drops all duplicates at once. */
const unionParts = (query: Query): readonly Query[] =>
  query.kind === 'set' && query.operator === 'UNION' && query.limit === null
    ? query.inputs.flatMap(unionParts)
    : [query];

const withoutOrder = (query: Query): Query =>
  query.limit === null && query.orderBy.length > 0 ? { ...query, orderBy: [] } : query;

/** Whether a SELECT is `SELECT * FROM source`. */
function isUntouched(select: Select): boolean {
  const [item, ...others] = select.from;
  if (item === undefined || others.length > 0 || !isBare(select)) return false;
  const names = item.source.columns;
  let i = 0;
  for (const [name, column] of select.columns) {
    if (column.is !== 'column' || column.name !== name || names[i] !== name) return false;
    i += 1;
  }
  return i === names.length;
}

/** Whether a query is so cheap to read that each of its users may repeat it. */
function isRenaming(query: Query): boolean {
  if (query.kind !== 'select' || query.from.length !== 1 || !isBare(query)) return false;
  const source: Source | undefined = query.from[0]?.source;
  return (
    source?.kind === 'table' &&
    query.from[0]?.sampling === null &&
    [...query.columns.values()].every((c) => c.is === 'column')
  );
}

function dummy(relation: ir.DummyTable, outer: Env | null): Select {
  const env: Env = { parents: [], outer };
  const columns = new Map<string, Bound>();
  for (const [name, value] of relation.values) columns.set(name, bind(value, env));
  const nowhere: Source = { kind: 'values', table: EMPTY_TABLE, columns: [] };
  return { ...selectFrom(nowhere), from: [], columns };
}

const EMPTY_TABLE = ir.inMemoryTable('', new Map(), []);

function fields(relation: Relation, names: Iterable<string>): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const name of names) values.set(name, ir.field(relation, name));
  return values;
}

function dropNullPredicates(relation: ir.DropNull): readonly Value[] {
  const { parent, how, subset } = relation;
  const columns = subset ?? [...ir.fieldsOf(parent).values()];
  if (columns.length === 0) {
    if (how === 'any') return [];
    return [ir.make('Literal', { value: false, type: { kind: 'boolean', nullable: true } })];
  }
  const present = columns.map((arg): Value => ir.make('NotNull', { arg }));
  if (how === 'any') return present;
  return [present.reduce((left, right) => ir.make('Or', { left, right }))];
}

function filledColumns(relation: ir.FillNull): Map<string, Value> {
  const { parent, replacements } = relation;
  const filled = new Map<string, Value>();
  for (const [name, type] of parent.schema) {
    const column = ir.field(parent, name);
    const value = ir.isValue(replacements)
      ? type.nullable && name !== ir.REST
        ? replacements
        : undefined
      : replacements.get(name);
    filled.set(name, value === undefined ? column : ir.make('Coalesce', { arg: [column, value] }));
  }
  return filled;
}
