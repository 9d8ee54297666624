import { interval, isInteger, make } from '@ibert/ir';
import type { IntervalUnit, Value } from '@ibert/ir';

import { syntaxError, unsupported } from './errors.js';
import { unitOf } from './functions/date-parts.js';
import { constantOf, literal } from './literals.js';
import type { IntervalNode } from './syntax/ast.js';

/** How many of the finer unit make one of the coarser. */
const RATIOS: readonly (readonly [IntervalUnit, IntervalUnit, bigint])[] = [
  ['Y', 'M', 12n],
  ['Q', 'M', 3n],
  ['W', 'D', 7n],
  ['D', 'h', 24n],
  ['h', 'm', 60n],
  ['m', 's', 60n],
  ['s', 'ms', 1000n],
  ['ms', 'us', 1000n],
];

export const intervalLiteral = (amount: bigint, unit: IntervalUnit): Value =>
  literal(amount, interval(unit));

/** An interval whose amount is known or a whole number of one unit. */
export function bindInterval(node: IntervalNode, amount: Value): Value {
  if (node.toUnit !== null) throw unsupported(node, 'An interval over several fields');
  const written = constantOf(amount);
  if (typeof written === 'string' && amount.dtype.kind === 'string') {
    return textInterval(written, node);
  }
  const unit = unitOf(node.unit ?? 'day');
  if (unit === undefined || node.unit === null)
    throw unsupported(node, 'An interval without a unit');
  if (typeof written === 'bigint') return intervalLiteral(written, unit);
  if (isInteger(amount.dtype) || amount.dtype.kind === 'unknown') {
    return make('IntervalFromInteger', { arg: amount, unit });
  }
  throw unsupported(node, 'An interval of a fraction');
}

function textInterval(written: string, node: IntervalNode): Value {
  const parts: { amount: bigint; unit: IntervalUnit }[] = [];
  if (node.unit !== null) {
    const unit = unitOf(node.unit);
    if (unit === undefined || !/^\s*[+-]?\d+\s*$/.test(written)) {
      throw unsupported(node, `The interval '${written}' ${node.unit}`);
    }
    parts.push({ amount: BigInt(written.trim()), unit });
  } else {
    const pattern = /\s*([+-]?\d+)\s*([A-Za-z]+)\s*,?/y;
    while (pattern.lastIndex < written.length) {
      const found = pattern.exec(written);
      const unit = found === null ? undefined : unitOf(found[2] ?? '');
      if (found === null || unit === undefined) {
        throw unsupported(node, `The interval '${written}'`);
      }
      parts.push({ amount: BigInt(found[1] ?? '0'), unit });
    }
  }
  if (parts.length === 0) throw syntaxError(node, 'The interval is empty');
  const [first, ...rest] = parts as [Part, ...Part[]];
  const { amount, unit } = rest.reduce((sum, part) => add(sum, part, node), first);
  return intervalLiteral(amount, unit);
}

interface Part {
  readonly amount: bigint;
  readonly unit: IntervalUnit;
}

function add(a: Part, b: Part, node: IntervalNode): Part {
  const unit = finer(a.unit, b.unit) ? a.unit : b.unit;
  const left = inUnit(a, unit);
  const right = inUnit(b, unit);
  if (left === undefined || right === undefined) {
    throw unsupported(node, 'An interval of months and days');
  }
  return { amount: left + right, unit };
}

const ORDER = ['Y', 'Q', 'M', 'W', 'D', 'h', 'm', 's', 'ms', 'us', 'ns'];
const finer = (a: IntervalUnit, b: IntervalUnit): boolean => ORDER.indexOf(a) > ORDER.indexOf(b);

function inUnit({ amount, unit }: Part, target: IntervalUnit): bigint | undefined {
  if (unit === target) return amount;
  for (const [coarse, fine, ratio] of RATIOS) {
    if (coarse === unit) return inUnit({ amount: amount * ratio, unit: fine }, target);
  }
  return undefined;
}

const isMonths = (unit: IntervalUnit): boolean => unit === 'Y' || unit === 'Q' || unit === 'M';

/** A constant date moved by a constant number of days or months; undefined for anything finer. */
export function shiftDate(date: string, amount: bigint, unit: IntervalUnit): string | undefined {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const moved = isMonths(unit)
    ? inUnit({ amount, unit }, 'M')
    : unit === 'W' || unit === 'D'
      ? inUnit({ amount, unit }, 'D')
      : undefined;
  if (moved === undefined) return undefined;
  const time = new Date(0);
  if (isMonths(unit)) {
    const months = year * 12 + (month - 1) + Number(moved);
    const last = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
    time.setUTCFullYear(Math.floor(months / 12), months % 12, Math.min(day, last));
  } else {
    time.setUTCFullYear(year, month - 1, day + Number(moved));
  }
  const shifted = time.getUTCFullYear();
  if (!(shifted >= 1 && shifted <= 9999)) return undefined;
  return time.toISOString().slice(0, 10);
}
