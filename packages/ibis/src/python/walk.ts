import type { Expression, ForClause, JoinedStr, Parameters, Program, Statement } from './ast.js';

/** Any node that a walk meets. */
export type AstNode = Expression | Statement;

/** Called before a node's children; `false` leaves the children out. */
export type Visitor = (node: AstNode) => boolean | undefined | void;

/** Visits every statement and expression of a program, outer ones first, in source order. */
export function walk(program: Program | AstNode, visit: Visitor): void {
  if ('body' in program && 'text' in program) {
    for (const statement of program.body) walkNode(statement, visit);
  } else {
    walkNode(program, visit);
  }
}

function walkNode(root: AstNode, visit: Visitor): void {
  const pending: AstNode[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (visit(node) === false) continue;
    pending.push(...childrenOf(node).reverse());
  }
}

function present(...nodes: readonly (AstNode | undefined)[]): AstNode[] {
  return nodes.filter((node) => node !== undefined);
}

/** The direct children of a node, in source order. */
function childrenOf(node: AstNode): AstNode[] {
  switch (node.kind) {
    case 'Constant':
    case 'Str':
    case 'Name':
    case 'Pass':
    case 'Break':
    case 'Continue':
    case 'Import':
    case 'ImportFrom':
    case 'Global':
    case 'Nonlocal':
      return [];
    case 'JoinedStr':
      return fields(node.parts);
    case 'List':
    case 'Tuple':
    case 'Set':
      return [...node.items];
    case 'Dict':
      return node.items.flatMap(({ key, value }) => present(key, value));
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      return [node.element, ...clauses(node.clauses)];
    case 'DictComp':
      return [node.key, node.value, ...clauses(node.clauses)];
    case 'Lambda':
      return [...defaults(node.params), node.body];
    case 'IfExp':
      return [node.body, node.test, node.otherwise];
    case 'BoolOp':
      return [...node.values];
    case 'Not':
    case 'UnaryOp':
      return [node.operand];
    case 'Compare':
      return [node.left, ...node.rights];
    case 'BinOp':
      return [node.left, node.right];
    case 'Attribute':
      return [node.object];
    case 'Subscript':
      return [node.object, node.index];
    case 'Slice':
      return present(node.lower, node.upper, node.step);
    case 'Call':
      return [node.callee, ...node.args.map((arg) => arg.value)];
    case 'Starred':
    case 'Expression':
      return [node.value];
    case 'NamedExpr':
      return [node.target, node.value];
    case 'Assign':
      return [...node.targets, node.value];
    case 'AugAssign':
      return [node.target, node.value];
    case 'AnnAssign':
      return present(node.target, node.annotation, node.value);
    case 'FunctionDef':
      return [...node.decorators, ...defaults(node.params), ...node.body];
    case 'Return':
      return present(node.value);
    case 'If':
      return [...node.branches.flatMap(({ test, body }) => [test, ...body]), ...node.otherwise];
    case 'For':
      return [node.target, node.iterable, ...node.body, ...node.otherwise];
    case 'While':
      return [node.test, ...node.body, ...node.otherwise];
    case 'Assert':
      return present(node.test, node.message);
    case 'Raise':
      return present(node.exception, node.cause);
    case 'Try':
      return [
        ...node.body,
        ...node.handlers.flatMap(({ type, body }) => [...present(type), ...body]),
        ...node.otherwise,
        ...node.final,
      ];
    case 'Delete':
      return [...node.targets];
  }
}

function fields(parts: JoinedStr['parts']): AstNode[] {
  return parts.flatMap((part) =>
    typeof part === 'string' ? [] : [part.expression, ...fields(part.spec ?? [])],
  );
}

function clauses(list: readonly ForClause[]): AstNode[] {
  return list.flatMap(({ target, iterable, conditions }) => [target, iterable, ...conditions]);
}

function defaults(params: Parameters): AstNode[] {
  return present(...params.list.map((param) => param.default));
}
