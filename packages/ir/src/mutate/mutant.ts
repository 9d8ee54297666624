import type { Relation } from '../relations/types.js';
import type { Value } from '../node.js';
import type { Place } from './places.js';

/** What kind of mistake a mutant stands for. */
export const MUTATION_KINDS = [
  'comparison',
  'constant',
  'connective',
  'condition',
  'negation',
  'join kind',
  'join condition',
  'aggregate',
  'count',
  'aggregate filter',
  'distinct',
  'null',
  'group',
  'window frame',
  'window partition',
  'window order',
  'window function',
  'sort',
  'nulls order',
  'limit',
  'set operation',
  'arithmetic',
  'case',
  'text',
  'date part',
  'column',
  'unnest',
] as const;
export type MutationKind = (typeof MUTATION_KINDS)[number];

/** Where a mutant differs from its original. */
export interface Edit {
  /** The relation of the original that was changed, and what it became. */
  readonly owner: Relation;
  readonly changed: Relation;
  /** The value that was changed, with what it became; absent when the relation itself was. */
  readonly at?: { readonly place: Place; readonly value: Value };
}

/** A neighbour of a program: well-typed, different in one place, with the same columns. */
export interface Mutant {
  readonly kind: MutationKind;
  /** What happened, for people: "`>` became `>=` in a filter". */
  readonly phrase: string;
  readonly relation: Relation;
  readonly edit: Edit;
}

/** A change of a value: what it becomes is built only where the mutant is wanted. */
export interface ValueChange {
  readonly kind: MutationKind;
  readonly phrase: string;
  readonly make: () => Value;
}

/** A change of a relation. */
export interface RelationChange {
  readonly kind: MutationKind;
  readonly phrase: string;
  readonly make: () => Relation;
}

/** Rows of the operator table: what a value, or a relation, may become. */
export type ValueOperator = (place: Place) => readonly ValueChange[];
/** @param root the whole program. */
export type RelationOperator = (relation: Relation, root: Relation) => readonly RelationChange[];
