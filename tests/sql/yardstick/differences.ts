import type { Difference } from './differences/difference.js';
import { ENGINE_DIFFERENCES } from './differences/engines.js';
import { WAREHOUSE_DIFFERENCES } from './differences/warehouses.js';

/**
 * Where a dialect writes an operation on purpose in another way than real Ibis, and where it writes
 * one that Ibis refuses. An entry that is not needed any more fails the suite.
 */
export const DIFFERENCES: readonly Difference[] = [...WAREHOUSE_DIFFERENCES, ...ENGINE_DIFFERENCES];
