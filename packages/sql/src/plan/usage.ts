import { childrenOf, isRelation, isValue, parentsOf, sameRelation, specOf } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

/** What is known about a relation from looking at the whole program. */
export interface Usage {
  readonly relation: Relation;
  /** How many places read it. */
  uses: number;
  /** The relations of enclosing queries that it reads fields of. */
  free: readonly Relation[];
  /** Whether it is worth a name of its own; set when first asked. */
  shared?: boolean;
}

const NONE: readonly Relation[] = [];
const LEAVES: ReadonlySet<string> = new Set(['Field', 'Literal', 'CountStar', 'RowID']);

/** Who reads which relation, equal relations counted as one. */
export class UsageMap {
  private readonly byHash = new Map<number, Usage[]>();
  /** The names of all tables read, lower case. */
  readonly tableNames = new Set<string>();

  constructor(root: Relation) {
    this.visit(root);
  }

  of(relation: Relation): Usage | undefined {
    return this.byHash
      .get(relation.hash)
      ?.find((u) => u.relation === relation || sameRelation(u.relation, relation));
  }

  /** Whether the relation reads columns of a query around it. */
  isCorrelated(relation: Relation): boolean {
    return (this.of(relation)?.free.length ?? 0) > 0;
  }

  private visit(relation: Relation): Usage {
    const known = this.of(relation);
    if (known !== undefined) {
      known.uses += 1;
      return known;
    }
    const usage: Usage = { relation, uses: 1, free: NONE };
    const bucket = this.byHash.get(relation.hash);
    if (bucket === undefined) this.byHash.set(relation.hash, [usage]);
    else bucket.push(usage);
    if (relation.kind === 'UnboundTable') this.tableNames.add(relation.name.toLowerCase());

    const parents = parentsOf(relation);
    const free: Relation[] = [];
    for (const parent of parents) add(free, this.visit(parent).free, NONE);
    for (const value of valuesOf(relation)) {
      add(free, value.relations, parents);
      this.subqueries(value, free, parents);
    }
    if (free.length > 0) usage.free = free;
    return usage;
  }

  private subqueries(value: Value, free: Relation[], parents: readonly Relation[]): void {
    if (specOf(value.kind).role === 'subquery') {
      const { rel } = value.args;
      if (isRelation(rel)) {
        const usage = this.of(rel) ?? this.visit(rel);
        add(free, usage.free, parents);
      }
    }
    if (LEAVES.has(value.kind)) return;
    for (const child of childrenOf(value)) this.subqueries(child, free, parents);
  }
}

function add(into: Relation[], more: readonly Relation[], except: readonly Relation[]): void {
  for (const rel of more) {
    const same = (other: Relation): boolean => other === rel || sameRelation(other, rel);
    if (!except.some(same) && !into.some(same)) into.push(rel);
  }
}

/** The values that a relation itself holds. */
function valuesOf(relation: Relation): readonly Value[] {
  switch (relation.kind) {
    case 'Project':
    case 'DummyTable':
      return [...relation.values.values()];
    case 'Filter':
      return relation.predicates;
    case 'Sort':
      return relation.keys;
    case 'Limit':
      return [relation.n, relation.offset].filter(isValue);
    case 'Aggregate':
      return [...relation.groups.values(), ...relation.metrics.values()];
    case 'DropNull':
      return relation.subset ?? [];
    case 'FillNull':
      return isValue(relation.replacements)
        ? [relation.replacements]
        : [...relation.replacements.values()];
    case 'TableUnnest':
      return [relation.column];
    case 'JoinChain':
      return relation.rest.flatMap((link) => link.predicates).concat([...relation.values.values()]);
    default:
      return [];
  }
}
