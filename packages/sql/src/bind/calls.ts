import { make, sameRelation } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { asCondition, coerceTo, learnClass } from './coerce.js';
import type { BindExpr, ExprContext } from './context.js';
import { unsupported } from './errors.js';
import { callFunction, callName, roleOf } from './functions/dispatch.js';
import type { CallBinder } from './functions/dispatch.js';
import { bindLambda } from './lambdas.js';
import { sortKey } from './sort-keys.js';
import { overWindow } from './windows.js';
import { PLAIN_CALL } from './syntax/plain-call.js';
import type { CallNode, Expr, Place } from './syntax/ast.js';

/** A call that the text writes with an operator. */
export const callOf = (name: string, args: readonly Expr[], { start, end }: Place): CallNode => ({
  kind: 'call',
  ...PLAIN_CALL,
  name: [{ text: name, quoted: false, start, end }],
  args,
  syntax: 'operator',
  start,
  end,
});

const GROUPING: ReadonlySet<string> = new Set(['grouping', 'grouping_id']);

/** A call: of a row-wise function, an aggregate, or either over a window. */
export function bindCall(call: CallNode, context: ExprContext, bind: BindExpr): Value {
  const name = callName(call);
  if (GROUPING.has(name) && context.aggregates !== null) {
    const inside = { ...context, aggregates: null, windows: null };
    return context.aggregates.grouping(
      call,
      call.args.map((arg) => bind(arg, inside)),
    );
  }
  if (name === 'unnest' && call.args.length === 1) return unnested(call, context, bind);
  if (STRUCTS.has(name) && call.args.some(({ kind }) => kind === 'named-arg')) {
    return structOf(call, context, bind);
  }
  const role = roleOf(call, context.session.dialect);
  if (call.over !== null) {
    if (context.windows === null) {
      throw unsupported(call, `The window function ${name}() in ${context.clause}`);
    }
    const inside: ExprContext = { ...context, windows: null, clause: 'a window function' };
    return overWindow(build(call, inside, bind), call.over, context, bind);
  }
  if (role !== 'aggregate') return build(call, context, bind);
  if (context.aggregates === null) {
    throw unsupported(call, `The aggregate ${name}() in ${context.clause}`);
  }
  const inside: ExprContext = {
    ...context,
    aggregates: null,
    windows: null,
    clause: 'an aggregate',
  };
  const value = build(call, inside, bind);
  if (isOfOuter(value, context))
    throw unsupported(call, `${name}() over columns of an outer query`);
  return context.aggregates.add(value, call);
}

/** An aggregate over columns of an outer query only belongs to that query. */
const isOfOuter = ({ relations }: Value, { scope }: ExprContext): boolean =>
  relations.length > 0 && !relations.some((relation) => sameRelation(relation, scope.relation));

/** A list in the select list: a row per element. */
function unnested(call: CallNode, context: ExprContext, bind: BindExpr): Value {
  if (context.clause !== 'SELECT') throw unsupported(call, `UNNEST in ${context.clause}`);
  const [list] = call.args.map((arg) => bind(arg, { ...context, clause: 'UNNEST' }));
  if (list?.dtype.kind !== 'array') throw unsupported(call, 'UNNEST of something that is no list');
  return make('Unnest', { arg: list });
}

const STRUCTS: ReadonlySet<string> = new Set(['struct', 'struct_pack']);

/** `struct_pack(a := 1)`, `STRUCT(1 AS a)`. */
function structOf(call: CallNode, context: ExprContext, bind: BindExpr): Value {
  const names: string[] = [];
  const values = call.args.map((arg) => {
    if (arg.kind !== 'named-arg') throw unsupported(arg, 'A struct with fields without names');
    names.push(arg.name.text);
    return bind(arg.value, context);
  });
  return make('StructColumn', { names, values });
}

function build(call: CallNode, context: ExprContext, bind: BindExpr): Value {
  const { dialect } = context.session;
  const binder: CallBinder = {
    dialect,
    bind: (expr) => bind(expr, context),
    bindLambda: (lambda) => bindLambda(lambda, context, bind),
    learn: (value, of) => learnClass(value, of, context),
    coerce: coerceTo,
  };
  const order = call.withinGroup ?? call.orderBy;
  return callFunction(call, binder, {
    rows: context.scope.relation,
    where:
      call.filter === null ? null : asCondition(bind(call.filter, context), context, call.filter),
    orderBy: order.map((item) => sortKey(bind(item.expr, context), item, dialect)),
    separator: call.separator === null ? null : bind(call.separator, context),
  });
}
