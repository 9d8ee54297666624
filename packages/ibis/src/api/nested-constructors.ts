import type { DataType, Value } from '@ibert/ir';

import {
  PyDate,
  PyDateTime,
  PyDict,
  PyTuple,
  pyStr,
  typeError,
  valueError,
} from '../python/index.js';
import type { PythonError, PyValue } from '../python/index.js';
import { apply, promoteList, Raw } from './coerce.js';
import { DeferredObj } from './deferred.js';
import { ibisError } from './errors.js';
import type { FunctionCall } from './functions.js';
import { inferType, literalNode, normalize } from './literals.js';
import { ValueObj } from './objects.js';
import type { Session } from './session.js';
import { requireType } from './types.js';

const wrap = (session: Session, node: Value): ValueObj => new ValueObj(session, node);

/** `ibis.struct`: of a mapping or of pairs. */
export function struct({ session, args, ctx }: FunctionCall): PyValue {
  const given = args['value'] ?? null;
  const pairs =
    given instanceof PyDict
      ? [...given.entries.values()].map((e) => [pyStr(e.key, ctx), e.value] as const)
      : promoteList(given).map((pair) => {
          const [name = null, value = null] = promoteList(pair);
          return [pyStr(name, ctx), value] as const;
        });
  if (pairs.some(([, value]) => value instanceof ValueObj)) {
    const values = pairs.map(([, value]) => value);
    return apply(session, 'StructColumn', { names: new Raw(pairs.map(([n]) => n)), values }, ctx);
  }
  const type =
    (args['type'] ?? null) === null
      ? ({
          kind: 'struct',
          fields: new Map(pairs.map(([n, v]) => [n, inferType(v)])),
          nullable: true,
        } as const)
      : requireType(args['type'] ?? null);
  return wrap(
    session,
    literalNode(new Map(pairs.map(([n, v]) => [n, normalize(v, fieldType(type, n), ctx)])), type),
  );
}

const fieldType = (type: DataType, name: string): DataType =>
  (type.kind === 'struct' ? type.fields.get(name) : undefined) ?? type;

/** `ibis.array`: of values. */
export function array({ session, args, ctx }: FunctionCall): PyValue {
  const items = promoteList(args['values'] ?? null);
  if (items.length === 0) throw valueError('max() arg is an empty sequence');
  return apply(session, 'Array', { exprs: items }, ctx);
}

/** `ibis.map`: of keys and values, or of a mapping. */
export function mapOf({ session, args, ctx }: FunctionCall): PyValue {
  const { keys = null, values = null } = args;
  if (values === null && keys instanceof PyDict) {
    const entries = [...keys.entries.values()];
    const side = (items: readonly PyValue[]): PyValue => new PyTuple(items);
    return apply(
      session,
      'Map',
      { keys: side(entries.map((e) => e.key)), values: side(entries.map((e) => e.value)) },
      ctx,
    );
  }
  return apply(session, 'Map', { keys, values }, ctx);
}

/** Ibis chooses the kind of range by its start, and has none for a deferred one. */
function undispatched(stop: PyValue, step: PyValue): PythonError {
  const missing = [stop === null ? "'stop'" : '', step === null ? "'step'" : ''].filter(
    (name) => name !== '',
  );
  if (missing.length === 0) return ibisError('NotImplementedError', '');
  const plural = missing.length === 1 ? '' : 's';
  return typeError(
    `range() missing ${missing.length} required positional argument${plural}: ${missing.join(' and ')}`,
  );
}

/** `ibis.range`: of whole numbers or timestamps. */
export function range({ session, args, ctx }: FunctionCall): PyValue {
  const start = args['start'] ?? null;
  const [stop, step] = [args['stop'] ?? null, args['step'] ?? null];
  if (start instanceof DeferredObj) throw undispatched(stop, step);
  const isTime =
    typeof start === 'string' ||
    start instanceof PyDateTime ||
    start instanceof PyDate ||
    (start instanceof ValueObj && start.node.dtype.kind === 'timestamp');
  if (isTime) return apply(session, 'TimestampRange', { start, stop, step }, ctx);
  const [from, to] = stop === null ? [0n, start] : [start, stop];
  return apply(session, 'IntegerRange', { start: from, stop: to, step: step ?? 1n }, ctx);
}
