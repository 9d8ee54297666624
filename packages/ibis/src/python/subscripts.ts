import { dictDelete, dictSet, hashKey } from './containers.js';
import { PythonError, typeError, valueError } from './errors.js';
import { genericAlias } from './generic-alias.js';
import type { PyContext } from './host.js';
import { present } from './present.js';
import { asInt, codePoints, hasAstral, sliceIndices, toArray } from './protocols.js';
import { keyError } from './repr.js';
import {
  PyBytes,
  PyList,
  PyRange,
  PyTuple,
  typeName,
  type PySlice,
  type PyValue,
} from './values.js';

/** `object[key]`. */
export function getItem(object: PyValue, key: PyValue, ctx: PyContext): PyValue {
  if (typeof object === 'string') return stringItem(object, key);
  if (object !== null && typeof object === 'object') {
    switch (object.kind) {
      case 'list':
      case 'tuple': {
        if (isSlice(key)) {
          const items = slicedItems(object.items, key);
          ctx.allocate(items.length);
          return object.kind === 'list' ? new PyList(items) : new PyTuple(items);
        }
        const { items } = object;
        return present(items[position(key, items.length, object.kind)]);
      }
      case 'dict': {
        const entry = object.entries.get(hashKey(key));
        if (entry === undefined) throw keyError(key, ctx);
        return entry.value;
      }
      case 'range': {
        if (isSlice(key)) return sliceRange(object, key);
        return (
          object.start + BigInt(position(key, Number(object.length), 'range object')) * object.step
        );
      }
      case 'bytes': {
        if (isSlice(key)) return new PyBytes(Uint8Array.from(slicedItems([...object.bytes], key)));
        return BigInt(present(object.bytes[position(key, object.bytes.length, 'byte')]));
      }
      case 'host':
        if (object.getItem !== undefined) return object.getItem(key, ctx);
        break;
      default:
    }
  }
  if (object !== null && typeof object === 'object' && object.kind === 'type') {
    return genericAlias(object, key);
  }
  throw typeError(`'${typeName(object)}' object is not subscriptable`);
}

function isSlice(key: PyValue): key is PySlice {
  return key !== null && typeof key === 'object' && key.kind === 'slice';
}

function position(key: PyValue, size: number, what: string): number {
  const int = asInt(key);
  if (int === undefined) {
    if (what === 'string') {
      throw typeError(`string indices must be integers, not '${typeName(key)}'`);
    }
    const names: Readonly<Record<string, string>> = { 'range object': 'range' };
    throw typeError(
      `${names[what] ?? what} indices must be integers or slices, not ${typeName(key)}`,
    );
  }
  const index = Number(int < 0n ? int + BigInt(size) : int);
  if (index < 0 || index >= size) {
    const bytes = what === 'byte' ? 'index out of range' : `${what} index out of range`;
    throw new PythonError('IndexError', bytes);
  }
  return index;
}

function stringItem(text: string, key: PyValue): string {
  if (!hasAstral(text)) {
    if (!isSlice(key)) return present(text[position(key, text.length, 'string')]);
    const { start, step, count, stop } = sliceIndices(key, text.length);
    if (step === 1) return text.slice(start, Math.max(start, stop));
    let out = '';
    for (let i = 0; i < count; i++) out += present(text[start + i * step]);
    return out;
  }
  const chars = codePoints(text);
  if (!isSlice(key)) return present(chars[position(key, chars.length, 'string')]);
  return slicedItems(chars, key).join('');
}

function slicedItems<T>(items: readonly T[], slice: PySlice): T[] {
  const { start, step, count } = sliceIndices(slice, items.length);
  if (step === 1) return items.slice(start, start + count);
  const out: T[] = [];
  for (let i = 0; i < count; i++) out.push(present(items[start + i * step]));
  return out;
}

function sliceRange(range: PyRange, slice: PySlice): PyRange {
  const { start, step, count } = sliceIndices(slice, Number(range.length));
  const first = range.start + BigInt(start) * range.step;
  const stride = range.step * BigInt(step);
  return new PyRange(first, first + stride * BigInt(count), stride);
}

/** `object[key] = value`. */
export function setItem(object: PyValue, key: PyValue, value: PyValue, ctx: PyContext): void {
  if (object !== null && typeof object === 'object') {
    if (object.kind === 'dict') {
      ctx.allocate(1);
      dictSet(object, key, value);
      return;
    }
    if (object.kind === 'list') {
      if (isSlice(key)) setSlice(object, key, toArray(value, ctx));
      else object.items[assignPosition(key, object.items.length)] = value;
      return;
    }
  }
  throw typeError(`'${typeName(object)}' object does not support item assignment`);
}

function assignPosition(key: PyValue, size: number): number {
  try {
    return position(key, size, 'list');
  } catch (error) {
    if (error instanceof PythonError && error.pyType === 'IndexError') {
      throw new PythonError('IndexError', 'list assignment index out of range');
    }
    throw error;
  }
}

function setSlice(list: PyList, slice: PySlice, values: PyValue[]): void {
  const { start, step, count } = sliceIndices(slice, list.items.length);
  if (step === 1) {
    list.items = [...list.items.slice(0, start), ...values, ...list.items.slice(start + count)];
    return;
  }
  if (values.length !== count) {
    throw valueError(
      `attempt to assign sequence of size ${values.length} to extended slice of size ${count}`,
    );
  }
  for (let i = 0; i < count; i++) list.items[start + i * step] = present(values[i]);
}

/** `del object[key]`. */
export function deleteItem(object: PyValue, key: PyValue, ctx: PyContext): void {
  if (object !== null && typeof object === 'object') {
    if (object.kind === 'dict') {
      if (!dictDelete(object, key)) throw keyError(key, ctx);
      return;
    }
    if (object.kind === 'list') {
      if (isSlice(key)) {
        const { start, step, count } = sliceIndices(key, object.items.length);
        const gone = new Set(Array.from({ length: count }, (_, i) => start + i * step));
        object.items = object.items.filter((_, i) => !gone.has(i));
      } else {
        object.items.splice(assignPosition(key, object.items.length), 1);
      }
      return;
    }
  }
  const verb = typeName(object) === 'tuple' || typeName(object) === 'str' ? "doesn't" : 'does not';
  throw typeError(`'${typeName(object)}' object ${verb} support item deletion`);
}
