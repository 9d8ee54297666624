import { PythonError, limitExceeded, typeError, valueError } from './errors.js';
import type { PyContext } from './host.js';
import { typeName, type PyRange, type PyValue } from './values.js';

/** `bool(value)`. */
export function truth(value: PyValue, ctx: PyContext): boolean {
  if (value === true) return true;
  if (value === false || value === null) return false;
  switch (typeof value) {
    case 'bigint':
      return value !== 0n;
    case 'number':
      return value !== 0;
    case 'string':
      return value !== '';
    default:
      break;
  }
  if (typeof value !== 'object') return true;
  switch (value.kind) {
    case 'list':
    case 'tuple':
      return value.items.length > 0;
    case 'dict':
    case 'set':
      return value.entries.size > 0;
    case 'bytes':
      return value.bytes.length > 0;
    case 'range':
      return value.length > 0n;
    case 'host':
      if (value.truth !== undefined) return value.truth(ctx);
      return value.length === undefined || value.length(ctx) > 0;
    default:
      return true;
  }
}

/** Whether a string holds characters outside the basic plane (two code units each). */
export function hasAstral(text: string): boolean {
  return /[\ud800-\udbff]/.test(text);
}

/** `len(text)`: code points. */
export function stringLength(text: string): number {
  if (!hasAstral(text)) return text.length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** The code points of a string as strings. */
export function codePoints(text: string): string[] {
  return hasAstral(text) ? [...text] : text.split('');
}

/** `len(value)`. */
export function length(value: PyValue, ctx: PyContext): number {
  if (typeof value === 'string') return stringLength(value);
  if (value !== null && typeof value === 'object') {
    switch (value.kind) {
      case 'list':
      case 'tuple':
        return value.items.length;
      case 'dict':
      case 'set':
        return value.entries.size;
      case 'bytes':
        return value.bytes.length;
      case 'range':
        return toSize(value.length);
      case 'host':
        if (value.length !== undefined) return value.length(ctx);
        break;
      default:
    }
  }
  throw typeError(`object of type '${typeName(value)}' has no len()`);
}

function toSize(size: bigint): number {
  if (size > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new PythonError('OverflowError', 'Python int too large to convert to C ssize_t');
  }
  return Number(size);
}

/** `iter(value)`; each item of an unbounded source counts as a step. */
export function iterate(value: PyValue, ctx: PyContext): Iterable<PyValue> {
  if (typeof value === 'string') return codePoints(value);
  if (value !== null && typeof value === 'object') {
    switch (value.kind) {
      case 'list':
      case 'tuple':
        return value.items;
      case 'dict':
        return guarded(value.entries, 'dictionary', (entry) => entry.key);
      case 'set':
        return guarded(value.entries, 'Set', (member) => member);
      case 'range':
        return rangeItems(value, ctx);
      case 'bytes':
        return Array.from(value.bytes, BigInt);
      case 'iterator':
        return stepped(value.iterator, ctx);
      case 'host':
        if (value.iterate !== undefined) return value.iterate(ctx);
        break;
      default:
    }
  }
  throw typeError(`'${typeName(value)}' object is not iterable`);
}

/**
 * Whether an error says that the value cannot be iterated at all, so that CPython names the place
 * that wanted to; a host object that refuses by itself has its own words.
 */
export function saysNotIterable(error: unknown, value: PyValue): boolean {
  const refusesItself =
    value !== null &&
    typeof value === 'object' &&
    value.kind === 'host' &&
    value.iterate !== undefined;
  return (
    !refusesItself &&
    error instanceof PythonError &&
    error.message.endsWith('object is not iterable')
  );
}

function* guarded<T>(
  entries: ReadonlyMap<unknown, T>,
  what: string,
  item: (entry: T) => PyValue,
): Generator<PyValue> {
  const { size } = entries;
  for (const entry of entries.values()) {
    yield item(entry);
    if (entries.size !== size) {
      throw new PythonError('RuntimeError', `${what} changed size during iteration`);
    }
  }
}

function* rangeItems(range: PyRange, ctx: PyContext): Generator<PyValue> {
  let value = range.start;
  for (let left = range.length; left > 0n; left--) {
    ctx.step();
    yield value;
    value += range.step;
  }
}

/** Items of an iterator object; stopping early leaves the rest in it. */
function stepped(iterator: Iterator<PyValue>, ctx: PyContext): Iterable<PyValue> {
  return {
    [Symbol.iterator]: () => ({
      next(): IteratorResult<PyValue> {
        ctx.step();
        return iterator.next();
      },
    }),
  };
}

/** A new JS array of all items, counted against the allocation budget. */
export function toArray(value: PyValue, ctx: PyContext): PyValue[] {
  if (value !== null && typeof value === 'object') {
    if (value.kind === 'list' || value.kind === 'tuple') {
      ctx.allocate(value.items.length);
      return [...value.items];
    }
    if (value.kind === 'range') ctx.allocate(value.length);
  }
  const items: PyValue[] = [];
  for (const item of iterate(value, ctx)) {
    ctx.allocate(1);
    items.push(item);
  }
  return items;
}

/** A bool, int or float as a JS number type; undefined for everything else. */
export function asNumber(value: PyValue): bigint | number | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return undefined;
}

/** A bool or int as a bigint; undefined for everything else. */
export function asInt(value: PyValue): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return undefined;
}

/** A value that must be an int, as `operator.index` takes it. */
export function requireInt(value: PyValue): bigint {
  const int = asInt(value);
  if (int === undefined) {
    throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
  }
  return int;
}

/** An int as a JS number; sizes beyond exact numbers are refused as CPython refuses them. */
export function requireSize(value: PyValue): number {
  const int = requireInt(value);
  if (int > BigInt(Number.MAX_SAFE_INTEGER) || int < BigInt(Number.MIN_SAFE_INTEGER)) {
    throw new PythonError('OverflowError', 'Python int too large to convert to C ssize_t');
  }
  return Number(int);
}

/** A number as a JS float. */
export function toFloat(value: bigint | number): number {
  if (typeof value === 'number') return value;
  const float = Number(value);
  if (!Number.isFinite(float)) {
    throw new PythonError('OverflowError', 'int too large to convert to float');
  }
  return float;
}

/** A float cut to an int. */
export function truncate(value: number): bigint {
  if (Number.isNaN(value)) throw valueError('cannot convert float NaN to integer');
  if (!Number.isFinite(value)) {
    throw new PythonError('OverflowError', 'cannot convert float infinity to integer');
  }
  return BigInt(Math.trunc(value));
}

/** Bits of the largest int that a program may make. */
const MAX_INT_BITS = 32_768n;
const MAX_INT = 1n << MAX_INT_BITS;
const MIN_INT = -MAX_INT;

/** The int itself, unless it is larger than a program may make. */
export function boundedInt(value: bigint): bigint {
  if (value >= MAX_INT || value <= MIN_INT) throw intTooLarge();
  return value;
}

/** Refuses an int of about `bits` bits before it is made. */
export function checkIntBits(bits: bigint): void {
  if (bits > MAX_INT_BITS) throw intTooLarge();
}

function intTooLarge(): PythonError {
  return limitExceeded(
    'MemoryError',
    `the program makes an int of more than ${MAX_INT_BITS} bits`,
    'Use smaller numbers.',
  );
}

/** Start, step and count of the items that `slice` takes from `size` items. */
export function sliceIndices(
  slice: { readonly start: PyValue; readonly stop: PyValue; readonly step: PyValue },
  size: number,
): {
  readonly start: number;
  readonly step: number;
  readonly count: number;
  readonly stop: number;
} {
  const step = slice.step === null ? 1 : sliceIndex(slice.step);
  if (step === 0) throw valueError('slice step cannot be zero');
  const low = step < 0 ? -1 : 0;
  const high = step < 0 ? size - 1 : size;
  const bound = (value: PyValue, fallback: number): number => {
    if (value === null) return fallback;
    const index = sliceIndex(value);
    if (index < 0) return Math.max(index + size, low);
    return Math.min(index, high);
  };
  const start = bound(slice.start, step < 0 ? high : low);
  const stop = bound(slice.stop, step < 0 ? low : high);
  const count = Math.max(0, Math.ceil((stop - start) / step));
  return { start, step, count, stop };
}

function sliceIndex(value: PyValue): number {
  const int = asInt(value);
  if (int === undefined) {
    throw typeError('slice indices must be integers or None or have an __index__ method');
  }
  const limit = BigInt(Number.MAX_SAFE_INTEGER);
  return Number(int > limit ? limit : int < -limit ? -limit : int);
}
