import { specOf } from '@ibert/ir';
import type { Value } from '@ibert/ir';

/** Operations whose boolean result is a value that was stored or passed on, not a test. */
const VALUES: ReadonlySet<string> = new Set([
  'Field',
  'Literal',
  'Cast',
  'TryCast',
  'Coalesce',
  'NullIf',
  'Greatest',
  'Least',
  'IfElse',
  'SearchedCase',
  'SimpleCase',
  'ScalarSubquery',
  'ScalarParameter',
  'ScalarUDF',
  'Argument',
  'WindowFunction',
  'ArrayIndex',
  'MapGet',
  'StructField',
  'UnwrapJSONBoolean',
]);

/** Tests that are true or false whatever they are given. */
export const NEVER_NULL: ReadonlySet<string> = new Set([
  'IsNull',
  'NotNull',
  'IdenticalTo',
  'ExistsSubquery',
]);

/** Whether SQL writes the value as a test, which some dialects take in certain places only. */
export function isCondition(value: Value): boolean {
  if (value.dtype.kind !== 'boolean' || VALUES.has(value.kind)) return false;
  const { role } = specOf(value.kind);
  return role !== 'reduction' && role !== 'analytic';
}
