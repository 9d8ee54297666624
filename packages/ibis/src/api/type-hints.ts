import { array, map } from '@ibert/ir';
import type { DataType } from '@ibert/ir';

import { valueError } from '../python/index.js';
import type { PyGenericAlias, PyValue } from '../python/index.js';

const UNIONS: ReadonlySet<string> = new Set(['typing.Union', 'typing.Optional']);
const SEQUENCES: ReadonlySet<string> = new Set([
  'list',
  'tuple',
  'typing.List',
  'typing.Sequence',
  'typing.Tuple',
  'Array',
]);
const MAPPINGS: ReadonlySet<string> = new Set(['dict', 'typing.Dict', 'typing.Mapping', 'Map']);

/**
 * The data type that a type with arguments stands for: `list[int]`, `dict[str, int]`; undefined for
 * one that stands for none.
 *
 * @param requireType Reads an argument, which must be a data type.
 */
export function typeOfAlias(
  alias: PyGenericAlias,
  requireType: (value: PyValue) => DataType,
): DataType | undefined {
  const { origin, args } = alias;
  if (origin === undefined || UNIONS.has(origin.name)) {
    const [only, ...others] = args.filter((arg) => arg !== null);
    return only === undefined || others.length > 0 ? undefined : requireType(only);
  }
  const types = (count: number): DataType[] => {
    const found = args.slice(0, count + 1).map(requireType);
    if (found.length > count) throw valueError(`too many values to unpack (expected ${count})`);
    if (found.length === count) return found;
    throw valueError(`not enough values to unpack (expected ${count}, got ${found.length})`);
  };
  if (SEQUENCES.has(origin.name)) {
    const [value] = types(1);
    return value === undefined ? undefined : array(value);
  }
  if (!MAPPINGS.has(origin.name)) return undefined;
  const [key, value] = types(2);
  return key === undefined || value === undefined ? undefined : map(key, value);
}
