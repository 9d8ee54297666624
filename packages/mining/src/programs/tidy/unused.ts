import { walk } from '@ibert/ibis';
import type { PythonAst } from '@ibert/ibis';

import { freeNames, scopedParts } from '../python/names.js';
import { withoutLines } from './edit.js';
import type { Parsed } from './edit.js';

type Statement = PythonAst.Statement;

/**
 * The program without one statement that only gives a value to names that nothing reads after it;
 * undefined where there is none.
 */
export function dropUnused({ code, body }: Parsed): string | undefined {
  const later = laterNames(body);
  const live = new Set(later);
  for (const [i, statement] of [...body.entries()].toReversed()) {
    const given = i === body.length - 1 ? undefined : purelyGiven(statement);
    if (given !== undefined && !given.some((name) => live.has(name))) {
      const without = withoutLines(code, statement);
      if (without !== undefined) return without;
    }
    // What a helper reads is read when it is called: any assignment may be the one.
    for (const name of given ?? []) if (!later.has(name)) live.delete(name);
    for (const { name } of freeNames(statement))
      if (!given?.includes(name) || reads(statement, name)) live.add(name);
  }
  return undefined;
}

/** The names that a statement gives values, where it does nothing else. */
function purelyGiven(statement: Statement): readonly string[] | undefined {
  switch (statement.kind) {
    case 'Assign': {
      const names = statement.targets.flatMap((target) =>
        target.kind === 'Name' ? [target.name] : [],
      );
      return names.length === statement.targets.length && !hasWalrus(statement) ? names : undefined;
    }
    case 'FunctionDef':
      return [statement.name.name];
    case 'Import':
      return statement.names.map(
        ({ name, alias }) => alias?.name ?? name.name.split('.')[0] ?? name.name,
      );
    case 'ImportFrom':
      return statement.names.map(({ name, alias }) => alias?.name ?? name.name);
    default:
      // `pass`, what an empty branch leaves.
      return statement.kind === 'Pass' ? [] : undefined;
  }
}

function hasWalrus(statement: Statement): boolean {
  let found = false;
  walk(statement, ({ kind }) => {
    if (kind === 'NamedExpr') found = true;
    return !found;
  });
  return found;
}

/** Whether the value that a statement gives is made of the name. */
function reads(statement: Statement, name: string): boolean {
  const nodes = statement.kind === 'Assign' ? [statement.value] : [statement];
  return nodes.some((node) => freeNames(node).some((one) => one.name === name));
}

/** Free names of functions and lambdas. */
function laterNames(body: readonly Statement[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of body) {
    walk(statement, (node) => {
      if (scopedParts(node) !== undefined) for (const { name } of freeNames(node)) names.add(name);
      return true;
    });
  }
  return names;
}
