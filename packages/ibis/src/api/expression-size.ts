import { isRelation, isValue } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import { limitExceeded } from '../python/index.js';

/** Nodes of one expression, a part that is used twice counted twice. */
const MAX_NODES = 200_000;
/** Steps from an expression down to its deepest table or literal. */
const MAX_DEPTH = 600;

interface Size {
  readonly nodes: number;
  readonly depth: number;
}

const LEAF: Size = { nodes: 1, depth: 1 };

/**
 * Refuses an expression that is larger than any query: its name, its text and its SQL are as large as
 * the tree, and a few lines of a program (`x = x + x` in a loop) make a tree of any size.
 *
 * @throws PythonError MemoryError or RecursionError.
 */
export function checkExpressionSize(node: Value | Relation): void {
  const { nodes, depth } = sizeOf(node);
  if (nodes > MAX_NODES) {
    throw limitExceeded(
      'MemoryError',
      `the expression has more than ${MAX_NODES} operations`,
      'Use a smaller expression.',
    );
  }
  if (depth > MAX_DEPTH) {
    throw limitExceeded(
      'RecursionError',
      'maximum recursion depth exceeded',
      `Nest the operations of an expression less than ${MAX_DEPTH} levels deep.`,
    );
  }
}

const sizes = new WeakMap<object, Size>();

function sizeOf(node: Value | Relation): Size {
  const known = sizes.get(node);
  if (known !== undefined) return known;
  let nodes = 1;
  let depth = 0;
  const add = (part: unknown): void => {
    if (isValue(part) || isRelation(part)) {
      const size = sizeOf(part);
      nodes += size.nodes;
      depth = Math.max(depth, size.depth);
    } else if (Array.isArray(part)) {
      for (const item of part) add(item);
    } else if (part instanceof Map) {
      for (const item of part.values()) add(item);
    } else if (isPlain(part)) {
      for (const item of Object.values(part)) add(item);
    }
  };
  if (isValue(node)) {
    // What a field's relation costs is counted where the relation is.
    if (node.kind === 'Field' || node.kind === 'Literal') return LEAF;
    add(Object.values(node.args));
  } else if (node.kind !== 'InMemoryTable') {
    const { schema: _schema, ...parts } = node;
    add(Object.values(parts));
  }
  const size = { nodes, depth: depth + 1 };
  sizes.set(node, size);
  return size;
}

/** An object that only groups parts, such as a join's link. */
function isPlain(part: unknown): part is object {
  if (typeof part !== 'object' || part === null) return false;
  return Object.getPrototypeOf(part) === Object.prototype;
}
