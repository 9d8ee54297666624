import { castable } from '../dtypes/cast.js';
import { printType } from '../dtypes/print.js';
import * as t from '../dtypes/types.js';
import type { LiteralValue } from '../literal.js';
import type { Value } from '../node.js';
import { reprLiteral } from '../repr.js';
import { op, value, values } from './spec.js';
import type { NameOf } from './spec.js';
import { widest } from './type-rules.js';

const bool = value('Boolean');
const both = { left: bool, right: bool };
const any = value();

const literalOf = (v: Value): unknown => (v.kind === 'Literal' ? v.args['value'] : undefined);

/** Whether two values may be compared: one of them casts to the other's type. */
export function comparable(left: Value, right: Value): boolean {
  return (
    castable(left.dtype, right.dtype, literalOf(left)) ||
    castable(right.dtype, left.dtype, literalOf(right))
  );
}

/** A literal as Python's `str` shows it. */
function literalText(v: Value): string {
  const { value: literal } = v.args as { readonly value: LiteralValue };
  return typeof literal === 'object' || typeof literal === 'boolean'
    ? reprLiteral(literal, v.dtype)
    : String(literal);
}

/** `age:int64`, `Literal(18):int8`: how Ibis names an operand in its type errors. */
export function describeOperand(v: Value, nameOf: NameOf): string {
  const shown = v.kind === 'Literal' ? `Literal(${literalText(v)})` : nameOf(v);
  return `${shown}:${printType(v.dtype)}`;
}

const mismatch = (left: Value, right: Value, nameOf: NameOf): string | undefined =>
  comparable(left, right)
    ? undefined
    : `Arguments ${describeOperand(left, nameOf)} and ${describeOperand(right, nameOf)} are not comparable`;

const comparison = op({ left: any, right: any }, t.BOOLEAN, {
  check: ({ left, right }, nameOf) => mismatch(left, right, nameOf),
  checkError: 'IbisTypeError',
});
const between = { arg: any, lower_bound: any, upper_bound: any };

/** Boolean algebra, comparisons, membership, the two-way conditional. */
export const LOGICAL = {
  Not: op({ arg: bool }, t.BOOLEAN),
  And: op(both, t.BOOLEAN),
  Or: op(both, t.BOOLEAN),
  Xor: op(both, t.BOOLEAN),
  Equals: comparison,
  NotEquals: comparison,
  Greater: comparison,
  GreaterEqual: comparison,
  Less: comparison,
  LessEqual: comparison,
  IdenticalTo: comparison,
  Between: op(between, t.BOOLEAN, {
    check: ({ arg, lower_bound, upper_bound }, nameOf) =>
      mismatch(arg, lower_bound, nameOf) ?? mismatch(arg, upper_bound, nameOf),
    checkError: 'ValidationError',
  }),
  BetweenTime: op(
    {
      arg: value('Time', 'Timestamp'),
      lower_bound: value('Time', 'String'),
      upper_bound: value('Time', 'String'),
    },
    t.BOOLEAN,
  ),
  InValues: op({ value: any, options: values() }, t.BOOLEAN),
  IfElse: op(
    { bool_expr: bool, true_expr: any, false_null_expr: any },
    ({ true_expr, false_null_expr }) => widest(true_expr, false_null_expr),
  ),
} as const;
