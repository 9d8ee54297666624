import { InternalError } from '@ibert/core';
import type { OpName } from '@ibert/ir';
import { specOf } from '@ibert/ir';

import { isCallable, NO_KWARGS, notSupported, PyBuiltin, PythonError } from '../../python/index.js';
import type { Kwargs, PyContext, PyValue } from '../../python/index.js';
import { apply, promoteList } from '../coerce.js';
import type { RawArgs } from '../coerce.js';
import { DeferredObj } from '../deferred.js';
import { ibisError } from '../errors.js';
import { literalOf } from '../literals.js';
import { TableObj, ValueObj } from '../objects.js';
import type { Session } from '../session.js';
import { Signature } from '../signature.js';

/** What a method's code is given; `S` is null where it is no matter of a session. */
export interface Call<Self, S = Session> {
  readonly self: Self;
  readonly session: S;
  readonly args: Readonly<Record<string, PyValue>>;
  readonly rest: readonly PyValue[];
  readonly keywords: Kwargs;
  readonly ctx: PyContext;
}

/** A call that does not match a method's parameters. */
export interface Misuse {
  readonly args: readonly PyValue[];
  readonly kwargs: Kwargs;
  readonly ctx: PyContext;
}

/** A row of the API tables. */
export interface Method<Self, S = Session> {
  readonly signature: Signature;
  readonly run: (call: Call<Self, S>) => PyValue;
  /** The operation that it builds, where it is just one. */
  readonly op?: OpName;
  /** Read without being called. */
  readonly property?: true;
  /** The name it was defined under, which Python's messages use. */
  readonly definedAs?: string;
  /** Words of its own for a call whose arguments do not match its parameters. */
  readonly misuse?: (self: Self, call: Misuse) => PythonError;
  /** Why there is no such thing here; whoever calls or reads it is told so. */
  readonly unsupported?: string;
  /** What Ibis itself finds wrong with a call of what is refused here, which is said first. */
  readonly check?: (call: Call<Self, S>) => void;
}

/** Methods by name, under the name of the Ibis class that has them. */
export interface MethodTable<Self, S = Session> {
  readonly owner: string;
  readonly methods: Readonly<Record<string, Method<Self, S>>>;
}

/** A method written out. */
export const method = <Self, S = Session>(
  signature: string,
  run: (call: Call<Self, S>) => PyValue,
): Method<Self, S> => ({
  signature: new Signature(signature),
  run,
});

/** The same method under a second name. */
export const alias = <Self>(name: string, original: Method<Self>): Method<Self> => ({
  ...original,
  definedAs: name,
});

/** An attribute that is read, not called. */
export const property = <Self, S = Session>(
  run: (call: Call<Self, S>) => PyValue,
): Method<Self, S> => ({
  signature: NOTHING,
  run,
  property: true,
});

const NOTHING = new Signature('');

const refuse = (): never => {
  throw new InternalError('an unsupported method was run');
};

/** A method that Ibis has and we refuse, with the reason. */
export const unsupported = (signature: string, reason: string): Method<unknown, unknown> => ({
  signature: new Signature(signature),
  run: refuse,
  unsupported: reason,
});

/** A method that we refuse once Ibis itself would have nothing against the call. */
export const unsupportedAfter = <Self>(
  signature: string,
  reason: string,
  check: (call: Call<Self>) => void,
): Method<Self> => ({ ...unsupported(signature, reason), check });

/** An attribute that Ibis has and we refuse, with the reason. */
export const unsupportedProperty = (reason: string): Method<unknown, unknown> => ({
  signature: NOTHING,
  run: refuse,
  property: true,
  unsupported: reason,
});

/**
 * A method that is one operation: `self` is its first argument, the method's parameters the
 * others, in order. `where` and `order_by` may speak of the column's table by name, `_` or lambda.
 */
export function operation(op: OpName, signature = ''): Method<ValueObj> {
  const parsed = new Signature(signature);
  return {
    signature: parsed,
    op,
    run: ({ self, session, args, ctx }) => {
      const raw: Record<string, RawArgs[string]> = {};
      const [first, ...others] = Object.keys(specOf(op).params);
      if (first !== undefined) raw[first] = self;
      const given = parsed.params;
      for (const [index, param] of given.entries()) {
        // Keyword-only parameters go by their own name, the others by position.
        const target = param.kind === 'keyword' ? param.name : (others[index] ?? param.name);
        const value = args[param.name] ?? null;
        raw[target] = param.name === 'where' ? bindToParent(self, value, ctx) : value;
      }
      return apply(session, op, raw, ctx);
    },
  };
}

/** A reduction with `where=`. */
export const reduction = (op: OpName): Method<ValueObj> => operation(op, '*, where=None');

/** A value that may be given as a column name, `_…` or a function of the column's table. */
export function bindToParent(self: ValueObj, value: PyValue, ctx: PyContext): PyValue {
  if (value === null || value instanceof ValueObj) return value;
  if (typeof value === 'string' || value instanceof DeferredObj || isCallable(value)) {
    const [relation, ...others] = self.node.relations;
    if (relation === undefined || others.length > 0) {
      throw ibisError(
        'RelationError',
        `Unable to bind \`${String(value)}\` - the current expressiondepends on multiple tables.`,
      );
    }
    const table = new TableObj(self.session, relation);
    if (typeof value === 'string') return table.column(value);
    if (value instanceof DeferredObj) return value.resolve(table, ctx);
    return ctx.call(value, [table], NO_KWARGS);
  }
  return new ValueObj(self.session, literalOf(value, undefined, ctx));
}

/** Sort keys for `order_by=` of an aggregate. */
export const bindOrder = (self: ValueObj, value: PyValue, ctx: PyContext): readonly PyValue[] =>
  promoteList(value, ctx).map((key) => bindToParent(self, key, ctx));

function boundArguments<Self, S>(
  { signature, misuse }: Method<Self, S>,
  owner: string,
  self: Self,
  call: Misuse,
): ReturnType<Signature['bind']> {
  try {
    return signature.bind(owner, true, call.args, call.kwargs);
  } catch (error) {
    throw misuse !== undefined && error instanceof PythonError ? misuse(self, call) : error;
  }
}

/** The modules of the classes whose methods are called with `*` and `**` most. */
const CLASS_MODULES: Readonly<Record<string, string>> = {
  Table: 'ibis.expr.types.relations',
  GroupedTable: 'ibis.expr.types.groupby',
};

const byName = (names: string, places: Readonly<Record<string, (name: string) => string>>) =>
  Object.fromEntries(
    names
      .split(' ')
      .map((name) => [
        name,
        Object.fromEntries(Object.entries(places).map(([owner, place]) => [owner, place(name)])),
      ]),
  );

const datePart = (name: string): string => `_DateComponentMixin.${name}`;
const timePart = (name: string): string => `_TimeComponentMixin.${name}`;

/** Method → class → the qualified name it has in messages, where Ibis makes it elsewhere. */
const DEFINED_AS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...byName(
    'left_join right_join inner_join outer_join semi_join anti_join any_inner_join any_left_join',
    {
      Table: () => '_regular_join_method.<locals>.f',
    },
  ),
  ...byName('year month day quarter day_of_year iso_year week_of_year epoch_seconds', {
    DateValue: datePart,
    TimestampValue: datePart,
  }),
  ...byName('hour minute second millisecond microsecond between time', {
    TimeValue: timePart,
    TimestampValue: timePart,
  }),
};

/** The bound method (or the property's value) of an object. */
export function bindMethod<Self, S>(
  table: MethodTable<Self, S>,
  name: string,
  self: Self,
  session: S,
  ctx?: PyContext,
): PyValue | undefined {
  if (!Object.hasOwn(table.methods, name)) return undefined;
  const found = table.methods[name] as Method<Self, S>;
  if (found.property === true) {
    if (found.unsupported !== undefined)
      throw notSupported(`${table.owner}.${name}: ${found.unsupported}`);
    return found.run({
      self,
      session,
      args: {},
      rest: [],
      keywords: NO_KWARGS,
      ctx: ctx as PyContext,
    });
  }
  const owner = `${table.owner}.${found.definedAs ?? name}`;
  const defined = DEFINED_AS[name]?.[table.owner] ?? owner;
  return new PyBuiltin(
    name,
    (args, kwargs, c) => {
      const bound = boundArguments(found, defined, self, { args, kwargs, ctx: c });
      if (found.unsupported !== undefined) {
        found.check?.({ self, session, ...bound, ctx: c });
        throw notSupported(`${table.owner}.${name}(): ${found.unsupported}`);
      }
      return found.run({ self, session, ...bound, ctx: c });
    },
    undefined,
    `${CLASS_MODULES[table.owner] ?? 'ibis'}.${owner}`,
  );
}
