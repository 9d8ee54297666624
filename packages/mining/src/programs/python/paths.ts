import type { PythonAst } from '@ibert/ibis';

import { resolve } from './scope.js';
import type { Scope } from './scope.js';

/** Names that Ibis programs find bound, and what they are. */
export const STANDARD_NAMES: Readonly<Record<string, string>> = {
  ibis: 'ibis',
  _: 'ibis._',
  s: 'ibis.selectors',
};

/** What documents call the data sets that Ibis comes with. */
const UNBOUND: Readonly<Record<string, string>> = { ...STANDARD_NAMES, ex: 'ibis.examples' };

/** The same things by another path. */
const SAME: Readonly<Record<string, string>> = {
  'ibis.deferred': 'ibis._',
  'ibis.common.deferred._': 'ibis._',
  'ibis.expr.deferred._': 'ibis._',
};

/** The module whose functions are those of `ibis`, and more. */
const API = 'ibis.expr.api';

/**
 * The imported module or member that an expression names, such as `ibis.examples.penguins`; what
 * `ibis.expr.api` has counts as that of `ibis`.
 */
export function pathOf(
  expression: PythonAst.Expression,
  scope: Scope,
  offset: number,
): string | undefined {
  const path = exactPathOf(expression, scope, offset);
  return path === API || path?.startsWith(`${API}.`) === true
    ? `ibis${path.slice(API.length)}`
    : path;
}

/** The imported module or member that an expression names, where it is. */
export function exactPathOf(
  expression: PythonAst.Expression,
  scope: Scope,
  offset: number,
): string | undefined {
  if (expression.kind === 'Attribute') {
    const base = exactPathOf(expression.object, scope, offset);
    return base === undefined ? undefined : canonical(`${base}.${expression.attr.name}`);
  }
  if (expression.kind !== 'Name') return undefined;
  const { name } = expression;
  const found = resolve(scope, name, offset);
  if (found === undefined) return Object.hasOwn(UNBOUND, name) ? UNBOUND[name] : undefined;
  const { source } = found.binding;
  if (source.kind !== 'import') return undefined;
  return importPath(source.module, source.member);
}

/** The path of what an import binds. */
export const importPath = (module: string, member: string | undefined): string =>
  canonical(member === undefined ? module : `${module}.${member}`);

const canonical = (path: string): string =>
  Object.hasOwn(SAME, path) ? (SAME[path] ?? path) : path;
