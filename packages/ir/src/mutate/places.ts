import { isValue } from '../node.js';
import type { Arg, Value } from '../node.js';
import * as make from '../relations/make.js';
import type { Columns, JoinLink, Relation } from '../relations/types.js';
import { build } from '../value.js';
import type { Program } from './program.js';

/** What a value is to the relation that it stands in. */
export type Role = 'filter' | 'column' | 'group' | 'metric' | 'sort' | 'join' | 'fill' | 'unnest';

/** One value that stands directly in a relation, and the relation with another one there. */
export interface Slot {
  readonly role: Role;
  /** The output column; undefined where there is none. */
  readonly name?: string;
  readonly value: Value;
  readonly put: (value: Value) => Relation;
}

/** A value anywhere inside a slot. */
export interface Place {
  readonly owner: Relation;
  readonly slot: Slot;
  readonly value: Value;
  /** The values around it, innermost first. */
  readonly around: readonly Value[];
  /** The argument of the innermost value around it that it is; undefined at the top. */
  readonly argument?: string;
  readonly put: (value: Value) => Relation;
}

const at = <T>(list: readonly T[], index: number, item: T): readonly T[] =>
  list.map((old, i) => (i === index ? item : old));

const withColumn = (columns: Columns, name: string, value: Value): Columns =>
  new Map([...columns].map(([key, old]) => [key, key === name ? value : old]));

/** The slots of a relation whose values anything depends on. */
export function slotsOf(rel: Relation, program: Program): readonly Slot[] {
  const columns = (
    role: Role,
    all: Columns,
    put: (columns: Columns) => Relation,
  ): readonly Slot[] =>
    [...all]
      .filter(([name]) => role === 'group' || program.isRead(rel, name))
      .map(([name, value]) => ({
        role,
        name,
        value,
        put: (next) => put(withColumn(all, name, next)),
      }));
  const list = (
    role: Role,
    all: readonly Value[],
    put: (values: readonly Value[]) => Relation,
  ): readonly Slot[] =>
    all.map((value, i) => ({ role, value, put: (next) => put(at(all, i, next)) }));
  switch (rel.kind) {
    case 'Project':
      return columns('column', rel.values, (values) => make.project(rel.parent, values));
    case 'DummyTable':
      return columns('column', rel.values, make.dummyTable);
    case 'Aggregate':
      return [
        ...columns('group', rel.groups, (groups) =>
          make.aggregate(rel.parent, groups, rel.metrics),
        ),
        ...columns('metric', rel.metrics, (metrics) =>
          make.aggregate(rel.parent, rel.groups, metrics),
        ),
      ];
    case 'Filter':
      return list('filter', rel.predicates, (values) => make.filter(rel.parent, values));
    case 'Sort':
      return list('sort', rel.keys, (keys) => make.sort(rel.parent, keys));
    case 'FillNull': {
      const { replacements } = rel;
      return isValue(replacements)
        ? list('fill', [replacements], ([value]) => make.fillNull(rel.parent, value as Value))
        : columns('fill', replacements, (values) => make.fillNull(rel.parent, values));
    }
    case 'TableUnnest':
      return list('unnest', [rel.column], ([value]) =>
        make.tableUnnest(rel.parent, value as Value, rel.columnName, rel.offset, rel.keepEmpty),
      );
    case 'JoinChain': {
      const link = (index: number, next: JoinLink): Relation =>
        make.joinChain(rel.first, at(rel.rest, index, next), rel.values);
      return [
        ...rel.rest.flatMap((old, i) =>
          list('join', old.predicates, (predicates) => link(i, { ...old, predicates })),
        ),
        ...columns('column', rel.values, (values) => make.joinChain(rel.first, rel.rest, values)),
      ];
    }
    default:
      return [];
  }
}

/** All places of a slot, outermost first. */
export function* placesIn(owner: Relation, slot: Slot): Generator<Place> {
  yield* below({ owner, slot, value: slot.value, around: [], put: slot.put });
}

function* below(place: Place): Generator<Place> {
  yield place;
  const { value, around } = place;
  const inner = (child: Value, argument: string, next: (child: Value) => Arg): Place => ({
    ...place,
    value: child,
    around: [value, ...around],
    argument,
    put: (replacement) =>
      place.put(build(value.kind, { ...value.args, [argument]: next(replacement) })),
  });
  for (const key in value.args) {
    const arg = value.args[key];
    if (isValue(arg)) yield* below(inner(arg, key, (child) => child));
    else if (Array.isArray(arg)) {
      for (const [i, item] of (arg as readonly unknown[]).entries()) {
        if (isValue(item)) yield* below(inner(item, key, (c) => at(arg as Value[], i, c)));
      }
    }
  }
}
