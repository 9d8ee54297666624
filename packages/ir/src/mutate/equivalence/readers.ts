import { sameRelation } from '../../hash.js';
import { isRelation } from '../../node.js';
import type { Value } from '../../node.js';
import { parentsOf } from '../../relations/make.js';
import type { Relation } from '../../relations/types.js';
import { childrenOf, some } from '../../traverse.js';
import { Program, valuesIn } from '../program.js';

/** Reductions whose value may depend on the order of rows when they have no order of their own. */
const ORDERED: ReadonlySet<string> = new Set([
  'First',
  'Last',
  'ArrayCollect',
  'GroupConcat',
  'Arbitrary',
  'ArgMin',
  'ArgMax',
  'Mode',
  'AggUDF',
]);
/** Reductions that do not count repeated rows. */
const UNCOUNTED: ReadonlySet<string> = new Set([
  'Min',
  'Max',
  'CountDistinct',
  'All',
  'Any',
  'BitAnd',
  'BitOr',
]);

const isIn = (relation: Relation, list: readonly Relation[]): boolean =>
  list.some((other) => sameRelation(other, relation));

/** What a program does with the rows of a relation. */
export class Readers {
  readonly #program: Program;

  constructor(root: Relation) {
    this.#program = new Program(root);
  }

  /** Relations that read the rows directly, and values that hold the relation as a subquery. */
  #of(relation: Relation): { readonly relations: Relation[]; readonly values: Value[] } {
    const found = { relations: [] as Relation[], values: [] as Value[] };
    const walk = (value: Value): void => {
      const { rel } = value.args;
      if (value.kind !== 'Field' && isRelation(rel) && sameRelation(rel, relation)) {
        found.values.push(value);
      }
      for (const child of childrenOf(value)) walk(child);
    };
    for (const reader of this.#program.relations) {
      if (isIn(relation, parentsOf(reader))) found.relations.push(reader);
      for (const value of valuesIn(reader)) walk(value);
    }
    return found;
  }

  /** Whether the result is the same whatever the order of the relation's rows. */
  ignoreOrder(relation: Relation): boolean {
    if (sameRelation(relation, this.#program.root)) return false;
    const { relations, values } = this.#of(relation);
    if (values.some(({ kind }) => kind === 'ScalarSubquery')) return false;
    return relations.every((reader) => {
      switch (reader.kind) {
        case 'JoinChain':
        case 'Distinct':
        case 'Union':
        case 'Intersection':
        case 'Difference':
          return true;
        case 'JoinReference':
          return this.ignoreOrder(reader);
        case 'Aggregate':
          return ![...reader.metrics.values()].some((metric) =>
            some(metric, ({ kind }) => ORDERED.has(kind)),
          );
        case 'Limit':
        case 'Sample':
          return false;
        case 'Sort':
          return false;
        case 'Project':
          return (
            ![...reader.values.values()].some((v) => some(v, (w) => w.kind === 'WindowFunction')) &&
            this.ignoreOrder(reader)
          );
        default:
          return this.ignoreOrder(reader);
      }
    });
  }

  /** Whether the result is the same however often the relation's rows are repeated. */
  ignoreRepetition(relation: Relation): boolean {
    if (sameRelation(relation, this.#program.root)) return false;
    const { relations, values } = this.#of(relation);
    if (values.some(({ kind }) => kind !== 'InSubquery' && kind !== 'ExistsSubquery')) return false;
    return relations.every((reader) => {
      switch (reader.kind) {
        case 'Distinct':
          return true;
        case 'Union':
        case 'Intersection':
        case 'Difference':
          return reader.distinct || this.ignoreRepetition(reader);
        case 'JoinReference':
          return this.#ignoresOn(reader);
        case 'JoinChain':
        case 'Limit':
        case 'Sample':
          return false;
        case 'Aggregate':
          return [...reader.metrics.values()].every((metric) => UNCOUNTED.has(metric.kind));
        case 'Project':
          return (
            ![...reader.values.values()].some((v) => some(v, (w) => w.kind === 'WindowFunction')) &&
            this.ignoreRepetition(reader)
          );
        default:
          return this.ignoreRepetition(reader);
      }
    });
  }

  /** For a table of joins: whether it is only asked for partners, or the join ignores repetition. */
  #ignoresOn(table: Relation): boolean {
    return this.#of(table).relations.every((chain) => {
      if (chain.kind !== 'JoinChain') return false;
      const link = chain.rest.find((other) => sameRelation(other.table, table));
      return link?.how === 'semi' || link?.how === 'anti' || this.ignoreRepetition(chain);
    });
  }
}
