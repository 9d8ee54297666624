import { limitExceeded, typeError } from './errors.js';
import { PyDict, PySet, typeName, type HashKey, type PyValue } from './values.js';

/**
 * Identity of objects inside composite hash keys. A memo, not state: the number of an object has
 * no meaning but to differ from those of others.
 */
const identities = new WeakMap<object, string>();
let nextIdentity = 0;

function identity(value: object): string {
  let id = identities.get(value);
  if (id === undefined) {
    id = `\0#${nextIdentity++}`;
    identities.set(value, id);
  }
  return id;
}

/** The key that equal values share; TypeError for values that cannot be hashed. */
export function hashKey(value: PyValue): HashKey {
  switch (typeof value) {
    case 'string':
      return value.charCodeAt(0) === 0 ? `\0s${value}` : value;
    case 'bigint':
      return value;
    case 'boolean':
      return value ? 1n : 0n;
    case 'number':
      return Number.isInteger(value) ? BigInt(value) : value;
    default:
      break;
  }
  if (value === null) return null;
  switch (value.kind) {
    case 'tuple':
      return bounded(`\0t${value.items.map(keyText).join('')}`);
    case 'bytes':
      return `\0b${value.bytes.join(',')}`;
    case 'range':
      return value.length === 0n
        ? '\0r'
        : `\0r${value.start},${value.length}${value.length === 1n ? '' : `,${value.step}`}`;
    case 'set':
      if (!value.frozen) break;
      return bounded(`\0f${[...value.entries.values()].map(keyText).sort().join('')}`);
    case 'host': {
      if (value.hashKey === undefined) return value;
      const key = value.hashKey();
      if (key === null) break;
      return key;
    }
    case 'list':
    case 'dict':
    case 'slice':
      break;
    default:
      return value;
  }
  throw typeError(`unhashable type: '${typeName(value)}'`);
}

/** Longest text of a key: a tuple that holds another twice, and so on, has one of any length. */
const MAX_KEY_LENGTH = 1_000_000;

function bounded(key: string): string {
  if (key.length <= MAX_KEY_LENGTH) return key;
  throw limitExceeded('MemoryError', 'the key of a dict or set is too large', 'Use smaller keys.');
}

/** A key as text that no other key's text begins with. */
function keyText(value: PyValue): string {
  const key = hashKey(value);
  const text =
    typeof key === 'object' && key !== null ? identity(key) : `${typeof key}:${String(key)}`;
  return `${text.length}:${text}`;
}

/** The value under `key`, or undefined. */
export function dictGet(dict: PyDict, key: PyValue): PyValue | undefined {
  return dict.entries.get(hashKey(key))?.value;
}

/** Sets a key, keeping its place (and the key's first spelling) if it is there. */
export function dictSet(dict: PyDict, key: PyValue, value: PyValue): void {
  const hash = hashKey(key);
  const entry = dict.entries.get(hash);
  if (entry === undefined) dict.entries.set(hash, { key, value });
  else entry.value = value;
}

/** Removes a key; gives whether it was there. */
export function dictDelete(dict: PyDict, key: PyValue): boolean {
  return dict.entries.delete(hashKey(key));
}

/** A new dict of the given pairs. */
export function dictFrom(entries: Iterable<readonly [PyValue, PyValue]>): PyDict {
  const dict = new PyDict();
  for (const [key, value] of entries) dictSet(dict, key, value);
  return dict;
}

/** Adds a member to a set. */
export function setAdd(set: PySet, value: PyValue): void {
  const hash = hashKey(value);
  if (!set.entries.has(hash)) set.entries.set(hash, value);
}

/** A new set of the given members. */
export function setFrom(values: Iterable<PyValue>, frozen = false): PySet {
  const set = new PySet(frozen);
  for (const value of values) setAdd(set, value);
  return set;
}
