import { walk } from '@ibert/ibis';
import type { AstNode, PythonAst } from '@ibert/ibis';

/**
 * Whether the way that code takes depends on plain values: what it does for one value of a
 * parameter then says nothing of another. Judged carefully: a name that is computed from such a
 * parameter counts as one.
 *
 * @param values names of the parameters that are plain values; of helpers all parameters.
 * @param helpers names of functions of which the same is true for their own parameters.
 */
export function branchesOn(
  body: readonly PythonAst.Statement[],
  values: ReadonlySet<string>,
  helpers: ReadonlySet<string>,
): boolean {
  const tainted = new Set(values);
  const mentions = (node: AstNode | undefined): boolean => {
    let found = false;
    if (node !== undefined) {
      walk(node, (inner) => {
        found ||= inner.kind === 'Name' && tainted.has(inner.name);
      });
    }
    return found;
  };
  const taint = (target: AstNode, source: AstNode | undefined): void => {
    if (mentions(source)) {
      walk(target, (node) => {
        if (node.kind === 'Name') tainted.add(node.name);
      });
    }
  };
  for (let before = -1; before < tainted.size;) {
    before = tainted.size;
    for (const statement of body) {
      walk(statement, (node) => {
        if (node.kind === 'Assign') for (const target of node.targets) taint(target, node.value);
        if (node.kind === 'AugAssign' || node.kind === 'AnnAssign') taint(node.target, node.value);
        if (node.kind === 'NamedExpr') taint(node.target, node.value);
        if (node.kind === 'For') taint(node.target, node.iterable);
      });
    }
  }
  let found = false;
  for (const statement of body) {
    walk(statement, (node) => {
      found ||= deciders(node, helpers).some(mentions);
    });
  }
  return found;
}

/** The expressions that decide which way a node takes. */
function deciders(node: AstNode, helpers: ReadonlySet<string>): readonly (AstNode | undefined)[] {
  switch (node.kind) {
    case 'Call':
      return node.callee.kind === 'Name' && helpers.has(node.callee.name)
        ? node.args.map((argument) => argument.value)
        : [];
    case 'If':
      return node.branches.map(({ test }) => test);
    case 'IfExp':
    case 'While':
      return [node.test];
    case 'For':
      return [node.iterable];
    case 'BoolOp':
    case 'Compare':
      return node.kind === 'BoolOp' ? node.values.slice(0, -1) : chained(node);
    case 'Try':
      return node.body;
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
    case 'DictComp':
      return node.clauses.flatMap(({ iterable, conditions }) => [iterable, ...conditions]);
    case 'Not':
      return [node.operand];
    default:
      return [];
  }
}

/** Tests of membership and identity, and chains, are decided at once; other comparisons build expressions. */
const chained = ({ ops, left, rights }: PythonAst.Compare): readonly PythonAst.Expression[] =>
  ops.length > 1 || ops.some((op) => ['in', 'not in', 'is', 'is not'].includes(op))
    ? [left, ...rights]
    : [];

/** Those of some functions that take their way by their parameters, or hand these to one that does. */
export function branchingFunctions(
  functions: readonly PythonAst.FunctionDef[],
): ReadonlySet<string> {
  const found = new Set<string>();
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const { name, params, body } of functions) {
      const own = new Set(params.list.map((parameter) => parameter.name.name));
      if (branchesOn(body, own, found)) found.add(name.name);
    }
  }
  return found;
}
