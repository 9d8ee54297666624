import type { InMemoryTable, JoinKind, Relation, UnboundTable, Value } from '@ibert/ir';

/** What an expression does that decides where it may stand; a set of bits. */
export const TRAIT = {
  window: 1,
  unnest: 2,
  impure: 4,
  subquery: 8,
  reduction: 16,
  /** Reads a column of an enclosing query. */
  outer: 32,
  /** A window function over another one. */
  nested: 64,
  /** May be written with a lambda. */
  lambda: 128,
} as const;

/** Where the fields of relations come from, while one relation's values are being read. */
export interface Env {
  readonly parents: readonly (readonly [Relation, Columns])[];
  /** The environment of the query around this one, for correlated subqueries. */
  readonly outer: Env | null;
}

/** A column of something in a FROM clause. */
export interface ColumnRef {
  readonly is: 'column';
  readonly source: Source;
  readonly name: string;
}
/** An expression, with the environment that its fields are looked up in. */
export interface Computed {
  readonly is: 'computed';
  readonly value: Value;
  readonly env: Env;
  /** {@link TRAIT} bits, those of the columns it reads included. */
  readonly traits: number;
  /** {@link TRAIT} bits of the expression itself. */
  readonly own: number;
  /** Number of nodes when written out in full. */
  readonly cost: number;
}
/** `[NOT] EXISTS (…)`, from a semi or anti join that the dialect does not have. */
interface Exists {
  readonly is: 'exists';
  readonly negated: boolean;
  readonly query: Select;
  readonly traits: number;
  readonly own: number;
  readonly cost: number;
}
export type Bound = ColumnRef | Computed | Exists;
export type Columns = ReadonlyMap<string, Bound>;

interface SourceBase {
  /** The columns it offers, in order. */
  readonly columns: readonly string[];
}
interface TableSource extends SourceBase {
  readonly kind: 'table';
  readonly table: UnboundTable;
}
interface ValuesSource extends SourceBase {
  readonly kind: 'values';
  readonly table: InMemoryTable;
}
interface QuerySource extends SourceBase {
  readonly kind: 'query';
  readonly query: Query;
}
/** A relation that more than one place reads: always a common table expression. */
interface SharedSource extends SourceBase {
  readonly kind: 'shared';
  readonly relation: Relation;
}
interface UnnestSource extends SourceBase {
  readonly kind: 'unnest';
  readonly array: Bound;
  readonly element: string;
  /** The name of the column of 0-based positions. */
  readonly offset: string | null;
}
export type Source = TableSource | ValuesSource | QuerySource | SharedSource | UnnestSource;

export interface Sampling {
  readonly method: 'row' | 'block';
  /** From 0 to 1. */
  readonly fraction: number;
  readonly seed: number | null;
}
export interface FromItem {
  readonly source: Source;
  /** Null for the first item. */
  readonly join: { readonly how: JoinKind; readonly on: readonly Bound[] } | null;
  readonly sampling: Sampling | null;
}

export interface OrderKey {
  readonly key: Bound;
  readonly ascending: boolean;
  readonly nullsFirst: boolean;
}
export interface Limit {
  readonly count: number | Bound | Query | null;
  readonly offset: number | Bound | Query;
}

/** One SELECT: the clauses in the order in which SQL evaluates them. */
export interface Select {
  readonly kind: 'select';
  readonly from: readonly FromItem[];
  readonly where: readonly Bound[];
  /** Null when nothing is aggregated, empty for one group of all rows. */
  readonly groups: readonly Bound[] | null;
  readonly having: readonly Bound[];
  readonly qualify: readonly Bound[];
  readonly columns: Columns;
  readonly distinct: boolean;
  readonly orderBy: readonly OrderKey[];
  readonly limit: Limit | null;
}

interface SetKey {
  readonly name: string;
  readonly ascending: boolean;
  readonly nullsFirst: boolean;
}
/** Queries put together; columns are named by the first. */
export interface SetQuery {
  readonly kind: 'set';
  readonly operator: 'UNION' | 'INTERSECT' | 'EXCEPT';
  readonly all: boolean;
  readonly inputs: readonly Query[];
  readonly columns: readonly string[];
  readonly orderBy: readonly SetKey[];
  readonly limit: Limit | null;
}
export type Query = Select | SetQuery;

/** The names of a query's output columns. */
export const outputOf = (query: Query): readonly string[] =>
  query.kind === 'select' ? [...query.columns.keys()] : query.columns;
