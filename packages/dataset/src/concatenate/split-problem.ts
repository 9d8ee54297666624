import { TASKS } from '@ibert/core/records';
import { hashText } from '@ibert/ir';
import type { Entry } from './entry.js';
import { groupNames } from './groups.js';

/** Records that any partition treats alike. */
export interface Cell {
  readonly group: number;
  /** Index of a skeleton that several groups have; -1 when it is the group's own. */
  readonly skeleton: number;
  /** Indexes of those of its tables that a test split could take. */
  readonly tables: readonly number[];
  readonly task: number;
  /** Whether only our own engine vouches for them. */
  readonly self: boolean;
  /** How many of them are written by hand or mined, and how many there are. */
  readonly byHand: number;
  readonly count: number;
}

/** The groups, skeletons and tables among which the splits are divided. Group 0 stays in train. */
export interface SplitProblem {
  readonly cells: readonly Cell[];
  readonly groups: number;
  readonly skeletons: number;
  readonly tables: number;
  /** The tables of each group. */
  readonly tablesOf: readonly (readonly number[])[];
  /** Of each entry, in their order. */
  readonly places: readonly Pick<Cell, 'group' | 'skeleton' | 'tables'>[];
}

/** Most groups made of records that have no template, of which there may be many thousands. */
const MOST_LOOSE = 64;

const isSelf = ({ judge }: Entry): boolean => judge === 'self';
const isByHand = ({ judge, recordSource }: Entry): boolean =>
  recordSource === 'mined' || (recordSource === 'synthetic' && judge === 'authored');

/** States the division of records as a problem over few numbers. */
export function splitProblem(entries: readonly Entry[]): SplitProblem {
  const groups = groupIndexes(entries);
  const skeletons = sharedSkeletons(entries, groups);
  const tables = new Map<string, number>();
  for (const [at, entry] of entries.entries()) {
    if (groups[at] === 0) continue;
    for (const key of entry.tables) if (!tables.has(key)) tables.set(key, tables.size);
  }
  const places = entries.map((entry, at) => ({
    group: groups[at] ?? 0,
    skeleton: skeletons.get(entry.skeleton) ?? -1,
    tables: entry.tables.flatMap((key) => tables.get(key) ?? []),
  }));
  const count = Math.max(0, ...unique(groups)) + 1;
  const tablesOf = Array.from({ length: count }, () => new Set<number>());
  for (const place of places) for (const table of place.tables) tablesOf[place.group]?.add(table);
  return {
    cells: cellsOf(entries, places),
    groups: count,
    skeletons: skeletons.size,
    tables: tables.size,
    tablesOf: tablesOf.map((set) => [...set]),
    places,
  };
}

/** A number per entry: 0 for groups that cannot be held out. */
function groupIndexes(entries: readonly Entry[]): readonly number[] {
  const names = groupNames(entries);
  const holdable = new Set<string>();
  const templated = new Set<string>();
  for (const [at, entry] of entries.entries()) {
    const name = names[at] ?? '';
    if (!isSelf(entry)) holdable.add(name);
    if (entry.template !== undefined) templated.add(name);
  }
  const indexes = new Map<string, number>();
  return names.map((name) => {
    if (!holdable.has(name)) return 0;
    const key = templated.has(name) ? name : `loose ${hashText(name) % MOST_LOOSE}`;
    const known = indexes.get(key) ?? indexes.size + 1;
    indexes.set(key, known);
    return known;
  });
}

/** The skeletons that records of more than one group have. */
function sharedSkeletons(
  entries: readonly Entry[],
  groups: readonly number[],
): ReadonlyMap<string, number> {
  const owner = new Map<string, number>();
  const shared = new Map<string, number>();
  for (const [at, { skeleton }] of entries.entries()) {
    const group = groups[at] ?? 0;
    const first = owner.get(skeleton);
    if (first === undefined) owner.set(skeleton, group);
    else if (first !== group && !shared.has(skeleton)) shared.set(skeleton, shared.size);
  }
  return shared;
}

function cellsOf(entries: readonly Entry[], places: SplitProblem['places']): readonly Cell[] {
  const cells = new Map<string, Cell>();
  for (const [at, entry] of entries.entries()) {
    const place = places[at];
    if (place === undefined) continue;
    const task = TASKS.indexOf(entry.task);
    const self = isSelf(entry);
    const key = [place.group, place.skeleton, place.tables.join(','), task, self].join(' ');
    const { byHand = 0, count = 0 } = cells.get(key) ?? {};
    cells.set(key, {
      ...place,
      task,
      self,
      byHand: byHand + (isByHand(entry) ? 1 : 0),
      count: count + 1,
    });
  }
  return [...cells.values()];
}

const unique = (numbers: readonly number[]): ReadonlySet<number> => new Set(numbers);
