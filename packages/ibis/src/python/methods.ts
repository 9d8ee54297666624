import type { Kwargs, PyContext } from './host.js';
import type { PyValue } from './values.js';

/** A method of a builtin type. */
export type Method = (
  self: PyValue,
  args: readonly PyValue[],
  kwargs: Kwargs,
  ctx: PyContext,
) => PyValue;

/** The methods of a type by name. */
export type Methods = ReadonlyMap<string, Method>;
