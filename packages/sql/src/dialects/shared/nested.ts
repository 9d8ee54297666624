import { isOp } from '@ibert/ir';
import type { OpArgs } from '@ibert/ir';

import type { Emitter } from '../../expressions/emitter.js';
import { atom, call } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { list, run } from '../../format/doc.js';

/** A function of an array and `x -> body`; the lambda comes first in some dialects. */
export const withLambda =
  (name: string, lambdaFirst = false) =>
  ({ arg, body, param, index }: OpArgs<'ArrayMap'>, e: Emitter): Sql => {
    if (index !== null || !isOp(param, 'Argument'))
      throw e.refusal(`${name} with positions`, 'its lambdas take the element only');
    const inner = e.shadowing([param.args.name]);
    const lambda = run(`${e.identifier(param.args.name)} -> `, inner.doc(body));
    return lambdaFirst ? call(name, lambda, e.doc(arg)) : call(name, e.doc(arg), lambda);
  };

/** `[a, b, …]` behind what opens an array. */
export const arrayOf =
  (open: string) =>
  ({ exprs }: OpArgs<'Array'>, e: Emitter): Sql =>
    atom(
      list(
        open,
        exprs.map((v) => e.doc(v)),
        ']',
      ),
    );
