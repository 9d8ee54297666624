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
 * The program without one variable that is another name of something: the `t` of `t = trips`, and,
 * where it is read only once, of `t = trips.fare` or `t = trips[["fare"]]`; undefined where there is
 * none.
 */
export function dropAlias({ code, body }: Parsed): string | undefined {
  for (const [i, statement] of body.entries()) {
    const alias = aliasOf(statement);
    if (alias === undefined) continue;
    const uses = usesOf(alias.name, body, i);
    const most = alias.value.kind === 'Name' ? Number.POSITIVE_INFINITY : 1;
    if (uses === undefined || uses.length === 0 || uses.length > most) continue;
    if (uses.some(({ hidden }) => hidden.has(alias.root))) continue;
    // Between here and there the name must stand for the same thing.
    if (body.slice(i).some((later) => gives(later, alias.root))) continue;
    const { start, end } = alias.value;
    const value = code.slice(start, end);
    const inlined = uses.toReversed().reduce((text, { at }) => replaced(text, at, value), code);
    const without = withoutLines(inlined, statement);
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

/**
 * The places that read a variable which one statement gives its value, in the order of the text;
 * undefined where that is not the only one or some place cannot be rewritten.
 */
function usesOf(
  name: string,
  body: readonly Statement[],
  from: number,
): readonly Use[] | undefined {
  if (body.some((other, i) => i !== from && gives(other, name))) return undefined;
  const uses: Use[] = [];
  for (const [i, statement] of body.entries()) {
    if (i === from) continue;
    for (const at of freeNames(statement).filter((one) => one.name === name)) {
      const use = useIn(statement, at);
      if (use === undefined || i < from) return undefined;
      uses.push(use);
    }
  }
  return uses.toSorted((a, b) => a.at.start - b.at.start);
}

function useIn(statement: Statement, at: Name): Use | undefined {
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
