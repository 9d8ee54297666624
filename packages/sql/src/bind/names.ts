import { make, printType } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import type { ExprContext } from './context.js';
import { unknownColumn } from './errors.js';
import { findColumn, noSuchColumn } from './scope.js';
import type { Scope } from './scope.js';
import type { Ident, NameNode } from './syntax/ast.js';

/** A column, an alias of the select list, a lambda's parameter, or a field of one of them. */
export function bindName(node: NameNode, context: ExprContext): Value {
  const { parts } = node;
  const [first, ...rest] = parts;
  if (first === undefined) throw noSuchColumn(context.scope, parts, node);
  const parameter = context.lambdas.get(first.text.toLowerCase());
  if (parameter !== undefined) return fieldsOf(parameter, rest);
  // An alias is looked up only where it may be meant: in WHERE it may stand for an aggregate.
  const alias = (): Value | undefined =>
    rest.length === 0 ? context.aliases.get(first.text.toLowerCase()) : undefined;
  const preferred = context.aliasesFirst ? alias() : undefined;
  if (preferred !== undefined) return preferred;
  const found = search(node, context, alias);
  if (found === undefined) throw noSuchColumn(context.scope, parts, node);
  return found;
}

/**
 * What the query itself has, then its select list, then what its open table may have; then the
 * same of the queries around it. Those in between are told that the name leads out of them.
 */
function search(
  node: NameNode,
  context: ExprContext,
  alias: () => Value | undefined,
): Value | undefined {
  const { scope } = context;
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const value: Value | undefined =
      known(node, at) ?? (at === scope ? alias() : undefined) ?? fresh(node, at, context);
    if (value === undefined) continue;
    if (at !== scope) {
      at.onInner?.();
      for (let inner: Scope | null = scope; inner !== null && inner !== at; inner = inner.outer) {
        inner.onOuter?.();
      }
    }
    return value;
  }
  return undefined;
}

/** The longest qualifier that names a table wins: `t.a` before a field `a` of a column `t`. */
function known({ parts }: NameNode, scope: Scope): Value | undefined {
  for (let i = Math.min(parts.length - 1, 3); i >= 0; i -= 1) {
    const name = parts[i];
    if (name === undefined) continue;
    const value = findColumn(scope, name, parts.slice(0, i), undefined);
    if (value !== undefined) return fieldsOf(value, parts.slice(i + 1));
  }
  return undefined;
}

/** A column that an open table turns out to have. */
function fresh({ parts }: NameNode, scope: Scope, { session }: ExprContext): Value | undefined {
  const name = parts.at(-1);
  if (name === undefined) return undefined;
  return findColumn(scope, name, parts.slice(0, -1), session.open.addColumn);
}

function fieldsOf(value: Value, names: readonly Ident[]): Value {
  let current = value;
  for (const name of names) {
    const { dtype } = current;
    const fields = dtype.kind === 'struct' ? [...dtype.fields.keys()] : [];
    const field = fields.find((key) => key.toLowerCase() === name.text.toLowerCase());
    if (field === undefined) {
      throw unknownColumn(
        name,
        name.text,
        fields.length > 0 ? fields : [`no fields in ${printType(dtype)}`],
      );
    }
    current = make('StructField', { arg: current, field });
  }
  return current;
}
