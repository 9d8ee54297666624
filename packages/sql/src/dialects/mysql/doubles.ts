import { isFloating, isOp } from '@ibert/ir';
import type { OpName, Value } from '@ibert/ir';

import type { Emitter } from '../../expressions/emitter.js';
import { lookup } from '../../plan/binding.js';

/** What yields a DOUBLE whatever it is given. */
const ALWAYS: ReadonlySet<string> = new Set<OpName>([
  'Cast',
  'Divide',
  'Sqrt',
  'Exp',
  'Ln',
  'Log',
  'Log2',
  'Log10',
  'Power',
  'Sin',
  'Cos',
  'Tan',
  'Cot',
  'Asin',
  'Acos',
  'Atan',
  'Atan2',
  'Degrees',
  'Radians',
  'Pi',
  'E',
  'RandomScalar',
  'Mean',
  'StandardDev',
  'Variance',
]);
/** What yields a DOUBLE when one of its values is one. */
const WHEN_ONE_IS: ReadonlySet<string> = new Set<OpName>([
  'Add',
  'Subtract',
  'Multiply',
  'Modulus',
  'Negate',
  'Abs',
  'Sum',
  'Min',
  'Max',
  'Coalesce',
]);

/**
 * Whether a float is a DOUBLE there. Literals with a point are exact decimals instead, and so is
 * what is made of them; a division or an average of those only keeps four more digits.
 */
export function isDouble(value: Value, e: Emitter): boolean {
  if (!isFloating(value.dtype)) return false;
  if (isOp(value, 'Alias')) return isDouble(value.args.arg, e);
  if (isOp(value, 'Field')) {
    const { bound } = lookup(e.env, value.args.rel, value.args.name);
    if (bound.is === 'column') return bound.source.kind === 'table';
    return bound.is === 'computed' && isDouble(bound.value, e.in(bound.env));
  }
  if (ALWAYS.has(value.kind)) return true;
  if (isOp(value, 'IfElse')) {
    return isDouble(value.args.true_expr, e) || isDouble(value.args.false_null_expr, e);
  }
  if (!WHEN_ONE_IS.has(value.kind)) return false;
  const { arg, left, right } = value.args as Readonly<Record<string, Value | readonly Value[]>>;
  return [arg, left, right].flat().some((part) => part !== undefined && isDouble(part, e));
}
