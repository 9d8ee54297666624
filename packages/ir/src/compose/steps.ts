import { isInteger } from '../dtypes/classes.js';
import * as t from '../dtypes/types.js';
import type { Value } from '../node.js';
import {
  dropColumns,
  dropNull,
  field,
  fieldsOf,
  fillNull,
  filter,
  limit,
  project,
  setOperation,
  sort,
  tableUnnest,
} from '../relations/make.js';
import { conjuncts, some as contains } from '../traverse.js';
import { make } from '../value.js';
import { condition, fieldNames, groupCondition, without } from './conditions.js';
import { isAtLeast, one, some } from './draft.js';
import type { Draft, Makers } from './draft.js';
import { freshName, having, isSortable, read, sameColumns, tieBreakers } from './frame.js';
import type { Column, Frame, NamedValue } from './frame.js';
import { distinctValues, groupBy, total, valueCounts } from './groups.js';
import { join, joinBack, narrowed, selfJoin, semiJoin } from './joins.js';
import { text, whole } from './literals.js';
import { MEASURES, ORDERED } from './meaning.js';
import { orderKey } from './order.js';
import { subqueryCondition } from './subqueries.js';
import { rowValues } from './values.js';
import { windowValue } from './windows.js';

/** The frame with further columns, or with some replaced. */
function mutated(frame: Frame, values: readonly NamedValue[]): Frame {
  const columns = new Map(fieldsOf(frame.relation));
  const known = new Map(frame.columns.map((column) => [column.name, column]));
  for (const { name, value, meaning, like } of values) {
    columns.set(name, value);
    const isWindow = contains(value, ({ kind }) => kind === 'WindowFunction');
    known.set(name, {
      name,
      type: value.dtype,
      meaning,
      derived: isWindow ? 'window' : 'row',
      ...(like?.origin === undefined ? {} : { origin: like.origin }),
    });
  }
  const changed = new Set(values.map(({ name }) => name));
  return {
    ...frame,
    relation: project(frame.relation, columns),
    columns: [...known.values()],
    key: frame.key?.some((name) => changed.has(name)) === true ? undefined : frame.key,
  };
}

function filtered(draft: Draft, frame: Frame): Frame | undefined {
  const first = condition(draft, frame);
  if (first === undefined) return undefined;
  const second = draft.random.chance(0.3) ? condition(draft, without(frame, first)) : undefined;
  const tests = second === undefined ? [first] : [first, second];
  for (const test of tests) for (const name of fieldNames(test)) draft.tested.add(name);
  // Conjunctions are lists of conditions, as filter() makes them.
  return sameColumns(frame, filter(frame.relation, tests.flatMap(conjuncts)));
}

const withTest = (frame: Frame, test: Value | undefined): Frame | undefined =>
  test === undefined ? undefined : sameColumns(frame, filter(frame.relation, [test]));

/** Only these columns, in this order. */
function selected(frame: Frame, columns: readonly Column[]): Frame {
  const { relation } = frame;
  if (relation.kind === 'JoinChain') return narrowed(frame, relation, columns);
  const names = new Set(columns.map(({ name }) => name));
  return {
    ...frame,
    relation: project(relation, new Map(columns.map((c) => [c.name, read(frame, c)]))),
    columns,
    key: frame.key?.every((name) => names.has(name)) === true ? frame.key : undefined,
  };
}

/** Sort keys: a few telling columns first; with `ties` broken, the order is total. */
function order(draft: Draft, frame: Frame, ties: boolean): readonly Value[] | undefined {
  const { random } = draft;
  const telling = frame.columns.filter(
    (column) =>
      isSortable(column) && (ORDERED.includes(column.meaning) || column.derived !== undefined),
  );
  const plain = frame.columns.filter(isSortable);
  const first = one(draft, telling) ?? one(draft, plain);
  if (first === undefined) return undefined;
  const names = new Set([first.name]);
  const second = random.chance(0.2) ? one(draft, plain) : undefined;
  if (second !== undefined) names.add(second.name);
  const keys = [...names].map((name) => orderKey(frame, name, random.chance(0.4)));
  if (!ties) return keys;
  const rest = tieBreakers(frame);
  if (rest === undefined) return undefined;
  for (const name of rest) if (!names.has(name)) keys.push(orderKey(frame, name, true));
  return keys.length > 6 ? undefined : keys;
}

export const STEPS: Makers<'steps', [Frame], Frame> = {
  join,
  semiJoin,
  selfJoin,
  filter: filtered,
  subqueryFilter: (draft, frame) => withTest(frame, subqueryCondition(draft, frame)),
  dropNull: (draft, frame) => {
    const columns = some(draft, frame.columns, draft.random.int(1, 2));
    if (columns.length === 0) return undefined;
    return sameColumns(
      frame,
      dropNull(
        frame.relation,
        'any',
        columns.map((column) => read(frame, column)),
      ),
    );
  },
  fillNull: (draft, frame) => {
    const columns = some(
      draft,
      having(frame, ['amount', 'quantity', 'category', 'text']),
      draft.random.int(1, 2),
    );
    if (columns.length === 0) return undefined;
    const values = columns.map(({ name, type }): [string, Value] => [
      name,
      type.kind === 'string' ? text('unknown') : whole(0),
    ]);
    return sameColumns(frame, fillNull(frame.relation, new Map(values)));
  },
  unnest: (draft, frame) => {
    const column = one(draft, having(frame, ['list']));
    if (column === undefined || column.type.kind !== 'array') return undefined;
    const offset = isAtLeast(draft.difficulty, 'hard') && draft.random.chance(0.3);
    const position = offset ? freshName(frame.relation.schema, 'position') : null;
    const relation = tableUnnest(frame.relation, read(frame, column), column.name, position, false);
    const element: Column = {
      name: column.name,
      type: column.type.value,
      meaning: column.type.value.kind === 'string' ? 'category' : 'other',
    };
    const columns = frame.columns.map((other) => (other === column ? element : other));
    const place: Column[] =
      position === null ? [] : [{ name: position, type: t.INT64, meaning: 'calendar' }];
    const key = position === null || frame.key === undefined ? undefined : [...frame.key, position];
    return { ...frame, relation, columns: [...columns, ...place], key };
  },
  mutate: (draft, frame) => {
    const values = rowValues(draft, frame, draft.random.choice([1, 1, 2]));
    return values.length === 0 ? undefined : mutated(frame, values);
  },
  window: (draft, frame) => {
    const value = windowValue(draft, frame);
    return value === undefined || frame.relation.schema.has(value.name)
      ? undefined
      : mutated(frame, [value]);
  },
  firstPerGroup: (draft, frame) => {
    const column = one(draft, having(frame, ORDERED));
    const group = one(draft, having(frame, ['category', 'key', 'calendar']));
    if (column === undefined || group === undefined || group === column) return undefined;
    if (frame.key?.length === 1 && frame.key[0] === group.name) return undefined;
    const rest = tieBreakers(frame)?.filter((name) => name !== column.name && name !== group.name);
    if (rest === undefined || rest.length > 2) return undefined;
    const left = make('WindowFunction', {
      func: make('RowNumber', {}),
      how: 'rows',
      start: null,
      end: null,
      group_by: [read(frame, group)],
      order_by: [
        orderKey(frame, column.name, false),
        ...rest.map((name) => orderKey(frame, name, true)),
      ],
    });
    const count = draft.random.choice([1, 1, 2, 3]);
    const test =
      count === 1
        ? make('Equals', { left, right: whole(0) })
        : make('Less', { left, right: whole(count) });
    return sameColumns(frame, filter(frame.relation, [test]));
  },
  aggregate: groupBy,
  total,
  valueCounts,
  distinct: distinctValues,
  having: (draft, frame) => withTest(frame, groupCondition(draft, frame)),
  setOperation: (draft, frame) => {
    const left = filtered(draft, frame);
    draft.tested.clear();
    const right = filtered(draft, frame);
    if (left === undefined || right === undefined) return undefined;
    if (left.relation.hash === right.relation.hash) return undefined;
    const kind = draft.random.choice(['Union', 'Union', 'Intersection', 'Difference'] as const);
    const isDistinct = kind !== 'Union' || draft.random.chance(0.5);
    const relation = setOperation(kind, left.relation, right.relation, isDistinct);
    return { ...frame, relation, key: isDistinct ? frame.key : undefined };
  },
  joinBack,
  select: (draft, frame) => {
    if (frame.columns.length < 3) return undefined;
    const count = draft.random.int(2, Math.min(6, frame.columns.length - 1));
    const kept = new Set(some(draft, frame.columns, count));
    for (const column of frame.columns) if (column.derived !== undefined) kept.add(column);
    if (kept.size === frame.columns.length) return undefined;
    return selected(
      frame,
      frame.columns.filter((column) => kept.has(column)),
    );
  },
  rename: (draft, frame) => {
    const column = one(draft, having(frame, ['text', 'category', 'amount']));
    if (column === undefined || frame.relation.kind === 'JoinChain') return undefined;
    if (column.name.startsWith(frame.subject)) return undefined;
    const name = freshName(frame.relation.schema, `${frame.subject}_${column.name}`);
    const renamed = new Map<string, Value>();
    for (const other of frame.columns) {
      renamed.set(other === column ? name : other.name, field(frame.relation, other.name));
    }
    return {
      ...frame,
      relation: project(frame.relation, renamed),
      columns: frame.columns.map((other) => (other === column ? { ...column, name } : other)),
      key: frame.key?.map((other) => (other === column.name ? name : other)),
    };
  },
  drop: (draft, frame) => {
    const droppable = frame.columns.filter(
      ({ name, derived }) =>
        (derived === undefined || derived === 'row') && frame.key?.includes(name) !== true,
    );
    const dropped = some(draft, droppable, draft.random.int(1, 2)).map(({ name }) => name);
    if (dropped.length === 0 || dropped.length >= frame.columns.length - 1) return undefined;
    return {
      ...frame,
      relation: dropColumns(frame.relation, dropped),
      columns: frame.columns.filter(({ name }) => !dropped.includes(name)),
    };
  },
  cast: (draft, frame) => {
    const column = one(draft, having(frame, MEASURES));
    if (column === undefined) return undefined;
    const to = isInteger(column.type) ? t.FLOAT64 : t.INT64;
    const value = make('Cast', { arg: read(frame, column), to });
    return mutated(frame, [{ name: column.name, value, meaning: column.meaning, like: column }]);
  },
  orderBy: (draft, frame) => {
    const keys = order(draft, frame, false);
    return keys === undefined ? undefined : sameColumns(frame, sort(frame.relation, keys));
  },
  top: (draft, frame) => {
    const keys = order(draft, frame, true);
    if (keys === undefined) return undefined;
    const count = draft.random.choice([3, 5, 5, 10, 10, 20]);
    const offset = isAtLeast(draft.difficulty, 'medium') && draft.random.chance(0.1) ? 5 : 0;
    return sameColumns(frame, limit(sort(frame.relation, keys), count, offset));
  },
};
