import type { LiteralValue } from '../literal.js';
import type { Value } from '../node.js';
import type { Schema } from '../schema.js';

interface RelationBase {
  readonly is: 'relation';
  readonly schema: Schema;
  readonly hash: number;
}
/** Output columns by name; every value reads the parent only. */
export type Columns = ReadonlyMap<string, Value>;

/** A table that exists: in the database, in an example's context, or in a template. */
export interface UnboundTable extends RelationBase {
  readonly kind: 'UnboundTable';
  readonly name: string;
  readonly catalog: string | null;
  readonly database: string | null;
}
/** Rows written in the program (`ibis.memtable`). */
export interface InMemoryTable extends RelationBase {
  readonly kind: 'InMemoryTable';
  readonly name: string;
  readonly rows: readonly (readonly LiteralValue[])[];
}
/** One row of scalars, from no table. */
export interface DummyTable extends RelationBase {
  readonly kind: 'DummyTable';
  readonly values: Columns;
}
export interface Project extends RelationBase {
  readonly kind: 'Project';
  readonly parent: Relation;
  readonly values: Columns;
}
export interface DropColumns extends RelationBase {
  readonly kind: 'DropColumns';
  readonly parent: Relation;
  readonly dropped: readonly string[];
}
export interface Filter extends RelationBase {
  readonly kind: 'Filter';
  readonly parent: Relation;
  readonly predicates: readonly Value[];
}
export interface Sort extends RelationBase {
  readonly kind: 'Sort';
  readonly parent: Relation;
  /** `SortKey` values, most significant first. */
  readonly keys: readonly Value[];
}
/** At most `n` rows (null: all of them) after skipping `offset`. */
export interface Limit extends RelationBase {
  readonly kind: 'Limit';
  readonly parent: Relation;
  readonly n: number | Value | null;
  readonly offset: number | Value;
}
export interface Aggregate extends RelationBase {
  readonly kind: 'Aggregate';
  readonly parent: Relation;
  readonly groups: Columns;
  readonly metrics: Columns;
}
export interface Distinct extends RelationBase {
  readonly kind: 'Distinct';
  readonly parent: Relation;
}
export interface Sample extends RelationBase {
  readonly kind: 'Sample';
  readonly parent: Relation;
  readonly fraction: number;
  readonly method: 'row' | 'block';
  readonly seed: number | null;
}
export interface DropNull extends RelationBase {
  readonly kind: 'DropNull';
  readonly parent: Relation;
  readonly how: 'any' | 'all';
  /** Null: every column. */
  readonly subset: readonly Value[] | null;
}
export interface FillNull extends RelationBase {
  readonly kind: 'FillNull';
  readonly parent: Relation;
  /** One value for every column, or values by column. */
  readonly replacements: Value | ReadonlyMap<string, Value>;
}
export interface SetOperation extends RelationBase {
  readonly kind: 'Union' | 'Intersection' | 'Difference';
  readonly left: Relation;
  readonly right: Relation;
  readonly distinct: boolean;
}
/** One row per element of an array column. */
export interface TableUnnest extends RelationBase {
  readonly kind: 'TableUnnest';
  readonly parent: Relation;
  readonly column: Value;
  readonly columnName: string;
  /** The name of a column for the element's 0-based position. */
  readonly offset: string | null;
  /** Whether rows with an empty array (or NULL) stay. */
  readonly keepEmpty: boolean;
}
/** The same relation under another identity (`Table.view()`), for self joins. */
export interface SelfReference extends RelationBase {
  readonly kind: 'SelfReference';
  readonly parent: Relation;
  readonly identifier: number;
}
/** A relation's occurrence inside a join. */
export interface JoinReference extends RelationBase {
  readonly kind: 'JoinReference';
  readonly parent: Relation;
  readonly identifier: number;
}
/** `Table.alias("x")`: a name that `Table.sql` can use. */
export interface AliasedRelation extends RelationBase {
  readonly kind: 'AliasedRelation';
  readonly parent: Relation;
  readonly name: string;
}

export const JOIN_KINDS = [
  'inner',
  'left',
  'right',
  'outer',
  'asof',
  'semi',
  'anti',
  'any_inner',
  'any_left',
  'cross',
  'positional',
] as const;
export type JoinKind = (typeof JOIN_KINDS)[number];

export interface JoinLink {
  readonly how: JoinKind;
  readonly table: JoinReference;
  readonly predicates: readonly Value[];
}
/** A chain of joins, read left to right; `values` are the columns that come out. */
export interface JoinChain extends RelationBase {
  readonly kind: 'JoinChain';
  readonly first: JoinReference;
  readonly rest: readonly JoinLink[];
  readonly values: Columns;
}

export type Relation =
  | UnboundTable
  | InMemoryTable
  | DummyTable
  | Project
  | DropColumns
  | Filter
  | Sort
  | Limit
  | Aggregate
  | Distinct
  | Sample
  | DropNull
  | FillNull
  | SetOperation
  | TableUnnest
  | SelfReference
  | JoinReference
  | AliasedRelation
  | JoinChain;
export type RelationKind = Relation['kind'];
