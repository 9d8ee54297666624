import type { DataType, Value } from '@ibert/ir';

import type { Scope } from './scope.js';
import type { CteBinding, Session } from './session.js';
import type { CallNode, Expr, WindowSpec } from './syntax/ast.js';

/** Takes the aggregates of a SELECT as they are met. */
export interface Aggregates {
  /** The reductions of the value become columns of the aggregate; the rest is computed from them. */
  add(value: Value, call: CallNode): Value;
  /** `GROUPING(a, b)`. */
  grouping(call: CallNode, args: readonly Value[]): Value;
}

/** Names of the select list in lower case. */
export interface Aliases {
  get(name: string): Value | undefined;
}

/** What an expression may refer to, and what may stand in it. */
export interface ExprContext {
  readonly session: Session;
  readonly ctes: readonly CteBinding[];
  readonly scope: Scope;
  /** What queries inside the expression see around them. */
  readonly subqueryScope: Scope;
  /** The clause, for messages: `WHERE`. */
  readonly clause: string;
  /** Null where aggregates may not stand. */
  readonly aggregates: Aggregates | null;
  /** The named windows; null where window functions may not stand. */
  readonly windows: ReadonlyMap<string, WindowSpec> | null;
  /** Names of the select list that may be used here, in lower case. */
  readonly aliases: Aliases;
  /** Aliases before columns, as in ORDER BY. */
  readonly aliasesFirst: boolean;
  readonly lambdas: ReadonlyMap<string, Value>;
}

/** Binds an expression; passed along to the modules that expressions are made of. */
export type BindExpr = (expr: Expr, context: ExprContext) => Value;

const NO_VALUES: ReadonlyMap<string, Value> = new Map();

export const exprContext = (
  session: Session,
  ctes: readonly CteBinding[],
  scope: Scope,
  clause: string,
): ExprContext => ({
  session,
  ctes,
  scope,
  subqueryScope: scope,
  clause,
  aggregates: null,
  windows: null,
  aliases: NO_VALUES,
  aliasesFirst: false,
  lambdas: NO_VALUES,
});

/** Takes note of a type where the value has none. */
export function learnType({ session }: ExprContext, value: Value, type: DataType): void {
  if (value.dtype.kind === 'unknown') session.learn(value, type);
}
