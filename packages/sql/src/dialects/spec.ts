import type {
  DataType,
  JoinKind,
  LiteralValue,
  OpArgs,
  OpName,
  Relation,
  ValueNode,
} from '@ibert/ir';

import type { Doc } from '../format/doc.js';
import type { Emitter } from '../expressions/emitter.js';
import type { Precedence, Sql } from '../expressions/sql.js';
import type { SelectFeatures } from '../plan/context.js';
import type { Sampling } from '../plan/query.js';

/** An operator between two operands. */
export interface Infix {
  readonly row: 'infix';
  readonly operator: string;
  readonly precedence: Precedence;
}
/** The operation cannot be said in the dialect. */
export interface Refusal {
  readonly row: 'refusal';
  readonly reason: string;
}
/** Writes one operation. */
export type RowFunction<K extends OpName> = (
  args: OpArgs<K>,
  e: Emitter,
  node: ValueNode<K>,
) => Sql;

/**
 * How a dialect writes an operation: the name of a function that takes the operation's values in
 * their order, an infix operator, a function of its own, or the reason why there is no way.
 */
export type Row<K extends OpName> = string | Infix | Refusal | RowFunction<K>;
export type RowTable = { readonly [K in OpName]?: Row<K> };
export type CompleteRowTable = { readonly [K in OpName]: Row<K> };

/** A part of a table, its rows checked against their operations. */
export const rows = <K extends OpName>(
  table: Pick<CompleteRowTable, K>,
): Pick<CompleteRowTable, K> => table;

export const refuse = (reason: string): Refusal => ({ row: 'refusal', reason });
export const infix = (operator: string, precedence: Precedence): Infix => ({
  row: 'infix',
  operator,
  precedence,
});

/** How a dialect differs outside of single operations. */
export interface DialectFeatures extends SelectFeatures {
  /** `SUM(x) FILTER (WHERE …)`; without it, CASE inside of the aggregate. */
  readonly filterClause: boolean;
  /** Where NULLs sort when the query does not say. */
  readonly nullsSort: 'last' | 'largest' | 'smallest';
  /** NULLS FIRST and NULLS LAST; without them, a second sort key. */
  readonly nullsClause: boolean;
  /** Whether operands of UNION and its kin may stand in parentheses. */
  readonly setParentheses: boolean;
  readonly intersectAll: boolean;
  /** `VALUES (…), (…)` as a table with column names behind its alias. */
  readonly values: boolean;
  /** How `SELECT *` leaves out and replaces columns. */
  readonly star: { readonly exclude: string; readonly replace: string } | null;
  /** What LIMIT says for "all rows" where OFFSET needs one; null when OFFSET stands alone. */
  readonly noLimit: string | null;
  /** How a computed LIMIT or OFFSET is kept from being negative or NULL, where that is an error. */
  readonly computedLimit?: (value: Doc, of: 'limit' | 'offset') => Doc;
  /** Whether LIMIT and OFFSET take more than a number. */
  readonly limitExpression: boolean;
  /** Whether OFFSET comes before LIMIT. */
  readonly offsetFirst: boolean;
  /** Whether UNION and its kin need DISTINCT spelled out. */
  readonly setDistinct: boolean;
  /** NULLS FIRST and NULLS LAST inside OVER too. */
  readonly windowNullsClause: boolean;
  /** Whether a condition may be a sort key; where it may not, a CASE moves NULLs. */
  readonly sortsByCondition?: boolean;
  /** How the number of rows is limited: LIMIT, FETCH FIRST, or TOP where nothing is skipped. */
  readonly limit?: 'limit' | 'fetch' | 'top';
  /** Whether GROUP BY takes the positions of output columns. */
  readonly groupPositions?: boolean;
  /** Whether AS may stand before the alias of a table. */
  readonly tableAs?: boolean;
  /** Whether a query inside another may be sorted without a limit. */
  readonly sortedSubqueries?: boolean;
  /** Whether an aggregate takes its condition as an argument of its `…If` form. */
  readonly aggregateIf?: boolean;
  /** Whether LAG and LEAD read the frame, which therefore must be written. */
  readonly framedShifts?: boolean;
  /** Whether `*` behind a semi join has the columns of its right side as well. */
  readonly semiJoinShowsRight?: boolean;
}

/** For dialects in which a condition is no value: how one is made of the other. */
export interface BooleanBridge {
  /** A condition as a value that can be selected and stored. */
  readonly asValue: (condition: Sql, mayBeNull: boolean) => Sql;
  /** A value of type boolean as a condition. */
  readonly asCondition: (value: Sql) => Sql;
}

export interface DialectSpec {
  readonly name: string;
  /** How messages call it. */
  readonly label: string;
  readonly rows: RowTable;
  readonly features: DialectFeatures;
  /** The join's words, by kind; a missing one is refused. */
  readonly joins: { readonly [K in JoinKind]?: string };
  readonly identifier: (name: string) => string;
  /** The name that an output column really gets, where the dialect does not take every name. */
  readonly columnName?: (name: string) => string;
  /** The name of a type; undefined when the dialect has none. */
  readonly type: (type: DataType) => string | undefined;
  /** A literal that is not NULL; undefined when the dialect cannot write it. */
  readonly literal: (
    value: Exclude<LiteralValue, null>,
    type: DataType,
    e: Emitter,
  ) => Sql | undefined;
  readonly sampling: ((sampling: Sampling) => string) | null;
  /** The FROM item that spreads an array into rows; see {@link UnnestSource}. */
  readonly unnest: UnnestWriter | null;
  /** Null or missing where conditions are values like any other. */
  readonly booleans?: BooleanBridge;
  /** Why a relation cannot be said, with the types of its columns; null when it can. */
  readonly relationFault?: (relation: Relation) => string | null;
  /** Why a function cannot stand in a window although it can elsewhere; null when it can. */
  readonly windowFault?: (window: OpArgs<'WindowFunction'>) => string | null;
}

export interface UnnestWriter {
  /** `UNNEST(array) AS alias(element, offset)` in the dialect's way. */
  readonly item: (array: Sql, alias: string, element: string, offset: string | null) => string;
  /** The 0-based position, from the offset column. */
  readonly position: (column: string) => string;
}
