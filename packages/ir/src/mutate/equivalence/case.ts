import { isValue } from '../../node.js';
import type { Value } from '../../node.js';
import type { JoinChain, Relation } from '../../relations/types.js';
import { some } from '../../traverse.js';
import type { Mutant } from '../mutant.js';
import type { Place } from '../places.js';
import { columnOf, homeOf, isPadded } from './columns.js';
import { neverNull } from './never-null.js';

/** A mutant beside its original. */
export interface Case {
  readonly root: Relation;
  readonly mutant: Mutant;
}

/** One reason why a mutant means the same as its original on every database. */
export interface Rule {
  readonly name: string;
  /** The condition, for people. */
  readonly when: string;
  readonly holds: (item: Case) => boolean;
}

/** A row of the list of rules. */
export const rule = (name: string, when: string, holds: (item: Case) => boolean): Rule => ({
  name,
  when,
  holds,
});

/** The changed value with what it became. */
export const valueChange = ({
  mutant,
}: Case): { place: Place; from: Value; to: Value } | undefined => {
  const { at } = mutant.edit;
  return at === undefined ? undefined : { place: at.place, from: at.place.value, to: at.value };
};

/** The relation whose rows the values of the owner read; undefined for joins. */
export const inputOf = (owner: Relation): Relation | undefined =>
  'parent' in owner ? owner.parent : undefined;

/** The names of those values that are columns. */
export const columnNames = (values: readonly Value[]): readonly string[] =>
  values.map(columnOf).filter((name) => name !== undefined);

/** The conditions under which a value counts: the condition of its aggregate. */
export const whereOf = (reduction: Value): readonly Value[] => {
  const { where } = reduction.args;
  return isValue(where) ? [where] : [];
};

/** The relation, when it is a chain of joins. */
export const joinOf = (owner: Relation): JoinChain | undefined =>
  owner.kind === 'JoinChain' ? owner : undefined;

/** Whether a value is never NULL where it stands: a join may pad the tables whose columns it reads. */
export function neverNullAt(item: Case, value: Value, given: readonly Value[] = []): boolean {
  const chain = joinOf(item.mutant.edit.owner);
  if (chain === undefined) return neverNull(value, given);
  const padded = some(value, (inner) => {
    const home = homeOf(inner);
    return home !== undefined && isPadded(chain, home);
  });
  return !padded && neverNull(value, given);
}
