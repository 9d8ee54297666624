import { field, isOpen, printType, project, sameType, setOperation } from '@ibert/ir';
import type { Relation, Schema, SetOperation } from '@ibert/ir';

import type { PyValue } from '../../python/index.js';
import { tableOf } from '../bind.js';
import { ibisError } from '../errors.js';
import { TableObj } from '../objects.js';
import { tableMisfit } from '../relation-errors.js';
import { printSchemaRepr } from '../types.js';
import { method } from './method.js';
import type { Call, Method } from './method.js';

type Kind = SetOperation['kind'];

/** Two relations with the same columns, the right one's in the order of the left. */
function combine(kind: Kind, left: Relation, right: Relation, distinct: boolean): Relation {
  const complaint = 'Table schemas must be equal for set operations.';
  const missing = (have: Schema, want: Schema): Schema =>
    new Map([...want].filter(([name]) => !have.has(name)));
  const conflicts = [...left.schema].filter(([name, type]) => {
    const other = right.schema.get(name);
    return (
      other !== undefined &&
      !sameType(type, other) &&
      other.kind !== 'unknown' &&
      type.kind !== 'unknown'
    );
  });
  if (conflicts.length > 0) {
    const shown = conflicts.map(
      ([name, type]) =>
        `(${quote(name)}, ${printType(right.schema.get(name) ?? type)}, ${printType(type)})`,
    );
    throw ibisError('RelationError', `${complaint}\n${shown.join(', ')}`);
  }
  const open = isOpen(left.schema) || isOpen(right.schema);
  const fromLeft = missing(left.schema, right.schema);
  const fromRight = missing(right.schema, left.schema);
  if (!open && (fromLeft.size > 0 || fromRight.size > 0)) {
    const parts = [complaint];
    if (fromLeft.size > 0)
      parts.push(`Columns missing from the left:\n${printSchemaRepr(fromLeft)}.`);
    if (fromRight.size > 0)
      parts.push(`Columns missing from the right:\n${printSchemaRepr(fromRight)}.`);
    throw ibisError('RelationError', parts.join('\n'));
  }
  const names = [...left.schema.keys()];
  const aligned = open || [...right.schema.keys()].every((name, i) => name === names[i]);
  const other = aligned
    ? right
    : project(right, new Map(names.map((name) => [name, field(right, name)])));
  return setOperation(kind, left, other, distinct);
}

const quote = (text: string): string => `'${text}'`;

function tables(kind: Kind, { self, args, rest, session, ctx }: Call<TableObj>): TableObj[] {
  const first = tableOf(self);
  const others = [args['table'] ?? null, ...rest].map((value: PyValue) => {
    if (value instanceof TableObj) return tableOf(value);
    const given = [['right', value] as const, ['distinct', args['distinct'] ?? null] as const];
    throw tableMisfit(session, kind, first.relation, given, 'right', ctx);
  });
  return [first, ...others];
}

function distinctFlag(kind: Kind, { self, args, session, ctx }: Call<TableObj>): boolean {
  const value = args['distinct'] ?? null;
  if (typeof value === 'boolean') return value;
  const given = [['right', args['table'] ?? null] as const, ['distinct', value] as const];
  throw tableMisfit(session, kind, tableOf(self).relation, given, 'distinct', ctx);
}

/** `union` and `intersect`: joined in pairs, as Ibis does. */
export function setMethod(kind: Kind, distinct: boolean): Method<TableObj> {
  return method(`table, /, *rest, distinct=${distinct ? 'True' : 'False'}`, (call) => {
    const queue = tables(kind, call).map((t) => t.relation);
    const isDistinct = distinctFlag(kind, call);
    while (queue.length > 1) {
      const [left, right] = queue.splice(0, 2);
      if (left !== undefined && right !== undefined)
        queue.push(combine(kind, left, right, isDistinct));
    }
    return new TableObj(call.session, queue[0] as Relation);
  });
}

/** `difference`: each further table is taken away from what is left. */
export function difference(call: Call<TableObj>): TableObj {
  const [first, ...others] = tables('Difference', call).map((t) => t.relation);
  const isDistinct = distinctFlag('Difference', call);
  const result = others.reduce(
    (left, right) => combine('Difference', left, right, isDistinct),
    first as Relation,
  );
  return new TableObj(call.session, result);
}
