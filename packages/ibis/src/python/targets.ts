import type { Expression } from './ast.js';

/** What CPython calls an expression in "cannot assign to …". */
export function expressionName(node: Expression): string {
  switch (node.kind) {
    case 'Attribute':
      return 'attribute';
    case 'Subscript':
      return 'subscript';
    case 'Starred':
      return 'starred';
    case 'Name':
      return 'name';
    case 'List':
      return 'list';
    case 'Tuple':
      return 'tuple';
    case 'Set':
      return 'set display';
    case 'Dict':
      return 'dict literal';
    case 'Lambda':
      return 'lambda';
    case 'Call':
      return 'function call';
    case 'BoolOp':
    case 'BinOp':
    case 'UnaryOp':
    case 'Not':
      return 'expression';
    case 'GeneratorExp':
      return 'generator expression';
    case 'ListComp':
      return 'list comprehension';
    case 'SetComp':
      return 'set comprehension';
    case 'DictComp':
      return 'dict comprehension';
    case 'JoinedStr':
      return 'f-string expression';
    case 'Str':
      return 'literal';
    case 'Constant':
      return constantName(node.value);
    case 'Compare':
      return 'comparison';
    case 'IfExp':
      return 'conditional expression';
    case 'NamedExpr':
      return 'named expression';
    case 'Slice':
      return 'slice';
  }
}

function constantName(value: unknown): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  return typeof value === 'bigint' || typeof value === 'number' || isBytes(value)
    ? 'literal'
    : 'ellipsis';
}

function isBytes(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'bytes' in value;
}

/** The first part of `node` that cannot be assigned to (or deleted), if any. */
export function invalidTarget(node: Expression, use: 'assign' | 'delete'): Expression | undefined {
  switch (node.kind) {
    case 'Name':
    case 'Attribute':
    case 'Subscript':
      return undefined;
    case 'List':
    case 'Tuple':
      for (const item of node.items) {
        const invalid = invalidTarget(item, use);
        if (invalid !== undefined) return invalid;
      }
      return undefined;
    case 'Starred':
      return use === 'delete' ? node : invalidTarget(node.value, use);
    default:
      return node;
  }
}

/** Adds the names that assigning to `target` binds to `names`. */
export function collectBoundNames(target: Expression, names: Set<string>): void {
  switch (target.kind) {
    case 'Name':
      names.add(target.name);
      return;
    case 'Starred':
      collectBoundNames(target.value, names);
      return;
    case 'List':
    case 'Tuple':
      for (const item of target.items) collectBoundNames(item, names);
      return;
    default:
  }
}
