import { walk } from '@ibert/ibis';
import type { AstNode, PythonAst } from '@ibert/ibis';

import { freeNames, scopedParts } from '../python/names.js';
import { givenNames } from '../python/statement-names.js';
import { replaced, withoutLines } from './edit.js';
import type { Parsed } from './edit.js';

type Name = PythonAst.Name;
type Expression = PythonAst.Expression;
type Statement = PythonAst.Statement;

/**
 * The program without one variable that is another name of something and read only once, as the
 * `t` of `t = trips`, `t = trips.fare`, `t = trips[["fare"]]`; undefined where there is none.
 */
export function dropAlias({ code, body }: Parsed): string | undefined {
  for (const [i, statement] of body.entries()) {
    const alias = aliasOf(statement);
    if (alias === undefined) continue;
    const use = onlyUse(alias.name, body, i);
    if (use === undefined || use.hidden.has(alias.root)) continue;
    // Between here and there the name must stand for the same thing.
    if (body.slice(i).some((later) => gives(later, alias.root))) continue;
    const { start, end } = alias.value;
    const without = withoutLines(replaced(code, use.at, code.slice(start, end)), statement);
    if (without !== undefined) return without;
  }
  return undefined;
}

interface Alias {
  readonly name: string;
  readonly value: Expression;
  /** The name that the value begins with. */
  readonly root: string;
}

function aliasOf(statement: Statement): Alias | undefined {
  if (statement.kind !== 'Assign' || statement.targets.length > 1) return undefined;
  const [target] = statement.targets;
  const root = rootOf(statement.value);
  if (target?.kind !== 'Name' || root === undefined || root === target.name) return undefined;
  return { name: target.name, value: statement.value, root };
}

/** `t` of `t`, `t.a`, `t["a"]`, `t[["a", "b"]]`. */
function rootOf(expression: Expression): string | undefined {
  if (expression.kind === 'Name') return expression.name;
  if (expression.kind === 'Attribute') return rootOf(expression.object);
  if (expression.kind !== 'Subscript') return undefined;
  const { index } = expression;
  const keys = index.kind === 'List' ? index.items : [index];
  return keys.every(({ kind }) => kind === 'Str') ? rootOf(expression.object) : undefined;
}

interface Use {
  readonly at: Name;
  /** Names that mean something else there. */
  readonly hidden: ReadonlySet<string>;
}

/** The one place that reads a variable which one statement gives its value. */
function onlyUse(name: string, body: readonly Statement[], from: number): Use | undefined {
  if (body.some((other, i) => i !== from && gives(other, name))) return undefined;
  const uses = body.flatMap((other, i) =>
    i === from ? [] : freeNames(other).filter((one) => one.name === name),
  );
  const [at] = uses;
  const home = body.findIndex((other) => at !== undefined && isIn(at, other));
  const statement = body[home];
  if (at === undefined || statement === undefined || uses.length > 1 || home <= from) {
    return undefined;
  }
  const hidden = new Set<string>();
  let isText = false;
  walk(statement, (node) => {
    if (!isIn(at, node)) return false;
    for (const local of scopedParts(node)?.locals ?? []) hidden.add(local);
    if (node.kind === 'JoinedStr') isText = true;
    return true;
  });
  return isText ? undefined : { at, hidden };
}

const isIn = (at: Name, { start, end }: AstNode): boolean => start <= at.start && at.end <= end;

function gives(statement: Statement, name: string): boolean {
  if (statement.kind === 'FunctionDef') return statement.name.name === name;
  return givenNames(statement).some((one) => one.name === name) || deletes(statement, name);
}

const deletes = (statement: Statement, name: string): boolean =>
  statement.kind === 'Delete' &&
  statement.targets.some((target) => target.kind === 'Name' && target.name === name);
