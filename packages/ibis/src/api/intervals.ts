import type { IntervalUnit } from '@ibert/ir';
import { INTERVAL_UNITS, interval as intervalType, isOp, reprFloat } from '@ibert/ir';

import {
  binaryOperation,
  PyTimedelta,
  pyRepr,
  typeError,
  typeName,
  valueError,
} from '../python/index.js';
import type { PyContext, PyValue } from '../python/index.js';
import { ibisError } from './errors.js';
import { literalNode } from './literals.js';
import { ValueObj } from './objects.js';
import type { Session } from './session.js';
import { unitOf } from './units.js';

/** Keyword arguments of `ibis.interval`, finest first, as Ibis adds them up. */
export const INTERVAL_ARGUMENTS = [
  ['nanoseconds', 'ns'],
  ['microseconds', 'us'],
  ['milliseconds', 'ms'],
  ['seconds', 's'],
  ['minutes', 'm'],
  ['hours', 'h'],
  ['days', 'D'],
  ['weeks', 'W'],
  ['months', 'M'],
  ['quarters', 'Q'],
  ['years', 'Y'],
] as const satisfies readonly (readonly [string, IntervalUnit])[];

/** The same as parameters, in the order in which signatures list them. */
export const INTERVAL_SIGNATURE = INTERVAL_ARGUMENTS.toReversed()
  .map(([name]) => `${name}=None`)
  .join(', ');

/** So many of a unit: a whole number, or one that a text or float spells; columns are refused. */
function component(session: Session, value: PyValue, unit: IntervalUnit): ValueObj {
  if (value instanceof ValueObj) {
    if (isOp(value.node, 'Literal')) return value;
    throw typeError(`Ibis expression ${value.repr()} is not a Literal`);
  }
  return new ValueObj(session, literalNode(wholeNumber(value, unit), intervalType(unit)));
}

function wholeNumber(value: PyValue, unit: IntervalUnit): bigint {
  if (typeof value === 'bigint' || typeof value === 'boolean') return BigInt(value);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || Number.isNaN(number)) {
    throw ibisError('InvalidOperation', "[<class 'decimal.ConversionSyntax'>]");
  }
  if (Number.isInteger(number)) return BigInt(number);
  const name = INTERVAL_UNITS[unit].toUpperCase();
  throw valueError(`Normalizing ${reprFloat(number)} to IntervalUnit.${name} would lose precision`);
}

const badUnit = (unit: PyValue, ctx: PyContext): Error => {
  const shown = pyRepr(unit, ctx);
  return ibisError(
    'SignatureValidationError',
    `Interval(${shown}) has failed due to the following errors:\n  \`unit\`: ${shown} of type <class '${typeName(unit)}'> is not coercible to an IntervalUnit\n\nExpected signature: Interval(unit: IntervalUnit, nullable: bool = True)`,
  );
};

/** A timedelta as Ibis adds its parts up: microseconds, seconds, days. */
function ofTimedelta(session: Session, delta: PyTimedelta, ctx: PyContext): PyValue {
  const DAY = 86_400_000_000n;
  const SECOND = 1_000_000n;
  // Python's days are rounded down: what is left is never negative.
  const rest = ((delta.microseconds % DAY) + DAY) % DAY;
  const parts = [
    [rest % SECOND, 'us'],
    [rest / SECOND, 's'],
    [(delta.microseconds - rest) / DAY, 'D'],
  ] as const;
  const given = parts.filter(([count]) => count !== 0n);
  const [first, ...others] = given.map(([count, unit]) => component(session, count, unit));
  if (first === undefined) return component(session, 0n, 's');
  return others.reduce<PyValue>((sum, part) => binaryOperation('+', sum, part, ctx), first);
}

/** `ibis.interval(value, unit, **components)`. */
export function makeInterval(
  session: Session,
  value: PyValue,
  unit: PyValue,
  components: Readonly<Record<string, PyValue>>,
  ctx: PyContext,
): PyValue {
  const given = INTERVAL_ARGUMENTS.filter(([name]) => (components[name] ?? null) !== null);
  if (value !== null) {
    const [extra] = given;
    if (extra !== undefined) throw typeError(`Cannot provide both 'value' and '${extra[0]}'`);
    if (value instanceof PyTimedelta) return ofTimedelta(session, value, ctx);
    if (typeof value !== 'bigint' && typeof value !== 'boolean') {
      throw typeError('value must be an integer or timedelta');
    }
    const parsed = typeof unit === 'string' ? unitOf(unit, 'IntervalUnit') : undefined;
    if (parsed === undefined) {
      throw badUnit(unit, ctx);
    }
    return component(session, value, parsed);
  }
  const parts = given.map(([name, code]) => component(session, components[name] ?? null, code));
  const [first, ...rest] = parts;
  if (first === undefined) return component(session, 0n, 's');
  return rest.reduce<PyValue>((sum, part) => binaryOperation('+', sum, part, ctx), first);
}
