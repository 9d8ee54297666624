import { InternalError } from './errors.js';

/**
 * JSON with object keys sorted by code unit and no white space, so that equal values have equal
 * text. Properties that are `undefined` are left out, as in `JSON.stringify`.
 *
 * Values that JSON cannot hold (NaN, infinities, bigint, functions, symbols, `undefined` in a list)
 * are an {@link InternalError}: silently turning them into `null` would make different data equal.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') {
    return JSON.stringify(value);
  }
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  throw new InternalError(`a ${typeof value} (${String(value)}) has no canonical JSON`);
}
