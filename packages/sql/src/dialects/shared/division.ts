import { isOp } from '@ibert/ir';
import type { OpArgs, Value } from '@ibert/ir';

import { when } from '../../expressions/cases.js';
import type { Emitter } from '../../expressions/emitter.js';
import { call, PRECEDENCE, sql, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { floatDivide } from './numbers.js';

const { multiply, comparison } = PRECEDENCE;

/** The number of a literal, if it is one. */
function numberOf(value: Value): bigint | number | null {
  if (!isOp(value, 'Literal')) return null;
  const { value: known } = value.args;
  return typeof known === 'bigint' || typeof known === 'number' ? known : null;
}

/** Whether a divisor is a literal other than zero. */
export function neverZero(value: Value): boolean {
  const known = numberOf(value);
  return known !== null && Number(known) !== 0;
}

/**
 * Division that yields a float, also by zero: infinity with the sign of the dividend, NaN for zero
 * (NULL where the dialect has none). `infinity` is how the dialect writes it.
 */
export const divideWithInfinity =
  (infinity: Doc) =>
  (args: OpArgs<'Divide'>, e: Emitter): Sql => {
    const { left, right } = args;
    if (neverZero(right)) return floatDivide(args, e);
    const endless = run(e.operand(left, multiply), ' * ', infinity);
    if (numberOf(right) !== null) return sql(endless, multiply);
    const isZero = run(e.operand(right, tighter(comparison)), ' = 0');
    return when(isZero, endless, floatDivide(args, e).doc);
  };

/** A divisor that is NULL instead of zero, so that dividing by it is. */
export function nonZero(value: Value, e: Emitter): Doc {
  if (neverZero(value)) return e.operand(value, tighter(multiply));
  return call('NULLIF', e.doc(value), '0').doc;
}

/** Halves rounded away from zero; `cut` writes how the dialect leaves the fraction out. */
export function roundedFloat(
  arg: Value,
  digits: bigint,
  e: Emitter,
  cut = (value: Doc): Sql => call('TRUNC', value),
): Sql {
  const scale = `1${'0'.repeat(Number(digits < 0n ? -digits : digits))}`;
  const [to, back] = digits < 0n ? [' / ', ' * '] : [' * ', ' / '];
  const scaled =
    digits === 0n ? e.operand(arg, PRECEDENCE.add) : run(e.operand(arg, multiply), to, scale);
  const half = run(e.call('SIGN', arg).doc, ' * 0.5');
  const whole = cut(run(scaled, ' + ', half));
  return digits === 0n ? whole : sql(run(whole.doc, back, scale), multiply);
}
