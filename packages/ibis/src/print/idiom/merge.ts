import * as ir from '@ibert/ir';
import type { Columns, Relation, Value } from '@ibert/ir';

import { isName } from '../reserved-names.js';
import { plainName } from './names.js';
import { mapRelation, mapValue, substitute } from './rebuild.js';
import type { Mapper } from './rebuild.js';
import { aggregateProject, projectAggregate } from './merge-aggregates.js';
import { filterCross, projectJoin } from './merge-joins.js';
import { isField, mapValues, onto, through } from './rule.js';
import type { Guard, Of, Rule } from './rule.js';
import { isSubquery, looksInto, traitsOf } from './uses.js';
import { idiomatic } from './values.js';

/** A projection of a projection. */
const projectProject: Rule<'Project'> = ({ parent, values }, mayMerge) => {
  if (parent.kind !== 'Project' || !mayMerge(parent)) return undefined;
  const move = through([...values.values()], parent, parent);
  return move === undefined ? undefined : ir.project(parent.parent, mapValues(values, move));
};

/** A projection that changes nothing. */
const idle: Rule<'Project'> = ({ parent, values }) => {
  const names = [...parent.schema.keys()];
  const isSame =
    names.length === values.size &&
    [...values].every(
      ([name, value], i) => name === names[i] && isField(value, parent) && value.args.name === name,
    );
  return isSame ? parent : undefined;
};

/** Sorted and limited rows between two projections: the inner one, where it hid columns, goes. */
const projectSorted: Rule<'Project'> = ({ parent, values }, mayMerge) => {
  const steps: (Of<'Sort'> | Of<'Limit'>)[] = [];
  let below: Relation = parent;
  while ((below.kind === 'Sort' || below.kind === 'Limit') && mayMerge(below)) {
    steps.push(below);
    below = below.parent;
  }
  if (steps.length === 0 || below.kind !== 'Project' || !mayMerge(below)) return undefined;
  const inner = below;
  const lists = steps.map((step) => (step.kind === 'Sort' ? step.keys : []));
  if (
    steps.some((step) => step.kind === 'Limit' && (ir.isValue(step.n) || ir.isValue(step.offset)))
  )
    return undefined;
  const outer = [...lists.flat(), ...values.values()];
  // A window over all rows means other rows before a limit than after it.
  if (traitsOf([...outer, ...inner.values.values()]).window) return undefined;
  if (outer.some((value) => ir.some(value, isSubquery))) return undefined;
  const keys = lists.map((list, i) =>
    list.map((key) => onto(key, steps[i]?.parent ?? inner, inner)),
  );
  const columns = mapValues(values, (value) => onto(value, parent, inner));
  const move = through([...keys.flat(), ...columns.values()], inner, inner);
  if (move === undefined) return undefined;
  const bottom = inner.parent;
  const made = steps.reduceRight<Relation>((rows, step, i) => {
    if (step.kind === 'Limit') return ir.limit(rows, step.n, step.offset);
    return ir.sort(
      rows,
      (keys[i] ?? []).map((key) => onto(move(key), bottom, rows)),
    );
  }, bottom);
  return ir.project(
    made,
    mapValues(columns, (value) => onto(move(value), bottom, made)),
  );
};

/** Filters one after the other. */
const filterFilter: Rule<'Filter'> = ({ parent, predicates }, mayMerge) => {
  if (parent.kind !== 'Filter' || !mayMerge(parent)) return undefined;
  const all = [...predicates, ...parent.predicates];
  if (traitsOf(all).window || traitsOf(all).impure || looksInto(predicates, parent))
    return undefined;
  const moved = predicates.map((value) => onto(value, parent, parent.parent));
  return ir.filter(parent.parent, [...parent.predicates, ...moved]);
};

/** Conditions on chosen columns, before the choice. */
const filterProject: Rule<'Filter'> = ({ parent, predicates }, mayMerge) => {
  if (parent.kind !== 'Project' || !mayMerge(parent)) return undefined;
  if (![...parent.values.values()].every((value) => ir.isOp(value, 'Field'))) return undefined;
  if (looksInto(predicates, parent)) return undefined;
  const columns = parent.values;
  const moved = predicates.map((value) =>
    substitute(value, parent, parent.parent, (name) => columns.get(name) as Value),
  );
  const below = settled(ir.filter(parent.parent, moved), mayMerge);
  return ir.project(
    below,
    mapValues(columns, (value) => onto(value, parent.parent, below)),
  );
};

/** Conditions joined by AND, each on its own. */
const filterParts: Rule<'Filter'> = ({ parent, predicates }) => {
  const parts = predicates.flatMap(ir.conjuncts);
  return parts.length === predicates.length ? undefined : ir.filter(parent, parts);
};

/** Sort keys without those that come twice, which Ibis does not take. */
const sortKeys: Rule<'Sort'> = ({ parent, keys }) => {
  const valueOf = (key: Value): Value => (ir.isOp(key, 'SortKey') ? key.args.arg : key);
  const fresh = keys.filter(
    (key, i) => keys.findIndex((other) => ir.sameValue(valueOf(other), valueOf(key))) === i,
  );
  return fresh.length === keys.length ? undefined : ir.sort(parent, fresh);
};

/** A column whose name is none in Python, where the next step names it anew. */
function renamedBelow(
  relation: Of<'Project'> | Of<'Aggregate'>,
  mayMerge: Guard,
): Relation | undefined {
  const { parent } = relation;
  if ((parent.kind !== 'Project' && parent.kind !== 'Aggregate') || !mayMerge(parent))
    return undefined;
  const awkward = [...parent.schema.keys()].filter((name) => !isName(name));
  const columns =
    relation.kind === 'Project' ? [...relation.values] : [...relation.groups, ...relation.metrics];
  const values = columns.map(([, value]) => value);
  if (awkward.length === 0 || looksInto(values, parent)) return undefined;
  const names = new Map<string, string>();
  const taken = new Set(parent.schema.keys());
  for (const old of awkward) {
    const wanted =
      columns.find(([, value]) => isField(value, parent) && value.args.name === old)?.[0] ?? '';
    let name = isName(wanted) ? wanted : plainName(old);
    while (taken.has(name)) name += '_';
    taken.add(name);
    names.set(old, name);
  }
  const rename = (column: Columns): Map<string, Value> =>
    new Map([...column].map(([name, value]) => [names.get(name) ?? name, value]));
  const below = settled(
    parent.kind === 'Project'
      ? ir.project(parent.parent, rename(parent.values))
      : ir.aggregate(parent.parent, rename(parent.groups), rename(parent.metrics)),
    mayMerge,
  );
  const move = (value: Value): Value =>
    substitute(value, parent, below, (name) => ir.field(below, names.get(name) ?? name));
  return relation.kind === 'Project'
    ? ir.project(below, mapValues(relation.values, move))
    : ir.aggregate(below, mapValues(relation.groups, move), mapValues(relation.metrics, move));
}

const RULES = {
  Project: [idle, projectJoin, projectProject, projectSorted, projectAggregate, renamedBelow],
  Filter: [filterParts, filterFilter, filterProject, filterCross],
  Sort: [sortKeys],
  Aggregate: [aggregateProject, renamedBelow],
} as const;

/** Rewrites of one relation before it is taken to go round in circles. */
const MAX_STEPS = 50;

/** The relation with as few and as plain steps as the rules know of; its parents are so already. */
export function settled(relation: Relation, mayMerge: Guard): Relation {
  let settling = relation;
  for (let i = 0; i < MAX_STEPS; i += 1) {
    const next = merged(settling, mayMerge);
    if (next === undefined) break;
    settling = mapRelation(next, TIDY);
  }
  return settling;
}

/** Values that a merge has made of others; relations are as they should be. */
const TIDY: Mapper = {
  relation: (relation) => relation,
  value: (value) => idiomatic(mapValue(value, TIDY)),
};

/** The relation with one step less, or one that reads better; undefined when nothing is left to do. */
function merged(relation: Relation, mayMerge: Guard): Relation | undefined {
  const rules = RULES[relation.kind as keyof typeof RULES] as
    | readonly ((relation: Relation, mayMerge: Guard) => Relation | undefined)[]
    | undefined;
  for (const rule of rules ?? []) {
    const next = rule(relation, mayMerge);
    if (next !== undefined) return next;
  }
  return undefined;
}
