import { isFloating, isInteger, isNumeric } from '@ibert/ir';
import type { OpArgs, Value } from '@ibert/ir';

import { unlessNull, when } from '../../expressions/cases.js';
import { integer, integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { atom, call, PRECEDENCE, sql } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { divideWithInfinity } from '../shared/division.js';
import {
  castResult,
  clipPassingNulls,
  floorOfDivide,
  isNotZero,
  logOfBase,
  skippingNulls,
} from '../shared/numbers.js';
import { refuse, rows } from '../spec.js';

const { add, bitwise, comparison, multiply, unary } = PRECEDENCE;

/** `ROUND(x)` with a step other than one: by so many to the left and back. */
function scaled(inner: Doc, digits: bigint): Doc {
  const scale = `1${'0'.repeat(Number(digits < 0n ? -digits : digits))}.0`;
  const [to, back] = digits < 0n ? [' / ', ' * '] : [' * ', ' / '];
  return run(call('ROUND', run(inner, to, scale)).doc, back, scale);
}

/**
 * Halves are rounded away from zero. ROUND with digits looks at the digits of the double instead;
 * decimals, which are doubles there, are made whole numbers of their last place first.
 */
function round({ arg, digits }: OpArgs<'Round'>, e: Emitter, node: Value): Sql {
  const known = integerOf(digits);
  if (known === null) throw e.refusal('rounding to computed digits', 'it must know the digits');
  const { dtype } = arg;
  if (dtype.kind === 'float32') throw e.refusal('rounding of single floats', 'it has doubles only');
  if (dtype.kind === 'decimal') {
    const scale = BigInt(dtype.scale ?? 0);
    if (known >= scale) return e.value(arg);
    const units = call('ROUND', run(e.operand(arg, multiply), ` * 1${'0'.repeat(Number(scale))}`));
    const places = `1${'0'.repeat(Number(scale - known))}.0`;
    const rounded = call('ROUND', run(units.doc, ` / ${places}`));
    return known === 0n
      ? sql(rounded.doc, PRECEDENCE.atom)
      : sql(run(rounded.doc, ` / 1${'0'.repeat(Number(known))}.0`), multiply);
  }
  if (isInteger(dtype) && known >= 0n) return e.cast(arg, node.dtype);
  if (known === 0n) return e.cast(e.call('ROUND', arg).doc, node.dtype);
  const text = scaled(e.operand(arg, multiply), known);
  return isInteger(node.dtype) ? e.cast(text, node.dtype) : sql(text, multiply);
}

/** To an integer with halves to the even one; CAST would cut the fraction off. */
function wholeNumber(arg: Value, e: Emitter): Doc {
  if (arg.dtype.kind === 'decimal') return e.call('ROUND', arg).doc;
  const half = run(e.operand(arg, add), ' - ', e.call('FLOOR', arg).doc, ' = 0.5');
  const even = run('2 * ', call('ROUND', run(e.operand(arg, multiply), ' / 2')).doc);
  return when(half, even, e.call('ROUND', arg).doc).doc;
}

/** A cast between numbers; null where it is of another kind. */
export function numericCast({ arg, to }: OpArgs<'Cast'>, e: Emitter): Sql | null {
  const from = arg.dtype;
  if (to.kind === 'float32' && from.kind !== 'float32')
    throw e.refusal('a cast to single floats', 'it has doubles only');
  if (to.kind === 'boolean' && isNumeric(from)) return isNotZero(arg, e);
  if (isInteger(to) && (isFloating(from) || from.kind === 'decimal')) {
    return e.cast(wholeNumber(arg, e), to);
  }
  if (to.kind === 'decimal' && isNumeric(from)) {
    if (isInteger(from)) return e.cast(arg, to);
    // As DuckDB, which takes a decimal without size for one of three places.
    const scale = BigInt(to.precision === null ? (to.scale ?? 3) : (to.scale ?? 0));
    if (from.kind !== 'decimal') return sql(scaled(e.operand(arg, multiply), scale), multiply);
    return round({ arg, digits: integer(scale) }, e, arg);
  }
  if (to.kind !== 'string') return null;
  if (isFloating(from))
    throw e.refusal('a cast of floats to text', 'it writes 15 digits, which may not be all');
  if (from.kind === 'decimal') {
    return unlessNull(e, [arg], call('PRINTF', `'%.${from.scale ?? 0}f'`, e.doc(arg)).doc);
  }
  if (from.kind !== 'boolean') return null;
  return atom(run('CASE ', e.doc(arg), " WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"));
}

function remainder(left: Value, right: Value, e: Emitter): Sql {
  if (integerOf(right) === 0n) throw e.refusal('the rest of a division by zero', 'it has no NaN');
  return e.call('MOD', left, right);
}

export const SQLITE_NUMBERS = rows({
  Divide: divideWithInfinity('9e999'),
  FloorDivide: floorOfDivide,
  Modulus: ({ left, right }, e, node) =>
    isFloating(node.dtype) || node.dtype.kind === 'decimal'
      ? remainder(left, right, e)
      : sql(run(e.operand(left, multiply), ' % ', e.operand(right, unary)), multiply),
  Ceil: castResult('CEIL'),
  Floor: castResult('FLOOR'),
  Round: round,
  Clip: clipPassingNulls('MIN', 'MAX'),
  Greatest: skippingNulls('MAX'),
  Least: skippingNulls('MIN'),
  Log: logOfBase,
  Log2: 'LOG2',
  Log10: 'LOG10',
  Cot: ({ arg }, e) => sql(run('1.0 / ', e.call('TAN', arg).doc), multiply),
  IsNan: refuse('its floats have no NaN'),
  IsInf: ({ arg }, e) => sql(run(e.operand(arg, add), ' IN (9e999, -9e999)'), comparison),
  Negate: ({ arg }, e) => {
    if (arg.dtype.kind.startsWith('uint'))
      throw e.refusal('the negative of an unsigned integer', 'it has signed ones only');
    return sql(run('-', e.operand(arg, PRECEDENCE.atom)), unary);
  },
  BitwiseXor: ({ left, right }, e) => {
    const [l, r] = [e.operand(left, PRECEDENCE.atom), e.operand(right, PRECEDENCE.atom)];
    return sql(run('(', l, ' | ', r, ') - (', l, ' & ', r, ')'), add);
  },
  BitwiseLeftShift: { row: 'infix', operator: '<<', precedence: bitwise },
});
