import { make } from '@ibert/ir';
import type { DataType, Value } from '@ibert/ir';

import type { BindExpr, ExprContext } from './context.js';
import type { BoundLambda } from './functions/params.js';
import type { LambdaNode } from './syntax/ast.js';

/** A lambda whose body is bound once its parameters have types. */
export const bindLambda = (
  lambda: LambdaNode,
  context: ExprContext,
  bind: BindExpr,
): BoundLambda => ({
  arity: lambda.params.length,
  apply(types: readonly DataType[]) {
    const lambdas = new Map<string, Value>(context.lambdas);
    const params = lambda.params.map(({ text }, i) => {
      const type: DataType = types[i] ?? { kind: 'unknown', nullable: true };
      const param = make('Argument', { name: text, type, columnar: true });
      lambdas.set(text.toLowerCase(), param);
      return param;
    });
    const body = bind(lambda.body, { ...context, lambdas, aggregates: null, windows: null });
    return { params, body };
  },
});
