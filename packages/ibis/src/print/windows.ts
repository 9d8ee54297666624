import { isOp, sameRelation, sameType, same, specOf } from '@ibert/ir';
import type { Value, ValueNode } from '@ibert/ir';

import { atom, bare, call, keyword, PREC } from './code.js';
import type { Code } from './code.js';
import { bareLiteral, literalArgs } from './literals.js';
import { oneOrList, sortKeys } from './sort-keys.js';
import type { ValuePrinter } from './values.js';

/** A window function: `func.over(group_by=…, order_by=…, rows=(…, …))`. */
export function windowCode(value: ValueNode<'WindowFunction'>, p: ValuePrinter): Code {
  const { func, how, start, end, group_by, order_by } = value.args;
  if (p.scope.context === 'project' && isWholeRelation(value, p))
    return p.inside({ context: 'plain' }).code(func);
  const inner = p.inside({ context: 'plain' });
  const args: Code[] = [];
  if (group_by.length > 0)
    args.push(keyword('group_by', oneOrList(group_by.map((v) => inner.code(v)))));
  if (order_by.length > 0) args.push(keyword('order_by', sortKeys(order_by, inner)));
  if (how === 'range' || start !== null || end !== null) {
    args.push(keyword(how, tuple(bound(start, end, inner), bound(end, start, inner))));
  }
  const self = inner.code(func);
  const made = call(self, 'over', args);
  // Without a table in sight the function waits for one, as `_` does.
  return func.relations.length === 0 && !made.deferred
    ? { ...made, deferred: value.relations.length === 0 }
    : made;
}

const tuple = (a: Code, b: Code): Code => ({
  text: `(${a.text}, ${b.text})`,
  prec: PREC.atom,
  deferred: a.deferred || b.deferred,
  bare: true,
});

/** Whether select and mutate make this very window of the bare function. */
function isWholeRelation({ args }: ValueNode<'WindowFunction'>, p: ValuePrinter): boolean {
  const { func, how, start, end, group_by, order_by } = args;
  const { role } = specOf(func.kind);
  if (how !== 'rows' || start !== null || end !== null || group_by.length > 0) return false;
  const own = role === 'reduction' ? (func.args['order_by'] ?? []) : [];
  if (!same(order_by, own)) return false;
  if (role !== 'reduction') return true;
  const { self } = p.scope;
  const [home, ...others] = func.relations;
  return (
    self !== undefined && home !== undefined && others.length === 0 && sameRelation(home, self)
  );
}

/** A bound of a frame: a number, negative for rows before; None for no bound. */
function bound(value: Value | null, other: Value | null, p: ValuePrinter): Code {
  if (value === null) return bare('None');
  if (!isOp(value, 'WindowBoundary')) return p.code(value);
  const { value: distance, preceding } = value.args;
  const written =
    signed(distance, preceding) ??
    castBack(distance, preceding, other) ??
    interval(distance, preceding, p);
  if (written !== undefined) return written;
  const inner = p.argOf(value, 'value');
  if (inner.deferred) throw p.conflict();
  return atom(`ibis.${preceding ? 'preceding' : 'following'}(${inner.text})`);
}

/** `-3`, where that number is read as this very bound. */
function signed(distance: Value, preceding: boolean): Code | undefined {
  if (!isOp(distance, 'Literal')) return undefined;
  const { value, type } = literalArgs(distance);
  if (typeof value !== 'bigint' && typeof value !== 'number') return undefined;
  if (value < 0 || (preceding && Number(value) === 0)) return undefined;
  const written = preceding ? -value : value;
  const literal = { ...distance, args: { value: written, type } };
  return bareLiteral(literal, ['Numeric', 'Interval']);
}

/** A number beside an interval is cast to it: `range=(-ibis.interval(days=3), 0)`. */
function castBack(distance: Value, preceding: boolean, other: Value | null): Code | undefined {
  if (!isOp(distance, 'Cast') || other === null || !sameType(other.dtype, distance.dtype))
    return undefined;
  const isOwn = isOp(other, 'WindowBoundary') && isOp(other.args.value, 'Literal');
  return isOwn ? signed(distance.args.arg, preceding) : undefined;
}

function interval(distance: Value, preceding: boolean, p: ValuePrinter): Code | undefined {
  if (distance.dtype.kind !== 'interval' || !isOp(distance, 'Literal')) return undefined;
  const { value } = literalArgs(distance);
  if (typeof value !== 'bigint' || value < 0n) return undefined;
  const code = p.code(distance);
  return preceding ? { ...code, text: `-${code.text}`, prec: PREC.unary } : code;
}
