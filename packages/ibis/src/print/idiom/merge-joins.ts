import * as ir from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import { substitute } from './rebuild.js';
import { isField, isPlain, mapValues, onto } from './rule.js';
import type { Of, Rule } from './rule.js';
import { isSubquery, isWindow, looksInto, traitsOf, usesOf } from './uses.js';

/** A join of every row with every row under a condition that sets columns of both equal. */
export const filterCross: Rule<'Filter'> = ({ parent, predicates }, mayMerge) => {
  if (parent.kind !== 'JoinChain' || !mayMerge(parent) || looksInto(predicates, parent))
    return undefined;
  const at = parent.rest.findLastIndex(({ how }) => how === 'cross');
  const link = parent.rest[at];
  if (link === undefined || at !== parent.rest.length - 1) return undefined;
  const moved = predicates.map((value) =>
    substitute(value, parent, parent, (name) => parent.values.get(name) as Value),
  );
  const isKey = (value: Value): boolean => {
    if (!ir.isOp(value, 'Equals') || ir.some(value, isWindow)) return false;
    const { left, right } = value.args;
    if (!ir.isOp(left, 'Field') || !ir.isOp(right, 'Field')) return false;
    return (
      [left, right].filter(({ args }) => ir.sameRelation(args['rel'] as Relation, link.table))
        .length === 1
    );
  };
  const keys = moved.filter(isKey);
  if (keys.length === 0) return undefined;
  const rest = parent.rest.map((other, i) =>
    i === at ? { how: 'inner' as const, table: link.table, predicates: keys } : other,
  );
  const joined = ir.joinChain(parent.first, rest, parent.values);
  const left = predicates.filter((_, i) => !isKey(moved[i] as Value));
  if (left.length === 0) return joined;
  return ir.filter(
    joined,
    left.map((value) => onto(value, parent, joined)),
  );
};

/** Whether all columns of the parent come first and in order, so that the others are added to them. */
const adds = ({ parent, values }: Of<'Project'>): boolean => {
  const entries = [...values];
  return [...parent.schema.keys()].every((name, i) => {
    const [own, value] = entries[i] ?? [];
    return own === name && isField(value, parent) && value.args.name === name;
  });
};

/** The columns of a join, chosen by the select that belongs to it. */
export const projectJoin: Rule<'Project'> = (relation, mayMerge) => {
  const { parent, values } = relation;
  if (parent.kind !== 'JoinChain' || !mayMerge(parent) || adds(relation)) return undefined;
  const all = [...values.values()];
  const { window, reduction, unnest, impure } = traitsOf(all);
  const uses = usesOf(all, parent);
  const own = (name: string): Value => parent.values.get(name) as Value;
  const isSubtle =
    window || reduction || unnest || impure || all.some((v) => ir.some(v, isSubquery));
  const repeats = [...uses].some(([name, count]) => count > 1 && !isPlain(own(name)));
  if (isSubtle || repeats) return narrowed(relation, parent, uses);
  const move = (value: Value): Value => substitute(value, parent, parent, own);
  return ir.joinChain(parent.first, parent.rest, mapValues(values, move));
};

/** The join without the columns that nobody reads. */
function narrowed(
  { values }: Of<'Project'>,
  join: Of<'JoinChain'>,
  uses: ReadonlyMap<string, number>,
): Relation | undefined {
  const used = new Map([...join.values].filter(([name]) => uses.has(name)));
  if (used.size === join.values.size || used.size === 0) return undefined;
  if (looksInto(values.values(), join)) return undefined;
  const below = ir.joinChain(join.first, join.rest, used);
  return ir.project(
    below,
    mapValues(values, (value) => onto(value, join, below)),
  );
}
