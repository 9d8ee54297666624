import { primaryKey } from '../../compose/keys.js';
import { sameRelation } from '../../hash.js';
import { isValue } from '../../node.js';
import type { Value } from '../../node.js';
import type { Columns, JoinChain, Relation } from '../../relations/types.js';
import { some } from '../../traverse.js';
import { columnOf, equatedIn, homeOf, shownAs } from './columns.js';

/** Columns that no two rows of a relation agree in; the empty set where there is one row at most. */
export type UniqueSet = readonly string[];

/** Enough to decide; a chain of joins would have very many. */
const MAX_SETS = 12;

/** Sets of columns that are unique, by the key convention of fixtures and by construction. */
export function uniqueSets(rel: Relation): readonly UniqueSet[] {
  switch (rel.kind) {
    case 'UnboundTable': {
      const key = primaryKey(rel.schema);
      return key === undefined ? [] : [[key]];
    }
    case 'InMemoryTable':
      return rel.rows.length < 2 ? [[]] : [];
    case 'DummyTable':
      return [[]];
    case 'Aggregate':
      return [[...rel.groups.keys()], ...determinedGroups(rel.groups, rel.parent)];
    case 'Distinct':
      return [...uniqueSets(rel.parent), [...rel.schema.keys()]];
    case 'Limit':
      return rel.n === 1 ? [[]] : uniqueSets(rel.parent);
    case 'Project':
      // Unnesting repeats the row.
      if ([...rel.values.values()].some((value) => some(value, isUnnest))) return [];
      return uniqueSets(rel.parent).flatMap((set) => renamed(set, rel.values, rel.parent));
    case 'DropColumns':
      return uniqueSets(rel.parent).filter((set) => set.every((name) => rel.schema.has(name)));
    case 'FillNull': {
      const { replacements } = rel;
      return uniqueSets(rel.parent).filter((set) =>
        set.every((name) => !isValue(replacements) && !replacements.has(name)),
      );
    }
    case 'Union':
    case 'Intersection':
    case 'Difference':
      return [
        ...(rel.distinct ? [[...rel.schema.keys()]] : []),
        ...(rel.kind === 'Union' ? [] : uniqueSets(rel.left)),
      ];
    case 'TableUnnest': {
      const { offset } = rel;
      return offset === null ? [] : uniqueSets(rel.parent).map((set) => [...set, offset]);
    }
    case 'JoinChain':
      return joined(rel);
    default:
      return uniqueSets(rel.parent);
  }
}

const isUnnest = ({ kind }: Value): boolean => kind === 'Unnest';

/** Whether the columns contain a unique set. */
export const isUnique = (rel: Relation, columns: readonly string[]): boolean =>
  uniqueSets(rel).some((set) => set.every((name) => columns.includes(name)));

/** The set under the names of a projection; none when it lacks a column. */
function renamed(set: UniqueSet, values: Columns, parent: Relation): readonly UniqueSet[] {
  const names = set.map((name) => shownAs(values, parent, name)[0]);
  return names.every((name) => name !== undefined) ? [names as string[]] : [];
}

/** Fewer group keys are enough where some determine the others. */
function determinedGroups(groups: Columns, parent: Relation): readonly UniqueSet[] {
  const names = [...groups.keys()];
  return names.flatMap((name): readonly UniqueSet[] => {
    const others = names.filter((other) => other !== name);
    return determined(
      parent,
      others.map((o) => groups.get(o) as Value),
      groups.get(name) as Value,
    )
      ? [others]
      : [];
  });
}

/** A column of one table of a join. */
type JoinColumn = readonly [table: Relation, name: string];
type JoinSet = readonly JoinColumn[];

const setsOf = (table: Relation): readonly JoinSet[] =>
  uniqueSets(table).map((set) => set.map((name): JoinColumn => [table, name]));

/** Joins whose rows are rows of the left side, some of them, once each. */
const LEFT_ROWS: ReadonlySet<string> = new Set(['semi', 'anti', 'any_inner', 'any_left', 'asof']);

function joined(chain: JoinChain): readonly UniqueSet[] {
  let sets = setsOf(chain.first);
  for (const { how, table, predicates } of chain.rest) {
    if (LEFT_ROWS.has(how)) continue;
    const right = setsOf(table);
    const pairs = sets.flatMap((a) => right.map((b): JoinSet => [...a, ...b]));
    const next = [...pairs];
    if (how === 'inner' || how === 'left') {
      const held = heldColumns(predicates, table);
      if (isUnique(table, held.right)) next.push(...sets);
      if (how === 'inner') {
        const onLeft = sets.some((set) =>
          set.every(([rel, name]) =>
            held.left.some(([other, column]) => column === name && sameRelation(rel, other)),
          ),
        );
        if (onLeft) next.push(...right);
      }
    }
    sets = next.sort((a, b) => a.length - b.length).slice(0, MAX_SETS);
  }
  return sets.flatMap((set): readonly UniqueSet[] => {
    const names = set.map(([rel, name]) => shownAs(chain.values, rel, name)[0]);
    return names.every((name) => name !== undefined) ? [names as string[]] : [];
  });
}

/** The columns of both sides that a join holds against each other. */
function heldColumns(
  predicates: readonly Value[],
  table: Relation,
): { readonly left: readonly JoinColumn[]; readonly right: readonly string[] } {
  const left: JoinColumn[] = [];
  const right: string[] = [];
  for (const pair of equatedIn(predicates)) {
    for (const [one, other] of [
      [pair.left, pair.right],
      [pair.right, pair.left],
    ] as const) {
      const [home, away] = [homeOf(one), homeOf(other)];
      if (home === undefined || away === undefined || !sameRelation(home, table)) continue;
      right.push(columnOf(one) as string);
      left.push([away, columnOf(other) as string]);
    }
  }
  return { left, right };
}

/** Whether rows of the relation that agree in some values always agree in another. */
export function determined(rel: Relation, by: readonly Value[], target: Value): boolean {
  const names = by.map(columnOf);
  const name = columnOf(target);
  const known = names.filter((column) => column !== undefined);
  return name !== undefined && columnDetermined(rel, known, name);
}

function columnDetermined(rel: Relation, by: readonly string[], target: string): boolean {
  if (by.includes(target) || isUnique(rel, by)) return true;
  switch (rel.kind) {
    case 'Project': {
      const source = rel.values.get(target);
      const column = source === undefined ? undefined : columnOf(source);
      if (column === undefined) return false;
      return columnDetermined(rel.parent, columnsOf(rel.values, by, rel.parent), column);
    }
    case 'JoinChain': {
      const source = rel.values.get(target);
      const home = source === undefined ? undefined : homeOf(source);
      if (source === undefined || home === undefined) return false;
      return columnDetermined(home, equatedColumns(rel, by, home), columnOf(source) as string);
    }
    case 'Filter':
    case 'Sort':
    case 'Limit':
    case 'Distinct':
    case 'DropNull':
    case 'DropColumns':
    case 'SelfReference':
    case 'JoinReference':
    case 'AliasedRelation':
      return columnDetermined(rel.parent, by, target);
    default:
      return false;
  }
}

/** The parent's columns that the named columns show. */
const columnsOf = (values: Columns, names: readonly string[], home: Relation): string[] =>
  names.flatMap((name) => {
    const value = values.get(name);
    const source = value === undefined ? undefined : homeOf(value);
    return value !== undefined && source !== undefined && sameRelation(source, home)
      ? [columnOf(value) as string]
      : [];
  });

/** As above, and those that the join holds equal to named columns. */
function equatedColumns(chain: JoinChain, names: readonly string[], home: Relation): string[] {
  const columns = columnsOf(chain.values, names, home);
  for (const { how, predicates } of chain.rest) {
    if (how !== 'inner' && how !== 'left') continue;
    for (const { left, right } of equatedIn(predicates)) {
      for (const [one, other] of [
        [left, right],
        [right, left],
      ] as const) {
        const [own, away] = [homeOf(one), homeOf(other)];
        if (own === undefined || away === undefined || !sameRelation(own, home)) continue;
        if (columnsOf(chain.values, names, away).includes(columnOf(other) as string)) {
          columns.push(columnOf(one) as string);
        }
      }
    }
  }
  return columns;
}
