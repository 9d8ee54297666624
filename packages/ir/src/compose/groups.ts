import type { Value } from '../node.js';
import { aggregate, distinct, project } from '../relations/make.js';
import { make } from '../value.js';
import { one, some } from './draft.js';
import type { Draft } from './draft.js';
import { freshName, having, read } from './frame.js';
import type { Column, Frame, NamedValue } from './frame.js';
import { GROUPS } from './meaning.js';
import { metrics } from './metrics.js';
import { eventOf, thingOf } from './names.js';

/** A grouping key: a column, or a value computed for the grouping. */
export interface GroupKey extends Pick<Column, 'name' | 'meaning' | 'origin'> {
  readonly value: Value;
}

/** The aggregate of a frame as a frame: one row per group. */
export function aggregated(
  frame: Frame,
  groups: readonly GroupKey[],
  found: readonly NamedValue[],
): Frame {
  const relation = aggregate(
    frame.relation,
    new Map(groups.map(({ name, value }) => [name, value])),
    new Map(found.map(({ name, value }) => [name, value])),
  );
  const [first] = groups;
  return {
    relation,
    columns: [
      ...groups.map(({ name, value, meaning, origin }): Column => {
        const own = { name, type: value.dtype, meaning };
        return origin === undefined ? own : { ...own, origin };
      }),
      ...found.map(({ name, value, meaning, like }): Column => {
        const own = { name, type: value.dtype, meaning, derived: 'group' } as const;
        return like?.origin === undefined ? own : { ...own, origin: like.origin };
      }),
    ],
    key: groups.map(({ name }) => name),
    subject: first === undefined ? frame.subject : thingOf({ ...first, type: first.value.dtype }),
    tables: frame.tables,
  };
}

/** What rows are grouped by: categories, references, parts of dates. */
function groupKey(draft: Draft, frame: Frame): GroupKey | undefined {
  const { random } = draft;
  const moment = one(draft, having(frame, ['moment']));
  if (moment !== undefined && random.chance(0.25)) {
    const arg = read(frame, moment);
    const kind = moment.type.kind === 'date' ? 'DateTruncate' : 'TimestampTruncate';
    const [suffix, value, meaning] = random.choice([
      ['year', make('ExtractYear', { arg }), 'calendar'],
      ['month', make('ExtractMonth', { arg }), 'calendar'],
      ['month', make(kind, { arg, unit: 'M' }), 'moment'],
      ['quarter', make('ExtractQuarter', { arg }), 'calendar'],
    ] as const);
    const isPlain = random.chance(0.5);
    const name = isPlain ? suffix : `${eventOf(moment)}_${suffix}`;
    return { name: freshName(frame.relation.schema, name), value, meaning };
  }
  const columns = frame.columns.filter(({ derived }) => derived !== 'window');
  const rows: Frame = { ...frame, columns };
  const references = having(rows, ['key']).filter(
    ({ name }) => !(frame.key?.length === 1 && frame.key[0] === name),
  );
  const column = one(draft, [...having(rows, GROUPS), ...having(rows, GROUPS), ...references]);
  return column === undefined ? undefined : { ...column, value: read(frame, column) };
}

/** Groups the frame by one to three keys and computes metrics of each group. */
export function groupBy(draft: Draft, frame: Frame): Frame | undefined {
  const wanted = draft.random.choice([1, 1, 1, 2, 2, draft.difficulty === 'hard' ? 3 : 1]);
  const groups = new Map<string, GroupKey>();
  for (let i = 0; i < wanted; i += 1) {
    const key = groupKey(draft, frame);
    if (key !== undefined) groups.set(key.name, key);
  }
  // Groups of one row each are none.
  if (groups.size === 0 || frame.key?.every((name) => groups.has(name)) === true) return undefined;
  const found = groupMetrics(draft, frame, metricCount(draft), new Set(groups.keys()));
  return found.length === 0 ? undefined : aggregated(frame, [...groups.values()], found);
}

/** Metrics of the columns that are neither keys of the groups nor figures of windows. */
function groupMetrics(
  draft: Draft,
  frame: Frame,
  count: number,
  keys: ReadonlySet<string>,
): readonly NamedValue[] {
  const columns = frame.columns.filter(
    ({ name, derived }) => !keys.has(name) && derived !== 'window',
  );
  return metrics(draft, { ...frame, columns }, count, keys);
}

const metricCount = ({ random, difficulty }: Draft): number =>
  random.choice({ easy: [1, 1, 2], medium: [1, 2, 2, 3], hard: [1, 2, 3, 3, 4] }[difficulty]);

/** Figures of the whole frame: one row. */
export function total(draft: Draft, frame: Frame): Frame | undefined {
  const found = metrics(draft, frame, metricCount(draft), new Set());
  return found.length === 0 ? undefined : aggregated(frame, [], found);
}

/** How often each value of a column occurs. */
export function valueCounts(draft: Draft, frame: Frame): Frame | undefined {
  const column = one(draft, having(frame, GROUPS));
  if (column === undefined || frame.key?.join() === column.name) return undefined;
  const value = make('CountStar', { arg: frame.relation, where: null });
  const name = `${column.name}_count`;
  if (name === column.name) return undefined;
  return aggregated(
    frame,
    [{ ...column, value: read(frame, column) }],
    [{ name, value, meaning: 'quantity' }],
  );
}

/** The different values of a few columns. */
export function distinctValues(draft: Draft, frame: Frame): Frame | undefined {
  const columns = some(
    draft,
    having(frame, ['category', 'calendar', 'flag', 'key']),
    draft.random.int(1, 3),
  );
  if (columns.length === 0 || frame.relation.kind === 'JoinChain') return undefined;
  const names = new Set(columns.map(({ name }) => name));
  // Rows that are different already, and figures that would be lost.
  if (frame.key?.every((name) => names.has(name)) === true) return undefined;
  if (frame.columns.some(({ derived }) => derived === 'group')) return undefined;
  if (columns.length === frame.columns.length) return undefined;
  const relation = project(
    frame.relation,
    new Map(columns.map((column) => [column.name, read(frame, column)])),
  );
  return {
    ...frame,
    relation: distinct(relation),
    columns,
    key: columns.map(({ name }) => name),
  };
}
