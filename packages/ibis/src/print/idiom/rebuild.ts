import * as ir from '@ibert/ir';
import type { Arg, Columns, Relation, Value } from '@ibert/ir';

/** What becomes of the relations and values that a node holds. */
export interface Mapper {
  readonly relation: (relation: Relation) => Relation;
  readonly value: (value: Value) => Value;
}

/** The value with what it holds mapped, relations of subqueries too; the same one when nothing changed. */
export function mapValue(value: Value, mapper: Mapper): Value {
  let changed: Record<string, Arg> | undefined;
  for (const [key, arg] of Object.entries(value.args)) {
    const next = mapArg(arg, mapper);
    if (next !== arg) (changed ??= { ...value.args })[key] = next;
  }
  return changed === undefined ? value : ir.build(value.kind, changed);
}

function mapArg(arg: Arg, mapper: Mapper): Arg {
  if (ir.isValue(arg)) return mapper.value(arg);
  if (ir.isRelation(arg)) return mapper.relation(arg);
  if (Array.isArray(arg) && ir.isValue(arg[0])) return mapList(arg as readonly Value[], mapper);
  return arg;
}

function mapList(values: readonly Value[], mapper: Mapper): readonly Value[] {
  const next = values.map((value) => mapper.value(value));
  return next.every((value, i) => value === values[i]) ? values : next;
}

function mapColumns(columns: Columns, mapper: Mapper): Columns {
  let isSame = true;
  const next = new Map<string, Value>();
  for (const [name, value] of columns) {
    const mapped = mapper.value(value);
    isSame &&= mapped === value;
    next.set(name, mapped);
  }
  return isSame ? columns : next;
}

/** The relation with what it holds mapped; the same one when nothing changed. */
export function mapRelation(rel: Relation, mapper: Mapper): Relation {
  const list = (values: readonly Value[]): readonly Value[] => mapList(values, mapper);
  const columns = (values: Columns): Columns => mapColumns(values, mapper);
  const count = (n: number | Value): number | Value => (ir.isValue(n) ? mapper.value(n) : n);
  switch (rel.kind) {
    case 'UnboundTable':
    case 'InMemoryTable':
      return rel;
    case 'DummyTable': {
      const values = columns(rel.values);
      return values === rel.values ? rel : ir.dummyTable(values);
    }
    case 'Union':
    case 'Intersection':
    case 'Difference': {
      const [left, right] = [mapper.relation(rel.left), mapper.relation(rel.right)];
      if (left === rel.left && right === rel.right) return rel;
      return ir.setOperation(rel.kind, left, right, rel.distinct);
    }
    case 'JoinChain':
      return mapJoin(rel, mapper);
    default:
  }
  const parent = mapper.relation(rel.parent);
  const isSame = parent === rel.parent;
  switch (rel.kind) {
    case 'Project': {
      const values = columns(rel.values);
      return isSame && values === rel.values ? rel : ir.project(parent, values);
    }
    case 'Filter': {
      const predicates = list(rel.predicates);
      return isSame && predicates === rel.predicates ? rel : ir.filter(parent, predicates);
    }
    case 'Sort': {
      const keys = list(rel.keys);
      return isSame && keys === rel.keys ? rel : ir.sort(parent, keys);
    }
    case 'Limit': {
      const [n, offset] = [rel.n === null ? null : count(rel.n), count(rel.offset)];
      if (isSame && n === rel.n && offset === rel.offset) return rel;
      return ir.limit(parent, n, offset);
    }
    case 'Aggregate': {
      const [groups, metrics] = [columns(rel.groups), columns(rel.metrics)];
      if (isSame && groups === rel.groups && metrics === rel.metrics) return rel;
      return ir.aggregate(parent, groups, metrics);
    }
    case 'DropNull': {
      const subset = rel.subset === null ? null : list(rel.subset);
      return isSame && subset === rel.subset ? rel : ir.dropNull(parent, rel.how, subset);
    }
    case 'FillNull': {
      const { replacements } = rel;
      const next = ir.isValue(replacements)
        ? mapper.value(replacements)
        : mapColumns(replacements, mapper);
      return isSame && next === replacements ? rel : ir.fillNull(parent, next);
    }
    case 'TableUnnest': {
      const column = mapper.value(rel.column);
      if (isSame && column === rel.column) return rel;
      return ir.tableUnnest(parent, column, rel.columnName, rel.offset, rel.keepEmpty);
    }
    default:
  }
  if (isSame) return rel;
  switch (rel.kind) {
    case 'DropColumns':
      return ir.dropColumns(parent, rel.dropped);
    case 'Distinct':
      return ir.distinct(parent);
    case 'Sample':
      return ir.sample(parent, rel.fraction, rel.method, rel.seed);
    case 'SelfReference':
      return ir.selfReference(parent, rel.identifier);
    case 'JoinReference':
      return ir.joinReference(parent, rel.identifier);
    case 'AliasedRelation':
      return ir.aliasedRelation(parent, rel.name);
  }
}

function mapJoin(chain: ir.JoinChain, mapper: Mapper): Relation {
  const reference = (table: ir.JoinReference): ir.JoinReference =>
    mapper.relation(table) as ir.JoinReference;
  const first = reference(chain.first);
  const rest = chain.rest.map((link) => {
    const [table, predicates] = [reference(link.table), mapList(link.predicates, mapper)];
    return table === link.table && predicates === link.predicates
      ? link
      : { ...link, table, predicates };
  });
  const values = mapColumns(chain.values, mapper);
  const isSame =
    first === chain.first &&
    values === chain.values &&
    rest.every((link, i) => link === chain.rest[i]);
  return isSame ? chain : ir.joinChain(first, rest, values);
}

/** Whether a relation is another one or is made of it. */
export function isMadeOf(root: Relation | Value, wanted: Relation): boolean {
  let found = false;
  const isField = (value: Value): boolean => value.kind === 'Field';
  const seen = new Set<object>();
  const mapper: Mapper = {
    relation: (relation) => {
      if (found || seen.has(relation)) return relation;
      seen.add(relation);
      if (ir.sameRelation(relation, wanted)) {
        found = true;
        return relation;
      }
      return mapRelation(relation, mapper);
    },
    // A field names its relation without reading it: it may be a column of the query around.
    value: (value) =>
      found || seen.has(value) || isField(value)
        ? value
        : (seen.add(value), mapValue(value, mapper)),
  };
  if (ir.isRelation(root)) mapper.relation(root);
  else mapper.value(root);
  return found;
}

/**
 * The value with the fields of one relation replaced, and the relation itself where an operation
 * counts its rows. No subquery of the value may speak of the relation.
 */
export function substitute(
  value: Value,
  from: Relation,
  to: Relation,
  column: (name: string) => Value,
): Value {
  const mapper: Mapper = {
    relation: (relation) => (ir.sameRelation(relation, from) ? to : relation),
    value: (inner) =>
      ir.isOp(inner, 'Field') && ir.sameRelation(inner.args.rel, from)
        ? column(inner.args.name)
        : mapValue(inner, mapper),
  };
  return mapper.value(value);
}
