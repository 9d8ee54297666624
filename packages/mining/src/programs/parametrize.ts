import type { PythonAst } from '@ibert/ibis';

import { keyword } from './fixtures.js';
import type { Case } from './plan.js';
import { resolve } from './python/scope.js';
import type { Scope } from './python/scope.js';

type Expression = PythonAst.Expression;

/** Cases of one function that are looked at. */
const MAX_CASES = 16;

/** The cases of a function, and how many there are beside them. */
export interface Cases {
  readonly cases: readonly Case[];
  readonly more: number;
}

/** A function that is not parametrised. */
export const ONE_CASE: Cases = { cases: [new Map()], more: 0 };

/**
 * The cases of a parametrised test. Of several decorators each value comes once, not every
 * combination.
 */
export function casesOf(definition: PythonAst.FunctionDef, scope: Scope): Cases {
  const axes = definition.decorators.flatMap((decorator) => {
    const axis = axisOf(decorator, scope);
    return axis.length === 0 ? [] : [axis];
  });
  if (axes.length === 0) return ONE_CASE;
  const all = Math.max(...axes.map(({ length }) => length));
  const cases = Array.from({ length: Math.min(MAX_CASES, all) }, (_, i) => {
    const parts = axes.flatMap((axis) => [...(axis[i % axis.length] ?? new Map())]);
    return new Map(parts);
  });
  return { cases, more: all - cases.length };
}

/** The choices of one `parametrize`. */
function axisOf(decorator: Expression, scope: Scope): readonly Case[] {
  if (decorator.kind !== 'Call' || lastName(decorator.callee) !== 'parametrize') return [];
  if (keyword(decorator, 'indirect') !== undefined) return [];
  const [first, second] = decorator.args.map(({ value }) => value);
  if (first === undefined || second === undefined) return [];
  const names = namesIn(first);
  const values = listOf(second, scope);
  return values.flatMap((value) => {
    const items = itemsOf(value, names.length);
    if (items === undefined || items.length !== names.length) return [];
    return [
      new Map(
        names.flatMap((name, i) => {
          const expression = items[i];
          return expression === undefined ? [] : [[name, { expression, scope }] as const];
        }),
      ),
    ];
  });
}

const lastName = (callee: Expression): string | undefined =>
  callee.kind === 'Attribute' ? callee.attr.name : callee.kind === 'Name' ? callee.name : undefined;

function namesIn(expression: Expression): readonly string[] {
  if (expression.kind === 'Str') {
    return expression.value
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
  }
  return expression.kind === 'Tuple' || expression.kind === 'List'
    ? expression.items.flatMap(namesIn)
    : [];
}

function listOf(expression: Expression, scope: Scope): readonly Expression[] {
  if (expression.kind === 'List' || expression.kind === 'Tuple' || expression.kind === 'Set') {
    return expression.items;
  }
  if (expression.kind !== 'Name') return [];
  const source = resolve(scope, expression.name, expression.start)?.binding.source;
  return source?.kind === 'assignment' && source.value.kind !== 'Name'
    ? listOf(source.value, scope)
    : [];
}

/** The values of one case, for as many names. */
function itemsOf(value: Expression, names: number): readonly Expression[] | undefined {
  if (value.kind === 'Call' && lastName(value.callee) === 'param') {
    return value.args.flatMap(({ kind, value: item }) => (kind === 'positional' ? [item] : []));
  }
  if (names === 1) return [value];
  return value.kind === 'Tuple' || value.kind === 'List' ? value.items : undefined;
}
