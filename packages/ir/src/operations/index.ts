import type { Value } from '../node.js';
import { GENERIC } from './generic.js';
import { LOGICAL } from './logical.js';
import { NESTED } from './nested.js';
import { NUMERIC } from './numeric.js';
import { REDUCTIONS } from './reductions.js';
import type { ArgsOf, OpSpec, Params } from './spec.js';
import { STRINGS } from './strings.js';
import { SUBQUERIES } from './subqueries.js';
import { TEMPORAL } from './temporal.js';
import { WINDOWS } from './windows.js';

/** The operations by subject. */
export const OPERATION_FAMILIES = {
  generic: GENERIC,
  logical: LOGICAL,
  numeric: NUMERIC,
  strings: STRINGS,
  temporal: TEMPORAL,
  reductions: REDUCTIONS,
  windows: WINDOWS,
  nested: NESTED,
  subqueries: SUBQUERIES,
} as const;

/** Every value operation: the class names, parameters and type rules of Ibis 12. */
export const OPERATIONS = {
  ...GENERIC,
  ...LOGICAL,
  ...NUMERIC,
  ...STRINGS,
  ...TEMPORAL,
  ...REDUCTIONS,
  ...WINDOWS,
  ...NESTED,
  ...SUBQUERIES,
} as const;

export type Operations = typeof OPERATIONS;
export type OpName = keyof Operations;

/** The arguments of an operation, exactly typed. */
export type OpArgs<K extends OpName> = Operations[K] extends OpSpec<infer P> ? ArgsOf<P> : never;

/** A value whose operation is known. */
export interface ValueNode<K extends OpName> extends Value {
  readonly kind: K;
  readonly args: OpArgs<K> & Value['args'];
}

/** Narrows a value to one operation. */
export const isOp = <K extends OpName>(value: Value, kind: K): value is ValueNode<K> =>
  value.kind === kind;

/** The row of an operation, with its own types forgotten. */
export function specOf(kind: string): OpSpec<Params> {
  return (OPERATIONS as unknown as Readonly<Record<string, OpSpec<Params>>>)[
    kind
  ] as OpSpec<Params>;
}

export type { OpSpec, Param, Params, ValueParam, ValuesParam } from './spec.js';
export { comparable, describeOperand } from './logical.js';
