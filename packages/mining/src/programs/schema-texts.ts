import { IbertError } from '@ibert/core';
import { evaluateIbis, PythonError, walk } from '@ibert/ibis';
import type { PythonAst } from '@ibert/ibis';
import { printSchema } from '@ibert/ir';

import type { Tables } from '../finding.js';
import type { SourceFile } from '../sources/source-tree.js';
import type { Catalogue } from './catalogue.js';
import { newCollector } from './collector.js';
import { isFault } from './fault.js';
import { readModule } from './python/module.js';
import { pathOf } from './python/paths.js';
import { moduleScope } from './python/scope.js';
import type { Scope } from './python/scope.js';
import { sliceExpression } from './slice.js';

type Expression = PythonAst.Expression;

/** While the catalogue is made there is none. */
const NOTHING: Catalogue = {
  table: () => undefined,
  hasTable: () => false,
  fixture: () => undefined,
};

/**
 * The tables that a module describes by name: entries of dicts whose values are schemas, and
 * `schema=` of calls that are given a name.
 */
export function schemasIn(file: SourceFile): readonly (readonly [string, Tables[string]])[] {
  const scope = moduleScope(readModule(file));
  const collector = newCollector(NOTHING, new Map());
  const found: (readonly [string, Tables[string]])[] = [];
  const add = (name: string, schema: Expression): void => {
    const asTable = (text: string): string => `ibis.table(${text}, name="t")`;
    const slice = sliceExpression(schema, scope, collector, asTable);
    if (isFault(slice) || slice.open.length > 0) return;
    const columns = evaluated(slice.code);
    if (columns !== undefined) found.push([name, columns]);
  };
  for (const item of scope.items) {
    const parsed = scope.module.parse(item.tokens);
    if (parsed instanceof PythonError) continue;
    for (const statement of parsed) {
      walk(statement, (node) => {
        if (node.kind !== 'Assign' && node.kind !== 'AnnAssign' && node.kind !== 'Return')
          return true;
        if (node.value?.kind !== 'Dict') return true;
        for (const { key, value } of node.value.items) {
          if (key?.kind === 'Str' && isSchema(value, scope)) add(key.value, value);
        }
        return true;
      });
    }
  }
  return found;
}

/** Whether an expression looks like a schema: a call of `schema`, or names with types. */
function isSchema(value: Expression, scope: Scope): boolean {
  switch (value.kind) {
    case 'Call': {
      const path = pathOf(value.callee, scope, value.start) ?? '';
      return /^ibis\b.*\.(?:schema|Schema)$/.test(path);
    }
    case 'Dict':
      return (
        value.items.length > 0 &&
        value.items.every((item) => item.key?.kind === 'Str' && isType(item.value))
      );
    case 'List':
      return (
        value.items.length > 0 &&
        value.items.every(
          (item) =>
            item.kind === 'Tuple' &&
            item.items.length === 2 &&
            item.items[0]?.kind === 'Str' &&
            item.items[1] !== undefined &&
            isType(item.items[1]),
        )
      );
    default:
      return false;
  }
}

const isType = ({ kind }: Expression): boolean =>
  kind === 'Str' || kind === 'Attribute' || kind === 'Call';

function evaluated(code: string): Tables[string] | undefined {
  try {
    return printSchema(evaluateIbis(code, { tables: {} }).schema);
  } catch (error) {
    if (error instanceof PythonError || error instanceof IbertError) return undefined;
    throw error;
  }
}
