import type { CallNode, Expr, Ident, NodeOf, Query, Sampling, SelectItem } from './ast.js';

export interface TableAlias {
  readonly name: Ident;
  readonly columns: readonly Ident[];
}
export interface TableNode extends NodeOf<'table'> {
  readonly name: readonly Ident[];
  readonly alias: TableAlias | null;
  readonly sample: Sampling | null;
}
export interface DerivedNode extends NodeOf<'derived'> {
  readonly query: Query;
  readonly alias: TableAlias | null;
  readonly lateral: boolean;
  readonly sample: Sampling | null;
}
/** A function in FROM: `UNNEST(x)`, `generate_series(1, 3)`. */
export interface TableFunctionNode extends NodeOf<'table-function'> {
  readonly call: CallNode;
  readonly alias: TableAlias | null;
  readonly lateral: boolean;
  /** `WITH ORDINALITY`, or the name of BigQuery's `WITH OFFSET`. */
  readonly ordinality: Ident | 'ordinality' | null;
}
type JoinType =
  | 'inner'
  | 'left'
  | 'right'
  | 'full'
  | 'cross'
  | 'semi'
  | 'anti'
  | 'asof'
  | 'asof-left'
  | 'positional'
  | 'cross-apply'
  | 'outer-apply';
export interface JoinNode extends NodeOf<'join'> {
  readonly type: JoinType;
  readonly natural: boolean;
  readonly left: TableExpr;
  readonly right: TableExpr;
  readonly on: Expr | null;
  readonly using: readonly Ident[];
}
/** A table expression in parentheses with an alias of its own. */
export interface PivotNode extends NodeOf<'pivot'> {
  readonly table: TableExpr;
  readonly aggregates: readonly SelectItem[];
  readonly on: readonly { readonly expr: Expr; readonly values: readonly SelectItem[] | null }[];
  readonly groupBy: readonly Expr[] | null;
  readonly alias: TableAlias | null;
}
export interface UnpivotNode extends NodeOf<'unpivot'> {
  readonly table: TableExpr;
  readonly name: Ident;
  readonly value: readonly Ident[];
  /** The columns of each group, with the label given to it. */
  readonly columns: readonly {
    readonly exprs: readonly Expr[];
    readonly label: Ident | string | null;
  }[];
  readonly includeNulls: boolean;
  readonly alias: TableAlias | null;
}
export type TableExpr =
  | TableNode
  | DerivedNode
  | TableFunctionNode
  | JoinNode
  | PivotNode
  | UnpivotNode;
