import { isOp, specOf } from '@ibert/ir';
import type { OpArgs, Value } from '@ibert/ir';

import { group, run } from '../format/doc.js';
import type { Doc } from '../format/doc.js';
import { joined, sortKey } from './aggregates.js';
import type { Emitter } from './emitter.js';
import { atom, call, PRECEDENCE, sql } from './sql.js';
import type { Sql } from './sql.js';

/** Ranks that SQL counts from 1 and Ibis from 0. */
const RANKS: ReadonlySet<string> = new Set(['RowNumber', 'MinRank', 'DenseRank', 'NTile']);

/** Whether SQL counts from 1 what the function counts from 0. */
export const countsFromOne = (func: Value): boolean => RANKS.has(func.kind);

/** Functions of the values inside the frame; for all others SQL ignores or forbids a frame. */
const readsFrame = (func: Value): boolean =>
  specOf(func.kind).role === 'reduction' || func.kind === 'NthValue';

/** The function of a window: FIRST and LAST are not aggregates there. */
function windowFunction(e: Emitter, func: Value): Sql {
  if (!isOp(func, 'First') && !isOp(func, 'Last')) return e.value(func);
  if (func.args.where !== null) {
    throw e.refusal(`${func.kind} over a window`, 'its `where` has no meaning there');
  }
  return call(func.kind === 'First' ? 'FIRST_VALUE' : 'LAST_VALUE', e.doc(func.args.arg));
}

/** `function OVER (PARTITION BY … ORDER BY … frame)`; ranks count from `firstRank`. */
export function windowed(args: OpArgs<'WindowFunction'>, e: Emitter, firstRank: 0 | 1 = 0): Sql {
  const { func, group_by, order_by } = args;
  const fault = e.dialect.windowFault?.(args) ?? null;
  if (fault !== null) throw e.refusal(`${func.kind} over a window`, fault);
  if (isOp(func, 'NTile') && order_by.length === 0)
    throw e.refusal('NTile over a window', 'there is no order to cut into buckets');
  const over: Doc[] = [];
  if (group_by.length > 0) {
    over.push(run('PARTITION BY ', joined(group_by.map((key) => e.doc(key)))));
  }
  if (order_by.length > 0) {
    over.push(run('ORDER BY ', joined(order_by.map((key) => windowKey(key, args, e)))));
  }
  const framed = (e.dialect.features.framedShifts ?? false) && /^(Lag|Lead)$/.test(func.kind);
  const frame = framed || readsFrame(func) ? frameOf(args, e) : '';
  if (frame !== '') over.push(frame);
  const window = group('block', over, { open: 'OVER (', close: ')' });
  const text = run(windowFunction(e, func).doc, ' ', window);
  return firstRank === 0 && countsFromOne(func)
    ? sql(run(text, ' - 1'), PRECEDENCE.add)
    : atom(text);
}

/**
 * A range takes one key only, so that there is no room for a second one that moves NULLs. Between
 * two bounds it does not matter where they are; an open end would take them in.
 */
function windowKey(key: Value, { how, start, end }: OpArgs<'WindowFunction'>, e: Emitter): Doc {
  const ranged = how === 'range' && (start !== null || end !== null);
  if (!ranged || e.dialect.features.windowNullsClause || !isOp(key, 'SortKey'))
    return sortKey(e, key, true);
  if (start === null || end === null) {
    throw e.refusal('a range with an open end', 'it would take in the NULLs, which it sorts first');
  }
  return run(e.doc(key.args.arg), key.args.ascending ? '' : ' DESC');
}

/** Empty where the frame is what SQL takes by itself: the whole partition of an unordered window. */
function frameOf({ how, start, end, order_by }: OpArgs<'WindowFunction'>, e: Emitter): Doc {
  if (start === null && end === null && order_by.length === 0) return '';
  return run(
    `${how.toUpperCase()} BETWEEN `,
    bound(start, 'PRECEDING', e),
    ' AND ',
    bound(end, 'FOLLOWING', e),
  );
}

function bound(value: Value | null, unbounded: 'PRECEDING' | 'FOLLOWING', e: Emitter): Doc {
  if (value === null || !isOp(value, 'WindowBoundary')) return `UNBOUNDED ${unbounded}`;
  const { value: distance, preceding } = value.args;
  return isZero(distance)
    ? 'CURRENT ROW'
    : run(e.operand(distance, PRECEDENCE.add), preceding ? ' PRECEDING' : ' FOLLOWING');
}

function isZero(value: Value): boolean {
  if (isOp(value, 'Cast')) return isZero(value.args.arg);
  if (!isOp(value, 'Literal')) return false;
  const { value: literal } = value.args;
  return literal === 0n || literal === 0;
}

/** LAG and LEAD, which count one row where no offset is given. */
export function shifted(name: 'LAG' | 'LEAD') {
  return ({ arg, offset, default: otherwise }: OpArgs<'Lag'>, e: Emitter): Sql => {
    if (offset?.dtype.kind === 'interval') {
      throw e.refusal(`${name} by an interval`, 'it only counts rows');
    }
    const args: Doc[] = [e.doc(arg)];
    if (offset !== null) args.push(e.doc(offset));
    else if (otherwise !== null) args.push('1');
    if (otherwise !== null) args.push(e.doc(otherwise));
    return call(name, ...args);
  };
}
