import type { PythonAst } from '@ibert/ibis';

import type { Edit } from './layout.js';
import type { Scope } from './python/scope.js';

/** An edit that takes `.cache()` away: it needs a connection and changes no rows. */
export function uncached({ callee, args, end }: PythonAst.Call, scope: Scope): readonly Edit[] {
  if (callee.kind !== 'Attribute' || callee.attr.name !== 'cache' || args.length > 0) return [];
  const between = { start: callee.object.end, end: callee.attr.start };
  const dot = scope.module.tokensIn(between).findLast(({ text }) => text === '.');
  return dot === undefined ? [] : [{ start: dot.start, end, parts: [] }];
}

/** The start of the token that follows an offset. */
export function afterToken(offset: number, scope: Scope): number {
  const [token] = scope.module.tokensIn({ start: offset, end: offset + 100 });
  return token?.start ?? offset;
}

/** Edits that take annotations and the docstring out of a definition. */
export function bare(node: PythonAst.FunctionDef, scope: Scope): Edit[] {
  if (node.decorators.length > 0) return [];
  const edits: Edit[] = [];
  for (const { name, annotation } of node.params.list) {
    if (annotation !== undefined) {
      edits.push({ start: afterToken(name.end, scope), end: annotation.end, parts: [] });
    }
  }
  if (node.returns !== undefined) {
    const tokens = scope.module.tokensIn({ start: node.start, end: node.returns.start });
    const bracket = tokens.findLast(({ text }) => text === ')');
    if (bracket !== undefined) {
      edits.push({ start: bracket.start, end: node.returns.end, parts: [')'] });
    }
  }
  const [first, second] = node.body;
  if (first?.kind === 'Expression' && first.value.kind === 'Str') {
    edits.push(
      second === undefined
        ? { ...first, parts: ['pass'] }
        : { start: first.start, end: first.end, parts: [] },
    );
  }
  return edits;
}
