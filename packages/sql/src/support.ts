import { OP_NAMES } from '@ibert/ir';
import type { OpName } from '@ibert/ir';

import { DIALECTS, specOfDialect } from './dialects/index.js';
import type { Dialect } from './dialects/index.js';

/**
 * How a dialect says an operation: by a function or operator of its own (`native`), by other
 * operations or rules of ours (`written`), or not at all (`refused`).
 */
export interface OperationSupport {
  readonly how: 'native' | 'written' | 'refused';
  /** The function or operator; for a refusal why. */
  readonly detail?: string;
}

/** Not operations by themselves: parts of others, written where those are. */
const PARTS: ReadonlySet<OpName> = new Set<OpName>(['Field', 'Alias', 'SortKey', 'WindowBoundary']);

/** For every dialect, how it says every operation. */
export function dialectSupport(): Readonly<Record<Dialect, ReadonlyMap<OpName, OperationSupport>>> {
  return Object.fromEntries(DIALECTS.map((dialect) => [dialect, supportOf(dialect)])) as Record<
    Dialect,
    ReadonlyMap<OpName, OperationSupport>
  >;
}

function supportOf(dialect: Dialect): ReadonlyMap<OpName, OperationSupport> {
  const { rows } = specOfDialect(dialect);
  const support = new Map<OpName, OperationSupport>();
  for (const name of OP_NAMES) {
    const row = rows[name];
    if (PARTS.has(name)) support.set(name, { how: 'written' });
    else if (row === undefined)
      support.set(name, { how: 'refused', detail: 'it is not written yet' });
    else if (typeof row === 'string') support.set(name, { how: 'native', detail: row });
    else if (typeof row === 'function') support.set(name, { how: 'written' });
    else if (row.row === 'infix') support.set(name, { how: 'native', detail: row.operator });
    else support.set(name, { how: 'refused', detail: row.reason });
  }
  return support;
}
