import { isRelation, isValue } from '@ibert/ir';

import { unboundTables } from './errors.js';

/**
 * Ibis's complaint where it would have to run an expression over tables that it only knows by
 * their columns. Tables made in the program have rows, and pass.
 *
 * @param parts What the expression is made of.
 * @throws PythonError IbisError.
 */
export function requireRows(parts: unknown, seen: Set<unknown> = new Set()): void {
  if (typeof parts !== 'object' || parts === null || seen.has(parts)) return;
  seen.add(parts);
  if (isRelation(parts) && parts.kind === 'UnboundTable') throw unboundTables();
  const isTree = isRelation(parts) || isValue(parts) || Array.isArray(parts);
  if (!isTree && !(parts instanceof Map) && Object.getPrototypeOf(parts) !== Object.prototype)
    return;
  const items = parts instanceof Map ? [...parts.values()] : Object.values(parts);
  for (const item of items) requireRows(item, seen);
}
