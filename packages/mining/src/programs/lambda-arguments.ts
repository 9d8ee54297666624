import { walk } from '@ibert/ibis';
import type { PythonAst } from '@ibert/ibis';

import type { Edit, Part } from './layout.js';
import type { Scope } from './python/scope.js';

type Expression = PythonAst.Expression;

/** The values of a lambda's parameters, and the named arguments that its `**kwargs` takes. */
export interface Matched {
  readonly values: readonly (readonly [string, Expression])[];
  readonly rest: readonly PythonAst.Argument[];
}

/** A lambda's parameters with what a call gives them; undefined for calls that are more than that. */
export function matchArguments(
  { params: { list } }: PythonAst.Lambda,
  args: readonly PythonAst.Argument[],
): Matched | undefined {
  const isSpread = args.some(
    ({ kind, value }) => kind === 'double-star' || value.kind === 'Starred',
  );
  if (isSpread || list.some(({ kind }) => kind !== 'plain' && kind !== 'kwargs')) return undefined;
  const plain = list.filter(({ kind }) => kind === 'plain');
  const positional = args.filter(({ kind }) => kind === 'positional');
  if (positional.length > plain.length) return undefined;
  const names = new Set(plain.map(({ name }) => name.name));
  const values: (readonly [string, Expression])[] = [];
  for (const [i, { name, default: other }] of plain.entries()) {
    const named = args.find((arg) => arg.name?.name === name.name);
    const value = positional[i]?.value ?? named?.value ?? other;
    if (value === undefined) return undefined;
    values.push([name.name, value]);
  }
  const rest = args.filter(({ kind, name }) => kind === 'keyword' && !names.has(name?.name ?? ''));
  return rest.length > 0 && list.at(-1)?.kind !== 'kwargs' ? undefined : { values, rest };
}

/** Edits that put the remaining arguments in place of `**kwargs` in the lambda's body. */
export function spread(
  lambda: PythonAst.Lambda,
  rest: readonly PythonAst.Argument[],
  home: Scope,
  of: (value: Expression) => readonly Part[],
): readonly Edit[] {
  const kwargs = lambda.params.list.find((param) => param.kind === 'kwargs')?.name.name;
  const edits: Edit[] = [];
  walk(lambda.body, (node) => {
    for (const arg of node.kind === 'Call' ? node.args : []) {
      if (arg.kind !== 'double-star' || arg.value.kind !== 'Name' || arg.value.name !== kwargs)
        continue;
      const parts = rest.flatMap((one, i): readonly Part[] => [
        `${i === 0 ? '' : ', '}${one.name?.name ?? ''}=`,
        ...of(one.value),
      ]);
      const before = home.module.tokensIn({ start: node.start, end: arg.start }).at(-1);
      const from = parts.length === 0 && before?.text === ',' ? before.start : arg.start;
      edits.push({ start: from, end: arg.end, parts });
    }
    return true;
  });
  return edits;
}
