import { isOp, isRelation, isValue, parentsOf, sameRelation } from '@ibert/ir';
import type { Aggregate, JoinKind, Relation, UnboundTable, Value } from '@ibert/ir';

import { unspeakable } from './speech.js';
import { trace } from './trace.js';

/** A table of the source with the conditions that its rows must meet before they are joined. */
export interface Part {
  readonly table: UnboundTable;
  readonly where: readonly Value[];
}

export interface JoinedPart extends Part {
  readonly how: JoinKind;
  readonly predicates: readonly Value[];
}

/** A query as a reader takes it in: where rows come from, which are kept, what is made of them. */
export interface Outline {
  readonly first: Part;
  readonly joined: readonly JoinedPart[];
  /** Conditions on the rows of the source. */
  readonly where: readonly Value[];
  /** Conditions on what windows over those rows give, and conditions after these. */
  readonly after: readonly Value[];
  readonly windowed: boolean;
  readonly group: Aggregate | undefined;
  /** Conditions on groups. */
  readonly having: readonly Value[];
  readonly distinct: boolean;
  readonly order: readonly Value[];
  readonly limit: Limited | undefined;
}

/** At most `n` rows after `offset` ones. */
export interface Limited {
  readonly n: number | null;
  readonly offset: number;
}

/** @throws Unspeakable for queries of more stages than an outline has. */
export function outlineOf(relation: Relation): Outline {
  switch (relation.kind) {
    case 'UnboundTable':
      return bare({ table: relation, where: [] });
    case 'JoinChain': {
      const joined = relation.rest.map(({ how, table, predicates }) => ({
        ...partOf(table.parent),
        how,
        predicates,
      }));
      const first = partOf(relation.first.parent);
      const names = [first, ...joined].map(({ table }) => table.name);
      if (new Set(names).size < names.length) return unspeakable('a table joined with itself');
      return { ...bare(first), joined };
    }
    case 'Filter': {
      const before = outlineOf(relation.parent);
      checkValues(relation.predicates, relation.parent);
      if (before.limit !== undefined || before.distinct) return unspeakable('a late filter');
      return filtered(before, relation.predicates);
    }
    case 'Project': {
      const before = outlineOf(relation.parent);
      const values = [...relation.values.values()];
      checkValues(values, relation.parent);
      const windows = values.some(hasWindow);
      const late = before.limit !== undefined || before.distinct || before.after.length > 0;
      if (windows && (late || before.group !== undefined)) return unspeakable('a late window');
      if (before.distinct && !values.every((v) => v.kind === 'Field')) {
        return unspeakable('a projection of distinct rows');
      }
      if (before.distinct && relation.values.size < relation.parent.schema.size) {
        return unspeakable('columns dropped from distinct rows');
      }
      return windows ? { ...before, windowed: true } : before;
    }
    case 'DropColumns':
      return outlineOf(relation.parent);
    case 'Sort': {
      const before = outlineOf(relation.parent);
      checkValues(relation.keys, relation.parent);
      if (before.limit !== undefined) return unspeakable('an order after a limit');
      return { ...before, order: relation.keys };
    }
    case 'Limit': {
      const before = outlineOf(relation.parent);
      const { n, offset } = relation;
      if (before.limit !== undefined || typeof offset !== 'number' || isValue(n)) {
        return unspeakable('a computed or second limit');
      }
      return { ...before, limit: { n: n, offset } };
    }
    case 'Distinct': {
      const before = outlineOf(relation.parent);
      if (before.limit !== undefined || before.group !== undefined) {
        return unspeakable('a late DISTINCT');
      }
      return { ...before, distinct: true, order: [] };
    }
    case 'Aggregate': {
      const before = outlineOf(relation.parent);
      checkValues([...relation.groups.values(), ...relation.metrics.values()], relation.parent);
      const late =
        before.limit !== undefined || before.distinct || before.windowed || before.after.length > 0;
      if (late || before.group !== undefined) return unspeakable('a second stage of grouping');
      return { ...before, group: relation, order: [] };
    }
    default:
      return unspeakable(relation.kind);
  }
}

function filtered(before: Outline, predicates: readonly Value[]): Outline {
  const windows = predicates.some(hasWindow);
  if (before.group !== undefined) {
    if (windows) return unspeakable('a window over groups');
    return { ...before, having: [...before.having, ...predicates] };
  }
  if (windows && before.after.length > 0) return unspeakable('windows in turn');
  return windows || before.windowed
    ? { ...before, after: [...before.after, ...predicates], windowed: true }
    : { ...before, where: [...before.where, ...predicates] };
}

const bare = (first: Part): Outline => ({
  first,
  joined: [],
  where: [],
  after: [],
  windowed: false,
  group: undefined,
  having: [],
  distinct: false,
  order: [],
  limit: undefined,
});

/** One side of a join: a table, filtered and narrowed at most. */
function partOf(relation: Relation): Part {
  const { first, joined, where, ...more } = outlineOf(relation);
  const plain =
    joined.length === 0 &&
    !more.windowed &&
    !more.distinct &&
    more.group === undefined &&
    more.limit === undefined;
  return plain ? { table: first.table, where } : unspeakable('a join of more than tables');
}

/** Whether a window takes part in the value, here or where its columns come from. */
export function hasWindow(given: Value): boolean {
  const value = trace(given);
  if (isOp(value, 'WindowFunction')) return true;
  return Object.values(value.args).some((arg) =>
    (Array.isArray(arg) ? (arg as readonly unknown[]) : [arg]).some(
      (item) => isValue(item) && hasWindow(item),
    ),
  );
}

/** What the values read by themselves must be the rows of the step that they belong to. */
function checkValues(values: readonly Value[], parent: Relation): void {
  for (const value of values) {
    if (isOp(value, 'Unnest')) unspeakable('Unnest');
    for (const arg of Object.values(value.args)) {
      for (const item of Array.isArray(arg) ? (arg as readonly unknown[]) : [arg]) {
        if (isValue(item)) checkValues([item], parent);
        else if (isRelation(item) && value.kind !== 'Field' && !sameRelation(item, parent)) {
          unspeakable(`${value.kind} of another relation`);
        }
      }
    }
  }
}

/** Every table that the relation reads, once, in the order in which it meets them. */
export function tablesOf(relation: Relation): readonly UnboundTable[] {
  if (relation.kind === 'UnboundTable') return [relation];
  const found = parentsOf(relation).flatMap(tablesOf);
  return found.filter((table, i) => found.findIndex(({ name }) => name === table.name) === i);
}
