import type { DataType } from './dtypes/types.js';
import type { Relation } from './relations/types.js';

/** Whether a value yields one row in all or one value per row of its relation. */
export type Shape = 'scalar' | 'columnar';

/** What an operation can hold: values, relations, lists of values, or plain data. */
export type Arg =
  | Value
  | Relation
  | readonly Value[]
  | DataType
  | string
  | number
  | bigint
  | boolean
  | null
  | object;

/**
 * A value expression. `kind` is the name of Ibis's operation class; {@link ValueNode} of the
 * operation table gives `args` their exact types.
 *
 * Nodes are immutable and shared; `hash` is structural, so that equal trees can be found equal
 * without comparing them in full.
 */
export interface Value {
  readonly is: 'value';
  readonly kind: string;
  readonly args: Readonly<Record<string, Arg>>;
  readonly dtype: DataType;
  readonly shape: Shape;
  /** The relations whose rows the value reads; empty for literals and subqueries. */
  readonly relations: readonly Relation[];
  readonly hash: number;
}

export const isValue = (x: unknown): x is Value =>
  typeof x === 'object' && x !== null && (x as { is?: unknown }).is === 'value';
export const isRelation = (x: unknown): x is Relation =>
  typeof x === 'object' && x !== null && (x as { is?: unknown }).is === 'relation';
