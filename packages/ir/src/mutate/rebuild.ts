import { IbertError } from '@ibert/core';

import { sameRelation } from '../hash.js';
import { isRelation, isValue } from '../node.js';
import type { Arg, Value } from '../node.js';
import * as make from '../relations/make.js';
import type { Columns, JoinReference, Relation } from '../relations/types.js';
import { build } from '../value.js';

/** What happens to the relations and values directly inside a node. */
interface Mapping {
  readonly relation: (relation: Relation) => Relation;
  readonly value: (value: Value) => Value;
}

/**
 * The program with every occurrence of a relation replaced, also where fields and subqueries refer
 * to it. Types are worked out anew on the way up.
 *
 * @throws IbertError when what reads the relation does not fit the replacement.
 */
export function substitute(root: Relation, from: Relation, to: Relation): Relation {
  const relations = new Map<Relation, Relation>();
  const values = new Map<Value, Value>();
  const mapping: Mapping = {
    relation: (relation) => {
      const known = relations.get(relation);
      if (known !== undefined) return known;
      const next = sameRelation(relation, from) ? to : mapRelation(relation, mapping);
      relations.set(relation, next);
      return next;
    },
    value: (value) => {
      const known = values.get(value);
      if (known !== undefined) return known;
      const next = mapValue(value, mapping);
      values.set(value, next);
      return next;
    },
  };
  return mapping.relation(root);
}

function mapValue(value: Value, mapping: Mapping): Value {
  let changed: Record<string, Arg> | undefined;
  for (const key in value.args) {
    const arg = value.args[key] as Arg;
    const next = mapArg(arg, mapping);
    if (next !== arg) (changed ??= { ...value.args })[key] = next;
  }
  if (changed === undefined) return value;
  if (value.kind === 'Field') needColumn(changed);
  return build(value.kind, changed);
}

function needColumn({ rel, name }: Readonly<Record<string, Arg>>): void {
  if (isRelation(rel) && typeof name === 'string' && !rel.schema.has(name)) {
    throw new IbertError('MISSING_COLUMN', `the mutant reads ${name}, which it no longer has`);
  }
}

function mapArg(arg: Arg, mapping: Mapping): Arg {
  if (isValue(arg)) return mapping.value(arg);
  if (isRelation(arg)) return mapping.relation(arg);
  return Array.isArray(arg) && isValue(arg[0]) ? mapList(arg as readonly Value[], mapping) : arg;
}

function mapList(list: readonly Value[], { value }: Mapping): readonly Value[] {
  const next = list.map(value);
  return next.some((item, i) => item !== list[i]) ? next : list;
}

function mapColumns(columns: Columns, { value }: Mapping): Columns {
  const next = new Map([...columns].map(([name, column]) => [name, value(column)]));
  return [...columns].some(([name, column]) => next.get(name) !== column) ? next : columns;
}

/** One level of a relation, mapped; the same object when nothing changed. */
function mapRelation(rel: Relation, mapping: Mapping): Relation {
  const parent = 'parent' in rel ? mapping.relation(rel.parent) : undefined;
  const moved = 'parent' in rel && parent !== rel.parent;
  switch (rel.kind) {
    case 'UnboundTable':
    case 'InMemoryTable':
      return rel;
    case 'DummyTable': {
      const values = mapColumns(rel.values, mapping);
      return values === rel.values ? rel : make.dummyTable(values);
    }
    case 'Project': {
      const values = mapColumns(rel.values, mapping);
      return moved || values !== rel.values ? make.project(parent as Relation, values) : rel;
    }
    case 'DropColumns':
      return moved ? make.dropColumns(parent as Relation, rel.dropped) : rel;
    case 'Filter': {
      const predicates = mapList(rel.predicates, mapping);
      return moved || predicates !== rel.predicates
        ? make.filter(parent as Relation, predicates)
        : rel;
    }
    case 'Sort': {
      const keys = mapList(rel.keys, mapping);
      return moved || keys !== rel.keys ? make.sort(parent as Relation, keys) : rel;
    }
    case 'Limit': {
      const n = isValue(rel.n) ? mapping.value(rel.n) : rel.n;
      const offset = isValue(rel.offset) ? mapping.value(rel.offset) : rel.offset;
      return moved || n !== rel.n || offset !== rel.offset
        ? make.limit(parent as Relation, n, offset)
        : rel;
    }
    case 'Aggregate': {
      const groups = mapColumns(rel.groups, mapping);
      const metrics = mapColumns(rel.metrics, mapping);
      return moved || groups !== rel.groups || metrics !== rel.metrics
        ? make.aggregate(parent as Relation, groups, metrics)
        : rel;
    }
    case 'Distinct':
      return moved ? make.distinct(parent as Relation) : rel;
    case 'Sample':
      return moved ? make.sample(parent as Relation, rel.fraction, rel.method, rel.seed) : rel;
    case 'DropNull': {
      const subset = rel.subset === null ? null : mapList(rel.subset, mapping);
      return moved || subset !== rel.subset
        ? make.dropNull(parent as Relation, rel.how, subset)
        : rel;
    }
    case 'FillNull': {
      const { replacements } = rel;
      const next = isValue(replacements)
        ? mapping.value(replacements)
        : mapColumns(replacements, mapping);
      return moved || next !== replacements ? make.fillNull(parent as Relation, next) : rel;
    }
    case 'Union':
    case 'Intersection':
    case 'Difference': {
      const left = mapping.relation(rel.left);
      const right = mapping.relation(rel.right);
      return left !== rel.left || right !== rel.right
        ? make.setOperation(rel.kind, left, right, rel.distinct)
        : rel;
    }
    case 'TableUnnest': {
      const column = mapping.value(rel.column);
      return moved || column !== rel.column
        ? make.tableUnnest(parent as Relation, column, rel.columnName, rel.offset, rel.keepEmpty)
        : rel;
    }
    case 'SelfReference':
      return moved ? make.selfReference(parent as Relation, rel.identifier) : rel;
    case 'JoinReference':
      return moved ? make.joinReference(parent as Relation, rel.identifier) : rel;
    case 'AliasedRelation':
      return moved ? make.aliasedRelation(parent as Relation, rel.name) : rel;
    case 'JoinChain': {
      const first = mapping.relation(rel.first) as JoinReference;
      const rest = rel.rest.map((link) => {
        const table = mapping.relation(link.table) as JoinReference;
        const predicates = mapList(link.predicates, mapping);
        return table === link.table && predicates === link.predicates
          ? link
          : { ...link, table, predicates };
      });
      const values = mapColumns(rel.values, mapping);
      const same =
        first === rel.first && values === rel.values && rest.every((l, i) => l === rel.rest[i]);
      return same ? rel : make.joinChain(first, rest, values);
    }
  }
}
