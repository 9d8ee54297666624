import { isA, TIMESTAMP } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import {
  dictFrom,
  PyDateTime,
  PyDict,
  PyTuple,
  pyRepr,
  pyStr,
  toArray,
  typeError,
  typeName,
  valueError,
} from '../python/index.js';
import type { PythonError, PyValue } from '../python/index.js';
import { apply, promoteList, Raw } from './coerce.js';
import { DeferredObj } from './deferred.js';
import { ibisError } from './errors.js';
import type { FunctionCall } from './functions.js';
import { inferType, literalNode, literalOf, normalize, toStruct } from './literals.js';
import { ValueObj } from './objects.js';
import type { Session } from './session.js';
import { requireType } from './types.js';

const wrap = (session: Session, node: Value): ValueObj => new ValueObj(session, node);

/** What `dict(...)` says of a value that is no list of pairs. */
function checkPairs([first]: readonly PyValue[]): void {
  if (typeof first === 'string' && first.length !== 2) {
    throw valueError(
      `dictionary update sequence element #0 has length ${first.length}; 2 is required`,
    );
  }
  if (first !== undefined && !isIterable(first))
    throw typeError('cannot convert dictionary update sequence element #0 to a sequence');
}

/** `ibis.struct`: of a mapping or of pairs. */
export function struct({ session, args, ctx }: FunctionCall): PyValue {
  const given = args['value'] ?? null;
  if (!isIterable(given)) throw typeError(`'${typeName(given)}' object is not iterable`);
  const items = typeof given === 'string' ? [...given] : promoteList(given, ctx);
  if (!(given instanceof PyDict)) checkPairs(items);
  if (given instanceof PyDict && [...given.entries.values()].some((e) => typeof e.key !== 'string'))
    throw ibisError('SignatureValidationError', 'Struct: `fields`: a name is not a str');
  if (given instanceof PyDict && given.entries.size === 0)
    throw typeError('Empty struct type not supported');
  const pairs =
    given instanceof PyDict
      ? [...given.entries.values()].map((e) => [pyStr(e.key, ctx), e.value] as const)
      : items.map((pair) => {
          const [name = null, value = null] = promoteList(pair, ctx);
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
  const dict = dictFrom(pairs);
  // Ibis has made an ordered dict of it by then, and shows that.
  const shown = (): string =>
    `OrderedDict([${pairs.map(([n, v]) => `('${n}', ${pyRepr(v, ctx)})`).join(', ')}])`;
  const value =
    type.kind === 'struct' ? toStruct(dict, type, ctx, shown) : normalize(dict, type, ctx);
  return wrap(session, literalNode(value, type));
}

/** What an expression in an array counts for among the things that a program makes. */
const ITEM_COST = 50;

/** `ibis.array`: of values. */
export function array({ session, args, ctx }: FunctionCall): PyValue {
  const given = args['values'] ?? null;
  if (!isIterable(given)) throw typeError(`'${typeName(given)}' object is not iterable`);
  const items = toArray(given, ctx);
  ctx.allocate(items.length * ITEM_COST);
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
  if (values === null && !(keys instanceof ValueObj))
    throw ibisError('AttributeError', `'${typeName(keys)}' object has no attribute 'keys'`);
  return apply(session, 'Map', { keys, values }, ctx);
}

const isIterable = (value: PyValue): boolean =>
  typeof value === 'string' ||
  (typeof value === 'object' && value !== null && value.kind !== 'host' && value.kind !== 'type');

/** Ibis chooses the kind of range by its start, and has none for a deferred one. */
function undispatched(stop: PyValue, step: PyValue): PythonError {
  return stop === null || step === null
    ? missingBounds('range', stop, step)
    : ibisError('NotImplementedError', '');
}

const isWholeNumber = (value: PyValue): boolean =>
  typeof value === 'bigint' ||
  typeof value === 'boolean' ||
  (value instanceof ValueObj &&
    (isA(value.node.dtype, 'Integer') || value.node.dtype.kind === 'unknown'));

function missingBounds(name: string, stop: PyValue, step: PyValue): PythonError {
  const missing = [stop === null ? "'stop'" : '', step === null ? "'step'" : ''].filter(
    (name) => name !== '',
  );
  const plural = missing.length === 1 ? '' : 's';
  return typeError(
    `${name}() missing ${missing.length} required positional argument${plural}: ${missing.join(' and ')}`,
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
    (start instanceof ValueObj && start.node.dtype.kind === 'timestamp');
  if (isTime) {
    if (stop === null || step === null) throw missingBounds('_timestamp_range', stop, step);
    const moment = (value: PyValue): PyValue =>
      typeof value === 'string' ? wrap(session, literalOf(value, TIMESTAMP, ctx)) : value;
    return apply(
      session,
      'TimestampRange',
      { start: moment(start), stop: moment(stop), step },
      ctx,
    );
  }
  if (!isWholeNumber(start)) throw undispatched(stop, step);
  const [from, to] = stop === null ? [0n, start] : [start, stop];
  return apply(session, 'IntegerRange', { start: from, stop: to, step: step ?? 1n }, ctx);
}
