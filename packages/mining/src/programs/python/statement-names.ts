import { walk } from '@ibert/ibis';
import type { PythonAst } from '@ibert/ibis';

import { changedName, freeNames, scopedParts, targetNames } from './names.js';

type Statement = PythonAst.Statement;

/** Names that a statement binds, outside of nested scopes. */
export function givenNames(statement: Statement): readonly PythonAst.Name[] {
  const names: PythonAst.Name[] = [];
  walk(statement, (node) => {
    if (scopedParts(node) !== undefined) return false;
    if (node.kind === 'Assign') names.push(...node.targets.flatMap(targetNames));
    if (node.kind === 'AugAssign' || node.kind === 'AnnAssign' || node.kind === 'For') {
      names.push(...targetNames(node.target));
    }
    if (node.kind === 'NamedExpr') names.push(node.target);
    return true;
  });
  return names;
}

/** Variables that a statement changes, so that it needs their values before. */
export function changedNames(statement: Statement): readonly PythonAst.Name[] {
  if (statement.kind === 'AugAssign') return targetNames(statement.target);
  if (statement.kind === 'Assign') {
    return statement.targets.flatMap((target) => {
      const name = changedName(target);
      return name === undefined ? [] : [name];
    });
  }
  return statement.kind === 'Expression' ? freeNames(statement) : [];
}
