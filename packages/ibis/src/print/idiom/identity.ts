import * as ir from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import { isMadeOf, mapRelation, mapValue } from './rebuild.js';
import type { Mapper } from './rebuild.js';
import { isSubquery } from './uses.js';

/**
 * The relation with the tables of every join numbered from 0, so that two joins that are written
 * alike are equal. Left as it is where a condition of a join has a subquery, which could speak of
 * the tables of two joins.
 */
export function joinNumbers(roots: readonly Relation[]): (identifier: number) => number {
  const numbers = new Map<number, number>();
  let isClear = true;
  const note = ({ identifier }: ir.JoinReference, index: number): void => {
    if ((numbers.get(identifier) ?? index) !== index) isClear = false;
    numbers.set(identifier, index);
  };
  eachRelation(roots, (relation) => {
    if (relation.kind !== 'JoinChain') return;
    for (const [i, table] of [relation.first, ...relation.rest.map((l) => l.table)].entries())
      note(table, i);
    const values = [...relation.rest.flatMap((l) => l.predicates), ...relation.values.values()];
    if (values.some((value) => ir.some(value, isSubquery))) isClear = false;
  });
  return (identifier) => (isClear ? (numbers.get(identifier) ?? identifier) : identifier);
}

/** Calls the visitor on all relations that the roots are made of, those of subqueries too. */
function eachRelation(
  roots: readonly Relation[],
  visitor: (relation: Relation) => void,
  onValue: (value: Value) => void = () => undefined,
): void {
  const seen = new Set<object>();
  const mapper: Mapper = {
    relation: (relation) => {
      if (seen.has(relation)) return relation;
      seen.add(relation);
      visitor(relation);
      return mapRelation(relation, mapper);
    },
    value: (value) => {
      if (seen.has(value)) return value;
      seen.add(value);
      onValue(value);
      return mapValue(value, mapper);
    },
  };
  for (const root of roots) mapper.relation(root);
}

/**
 * A subquery's relation without the views by which it was told apart from the query around it,
 * where the two cannot be confused: none of the relations that it takes rows of from outside is
 * part of it.
 */
export function withoutViews(rel: Relation): Relation {
  const views = new Set<Relation>();
  eachRelation([rel], (relation) => {
    if (relation.kind === 'SelfReference') views.add(relation);
  });
  // The views of a query within tell it from this one.
  if (views.size === 0 || hasNestedView(rel)) return rel;
  const values = new Map<Value, Value>();
  const relations = new Map<Relation, Relation>();
  const mapper: Mapper = {
    relation: (relation) => {
      const known = relations.get(relation);
      if (known !== undefined) return known;
      const next =
        relation.kind === 'SelfReference'
          ? mapper.relation(relation.parent)
          : mapRelation(relation, mapper);
      relations.set(relation, next);
      return next;
    },
    value: (value) => {
      const known = values.get(value);
      if (known !== undefined) return known;
      const next = mapValue(value, mapper);
      values.set(value, next);
      return next;
    },
  };
  const outer = outerOf(rel);
  const bare = mapper.relation(rel);
  const isClear = outer.every(
    (relation) => !isMadeOf(bare, relation) && mapper.relation(relation) === relation,
  );
  return isClear && !hasSelfJoin(bare) ? bare : rel;
}

/** Whether a subquery inside of the relation has a view. */
function hasNestedView(root: Relation): boolean {
  let found = false;
  const isNested = ({ args }: Value): void =>
    eachRelation([args['rel'] as Relation], ({ kind }) => {
      found ||= kind === 'SelfReference';
    });
  eachRelation(
    [root],
    () => undefined,
    (value) => (isSubquery(value) ? isNested(value) : undefined),
  );
  return found;
}

/** Whether a join has one table twice, which a view was there to tell apart. */
function hasSelfJoin(root: Relation): boolean {
  let found = false;
  eachRelation([root], (relation) => {
    if (relation.kind !== 'JoinChain') return;
    const tables = [relation.first, ...relation.rest.map((l) => l.table)].map((t) => t.parent);
    if (tables.some((t, i) => tables.some((u, j) => i < j && ir.sameRelation(t, u)))) found = true;
  });
  return found;
}

/** The relations of which a subquery takes a row from outside: their fields stand where no step reads them. */
function outerOf(root: Relation): readonly Relation[] {
  const outer = new Set<Relation>();
  const inQuery = (query: Relation, around: readonly Relation[]): void => {
    const seen = new Set<Relation>();
    const inRelation = (relation: Relation): void => {
      if (seen.has(relation)) return;
      seen.add(relation);
      const parents = ir.parentsOf(relation);
      const scope = [...around, ...parents];
      const inValue = (value: Value): Value => {
        if (!ir.isOp(value, 'Field'))
          return mapValue(value, { value: inValue, relation: (rel) => (own(rel), rel) });
        const { rel } = value.args;
        if (!scope.some((known) => ir.sameRelation(known, rel))) outer.add(rel);
        return value;
      };
      const own = (rel: Relation): void => {
        if (!scope.some((known) => ir.sameRelation(known, rel))) inQuery(rel, scope);
      };
      mapRelation(relation, { value: inValue, relation: (rel) => rel });
      for (const parent of parents) inRelation(parent);
    };
    inRelation(query);
  };
  inQuery(root, []);
  return [...outer];
}
