import { isRelation, isValue, printType } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

/**
 * A relation or value as text, equal for two that differ in nothing but the numbers of their views
 * and joins and the names that Ibis gives to tables of literal rows.
 */
export function canonical(root: Relation | Value): string {
  const identifiers = new Map<unknown, number>();
  const numberOf = (identifier: unknown): string => {
    if (!identifiers.has(identifier)) identifiers.set(identifier, identifiers.size);
    return `#${identifiers.get(identifier)}`;
  };
  const show = (part: unknown): string => {
    if (typeof part === 'bigint') return `${part}n`;
    if (typeof part !== 'object' || part === null) return JSON.stringify(part) ?? String(part);
    if (isValue(part)) {
      const args = Object.entries(part.args).map(([key, arg]) => `${key}=${show(arg)}`);
      return `${part.kind}(${args.join(', ')})`;
    }
    if (isRelation(part)) {
      const fields = Object.entries(part)
        .filter(([key]) => !['is', 'hash', 'kind', 'schema'].includes(key))
        .filter(([key]) => part.kind !== 'InMemoryTable' || key !== 'name')
        .map(([key, arg]) => `${key}=${key === 'identifier' ? numberOf(arg) : show(arg)}`);
      return `${part.kind}[${fields.join(', ')}]`;
    }
    if ('nullable' in part) return printType(part as Parameters<typeof printType>[0]);
    if (part instanceof Map)
      return `{${[...part].map(([key, item]) => `${String(key)}: ${show(item)}`).join(', ')}}`;
    if (Array.isArray(part)) return `[${part.map(show).join(', ')}]`;
    return `{${Object.entries(part)
      .map(([key, item]) => `${key}: ${show(item)}`)
      .join(', ')}}`;
  };
  return show(root);
}
