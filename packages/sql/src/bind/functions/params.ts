import type { IntervalUnit, TypeClass, Value } from '@ibert/ir';

/**
 * What a parameter of a function row takes, as a word:
 *
 * - a class of types (`string`, `integer`, `any`, …): one value of it; a value of unknown type fits
 *   and is learnt to be of it,
 * - `unit`: a date part that is also a unit (`'month'`, `MONTH`); the builder gets Ibis's code,
 * - `part`: any date part (`dow`, `epoch`, …) in lower case, plurals and synonyms resolved,
 * - `text!`, `int!`, `number!`, `bool!`: a constant of the query text; the builder gets it plain,
 * - `lambda`: a lambda; the builder gives its parameters types and gets the body.
 *
 * A trailing `?` makes it optional (`null` when absent), `...` takes any number (also none), `+` at least
 * one; the last two stand at the end.
 */
export const VALUE_CLASSES = {
  any: ['Any'],
  string: ['String'],
  numeric: ['Numeric'],
  integer: ['Integer'],
  floating: ['Floating'],
  decimal: ['Decimal'],
  /** Numbers and booleans. */
  soft: ['Numeric', 'Boolean'],
  boolean: ['Boolean'],
  date: ['Date'],
  time: ['Time'],
  timestamp: ['Timestamp'],
  /** Dates and timestamps. */
  dated: ['Date', 'Timestamp'],
  /** Times and timestamps. */
  timed: ['Time', 'Timestamp'],
  temporal: ['Temporal'],
  interval: ['Interval'],
  array: ['Array'],
  map: ['Map'],
  struct: ['Struct'],
  json: ['JSON'],
  binary: ['Binary'],
  uuid: ['UUID'],
} as const satisfies Readonly<Record<string, readonly TypeClass[]>>;
export type ValueClass = keyof typeof VALUE_CLASSES;

/** A lambda's body, given the types of its parameters. */
export interface BoundLambda {
  readonly arity: number;
  /** The body over parameters of the given types. */
  apply(types: readonly Value['dtype'][]): {
    readonly params: readonly Value[];
    readonly body: Value;
  };
}

interface ConstantKinds {
  readonly unit: IntervalUnit;
  readonly part: string;
  readonly 'text!': string;
  readonly 'int!': bigint;
  readonly 'number!': number;
  readonly 'bool!': boolean;
  readonly lambda: BoundLambda;
}
type SingleParam = ValueClass | keyof ConstantKinds;
export type ParamWord = SingleParam | `${SingleParam}?` | `${ValueClass}...` | `${ValueClass}+`;

type Single<S> = S extends keyof ConstantKinds ? ConstantKinds[S] : Value;
type One<S> = S extends `${infer C}?`
  ? Single<C> | null
  : S extends `${string}...` | `${string}+`
    ? readonly Value[]
    : Single<S>;
/** What a builder is called with, from the words of its parameters. */
export type ArgumentsOf<P extends readonly ParamWord[]> = { [I in keyof P]: One<P[I]> };

/** What any builder may get for a parameter. */
export type BoundArgument = Value | readonly Value[] | ConstantKinds[keyof ConstantKinds] | null;

export interface Param {
  readonly of: SingleParam;
  readonly count: 'one' | 'optional' | 'any' | 'some';
}

const COUNTS = [
  ['...', 'any'],
  ['+', 'some'],
  ['?', 'optional'],
] as const;

/** A parameter from its word. */
export function parseParam(word: ParamWord): Param {
  for (const [suffix, count] of COUNTS) {
    if (word.endsWith(suffix)) return { of: word.slice(0, -suffix.length) as SingleParam, count };
  }
  return { of: word as SingleParam, count: 'one' };
}
