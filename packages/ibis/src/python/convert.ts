import { dictSet } from './containers.js';
import { PyDict, PyList, type PyValue } from './values.js';

/** JSON-like data of JS. */
export type JsData =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly JsData[]
  | { readonly [key: string]: JsData };

/**
 * A Python value of JS data: whole numbers become ints, other numbers floats, arrays lists and
 * plain objects dicts.
 */
export function fromJs(value: JsData): PyValue {
  if (value === null || typeof value !== 'object') {
    return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value;
  }
  if (isArray(value)) return new PyList(value.map(fromJs));
  const dict = new PyDict();
  for (const [key, item] of Object.entries(value)) dictSet(dict, key, fromJs(item));
  return dict;
}

function isArray(value: object): value is readonly JsData[] {
  return Array.isArray(value);
}

/**
 * JS data of a Python value: ints that fit become numbers, lists, tuples, sets and ranges arrays,
 * dicts with string keys objects. Undefined for values that have no such form.
 */
export function toJs(value: PyValue): JsData | undefined {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }
  if (value === null || typeof value !== 'object') return value;
  switch (value.kind) {
    case 'list':
    case 'tuple':
      return allToJs(value.items);
    case 'set':
      return allToJs([...value.entries.values()]);
    case 'dict': {
      const entries: [string, JsData][] = [];
      for (const { key, value: item } of value.entries.values()) {
        const data = toJs(item);
        if (typeof key !== 'string' || data === undefined) return undefined;
        entries.push([key, data]);
      }
      return Object.fromEntries(entries);
    }
    default:
      return undefined;
  }
}

function allToJs(items: readonly PyValue[]): JsData | undefined {
  const data: JsData[] = [];
  for (const item of items) {
    const converted = toJs(item);
    if (converted === undefined) return undefined;
    data.push(converted);
  }
  return data;
}
