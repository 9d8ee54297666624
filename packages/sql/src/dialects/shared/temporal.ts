import { isOp, make } from '@ibert/ir';
import type { IntervalUnit, OpArgs, Value } from '@ibert/ir';

import { integer, integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { atom } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';

/** How many of what: an interval taken apart. */
interface IntervalParts {
  readonly amount: Value;
  readonly unit: IntervalUnit;
}

/** The parts of an interval that is a literal or made of an integer; null for every other one. */
function intervalParts(value: Value): IntervalParts | null {
  if (isOp(value, 'Literal') && value.dtype.kind === 'interval') {
    const { value: amount } = value.args;
    return typeof amount === 'bigint' ? { amount: integer(amount), unit: value.dtype.unit } : null;
  }
  if (isOp(value, 'IntervalFromInteger')) return { amount: value.args.arg, unit: value.args.unit };
  return null;
}

/** An interval in one of the units that the dialect has, or a refusal. */
export function intervalIn(
  value: Value,
  units: readonly IntervalUnit[],
  e: Emitter,
): IntervalParts {
  const parts = intervalParts(value);
  if (parts === null)
    throw e.refusal(
      'interval arithmetic',
      'it only adds so many of one unit; give a literal or an integer',
    );
  if (units.includes(parts.unit)) return parts;
  const smaller =
    parts.unit === 'W'
      ? ({ unit: 'D', by: 7n } as const)
      : parts.unit === 'Q'
        ? ({ unit: 'M', by: 3n } as const)
        : null;
  if (smaller === null || !units.includes(smaller.unit)) {
    throw e.refusal(`an interval in the unit ${parts.unit}`, `it has ${units.join(', ')}`);
  }
  const known = integerOf(parts.amount);
  const amount =
    known === null
      ? make('Multiply', { left: parts.amount, right: integer(smaller.by) })
      : integer(known * smaller.by);
  return { amount, unit: smaller.unit };
}

/** The opposite of an amount, at once for a literal. */
export function negated(amount: Value): Value {
  const known = integerOf(amount);
  return known === null ? make('Negate', { arg: amount }) : integer(-known);
}

export const extract =
  (name: string) =>
  ({ arg }: { readonly arg: Value }, e: Emitter): Sql =>
    atom(run(`EXTRACT(${name} FROM `, e.doc(arg), ')'));

export const castTo =
  (type: string) =>
  ({ arg }: { readonly arg: Value }, e: Emitter): Sql =>
    atom(run('CAST(', e.doc(arg), ` AS ${type})`));

/** The unit of a delta, which must be a literal. */
export function deltaUnit({ part }: OpArgs<'DateDelta'>, e: Emitter): string {
  if (isOp(part, 'Literal') && typeof part.args.value === 'string')
    return part.args.value.toLowerCase();
  throw e.refusal('a difference in a computed unit', 'the unit must be written in the program');
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The English name of a day from its number, 0 for Monday. */
export const weekdayName = (index: Doc): Sql => {
  const names = WEEKDAYS.map((name, i) => `WHEN ${i} THEN '${name}'`).join(' ');
  return atom(run('CASE ', index, ` ${names} END`));
};

/** What {@link Emitter.refusal} says to a difference in weeks. */
export const WEEKS = ['a difference in weeks', 'DuckDB counts them by a rule of its own'] as const;
