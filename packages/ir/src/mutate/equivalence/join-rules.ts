import { sameRelation } from '../../hash.js';
import type { Value } from '../../node.js';
import type { JoinChain, Relation } from '../../relations/types.js';
import { conjuncts, visit } from '../../traverse.js';
import { columnOf, equatedIn, homeOf } from './columns.js';
import { columnNeverNull, rejectsNull } from './never-null.js';
import { joinOf, rule } from './case.js';
import type { Case, Rule } from './case.js';

/** Conditions that every row meets that comes out of the relation: filters on the way up. */
function laterConditions(root: Relation, relation: Relation): readonly Value[] {
  const found: Value[] = [];
  const climb = (reader: Relation): void => {
    if (reader.kind === 'Filter') found.push(...reader.predicates);
    if ('parent' in reader) climb(reader.parent);
  };
  // Only where nothing but filters lies between, so that the columns keep their names.
  let above: Relation | undefined = root;
  while (above !== undefined && !sameRelation(above, relation)) {
    if (above.kind === 'Filter' && leadsTo(above.parent, relation)) climb(above);
    above = 'parent' in above ? above.parent : undefined;
  }
  return found;
}

const leadsTo = (from: Relation, to: Relation): boolean =>
  sameRelation(from, to) || (from.kind === 'Filter' && leadsTo(from.parent, to));

/** The link whose kind was changed, with the kind that it has now. */
function joinChange({ mutant }: Case): { chain: JoinChain; at: number; to: string } | undefined {
  const [chain, now] = [joinOf(mutant.edit.owner), joinOf(mutant.edit.changed)];
  if (chain === undefined || now === undefined || mutant.kind !== 'join kind') return undefined;
  const at = chain.rest.findIndex((link, i) => link.how !== now.rest[i]?.how);
  const to = now.rest[at]?.how;
  return to === undefined ? undefined : { chain, at, to };
}

/** Whether a later condition drops the rows that only one of two kinds of join gives. */
function paddingRejected(item: Case): boolean {
  const change = joinChange(item);
  if (change === undefined) return false;
  const { chain, at, to } = change;
  const link = chain.rest[at];
  if (link === undefined) return false;
  const kinds = [link.how, to].sort().join();
  const padded =
    kinds === 'inner,left' || kinds === 'outer,right'
      ? (table: Relation) => sameRelation(table, link.table)
      : kinds === 'inner,right' || kinds === 'left,outer'
        ? (table: Relation) =>
            [chain.first, ...chain.rest.slice(0, at).map((before) => before.table)].some((before) =>
              sameRelation(table, before),
            )
        : undefined;
  if (padded === undefined) return false;
  const onColumns = (condition: Value): boolean => {
    let rejected = false;
    visit(condition, (value) => {
      const source = sourceIn(chain, value);
      const home = source === undefined ? undefined : homeOf(source);
      if (home === undefined || !padded(home)) return;
      if (rejectsNull(condition, value)) rejected = true;
    });
    return rejected;
  };
  const later = laterConditions(item.root, chain).flatMap(conjuncts);
  const links = chain.rest
    .slice(at + 1)
    .filter(({ how }) => how === 'inner' || how === 'semi')
    .flatMap(({ predicates }) => predicates)
    .flatMap(conjuncts);
  return [...later, ...links].some(onColumns);
}

/** The column of a joined table that a value is, read from the join or within it. */
function sourceIn(chain: JoinChain, value: Value): Value | undefined {
  const home = homeOf(value);
  if (home === undefined) return undefined;
  if (home.kind === 'JoinReference') return value;
  return leadsTo(home, chain) ? chain.values.get(columnOf(value) as string) : undefined;
}

/** Whether each row of one side finds a partner on the other: an aggregate of that side on its keys. */
function partnerCertain(item: Case): boolean {
  const change = joinChange(item);
  if (change === undefined) return false;
  const { chain, at, to } = change;
  const link = chain.rest[at];
  if (link === undefined || chain.rest.length !== 1 || link.predicates.length === 0) return false;
  const kinds = [link.how, to].sort().join();
  if (kinds === 'inner,left') return everyRowMeets(chain.first, link.table, link.predicates);
  if (kinds === 'inner,right') return everyRowMeets(link.table, chain.first, link.predicates);
  return false;
}

function everyRowMeets(side: Relation, other: Relation, predicates: readonly Value[]): boolean {
  const pairs = equatedIn(predicates);
  if (pairs.length !== predicates.flatMap(conjuncts).length) return false;
  const target = bare(other);
  if (target.kind !== 'Aggregate' || target.groups.size !== pairs.length) return false;
  const source = bare(side);
  const summed = target.parent;
  return (
    (sameRelation(source, summed) || sameRelation(source, bare(summed))) &&
    pairs.every(({ left, right }) => {
      const [mine, theirs] = sameRelation(homeOf(left) as Relation, side)
        ? [left, right]
        : [right, left];
      const group = target.groups.get(columnOf(theirs) as string);
      return (
        group !== undefined &&
        columnOf(group) === columnOf(mine) &&
        columnNeverNull(side, columnOf(mine) as string)
      );
    })
  );
}

const bare = (relation: Relation): Relation =>
  relation.kind === 'JoinReference' || relation.kind === 'SelfReference'
    ? bare(relation.parent)
    : relation;

/** Kinds of joins that give the same rows. */
export const JOIN_RULES: readonly Rule[] = [
  rule(
    'NULLs of a join are dropped later',
    'inner and outer kinds of a join agree where a later condition is never true for the padded side',
    paddingRejected,
  ),
  rule(
    'every row has a partner',
    'inner and left join agree where the other side is an aggregate of the same rows by the join keys, which are never NULL',
    partnerCertain,
  ),
];
