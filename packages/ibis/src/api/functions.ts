import { InternalError } from '@ibert/core';
import type { OpName } from '@ibert/ir';

import { notSupported, PyBuiltin } from '../python/index.js';
import type { Kwargs, PyContext, PyValue } from '../python/index.js';
import { deferrable } from './deferred.js';
import { ADDRESS } from './repr.js';
import type { Session } from './session.js';
import { Signature } from './signature.js';
import type { Bound } from './signature.js';
import { checkArguments } from './signature-inspection.js';

/** What a function's code is given. */
export interface FunctionCall extends Bound {
  readonly session: Session;
  readonly ctx: PyContext;
}

/** A function of one of Ibis's modules. */
export interface ApiFunction {
  readonly signature: Signature;
  readonly run: (call: FunctionCall) => PyValue;
  /** Waits when an argument is deferred. */
  readonly deferrable: boolean;
  /** The operation that it builds, where it is just one. */
  readonly op?: OpName;
  /** The name it was defined under, which Python's messages use. */
  readonly definedAs?: string;
  /** Why there is no such thing here; whoever calls it is told so. */
  readonly unsupported?: string;
}

/** Functions by name. */
export type FunctionTable = Readonly<Record<string, ApiFunction>>;

/** A function that runs at once. */
export const fn = (signature: string, run: ApiFunction['run']): ApiFunction => ({
  signature: new Signature(signature),
  run,
  deferrable: false,
});

/** A function that waits for its deferred arguments. */
export const lazy = (signature: string, run: ApiFunction['run']): ApiFunction => ({
  ...fn(signature, run),
  deferrable: true,
});

/** A function that Ibis has and we refuse, with the reason. */
export const refusedFunction = (signature: string, reason: string): ApiFunction => ({
  ...fn(signature, () => {
    throw new InternalError('an unsupported function was run');
  }),
  unsupported: reason,
});

/** The function of a module as a program sees it. */
export function makeFunction(
  module: string,
  name: string,
  row: ApiFunction,
  session: Session,
): PyBuiltin {
  const call = (args: readonly PyValue[], kwargs: Kwargs, ctx: PyContext): PyValue => {
    const bound = row.signature.bind(row.definedAs ?? name, false, args, kwargs);
    if (row.unsupported !== undefined)
      throw notSupported(`${module}.${name}(): ${row.unsupported}`);
    return row.run({ session, ctx, ...bound });
  };
  const checked = row.deferrable
    ? deferrable(name, call, (args, kwargs) => checkArguments(row.signature, args, kwargs))
    : call;
  return new PyBuiltin(name, checked, `<function ${name} at ${ADDRESS}>`);
}
