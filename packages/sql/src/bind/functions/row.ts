import type { Relation, Value } from '@ibert/ir';

import type { SqlDialect } from '../dialects.js';
import type { ArgumentsOf, BoundArgument, ParamWord } from './params.js';

/** What a builder may know of the call beside its arguments. */
export interface FunctionContext {
  readonly dialect: SqlDialect;
  /** The function's name as the row has it, in lower case. */
  readonly name: string;
  /**
   * Ends the translation: "f(…): <reason>", with the place of the call.
   *
   * @throws IbertError `UNSUPPORTED_SQL`.
   */
  refuse(reason: string): never;
}

/** A builder of an aggregate also gets what stands around the arguments. */
export interface AggregateContext extends FunctionContext {
  /** The rows that are aggregated, for `CountStar`. */
  readonly rows: Relation;
  /** `FILTER (WHERE …)`: to be given to the reduction. */
  readonly where: Value | null;
  readonly distinct: boolean;
  /** `ORDER BY` inside the call, or `WITHIN GROUP (ORDER BY …)`, as `SortKey` values. */
  readonly orderBy: readonly Value[];
  /** `SEPARATOR` (MySQL). */
  readonly separator: Value | null;
  readonly nulls: 'ignore' | 'respect' | null;
  /** Whether the call stands over a window. */
  readonly windowed: boolean;
}
export interface WindowContext extends FunctionContext {
  readonly nulls: 'ignore' | 'respect' | null;
}

/** What an aggregate's row deals with itself; anything else that is written there is refused. */
export type Modifier = 'distinct' | 'order' | 'within-group' | 'separator' | 'nulls';

type Role = 'scalar' | 'aggregate' | 'window';
export interface FunctionRow {
  readonly names: readonly string[];
  readonly role: Role;
  readonly params: readonly ParamWord[];
  readonly takes: readonly Modifier[];
  /** The dialects that have it; absent: all. */
  readonly only: readonly SqlDialect[] | undefined;
  readonly build: (args: readonly BoundArgument[], context: AggregateContext) => Value;
}
/** A function that is known and deliberately not translated. */
interface RefusedRow {
  readonly names: readonly string[];
  readonly role: 'refused';
  readonly only: readonly SqlDialect[] | undefined;
  readonly reason: string;
}
export type Row = FunctionRow | RefusedRow;

interface Where {
  /** The dialects that have it, separated by spaces. */
  readonly only?: string;
}
interface AggregateOptions extends Where {
  /** The modifiers the builder deals with, separated by spaces. */
  readonly takes?: string;
}

const words = <T extends string>(text: string | undefined): T[] =>
  (text ?? '').split(' ').filter((word) => word !== '') as T[];

const dialects = ({ only }: Where): readonly SqlDialect[] | undefined =>
  only === undefined ? undefined : words<SqlDialect>(only);

const row =
  <C extends FunctionContext>(role: Role) =>
  <const P extends readonly ParamWord[]>(
    names: string,
    params: P,
    build: (...args: [...ArgumentsOf<P>, C]) => Value,
    options: AggregateOptions = {},
  ): FunctionRow => ({
    names: words(names),
    role,
    params,
    takes: words<Modifier>(options.takes),
    only: dialects(options),
    build: (args, context) => (build as unknown as (...all: unknown[]) => Value)(...args, context),
  });

/** A function of one row's values: names separated by spaces, parameters, builder. */
export const fn = row<FunctionContext>('scalar');
/** An aggregate, also over a window: the builder's reductions are put into the window. */
export const agg = row<AggregateContext>('aggregate');
/** A function that needs OVER: the builder's analytic operations are put into the window. */
export const win = row<WindowContext>('window');
/** Names that are refused, with the reason shown to the user. */
export const refused = (names: string, reason: string, options: Where = {}): RefusedRow => ({
  names: words(names),
  role: 'refused',
  only: dialects(options),
  reason,
});
