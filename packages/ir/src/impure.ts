import type { Value } from './node.js';

const IMPURE: ReadonlySet<string> = new Set([
  'RandomScalar',
  'RandomUUID',
  'TimestampNow',
  'DateNow',
  'ScalarUDF',
  'AggUDF',
]);

/** Whether an operation may give something else when it is asked again. */
export const isImpure = ({ kind }: Value): boolean => IMPURE.has(kind);
