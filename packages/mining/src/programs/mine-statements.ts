import { PythonError } from '@ibert/ibis';
import type { Located, PythonAst } from '@ibert/ibis';

import type { Place } from '../finding.js';
import type { Binding } from './python/bindings.js';
import type { PythonModule } from './python/module.js';
import type { Item } from './python/outline.js';

/** The statements of one scope, in the order of the text, without blocks that expect an error. */
export function statementsOf(
  items: readonly Item[],
  module: PythonModule,
): readonly PythonAst.Statement[] {
  return items.flatMap((item) => {
    if (item.kind === 'line') {
      const parsed = module.parse(item.tokens);
      return parsed instanceof PythonError ? [] : parsed;
    }
    if (item.keyword === 'def' || item.keyword === 'class') return [];
    if (item.clauses.some(({ header }) => header.some(({ text }) => text === 'raises'))) return [];
    return item.clauses.flatMap(({ body }) => statementsOf(body, module));
  });
}

/** Whether a statement gives its value to one of the bindings. */
export const isBoundIn = (
  statement: PythonAst.Statement,
  bindings: ReadonlySet<Binding>,
): boolean =>
  [...bindings].some(
    ({ source }) => source.kind === 'assignment' && source.statement === statement,
  );

export const placeOf = (module: PythonModule, { start, end }: Located): Place => ({
  path: module.path,
  line: module.lineOf(start),
  endLine: module.lineOf(end),
});
