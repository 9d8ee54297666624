import { PythonError } from '@ibert/ibis';
import type { PythonAst } from '@ibert/ibis';

import type { Placed } from './python/kinds.js';
import type { Block, Item } from './python/outline.js';
import { bodyScope, definitionOf } from './python/scope.js';
import type { Scope } from './python/scope.js';

/** A fixture of a test framework: what it gives, and the scope of its body. */
export interface Fixture {
  readonly value: Placed;
  readonly scope: Scope;
}

/** The fixtures that a module's functions define, by their names. */
export function fixturesOf(scope: Scope): ReadonlyMap<string, Fixture> {
  const fixtures = new Map<string, Fixture>();
  for (const item of scope.items) {
    if (item.kind !== 'block') continue;
    if (item.keyword === 'class') {
      const body = bodyScope(item, scope);
      for (const [name, fixture] of body === undefined ? [] : fixturesOf(body)) {
        if (!fixtures.has(name)) fixtures.set(name, fixture);
      }
    }
    if (item.keyword !== 'def' || item.decorators.length === 0) continue;
    const name = fixtureName(item, scope);
    const fixture = name === undefined ? undefined : fixtureIn(item, scope);
    if (name !== undefined && fixture !== undefined) fixtures.set(name, fixture);
  }
  return fixtures;
}

/** The name of the fixture that a function is; undefined when it is none. */
export function fixtureName(block: Block, { module }: Scope): string | undefined {
  const definition = definitionOf(module, block);
  for (const decorator of definition?.decorators ?? []) {
    const callee = decorator.kind === 'Call' ? decorator.callee : decorator;
    const last = callee.kind === 'Attribute' ? callee.attr.name : nameOf(callee);
    if (last !== 'fixture') continue;
    const named = decorator.kind === 'Call' ? keyword(decorator, 'name') : undefined;
    return named?.kind === 'Str' ? named.value : definition?.name.name;
  }
  return undefined;
}

const nameOf = (expression: PythonAst.Expression): string | undefined =>
  expression.kind === 'Name' ? expression.name : undefined;

export const keyword = (call: PythonAst.Call, name: string): PythonAst.Expression | undefined =>
  call.args.find((arg) => arg.kind === 'keyword' && arg.name?.name === name)?.value;

function fixtureIn(block: Block, parent: Scope): Fixture | undefined {
  const scope = bodyScope(block, parent);
  if (scope === undefined) return undefined;
  const expression = given(scope.items, scope);
  if (expression === undefined) return undefined;
  return { value: { expression, scope, offset: expression.start }, scope };
}

/** What a body returns or yields at last. */
function given(items: readonly Item[], scope: Scope): PythonAst.Expression | undefined {
  for (const item of items.toReversed()) {
    if (item.kind === 'block') {
      const inner = item.keyword === 'with' ? item.clauses[0]?.body : undefined;
      const found = inner === undefined ? undefined : given(inner, scope);
      if (found !== undefined) return found;
      continue;
    }
    const isYield = item.tokens[0]?.text === 'yield';
    const parsed = scope.module.parse(isYield ? item.tokens.slice(1) : item.tokens);
    if (parsed instanceof PythonError) continue;
    const [statement] = parsed;
    if (statement?.kind === 'Return') return statement.value;
    if (isYield && statement?.kind === 'Expression') return statement.value;
  }
  return undefined;
}
