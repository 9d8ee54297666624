import { isOp, make } from '@ibert/ir';
import type { OpArgs, Value } from '@ibert/ir';

import { aggregate, filtered } from '../../expressions/aggregates.js';
import type { Emitter } from '../../expressions/emitter.js';
import { atom } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import { turned } from '../shared/order.js';

type Ends = OpArgs<'First'>;

/** `PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY value)`. */
export function orderedSet(e: Emitter, name: string, arg: Value, where: Value | null): Sql {
  if (arg.dtype.kind === 'json') throw e.refusal('an ordered aggregate of JSON', 'it has no order');
  const plain = atom(run(`${name} WITHIN GROUP (ORDER BY `, e.doc(arg), ')'));
  return where === null ? plain : filtered(e, plain, where);
}

/** The first element of the values as an array. */
export function firstOf({ arg, include_null, order_by, where }: Ends, e: Emitter): Sql {
  if (arg.dtype.kind === 'array') {
    throw e.refusal('the first of several arrays', 'arrays of arrays are tables there');
  }
  const also = include_null ? {} : { also: make('NotNull', { arg }) };
  // A bare text has no type yet, so that an array of it has none either.
  const isText = arg.dtype.kind === 'string' && isOp(e.resolved(arg), 'Literal');
  const item = isText ? make('Cast', { arg, to: arg.dtype }) : arg;
  const all = aggregate(e, 'ARRAY_AGG', [item], { where, orderBy: order_by, ...also });
  return atom(run('(', all.doc, ')[1]'));
}

/** The first of the values in the opposite order. */
export function lastOf(args: Ends, e: Emitter): Sql {
  if (args.order_by.length === 0) {
    throw e.refusal('Last without an order', 'it can only turn an order around; say order_by=');
  }
  return firstOf({ ...args, order_by: args.order_by.map(turned) }, e);
}
