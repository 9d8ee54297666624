import { walk } from '@ibert/ibis';
import type { AstNode, Located, PythonAst } from '@ibert/ibis';

type Name = PythonAst.Name;

const NONE: ReadonlySet<string> = new Set();

/** The names that a node reads and that nothing inside of it binds, in source order. */
export function freeNames(node: AstNode, bound: ReadonlySet<string> = NONE): readonly Name[] {
  const free: Name[] = [];
  walk(node, (inner) => {
    if (inner.kind === 'Name') {
      if (!bound.has(inner.name)) free.push(inner);
      return true;
    }
    const parts = scopedParts(inner);
    if (parts === undefined) return true;
    for (const part of parts.outside) free.push(...freeNames(part, bound));
    const all = new Set([...bound, ...parts.locals]);
    // The node's own walk would come here again: only what is in its scope is walked.
    for (const part of parts.inside) free.push(...freeNames(part, all));
    return false;
  });
  return free;
}

/** A node with names of its own. */
interface Scoped {
  readonly locals: ReadonlySet<string>;
  readonly outside: readonly AstNode[];
  readonly inside: readonly AstNode[];
}

export function scopedParts(node: AstNode): Scoped | undefined {
  switch (node.kind) {
    case 'Lambda':
      return { locals: node.locals, outside: defaultsOf(node.params), inside: [node.body] };
    case 'FunctionDef':
      return {
        locals: node.locals,
        outside: [...node.decorators, ...defaultsOf(node.params)],
        inside: node.body,
      };
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      return { locals: node.locals, ...clauses(node.clauses, [node.element]) };
    case 'DictComp':
      return { locals: node.locals, ...clauses(node.clauses, [node.key, node.value]) };
    default:
      return undefined;
  }
}

const defaultsOf = ({ list }: PythonAst.Parameters): readonly AstNode[] =>
  list.flatMap((param) => (param.default === undefined ? [] : [param.default]));

/** The parts of a comprehension: what it runs over first is read outside of it. */
function clauses(
  list: readonly PythonAst.ForClause[],
  elements: readonly AstNode[],
): Omit<Scoped, 'locals'> {
  const inside = list.flatMap(({ target, iterable, conditions }, i): readonly AstNode[] => [
    ...(i === 0 ? [] : [iterable]),
    target,
    ...conditions,
  ]);
  const outside = list.slice(0, 1).map(({ iterable }) => iterable);
  return { outside, inside: [...inside, ...elements] };
}

/** The names that a target binds. */
export function targetNames(target: PythonAst.Expression): readonly Name[] {
  switch (target.kind) {
    case 'Name':
      return [target];
    case 'List':
    case 'Tuple':
      return target.items.flatMap(targetNames);
    case 'Starred':
      return targetNames(target.value);
    default:
      return [];
  }
}

/** The variable that `x[…] = …` and `x.a = …` change. */
export function changedName(target: PythonAst.Expression): Name | undefined {
  let at = target;
  if (at.kind !== 'Subscript' && at.kind !== 'Attribute') return undefined;
  while (at.kind === 'Subscript' || at.kind === 'Attribute') at = at.object;
  return at.kind === 'Name' ? at : undefined;
}

/** The direct expressions of a statement, where it has such. */
export function expressionsOf(statement: PythonAst.Statement): readonly PythonAst.Expression[] {
  switch (statement.kind) {
    case 'Expression':
      return [statement.value];
    case 'Assign':
    case 'AugAssign':
      return [statement.value];
    case 'AnnAssign':
    case 'Return':
      return statement.value === undefined ? [] : [statement.value];
    case 'Assert':
      return [statement.test];
    default:
      return [];
  }
}

export const contains = (outer: Located, inner: Located): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;
