import type { Value } from '../node.js';
import { make } from '../value.js';
import { one, pick } from './draft.js';
import type { Draft, Makers } from './draft.js';
import { having, isSortable, read, tieBreakers } from './frame.js';
import type { Column, Frame, NamedValue } from './frame.js';
import { whole } from './literals.js';
import { MEASURES, ORDERED } from './meaning.js';
import type { Meaning } from './meaning.js';
import { orderKey } from './order.js';

/** A column over a window that an analyst would compute. */
export const windowValue = (draft: Draft, frame: Frame): NamedValue | undefined =>
  pick(draft, 'windows', WINDOWS, [frame]);

interface Frames {
  readonly start?: Value | null;
  readonly end?: Value | null;
}

const inWindow = (
  func: Value,
  group_by: readonly Value[],
  order_by: readonly Value[],
  { start = null, end = null }: Frames = {},
): Value => make('WindowFunction', { func, how: 'rows', start, end, group_by, order_by });

const boundary = (rows: number, preceding: boolean): Value =>
  make('WindowBoundary', { value: whole(rows), preceding });

/** Columns that rows may be partitioned by. */
const parts = (frame: Frame): readonly Column[] =>
  frame.columns.filter(
    ({ name, meaning, derived }) =>
      ['category', 'flag', 'calendar', 'key'].includes(meaning) &&
      derived !== 'window' &&
      frame.key?.join() !== name,
  );

/** A partition by one column, or by none. */
function partition(draft: Draft, frame: Frame): readonly Column[] {
  const column = draft.random.chance(0.7) ? one(draft, parts(frame)) : undefined;
  return column === undefined ? [] : [column];
}

/** The column's order, made total by the key; undefined when that cannot be done briefly. */
function totally(frame: Frame, column: Column, ascending: boolean): readonly Value[] | undefined {
  const rest = tieBreakers(frame)?.filter((name) => name !== column.name);
  if (rest === undefined || rest.length > 2 || !isSortable(column)) return undefined;
  return [
    orderKey(frame, column.name, ascending),
    ...rest.map((name) => orderKey(frame, name, true)),
  ];
}

/** A window with a total order: what functions that look at neighbours need. */
function sequence(
  draft: Draft,
  frame: Frame,
): { readonly group: readonly Value[]; readonly order: readonly Value[] } | undefined {
  const column =
    one(draft, having(frame, ['moment', 'moment', 'calendar'])) ??
    one(draft, having(frame, ORDERED));
  const group = partition(draft, frame).filter((other) => other.name !== column?.name);
  const order = column === undefined ? undefined : totally(frame, column, true);
  return order === undefined ? undefined : { group: group.map((c) => read(frame, c)), order };
}

const ranked =
  (kind: 'MinRank' | 'DenseRank' | 'PercentRank', suffix: string, meaning: Meaning) =>
  (draft: Draft, frame: Frame): NamedValue | undefined => {
    const column = one(draft, having(frame, MEASURES));
    if (column === undefined) return undefined;
    const group = partition(draft, frame).filter(({ name }) => name !== column.name);
    const order = [orderKey(frame, column.name, draft.random.chance(0.2))];
    const value = inWindow(
      make(kind, {}),
      group.map((c) => read(frame, c)),
      order,
    );
    return { name: `${column.name}_${suffix}`, value, meaning };
  };

const neighbour =
  (kind: 'Lag' | 'Lead', prefix: string) =>
  (draft: Draft, frame: Frame): NamedValue | undefined => {
    const column = one(draft, having(frame, [...MEASURES, 'moment']));
    const window = sequence(draft, frame);
    if (column === undefined || window === undefined) return undefined;
    const offset = draft.random.chance(0.2) ? whole(2) : null;
    const func = make(kind, { arg: read(frame, column), offset, default: null });
    const meaning = column.meaning === 'moment' ? 'moment' : 'score';
    return {
      name: `${prefix}_${column.name}`,
      value: inWindow(func, window.group, window.order),
      meaning,
    };
  };

const overGroup =
  (kind: 'Sum' | 'Mean') =>
  (draft: Draft, frame: Frame): { column: Column; all: Value; by: Column } | undefined => {
    const column = one(draft, having(frame, ['amount', 'quantity']));
    const by = one(draft, parts(frame));
    if (column === undefined || by === undefined || by.name === column.name) return undefined;
    const func = make(kind, { arg: read(frame, column), where: null });
    return { column, by, all: inWindow(func, [read(frame, by)], []) };
  };

const WINDOWS: Makers<'windows', [Frame], NamedValue> = {
  rowNumber: (draft, frame) => {
    const column = one(draft, having(frame, ORDERED));
    const order =
      column === undefined ? undefined : totally(frame, column, draft.random.chance(0.3));
    if (order === undefined) return undefined;
    const group = partition(draft, frame).filter(({ name }) => name !== column?.name);
    const value = inWindow(
      make('RowNumber', {}),
      group.map((c) => read(frame, c)),
      order,
    );
    return { name: 'position', value, meaning: 'calendar' };
  },
  rank: ranked('MinRank', 'rank', 'calendar'),
  denseRank: ranked('DenseRank', 'dense_rank', 'calendar'),
  lag: neighbour('Lag', 'previous'),
  lead: neighbour('Lead', 'next'),
  change: (draft, frame) => {
    const column = one(draft, having(frame, ['amount', 'quantity']));
    const window = sequence(draft, frame);
    if (column === undefined || window === undefined) return undefined;
    const left = read(frame, column);
    const func = make('Lag', { arg: left, offset: null, default: null });
    const right = inWindow(func, window.group, window.order);
    return {
      name: `${column.name}_change`,
      value: make('Subtract', { left, right }),
      meaning: 'score',
    };
  },
  runningTotal: (draft, frame) => {
    const column = one(draft, having(frame, ['amount', 'quantity']));
    const window = sequence(draft, frame);
    if (column === undefined || window === undefined) return undefined;
    const func = make('Sum', { arg: read(frame, column), where: null });
    const value = inWindow(func, window.group, window.order, { end: boundary(0, false) });
    return { name: `running_${column.name}`, value, meaning: 'score' };
  },
  movingAverage: (draft, frame) => {
    const column = one(draft, having(frame, MEASURES));
    const window = sequence(draft, frame);
    if (column === undefined || window === undefined) return undefined;
    const rows = draft.random.choice([2, 3, 6]);
    const func = make('Mean', { arg: read(frame, column), where: null });
    const value = inWindow(func, window.group, window.order, {
      start: boundary(rows, true),
      end: boundary(0, false),
    });
    return { name: `moving_avg_${column.name}`, value, meaning: 'score' };
  },
  groupShare: (draft, frame) => {
    const found = overGroup('Sum')(draft, frame);
    if (found === undefined) return undefined;
    const value = make('Divide', { left: read(frame, found.column), right: found.all });
    return { name: `share_of_${found.by.name}`, value, meaning: 'score' };
  },
  groupAverage: (draft, frame) => {
    const found = overGroup('Mean')(draft, frame);
    if (found === undefined) return undefined;
    return {
      name: `${found.by.name}_avg_${found.column.name}`,
      value: found.all,
      meaning: 'score',
    };
  },
  ntile: (draft, frame) => {
    const column = one(draft, having(frame, MEASURES));
    const order = column === undefined ? undefined : totally(frame, column, true);
    if (column === undefined || order === undefined) return undefined;
    const value = inWindow(
      make('NTile', { buckets: whole(draft.random.choice([3, 4, 10])) }),
      [],
      order,
    );
    return { name: `${column.name}_quantile`, value, meaning: 'calendar' };
  },
  percentRank: ranked('PercentRank', 'percent_rank', 'score'),
  firstValue: (draft, frame) => {
    const column = one(draft, having(frame, MEASURES));
    const window = sequence(draft, frame);
    if (column === undefined || window === undefined) return undefined;
    const arg = read(frame, column);
    const func = make('First', { arg, include_null: false, order_by: [], where: null });
    return {
      name: `first_${column.name}`,
      value: inWindow(func, window.group, window.order),
      meaning: 'score',
    };
  },
};
