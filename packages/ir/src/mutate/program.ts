import { sameRelation } from '../hash.js';
import { isRelation, isValue } from '../node.js';
import type { Value } from '../node.js';
import { parentsOf } from '../relations/make.js';
import type { Relation } from '../relations/types.js';
import { childrenOf } from '../traverse.js';

/** The values that stand directly in a relation. */
export function valuesIn(rel: Relation): readonly Value[] {
  switch (rel.kind) {
    case 'Project':
    case 'DummyTable':
      return [...rel.values.values()];
    case 'JoinChain':
      return [...rel.rest.flatMap((link) => link.predicates), ...rel.values.values()];
    case 'Aggregate':
      return [...rel.groups.values(), ...rel.metrics.values()];
    case 'Filter':
      return rel.predicates;
    case 'Sort':
      return rel.keys;
    case 'Limit':
      return [rel.n, rel.offset].filter(isValue);
    case 'DropNull':
      return rel.subset ?? [];
    case 'FillNull':
      return isValue(rel.replacements) ? [rel.replacements] : [...rel.replacements.values()];
    case 'TableUnnest':
      return [rel.column];
    default:
      return [];
  }
}

/** Structurally different relations of a program and which of their columns anything reads. */
export class Program {
  readonly root: Relation;
  /** Readers before what they read. */
  readonly relations: readonly Relation[];
  readonly #known = new Map<number, Relation[]>();
  readonly #read = new Map<Relation, Set<string>>();

  constructor(root: Relation) {
    this.root = root;
    const order: Relation[] = [];
    this.#collect(root, order);
    this.relations = order.reverse();
    this.#readAll(root);
    for (const relation of this.relations) this.#passOn(relation);
  }

  /** The one relation that stands for all that are equal to the given one. */
  canonical(relation: Relation): Relation {
    return this.#find(relation) ?? relation;
  }

  /** Whether something reads the column, at last the result. */
  isRead(relation: Relation, column: string): boolean {
    return this.#read.get(this.canonical(relation))?.has(column) === true;
  }

  #find(relation: Relation): Relation | undefined {
    return this.#known.get(relation.hash)?.find((other) => sameRelation(other, relation));
  }

  #collect(relation: Relation, order: Relation[]): void {
    if (this.#find(relation) !== undefined) return;
    const bucket = this.#known.get(relation.hash) ?? [];
    bucket.push(relation);
    this.#known.set(relation.hash, bucket);
    for (const parent of parentsOf(relation)) this.#collect(parent, order);
    const walk = (value: Value): void => {
      for (const key in value.args) {
        const arg = value.args[key];
        if (isRelation(arg)) this.#collect(arg, order);
      }
      for (const child of childrenOf(value)) walk(child);
    };
    for (const value of valuesIn(relation)) walk(value);
    order.push(relation);
  }

  #columns(relation: Relation): Set<string> {
    const own = this.canonical(relation);
    let columns = this.#read.get(own);
    if (columns === undefined) this.#read.set(own, (columns = new Set()));
    return columns;
  }

  #readAll(relation: Relation): void {
    const columns = this.#columns(relation);
    for (const name of relation.schema.keys()) columns.add(name);
  }

  #readBy(value: Value): void {
    const { rel, name } = value.args;
    if (isRelation(rel)) {
      if (value.kind === 'Field') this.#columns(rel).add(name as string);
      else if (value.kind !== 'ExistsSubquery') this.#readAll(rel);
    }
    const { arg } = value.args;
    if (value.kind === 'CountDistinctStar' && isRelation(arg)) this.#readAll(arg);
    for (const child of childrenOf(value)) this.#readBy(child);
  }

  #passOn(relation: Relation): void {
    const read = this.#columns(relation);
    switch (relation.kind) {
      case 'Project':
      case 'DummyTable':
        for (const [name, value] of relation.values) if (read.has(name)) this.#readBy(value);
        return;
      case 'JoinChain':
        for (const link of relation.rest) for (const value of link.predicates) this.#readBy(value);
        for (const [name, value] of relation.values) if (read.has(name)) this.#readBy(value);
        return;
      case 'Aggregate':
        for (const value of relation.groups.values()) this.#readBy(value);
        for (const [name, value] of relation.metrics) if (read.has(name)) this.#readBy(value);
        return;
      case 'Distinct':
      case 'Union':
      case 'Intersection':
      case 'Difference':
        for (const parent of parentsOf(relation)) this.#readAll(parent);
        return;
      default:
        for (const value of valuesIn(relation)) this.#readBy(value);
        if (relation.kind === 'DropNull' && relation.subset === null)
          this.#readAll(relation.parent);
        for (const parent of parentsOf(relation)) {
          const above = this.#columns(parent);
          for (const name of read) if (parent.schema.has(name)) above.add(name);
        }
    }
  }
}
