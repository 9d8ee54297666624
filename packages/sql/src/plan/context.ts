import type { Relation } from '@ibert/ir';

import { columnsOf } from './binding.js';
import { outputOf } from './query.js';
import type { Columns, Env, Query, Select, Source } from './query.js';

/** What a dialect's SELECT can do, as far as it decides how a query is cut into SELECTs. */
export interface SelectFeatures {
  readonly qualify: boolean;
  /** SEMI JOIN and ANTI JOIN; without them, EXISTS. */
  readonly semiJoin: boolean;
  /** TABLESAMPLE; without it, a filter on a random number. */
  readonly tableSample: boolean;
  /** Whether UNION and its kin, and DISTINCT, may be sorted by more than their columns. */
  readonly sortedSets?: boolean;
  /** A SELECT for every relation, none merged into another: slow to read, simple to trust. */
  readonly nested?: boolean;
}

export interface PlanContext {
  readonly features: SelectFeatures;
  plan(relation: Relation, outer: Env | null): Query;
  /** The relation as a SELECT that more clauses may be added to. */
  base(relation: Relation, outer: Env | null): Select;
}

const EMPTY: readonly never[] = [];

/** `SELECT * FROM source`. */
export function selectFrom(source: Source): Select {
  return {
    kind: 'select',
    from: [{ source, join: null, sampling: null }],
    where: EMPTY,
    groups: null,
    having: EMPTY,
    qualify: EMPTY,
    columns: columnsOf(source),
    distinct: false,
    orderBy: EMPTY,
    limit: null,
  };
}

export const querySource = (query: Query): Source => ({
  kind: 'query',
  query,
  columns: outputOf(query),
});

export const envOf = (relation: Relation, columns: Columns, outer: Env | null): Env => ({
  parents: [[relation, columns]],
  outer,
});
