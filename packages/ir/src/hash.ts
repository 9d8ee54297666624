import { isRelation, isValue } from './node.js';
import type { Value } from './node.js';
import type { Relation } from './relations/types.js';

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** Mixes a 32-bit number into a hash. */
export const mix = (hash: number, part: number): number => Math.imul(hash ^ part, PRIME) >>> 0;

/** FNV-1a over the UTF-16 code units. */
export function hashText(text: string, seed = OFFSET): number {
  let hash = seed;
  for (let i = 0; i < text.length; i += 1) hash = mix(hash, text.charCodeAt(i));
  return hash;
}

/** A structural hash of anything that a node may hold. */
export function hashArg(arg: unknown): number {
  switch (typeof arg) {
    case 'string':
      return hashText(arg);
    case 'number':
      return Number.isInteger(arg) ? mix(7, arg | 0) : hashText(String(arg), 11);
    case 'bigint':
      return hashText(arg.toString(), 13);
    case 'boolean':
      return arg ? 17 : 19;
    case 'object':
      if (arg === null) return 23;
      if (isValue(arg) || isRelation(arg)) return arg.hash;
      return hashObject(arg);
    default:
      return 29;
  }
}

function hashObject(object: object): number {
  let hash = 31;
  if (object instanceof Map) {
    for (const [key, value] of object) hash = mix(mix(hash, hashArg(key)), hashArg(value));
  } else if (Array.isArray(object) || object instanceof Uint8Array) {
    for (const item of object) hash = mix(hash, hashArg(item));
  } else {
    for (const [key, value] of Object.entries(object)) {
      hash = mix(mix(hash, hashText(key)), hashArg(value));
    }
  }
  return hash;
}

/** Structural equality of nodes and of everything that nodes hold. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (isValue(a)) {
    return (
      isValue(b) &&
      a.hash === b.hash &&
      a.kind === b.kind &&
      same(a.dtype, b.dtype) &&
      same(a.args, b.args)
    );
  }
  if (isRelation(a)) return isRelation(b) && sameRelation(a, b);
  return sameObject(a, b);
}

/** Structural equality of two relations; cheap when they differ. */
export function sameRelation(a: Relation, b: Relation): boolean {
  return a === b || (a.hash === b.hash && a.kind === b.kind && sameObject(a, b));
}

/** Structural equality of two values; cheap when they differ. */
export const sameValue = (a: Value, b: Value): boolean => a === b || same(a, b);

function sameObject(a: object, b: object): boolean {
  if (a instanceof Map) {
    if (!(b instanceof Map) || a.size !== b.size) return false;
    const others = b.entries();
    for (const [key, value] of a) {
      const other = others.next().value;
      if (other === undefined || !same(key, other[0]) || !same(value, other[1])) return false;
    }
    return true;
  }
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]));
  }
  const left = Object.entries(a);
  if (Array.isArray(b) || b instanceof Map || left.length !== Object.keys(b).length) return false;
  return left.every(([key, value]) => same(value, (b as Record<string, unknown>)[key]));
}
