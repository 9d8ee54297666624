import { hashKey, setFrom } from './containers.js';
import { typeError, valueError } from './errors.js';
import type { CompareOperator, PyContext } from './host.js';
import { present } from './present.js';
import { asInt, asNumber, iterate, truth } from './protocols.js';
import { NOT_IMPLEMENTED, typeName, type PySet, type PyValue } from './values.js';

const TURNED: Readonly<Record<CompareOperator, CompareOperator>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** `left op right`; host objects may answer with anything. */
export function compareOperation(
  op: CompareOperator,
  left: PyValue,
  right: PyValue,
  ctx: PyContext,
): PyValue {
  const a = asNumber(left);
  if (a !== undefined) {
    const b = asNumber(right);
    if (b !== undefined) return compareNumbers(op, a, b);
  } else if (typeof left === 'string' && typeof right === 'string') {
    return compareStrings(op, left, right);
  }
  if (isHost(left) && left.compare !== undefined) {
    const answer = left.compare(op, right, ctx);
    if (answer !== NOT_IMPLEMENTED) return answer;
  }
  if (isHost(right) && right.compare !== undefined) {
    const answer = right.compare(TURNED[op], left, ctx);
    if (answer !== NOT_IMPLEMENTED) return answer;
  }
  if (op === '==') return sameValue(left, right, ctx);
  if (op === '!=') return !sameValue(left, right, ctx);
  return order(op, left, right, ctx);
}

function isHost(value: PyValue): value is Extract<PyValue, { kind: 'host' }> {
  return value !== null && typeof value === 'object' && value.kind === 'host';
}

function compareNumbers(op: CompareOperator, a: bigint | number, b: bigint | number): boolean {
  switch (op) {
    case '==':
      return sameNumber(a, b);
    case '!=':
      return !sameNumber(a, b);
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}

function sameNumber(a: bigint | number, b: bigint | number): boolean {
  if (typeof a === typeof b) return a === b;
  const [int, float] = typeof a === 'bigint' ? [a, b] : [b, a];
  return Number.isInteger(float) && BigInt(float) === int;
}

function compareStrings(op: CompareOperator, a: string, b: string): boolean {
  if (op === '==') return a === b;
  if (op === '!=') return a !== b;
  const sign = stringOrder(a, b);
  if (op === '<') return sign < 0;
  if (op === '<=') return sign <= 0;
  return op === '>' ? sign > 0 : sign >= 0;
}

/** Order by code points: code units alone would put astral characters before U+E000. */
function stringOrder(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) {
      const high = (code: number): number =>
        code >= 0xd800 && code < 0xe000 ? code + 0x10000 : code;
      return high(a.charCodeAt(i)) - high(b.charCodeAt(i));
    }
  }
  return a.length - b.length;
}

/** Equality of values that are not both numbers or both strings. */
function sameValue(a: PyValue, b: PyValue, ctx: PyContext): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  switch (a.kind) {
    case 'list':
    case 'tuple':
      return b.kind === a.kind && sameItems(a.items, b.items, ctx);
    case 'dict': {
      if (b.kind !== 'dict' || a.entries.size !== b.entries.size) return false;
      ctx.enter();
      for (const [key, { value }] of a.entries) {
        const other = b.entries.get(key);
        if (other === undefined || !pyEquals(value, other.value, ctx)) {
          ctx.leave();
          return false;
        }
      }
      ctx.leave();
      return true;
    }
    case 'set':
      return b.kind === 'set' && a.entries.size === b.entries.size && isSubset(a, b);
    case 'bytes':
    case 'range':
      return b.kind === a.kind && hashKey(a) === hashKey(b);
    case 'slice':
      return (
        b.kind === 'slice' && sameItems([a.start, a.stop, a.step], [b.start, b.stop, b.step], ctx)
      );
    default:
      return false;
  }
}

function sameItems(a: readonly PyValue[], b: readonly PyValue[], ctx: PyContext): boolean {
  if (a.length !== b.length) return false;
  ctx.enter();
  const same = a.every((item, i) => {
    ctx.step();
    return pyEquals(item, present(b[i]), ctx);
  });
  ctx.leave();
  return same;
}

/** Whether every member of `a` is in `b`. */
export function isSubset(a: PySet, b: PySet): boolean {
  for (const key of a.entries.keys()) if (!b.entries.has(key)) return false;
  return true;
}

/** Identity or equality, as containers ask it. */
export function pyEquals(a: PyValue, b: PyValue, ctx: PyContext): boolean {
  if (a === b) return true;
  return truth(compareOperation('==', a, b, ctx), ctx);
}

function order(op: CompareOperator, a: PyValue, b: PyValue, ctx: PyContext): boolean {
  if (a !== null && b !== null && typeof a === 'object' && typeof b === 'object') {
    if ((a.kind === 'list' || a.kind === 'tuple') && b.kind === a.kind) {
      return orderItems(op, a.items, b.items, ctx);
    }
    if (a.kind === 'set' && b.kind === 'set') return orderSets(op, a, b);
    if (a.kind === 'bytes' && b.kind === 'bytes') {
      return compareNumbers(op, Buffer.compare(a.bytes, b.bytes), 0);
    }
  }
  throw typeError(
    `'${op}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`,
  );
}

function orderItems(
  op: CompareOperator,
  a: readonly PyValue[],
  b: readonly PyValue[],
  ctx: PyContext,
): boolean {
  ctx.enter();
  const shared = Math.min(a.length, b.length);
  let i = 0;
  while (i < shared && pyEquals(present(a[i]), present(b[i]), ctx)) {
    ctx.step();
    i++;
  }
  const result =
    i < shared
      ? truth(compareOperation(op, present(a[i]), present(b[i]), ctx), ctx)
      : compareNumbers(op, a.length, b.length);
  ctx.leave();
  return result;
}

function orderSets(op: CompareOperator, a: PySet, b: PySet): boolean {
  if (op === '<=') return isSubset(a, b);
  if (op === '>=') return isSubset(b, a);
  if (op === '<') return a.entries.size < b.entries.size && isSubset(a, b);
  return b.entries.size < a.entries.size && isSubset(b, a);
}

/** `item in container`. */
export function contains(container: PyValue, item: PyValue, ctx: PyContext): boolean {
  if (typeof container === 'string') {
    if (typeof item === 'string') return container.includes(item);
    throw typeError(`'in <string>' requires string as left operand, not ${typeName(item)}`);
  }
  if (container !== null && typeof container === 'object') {
    switch (container.kind) {
      case 'set':
        return container.entries.has(hashKey(frozen(item)));
      case 'dict':
        return container.entries.has(hashKey(item));
      case 'bytes':
        return bytesContain(container.bytes, item);
      case 'range':
        if (typeof item === 'bigint') {
          const { start, step, length: size } = container;
          const steps = (item - start) / step;
          return steps >= 0n && steps < size && start + steps * step === item;
        }
        break;
      case 'host':
        if (container.contains !== undefined) return container.contains(item, ctx);
        break;
      default:
    }
  }
  if (!isIterable(container)) {
    throw typeError(`argument of type '${typeName(container)}' is not iterable`);
  }
  for (const member of iterate(container, ctx)) {
    ctx.step();
    if (pyEquals(member, item, ctx)) return true;
  }
  return false;
}

/** A set looked for in a set is compared as a frozenset. */
function frozen(item: PyValue): PyValue {
  const isSet = item !== null && typeof item === 'object' && item.kind === 'set';
  return isSet && !item.frozen ? setFrom(item.entries.values(), true) : item;
}

function bytesContain(bytes: Uint8Array, item: PyValue): boolean {
  const int = asInt(item);
  if (int !== undefined) {
    if (int < 0n || int > 255n) throw valueError('byte must be in range(0, 256)');
    return bytes.includes(Number(int));
  }
  if (item !== null && typeof item === 'object' && item.kind === 'bytes') {
    return Buffer.from(bytes).includes(Buffer.from(item.bytes));
  }
  throw typeError(`a bytes-like object is required, not '${typeName(item)}'`);
}

function isIterable(value: PyValue): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (value.kind === 'host') return value.iterate !== undefined;
  return ['list', 'tuple', 'range', 'iterator'].includes(value.kind);
}
