import * as ir from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import { RelationMap } from '../relation-map.js';
import { joinNumbers, withoutViews } from './identity.js';
import { settled } from './merge.js';
import { mapRelation, mapValue } from './rebuild.js';
import type { Mapper } from './rebuild.js';
import { idiomatic } from './values.js';

/** A name that the text gives to a relation: of a CTE, or of a table in FROM. */
export interface NameHint {
  readonly name: string;
  readonly kind: 'cte' | 'alias';
  readonly relation: Relation;
  /** Where the text gives it, for the comments around. */
  readonly place?: { readonly start: number } | undefined;
}

/** A relation as a good Ibis user writes it, with the names that its parts have. */
interface Idiom {
  readonly relation: Relation;
  readonly hints: readonly NameHint[];
  /** The relations that are variables however often they are used: CTEs of several steps. */
  readonly variables: readonly Relation[];
}

/**
 * An equal relation with fewer and plainer steps: the same columns with the same rows in the same
 * order. What has a name in the text keeps its bounds, so that it can be a variable.
 */
export function toIdiom(relation: Relation, hints: readonly NameHint[]): Idiom {
  const number = joinNumbers([relation, ...hints.map((hint) => hint.relation)]);
  const relations = new Map<Relation, Relation>();
  const values = new Map<Value, Value>();
  const named = new RelationMap<true>();

  // Equal parts are made one object: comparing them then looks no deeper than their parts.
  const canon = new RelationMap<Relation>();
  const interned = (part: Relation): Relation => {
    const known = canon.get(part);
    if (known === undefined) canon.set(part, part);
    return known ?? part;
  };
  const buckets = new Map<number, Value[]>();
  const intern = (value: Value): Value => {
    const bucket = buckets.get(value.hash) ?? [];
    if (bucket.length === 0) buckets.set(value.hash, bucket);
    const known = bucket.find((other) => ir.sameValue(other, value));
    if (known === undefined) bucket.push(value);
    return known ?? value;
  };

  const mayMerge = (part: Relation): boolean => named.get(part) !== true;
  const mapper: Mapper = {
    relation: (part) => {
      const known = relations.get(part);
      if (known !== undefined) return known;
      let next = mapRelation(part, mapper);
      if (next.kind === 'JoinReference' && number(next.identifier) !== next.identifier)
        next = ir.joinReference(next.parent, number(next.identifier));
      next = settled(next, mayMerge);
      next = interned(next);
      relations.set(part, next);
      return next;
    },
    value: (value) => {
      const known = values.get(value);
      if (known !== undefined) return known;
      const next = intern(idiomatic(mapValue(inner(value), mapper)));
      values.set(value, next);
      return next;
    },
  };

  const found: NameHint[] = [];
  const variables: Relation[] = [];
  for (const hint of hints) {
    const part = mapper.relation(hint.relation);
    found.push({ ...hint, relation: part });
    if (hint.kind !== 'cte' || stepsOf(part) < 2) continue;
    named.set(part, true);
    variables.push(part);
  }
  return { relation: mapper.relation(relation), hints: found, variables };
}

/** The method calls that a relation takes, at least. */
function stepsOf(relation: Relation): number {
  if (relation.kind === 'JoinChain') return relation.rest.length + stepsOf(relation.first.parent);
  if (relation.kind === 'Aggregate') return 2;
  const [parent, other] = ir.parentsOf(relation);
  if (parent === undefined) return 0;
  return 1 + stepsOf(parent) + (other === undefined ? 0 : stepsOf(other));
}

/** Subqueries without the views that they do not need. */
function inner(value: Value): Value {
  if (!ir.isOp(value, 'ScalarSubquery') && !ir.isOp(value, 'InSubquery')) return value;
  const rel = withoutViews(value.args.rel);
  return rel === value.args.rel ? value : ir.build(value.kind, { ...value.args, rel });
}
