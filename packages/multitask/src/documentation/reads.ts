import { isRelation, isValue, parentsOf, valueOf } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

/** Which columns of a table an answer depends on. */
export interface TableReads {
  /** Columns that are computed with, compared, grouped by, or named in the answer; in the table's order. */
  readonly read: readonly string[];
  /** Whether the table is passed on as it is: every column is in the answer under its own name. */
  readonly passed: boolean;
}

/**
 * The columns of each table that a relation needs: what its outputs are made of, and what decides
 * which rows there are. A column that a step passes on with all the others is not read by that.
 */
export function tableReads(relation: Relation): ReadonlyMap<string, TableReads> {
  const walk = new Demand();
  for (const name of relation.schema.keys()) walk.need(relation, name, true);
  walk.rows(relation);
  return walk.result();
}

class Demand {
  readonly #tables = new Map<
    string,
    { readonly names: readonly string[]; readonly read: Set<string>; readonly passed: Set<string> }
  >();
  readonly #needed = new Map<Relation, Set<string>>();
  readonly #rows = new Set<Relation>();

  result(): ReadonlyMap<string, TableReads> {
    return new Map(
      [...this.#tables].map(([table, { names, read, passed }]) => {
        const whole = passed.size > 0 && names.every((name) => passed.has(name));
        const wanted = (name: string): boolean => read.has(name) || (!whole && passed.has(name));
        return [table, { read: names.filter(wanted), passed: whole }];
      }),
    );
  }

  /** Follows an output column to the tables. */
  need(relation: Relation, name: string, passing: boolean): void {
    const seen = this.#needed.get(relation) ?? new Set();
    this.#needed.set(relation, seen);
    const key = `${passing ? '+' : '-'}${name}`;
    if (seen.has(key)) return;
    seen.add(key);
    this.rows(relation);
    if (relation.kind === 'UnboundTable') {
      const table = this.#table(relation);
      (passing ? table.passed : table.read).add(name);
      return;
    }
    const value = valueOf(relation, name);
    if (value === undefined) {
      for (const parent of parentsOf(relation)) {
        if (parent.schema.has(name)) this.need(parent, name, false);
        else for (const other of parent.schema.keys()) this.need(parent, other, false);
      }
      return;
    }
    const source = value.kind === 'Field' ? fieldOf(value) : undefined;
    if (source?.name === name && passing && passesOn(relation)) {
      this.need(source.rel, name, true);
      return;
    }
    this.#values(value);
  }

  /** What decides which rows a relation has, and in which order. */
  rows(relation: Relation): void {
    if (this.#rows.has(relation)) return;
    this.#rows.add(relation);
    for (const parent of parentsOf(relation)) this.rows(parent);
    switch (relation.kind) {
      case 'UnboundTable':
        this.#table(relation);
        break;
      case 'Filter':
        for (const value of relation.predicates) this.#values(value);
        break;
      case 'Sort':
        for (const value of relation.keys) this.#values(value);
        break;
      case 'Aggregate':
        for (const value of relation.groups.values()) this.#values(value);
        break;
      case 'JoinChain':
        for (const { predicates } of relation.rest) {
          for (const value of predicates) this.#values(value);
        }
        break;
      case 'Distinct':
      case 'Union':
      case 'Intersection':
      case 'Difference':
      case 'DropNull':
        for (const parent of parentsOf(relation)) {
          for (const name of parent.schema.keys()) this.need(parent, name, false);
        }
        break;
      default:
    }
  }

  #values(value: Value): void {
    const source = value.kind === 'Field' ? fieldOf(value) : undefined;
    if (source !== undefined) {
      this.need(source.rel, source.name, false);
      return;
    }
    for (const arg of Object.values(value.args)) {
      for (const item of Array.isArray(arg) ? (arg as readonly unknown[]) : [arg]) {
        if (isValue(item)) this.#values(item);
        else if (isRelation(item)) {
          this.rows(item);
          if (value.kind.endsWith('Subquery')) {
            for (const name of item.schema.keys()) this.need(item, name, false);
          }
        }
      }
    }
  }

  #table(relation: Relation & { readonly kind: 'UnboundTable' }) {
    const known = this.#tables.get(relation.name);
    if (known !== undefined) return known;
    const table = {
      names: [...relation.schema.keys()],
      read: new Set<string>(),
      passed: new Set<string>(),
    };
    this.#tables.set(relation.name, table);
    return table;
  }
}

const fieldOf = (value: Value): { readonly rel: Relation; readonly name: string } =>
  value.args as unknown as { readonly rel: Relation; readonly name: string };

/** Whether the relation gives all columns of its first parent under their names, as `mutate` does. */
function passesOn(relation: Relation): boolean {
  if (relation.kind !== 'Project') return true;
  return [...relation.parent.schema.keys()].every((name) => {
    const value = relation.values.get(name);
    return value?.kind === 'Field' && fieldOf(value).name === name;
  });
}
