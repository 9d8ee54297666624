import { hashArg, isOp, isRelation, isValue, same, specOf } from '@ibert/ir';
import type { JoinLink, Relation, Value } from '@ibert/ir';

/** What Ibis calls a node: values, relations, and the links of a join chain. */
export type GraphNode = Value | Relation | JoinLink;

const isLink = (x: unknown): x is JoinLink =>
  typeof x === 'object' && x !== null && 'how' in x && 'table' in x && 'predicates' in x;

export const isNode = (x: unknown): x is GraphNode => isValue(x) || isRelation(x) || isLink(x);

type NamedArgs = readonly (readonly [string, unknown])[];

/** The arguments of a node under Ibis's names and in Ibis's order. */
export function namedArgs(node: GraphNode): NamedArgs {
  if (isValue(node))
    return Object.keys(specOf(node.kind).params).map((key) => [key, node.args[key]]);
  if (!isRelation(node)) {
    return [
      ['how', node.how],
      ['table', node.table],
      ['predicates', node.predicates],
    ];
  }
  switch (node.kind) {
    case 'UnboundTable':
    case 'InMemoryTable':
      return [['name', node.name]];
    case 'AliasedRelation':
      return [
        ['name', node.name],
        ['parent', node.parent],
      ];
    case 'DropColumns':
      return [
        ['parent', node.parent],
        ['columns_to_drop', node.dropped],
      ];
    case 'FillNull':
      return [
        ['parent', node.parent],
        [
          'replacements',
          isValue(node.replacements) ? node.replacements : plainValues(node.replacements),
        ],
      ];
    case 'Limit':
      return [
        ['parent', node.parent],
        ['n', bareCount(node.n)],
        ['offset', bareCount(node.offset)],
      ];
    case 'TableUnnest':
      return [
        ['parent', node.parent],
        ['column', node.column],
        ['column_name', node.columnName],
        ['offset', node.offset],
        ['keep_empty', node.keepEmpty],
      ];
    default:
      return Object.entries(node).filter(([key]) => !NO_ARGUMENT.has(key));
  }
}

// The IR makes a subquery of an aggregate in limit(); Ibis keeps the aggregate.
function bareCount(count: number | Value | null): number | Value | null {
  if (!isValue(count) || !isOp(count, 'ScalarSubquery')) return count;
  const { rel } = count.args;
  if (rel.kind !== 'Aggregate' || rel.groups.size > 0) return count;
  return [...rel.metrics.values()][0] ?? count;
}

// Replacements by column stay Python values in Ibis.
const plainValues = (values: ReadonlyMap<string, Value>): ReadonlyMap<string, unknown> =>
  new Map([...values].map(([name, v]) => [name, isOp(v, 'Literal') ? v.args.value : v]));

const NO_ARGUMENT: ReadonlySet<string> = new Set(['is', 'kind', 'schema', 'hash']);

function childrenOf(arg: unknown): GraphNode[] {
  if (isNode(arg)) return [arg];
  if (Array.isArray(arg)) return arg.flatMap(childrenOf);
  return arg instanceof Map ? [...arg.values()].flatMap(childrenOf) : [];
}

const hashOf = (node: GraphNode): number => ('hash' in node ? node.hash : hashArg(node));

/**
 * The nodes of an expression, equal ones once, each after all that it is made of. The order is the
 * one in which Ibis numbers relations: Kahn's algorithm over a breadth-first search.
 */
export class NodeGraph {
  /** Every node, children first. */
  readonly order: readonly GraphNode[];
  private readonly places = new Map<
    number,
    { readonly node: GraphNode; readonly place: number }[]
  >();

  constructor(root: GraphNode) {
    const nodes: GraphNode[] = [];
    const children: (readonly GraphNode[])[] = [];
    const queue: GraphNode[] = [root];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (this.placeOf(next) !== undefined) continue;
      const below = namedArgs(next).flatMap(([, arg]) => childrenOf(arg));
      this.note(next, nodes.length);
      nodes.push(next);
      children.push(below);
      queue.push(...below);
    }
    this.order = this.sorted(nodes, children);
  }

  /** A number that equal nodes share; undefined for a node that is not in the graph. */
  placeOf(node: GraphNode): number | undefined {
    return this.places.get(hashOf(node))?.find((entry) => same(entry.node, node))?.place;
  }

  private note(node: GraphNode, place: number): void {
    const hash = hashOf(node);
    const bucket = this.places.get(hash);
    if (bucket === undefined) this.places.set(hash, [{ node, place }]);
    else bucket.push({ node, place });
  }

  private sorted(
    nodes: readonly GraphNode[],
    children: readonly (readonly GraphNode[])[],
  ): GraphNode[] {
    const parents = nodes.map((): number[] => []);
    const open = children.map((below, parent) => {
      for (const child of below) parents[this.placeOf(child) ?? parent]?.push(parent);
      return below.length;
    });
    const ready = open.flatMap((count, place) => (count === 0 ? [place] : []));
    const result: GraphNode[] = [];
    for (let place = ready.shift(); place !== undefined; place = ready.shift()) {
      const node = nodes[place];
      if (node !== undefined) result.push(node);
      for (const parent of parents[place] ?? []) {
        const left = (open[parent] ?? 0) - 1;
        open[parent] = left;
        if (left === 0) ready.push(parent);
      }
    }
    return result;
  }
}
