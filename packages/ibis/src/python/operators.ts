import { numberOperation } from './arithmetic.js';
import { setAdd } from './containers.js';
import { typeError, type PythonError } from './errors.js';
import { percentFormat } from './format-percent.js';
import { unionOfTypes } from './generic-alias.js';
import type { BinaryOperator, PyContext, UnaryOperator } from './host.js';
import { asInt, asNumber, toArray } from './protocols.js';
import {
  NOT_IMPLEMENTED,
  PyBytes,
  PyDict,
  PyList,
  PySet,
  PyTuple,
  typeName,
  type PyValue,
} from './values.js';

/** `left op right` as Python dispatches it: the left operand, then the right one reflected. */
export function binaryOperation(
  op: BinaryOperator,
  left: PyValue,
  right: PyValue,
  ctx: PyContext,
): PyValue {
  const a = asNumber(left);
  if (a !== undefined) {
    const b = asNumber(right);
    if (b !== undefined) {
      if (typeof left === 'boolean' && typeof right === 'boolean' && '&|^'.includes(op)) {
        return booleanOperation(op, left, right);
      }
      const result = numberOperation(op, a, b);
      if (result !== undefined) return result;
      throw unsupported(op, left, right);
    }
  }
  if (left !== null && typeof left === 'object' && left.kind === 'host' && left.binary) {
    const answer = left.binary(op, right, false, ctx);
    if (answer !== NOT_IMPLEMENTED) return answer;
  }
  if (typeof left === 'string' && op === '%') return percentFormat(left, right, ctx);
  if (right !== null && typeof right === 'object' && right.kind === 'host' && right.binary) {
    const answer = right.binary(op, left, true, ctx);
    if (answer !== NOT_IMPLEMENTED) return answer;
  }
  return containerOperation(op, left, right, ctx) ?? fail(op, left, right);
}

function booleanOperation(op: BinaryOperator, a: boolean, b: boolean): boolean {
  if (op === '&') return a && b;
  return op === '|' ? a || b : a !== b;
}

function unsupported(op: string, left: PyValue, right: PyValue): PythonError {
  const shown = op === '**' ? '** or pow()' : op;
  return typeError(
    `unsupported operand type(s) for ${shown}: '${typeName(left)}' and '${typeName(right)}'`,
  );
}

function fail(op: BinaryOperator, left: PyValue, right: PyValue): never {
  const name = sequenceName(left);
  if (op === '+' && name !== undefined) {
    if (name === 'bytes') throw typeError(`can't concat ${typeName(right)} to bytes`);
    throw typeError(`can only concatenate ${name} (not "${typeName(right)}") to ${name}`);
  }
  if (op === '*') {
    if (name !== undefined) {
      throw typeError(`can't multiply sequence by non-int of type '${typeName(right)}'`);
    }
    if (sequenceName(right) !== undefined) {
      throw typeError(`can't multiply sequence by non-int of type '${typeName(left)}'`);
    }
  }
  throw unsupported(op, left, right);
}

function sequenceName(value: PyValue): string | undefined {
  if (typeof value === 'string') return 'str';
  if (value === null || typeof value !== 'object') return undefined;
  return value.kind === 'list' || value.kind === 'tuple' || value.kind === 'bytes'
    ? value.kind
    : undefined;
}

function containerOperation(
  op: BinaryOperator,
  left: PyValue,
  right: PyValue,
  ctx: PyContext,
): PyValue | undefined {
  if (op === '+') return concatenate(left, right, ctx);
  if (op === '*') {
    const times = asInt(right);
    if (times !== undefined) return repeat(left, times, ctx);
    const count = asInt(left);
    return count === undefined ? undefined : repeat(right, count, ctx);
  }
  const union = op === '|' ? unionOfTypes(left, right) : undefined;
  if (union !== undefined) return union;
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') {
    return undefined;
  }
  if (left.kind === 'set' && right.kind === 'set') return setOperation(op, left, right);
  if (left.kind === 'dict' && right.kind === 'dict' && op === '|') {
    const merged = new PyDict();
    for (const dict of [left, right]) {
      for (const [hash, { key, value }] of dict.entries) {
        merged.entries.set(hash, { key: merged.entries.get(hash)?.key ?? key, value });
      }
    }
    return merged;
  }
  return undefined;
}

function concatenate(left: PyValue, right: PyValue, ctx: PyContext): PyValue | undefined {
  if (typeof left === 'string') {
    if (typeof right !== 'string') return undefined;
    ctx.allocate(left.length + right.length);
    return left + right;
  }
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') {
    return undefined;
  }
  if (left.kind === 'list' && right.kind === 'list') {
    ctx.allocate(left.items.length + right.items.length);
    return new PyList([...left.items, ...right.items]);
  }
  if (left.kind === 'tuple' && right.kind === 'tuple') {
    ctx.allocate(left.items.length + right.items.length);
    return new PyTuple([...left.items, ...right.items]);
  }
  if (left.kind === 'bytes' && right.kind === 'bytes') {
    ctx.allocate(left.bytes.length + right.bytes.length);
    return new PyBytes(Uint8Array.from([...left.bytes, ...right.bytes]));
  }
  return undefined;
}

function repeat(value: PyValue, count: bigint, ctx: PyContext): PyValue | undefined {
  const times = count > 0n ? count : 0n;
  const allocate = (size: number): number => {
    ctx.allocate(BigInt(size) * times);
    return size === 0 ? 0 : Number(times);
  };
  if (typeof value === 'string') return value.repeat(allocate(value.length));
  if (value === null || typeof value !== 'object') return undefined;
  switch (value.kind) {
    case 'list':
      return new PyList(repeatItems(value.items, allocate(value.items.length)));
    case 'tuple':
      return new PyTuple(repeatItems(value.items, allocate(value.items.length)));
    case 'bytes':
      return new PyBytes(
        Uint8Array.from(repeatItems([...value.bytes], allocate(value.bytes.length))),
      );
    default:
      return undefined;
  }
}

function repeatItems<T>(items: readonly T[], times: number): T[] {
  const out: T[] = [];
  for (let i = 0; i < times; i++) for (const item of items) out.push(item);
  return out;
}

/** `a op b` for sets; the result is frozen if `a` is. */
export function setOperation(op: BinaryOperator, a: PySet, b: PySet): PySet | undefined {
  const result = new PySet(a.frozen);
  const copy = (from: PySet, keep: (key: unknown) => boolean): void => {
    for (const [key, value] of from.entries) if (keep(key)) result.entries.set(key, value);
  };
  const inA = (key: unknown): boolean => a.entries.has(key as never);
  const inB = (key: unknown): boolean => b.entries.has(key as never);
  switch (op) {
    case '|':
      copy(a, () => true);
      copy(b, (key) => !inA(key));
      return result;
    case '&':
      copy(a, inB);
      return result;
    case '-':
      copy(a, (key) => !inB(key));
      return result;
    case '^':
      copy(a, (key) => !inB(key));
      copy(b, (key) => !inA(key));
      return result;
    default:
      return undefined;
  }
}

/** `left op= right`: lists, sets and dicts change in place, everything else is replaced. */
export function augmentedOperation(
  op: BinaryOperator,
  left: PyValue,
  right: PyValue,
  ctx: PyContext,
): PyValue {
  if (left !== null && typeof left === 'object') {
    if (left.kind === 'list' && op === '+') {
      for (const item of toArray(right, ctx)) left.items.push(item);
      return left;
    }
    if (left.kind === 'set' && !left.frozen && isSet(right)) {
      const result = setOperation(op, left, right);
      if (result !== undefined) {
        left.entries.clear();
        for (const value of result.entries.values()) setAdd(left, value);
        return left;
      }
    }
    if (left.kind === 'dict' && op === '|' && isDict(right)) {
      for (const [hash, entry] of right.entries) {
        const key = left.entries.get(hash)?.key ?? entry.key;
        left.entries.set(hash, { key, value: entry.value });
      }
      return left;
    }
  }
  try {
    return binaryOperation(op, left, right, ctx);
  } catch (error) {
    throw augmentedError(error, op);
  }
}

function isSet(value: PyValue): value is PySet {
  return value !== null && typeof value === 'object' && value.kind === 'set';
}

function isDict(value: PyValue): value is PyDict {
  return value !== null && typeof value === 'object' && value.kind === 'dict';
}

/** CPython writes `+=` for `+` in the message about operand types. */
function augmentedError(error: unknown, op: BinaryOperator): unknown {
  const prefix = `unsupported operand type(s) for ${op === '**' ? '** or pow()' : op}: `;
  if (!(error instanceof Error) || !error.message.startsWith(prefix)) return error;
  return typeError(
    `unsupported operand type(s) for ${op === '**' ? '**=' : `${op}=`}: ` +
      error.message.slice(prefix.length),
  );
}

/** `-x`, `+x`, `~x`. */
export function unaryOperation(op: UnaryOperator, value: PyValue, ctx: PyContext): PyValue {
  const number = asNumber(value);
  if (typeof number === 'bigint') return op === '-' ? -number : op === '~' ? ~number : number;
  if (typeof number === 'number' && op !== '~') return op === '-' ? -number : number;
  if (value !== null && typeof value === 'object' && value.kind === 'host' && value.unary) {
    return value.unary(op, ctx);
  }
  throw typeError(`bad operand type for unary ${op}: '${typeName(value)}'`);
}
