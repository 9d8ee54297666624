import { isFloating, isOp, make } from '@ibert/ir';
import type { DataType, OpArgs, Value } from '@ibert/ir';

import type { Emitter } from '../../expressions/emitter.js';
import { atom, call, PRECEDENCE, sql, tighter, wrap } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';

const { multiply } = PRECEDENCE;
const FLOAT64: DataType = { kind: 'float64', nullable: true };

/** Division that yields a float, in dialects that divide integers without a rest. */
export function floatDivide({ left, right }: OpArgs<'Divide'>, e: Emitter): Sql {
  const float = isFloating(left.dtype) || isFloating(right.dtype);
  const dividend = float ? e.operand(left, multiply) : e.cast(left, FLOAT64).doc;
  return sql(run(dividend, ' / ', e.operand(right, tighter(multiply))), multiply);
}

/** Division rounded down to an integer. */
export const floorOfDivide = (args: OpArgs<'FloorDivide'>, e: Emitter, node: Value): Sql =>
  e.cast(call('FLOOR', floatDivide(args, e).doc).doc, node.dtype);

/** A function whose result is cast to the operation's type. */
export const castResult =
  (name: string) =>
  ({ arg }: { readonly arg: Value }, e: Emitter, node: Value): Sql =>
    e.cast(e.call(name, arg).doc, node.dtype);

/** ROUND to digits, as an integer without them. */
export function roundTo({ arg, digits }: OpArgs<'Round'>, e: Emitter, node: Value): Sql {
  const whole = isOp(digits, 'Literal') && digits.args.value === 0n;
  const rounded = whole ? e.call('ROUND', arg) : e.call('ROUND', arg, digits);
  return e.cast(rounded.doc, node.dtype);
}

/** Where LEAST and GREATEST yield NULL if any argument is NULL: the ones that are not NULL count. */
export const skippingNulls =
  (name: string) =>
  ({ arg }: { readonly arg: readonly Value[] }, e: Emitter): Sql => {
    const constant = (v: Value): boolean => isOp(v, 'Literal') && v.args.value !== null;
    const docs = arg.map((v) => e.doc(v));
    const nullable = arg.filter((v) => !constant(v));
    const [only] = arg;
    if (only !== undefined && arg.length === 1) return e.value(only);
    if (nullable.length === 0) return call(name, ...docs);
    if (arg.length > 2 && nullable.length > 1) {
      throw e.refusal(
        `${name} of ${arg.length} values`,
        'it yields NULL where one of them is NULL; nest two at a time',
      );
    }
    const others =
      arg.length === 2 ? docs : [call(name, ...arg.filter(constant).map((v) => e.doc(v))).doc];
    return call('COALESCE', call(name, ...docs).doc, ...others);
  };

/** Between the bounds, where LEAST and GREATEST pass NULL on; a bound that is NULL is none. */
export const clipPassingNulls =
  (least: string, greatest: string) =>
  ({ arg, lower, upper }: OpArgs<'Clip'>, e: Emitter): Sql => {
    const bounded = (name: string, text: Doc, edge: Value | null): Doc => {
      if (edge === null) return text;
      const inside = call(name, text, e.doc(edge)).doc;
      return isOp(edge, 'Literal') ? inside : call('COALESCE', inside, text).doc;
    };
    return atom(
      bounded(greatest, bounded(least, wrap(e.value(arg), PRECEDENCE.add), upper), lower),
    );
  };

/** A logarithm with the base as the first argument. */
export const logOfBase = ({ arg, base }: OpArgs<'Log'>, e: Emitter): Sql =>
  base === null ? e.call('LN', arg) : e.call('LOG', base, arg);

/** A number as a boolean, where CAST does not make it one. */
export const isNotZero = (arg: Value, e: Emitter): Sql =>
  sql(run(e.operand(arg, tighter(PRECEDENCE.comparison)), ' <> 0'), PRECEDENCE.comparison);

export const log =
  (base: bigint) =>
  ({ arg }: { readonly arg: Value }, e: Emitter): Sql =>
    logOfBase(
      { arg, base: make('Literal', { value: base, type: { kind: 'int8', nullable: true } }) },
      e,
    );
