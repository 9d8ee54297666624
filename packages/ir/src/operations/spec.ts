import type { TypeClass } from '../dtypes/classes.js';
import type { DataType } from '../dtypes/types.js';
import type { Shape, Value } from '../node.js';
import type { Relation } from '../relations/types.js';

/** A parameter that takes one value expression of one of the type classes. */
export interface ValueParam<Optional extends boolean = boolean> {
  readonly param: 'value';
  readonly classes: readonly TypeClass[];
  /** Set when only columns (or only scalars) are taken. */
  readonly shape: Shape | null;
  readonly optional: Optional;
  /** For arrays: the classes the elements must belong to. */
  readonly elements: readonly TypeClass[] | null;
}
/** A parameter that takes a list of value expressions. */
export interface ValuesParam {
  readonly param: 'values';
  readonly classes: readonly TypeClass[];
  readonly atLeast: number;
}
export interface RelationParam {
  readonly param: 'relation';
}
/** Plain data: a name, a flag, a unit, a type. It has no part in type checking. */
export interface PlainParam<T> {
  readonly param: 'plain';
  /** How the operation's default output name shows it; absent when it does not. */
  readonly label?: (value: T) => string;
  /** Never set: carries the type of the argument. */
  readonly type?: T;
}
// A plain parameter of unknown type; `never` lets every label function in.
interface SomePlainParam {
  readonly param: 'plain';
  readonly label?: (value: never) => string;
  readonly type?: unknown;
}
export type Param = ValueParam | ValuesParam | RelationParam | SomePlainParam;
export type Params = Readonly<Record<string, Param>>;

/** The type of an argument, from its parameter. */
export type ArgOf<P> =
  P extends ValueParam<infer O>
    ? O extends true
      ? Value | null
      : Value
    : P extends ValuesParam
      ? readonly Value[]
      : P extends RelationParam
        ? Relation
        : P extends PlainParam<infer T>
          ? T
          : never;
export type ArgsOf<P extends Params> = { readonly [K in keyof P]: ArgOf<P[K]> };

/** How the result type follows from the arguments. */
export type TypeRule<P extends Params> = DataType | ((args: ArgsOf<P>) => DataType);
/** Gives a value its default output name; passed in, so that the tables need not import it. */
export type NameOf = (value: Value) => string;
export type ShapeRule = Shape | null;
export type Role = 'value' | 'reduction' | 'analytic' | 'subquery';

export interface OpSpec<P extends Params = Params> {
  readonly params: P;
  readonly dtype: TypeRule<P>;
  /** Null: the widest shape among the value arguments. */
  readonly shape: ShapeRule;
  /** The parameter whose shape the value has, whatever the shapes of the others. */
  readonly shapeLike?: string;
  readonly role: Role;
  /** A check beyond the parameters' types; returns the message of the fault. */
  readonly check?: (args: ArgsOf<P>, nameOf: NameOf) => string | undefined;
  /** Which error class the check raises, as Ibis does. */
  readonly checkError?: string;
  /** The default output name, where it is not `Kind(args…)`. */
  readonly name?: (args: ArgsOf<P>, nameOf: NameOf) => string;
}

interface Extra<P extends Params> {
  readonly shape?: ShapeRule;
  readonly shapeLike?: keyof P & string;
  readonly check?: (args: ArgsOf<P>, nameOf: NameOf) => string | undefined;
  readonly checkError?: string;
  readonly name?: (args: ArgsOf<P>, nameOf: NameOf) => string;
}

const spec =
  (role: Role, shape: ShapeRule) =>
  <const P extends Params>(params: P, dtype: TypeRule<P>, extra: Extra<P> = {}): OpSpec<P> => ({
    params,
    dtype,
    role,
    shape,
    ...extra,
  });

/** An operation row by row. */
export const op = spec('value', null);
/** An aggregate: many rows to one. `where` filters its rows. */
export const reduction = spec('reduction', 'scalar');
/** A function of the window it stands in. */
export const analytic = spec('analytic', 'columnar');
/** A value taken from another relation. */
export const subquery = spec('subquery', null);

const valueParam =
  <O extends boolean>(optional: O, shape: Shape | null) =>
  (...classes: readonly TypeClass[]): ValueParam<O> => ({
    param: 'value',
    classes: classes.length === 0 ? ['Any'] : classes,
    shape,
    optional,
    elements: null,
  });

/** One value; no class given means any type. */
export const value = valueParam(false, null);
export const column = valueParam(false, 'columnar');
export const scalar = valueParam(false, 'scalar');
export const optional = valueParam(true, null);
export const optionalScalar = valueParam(true, 'scalar');

/** An array whose elements are of one of the classes. */
export const arrayOf = (...elements: readonly TypeClass[]): ValueParam<false> => ({
  ...value('Array'),
  elements,
});
export const values = (...classes: readonly TypeClass[]): ValuesParam => ({
  param: 'values',
  classes: classes.length === 0 ? ['Any'] : classes,
  atLeast: 0,
});
export const someValues = (...classes: readonly TypeClass[]): ValuesParam => ({
  ...values(...classes),
  atLeast: 1,
});
export const relation: RelationParam = { param: 'relation' };
export const plain = <T>(label?: (value: T) => string): PlainParam<T> =>
  label === undefined ? { param: 'plain' } : { param: 'plain', label };
