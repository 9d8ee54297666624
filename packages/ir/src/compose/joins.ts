import { withNullable } from '../dtypes/types.js';
import type { Value } from '../node.js';
import {
  field,
  fieldsOf,
  filter,
  joinChain,
  joinReference,
  selfReference,
} from '../relations/make.js';
import type { JoinChain, JoinKind, JoinLink, JoinReference } from '../relations/types.js';
import { make } from '../value.js';
import { condition } from './conditions.js';
import { isAtLeast, one } from './draft.js';
import type { Draft } from './draft.js';
import { having, isSortable, read } from './frame.js';
import type { Column, Frame } from './frame.js';
import { primaryKey } from './keys.js';
import { metrics } from './metrics.js';
import { aggregated } from './groups.js';

/** A table whose rows belong to the frame's by equal keys. */
export interface Partner {
  readonly column: Column;
  readonly table: string;
  readonly key: string;
  /** Whether a row of the frame has at most one partner. */
  readonly isParent: boolean;
}

/** The tables that the frame can be joined with along keys, those left out that it has already. */
export function partnersOf(draft: Draft, frame: Frame): readonly Partner[] {
  return frame.columns.flatMap((column): Partner[] => {
    const { origin } = column;
    if (origin === undefined || column.meaning !== 'key') return [];
    const parents = (draft.references.get(origin.table) ?? [])
      .filter((reference) => reference.column === origin.column)
      .map(({ table, key }) => ({ column, table, key, isParent: true }));
    const schema = draft.tables[origin.table];
    const isPrimary = schema !== undefined && primaryKey(schema) === origin.column;
    const children = !isPrimary
      ? []
      : [...draft.references].flatMap(([table, references]) =>
          references
            .filter((reference) => reference.table === origin.table)
            .map((reference) => ({ column, table, key: reference.column, isParent: false })),
        );
    return [...parents, ...children].filter(({ table }) => !frame.tables.includes(table));
  });
}

interface Chain {
  readonly first: JoinReference;
  readonly rest: readonly JoinLink[];
  readonly values: ReadonlyMap<string, Value>;
}

/** A further join of a join becomes part of the same chain, as in Ibis. */
function chainOf(draft: Draft, frame: Frame): Chain {
  if (frame.relation.kind === 'JoinChain') return frame.relation;
  const first = joinReference(frame.relation, draft.nextId());
  return { first, rest: [], values: fieldsOf(first) };
}

/**
 * Joins two frames on equal columns. Columns of the right side whose names the left has too are
 * called `…_right`, or left out when the equality makes them the same.
 */
export function joinFrames(
  draft: Draft,
  left: Frame,
  right: Frame,
  how: JoinKind,
  pairs: readonly (readonly [string, string])[],
): Frame | undefined {
  const chain = chainOf(draft, left);
  const table = joinReference(right.relation, draft.nextId());
  const predicates: Value[] = [];
  for (const [l, r] of pairs) {
    const value = chain.values.get(l);
    if (value === undefined) return undefined;
    predicates.push(make('Equals', { left: value, right: field(table, r) }));
  }
  const rest = [...chain.rest, { how, table, predicates }];
  if (how === 'semi' || how === 'anti') {
    return { ...left, relation: joinChain(chain.first, rest, chain.values) };
  }
  const values = new Map(chain.values);
  const columns = left.columns.map((column) => nullable(column));
  const renamed = new Map<string, string>();
  for (const column of right.columns) {
    const isShared = pairs.some(([l, r]) => l === column.name && r === column.name);
    if (isShared && how === 'inner') {
      renamed.set(column.name, column.name);
      continue;
    }
    const name = values.has(column.name) ? `${column.name}_right` : column.name;
    if (values.has(name)) return undefined;
    renamed.set(column.name, name);
    values.set(name, field(table, column.name));
    columns.push(nullable({ ...column, name }));
  }
  const isToOne =
    pairs.length > 0 && right.key?.every((name) => pairs.some(([, r]) => r === name)) === true;
  const ownKey = isToOne && (how === 'inner' || how === 'left');
  const rightKey = right.key?.map((name) => renamed.get(name) ?? name);
  const key = ownKey
    ? left.key
    : left.key === undefined || rightKey === undefined
      ? undefined
      : [...new Set([...left.key, ...rightKey])];
  return {
    relation: joinChain(chain.first, rest, values),
    columns,
    key,
    subject: isToOne ? left.subject : right.subject,
    tables: [...left.tables, ...right.tables],
  };
}

const nullable = (column: Column): Column => ({ ...column, type: withNullable(column.type, true) });

/** Keeps some columns of a join: those that say something, without the twins of the right side. */
export function chosenOf(draft: Draft, frame: Frame): Frame {
  const { relation } = frame;
  if (relation.kind !== 'JoinChain') return frame;
  const useful = frame.columns.filter(({ name }) => !name.endsWith('_right'));
  const count = draft.random.int(3, Math.max(3, Math.min(7, useful.length)));
  const kept = new Set(draft.random.shuffle(useful).slice(0, count));
  for (const column of useful) if (frame.key?.includes(column.name) === true) kept.add(column);
  return narrowed(
    frame,
    relation,
    useful.filter((column) => kept.has(column)),
  );
}

/** The join with only these of its columns. */
export function narrowed(frame: Frame, relation: JoinChain, columns: readonly Column[]): Frame {
  const names = new Set(columns.map(({ name }) => name));
  const values = new Map<string, Value>();
  for (const { name } of columns) {
    const value = relation.values.get(name);
    if (value !== undefined) values.set(name, value);
  }
  return {
    ...frame,
    relation: joinChain(relation.first, relation.rest, values),
    columns,
    key: frame.key?.every((name) => names.has(name)) === true ? frame.key : undefined,
  };
}

/** The partner's table, sometimes filtered first, or aggregated to one row per key. */
function partnerFrame(draft: Draft, { table, key, isParent }: Partner): Frame {
  let frame = draft.table(table);
  if (draft.random.chance(0.2)) {
    const test = condition(draft, frame, 1);
    if (test !== undefined) frame = { ...frame, relation: filter(frame.relation, [test]) };
  }
  if (isParent || !isAtLeast(draft.difficulty, 'medium') || !draft.random.chance(0.25))
    return frame;
  const group = frame.columns.find(({ name }) => name === key);
  if (group === undefined) return frame;
  const found = metrics(draft, frame, draft.random.int(1, 2), new Set([key]));
  const groups = [{ ...group, value: read(frame, group) }];
  return found.length === 0 ? frame : aggregated(frame, groups, found);
}

/** Joins the frame with a table that its keys lead to. */
export function join(draft: Draft, frame: Frame): Frame | undefined {
  const partner = one(draft, partnersOf(draft, frame));
  if (partner === undefined) return undefined;
  const right = partnerFrame(draft, partner);
  const how = joinKind(draft);
  const joined = joinFrames(draft, frame, right, how, [[partner.column.name, partner.key]]);
  if (joined === undefined) return undefined;
  const isWide =
    joined.columns.length > 10 || joined.columns.some(({ name }) => name.endsWith('_right'));
  return draft.random.chance(isWide ? 0.6 : 0.2) ? chosenOf(draft, joined) : joined;
}

function joinKind({ random, difficulty }: Draft): JoinKind {
  if (random.chance(0.65)) return 'inner';
  if (!isAtLeast(difficulty, 'hard') || random.chance(0.85)) return 'left';
  return random.choice(['right', 'outer'] as const);
}

/** Keeps the rows that have (or lack) a partner. */
export function semiJoin(draft: Draft, frame: Frame): Frame | undefined {
  const partner = one(draft, partnersOf(draft, frame));
  if (partner === undefined) return undefined;
  const right = draft.table(partner.table);
  const test = draft.random.chance(0.5) ? condition(draft, right, 1) : undefined;
  const filtered =
    test === undefined ? right : { ...right, relation: filter(right.relation, [test]) };
  const how = draft.random.chance(0.55) ? 'semi' : 'anti';
  return joinFrames(draft, frame, filtered, how, [[partner.column.name, partner.key]]);
}

/** Pairs of rows of one table that share a value: a join with its own view. */
export function selfJoin(draft: Draft, frame: Frame): Frame | undefined {
  const [key, ...more] = frame.key ?? [];
  const group = one(draft, having(frame, ['category', 'calendar', 'flag']));
  if (key === undefined || more.length > 0 || group === undefined) return undefined;
  if (frame.relation.kind === 'JoinChain') return undefined;
  const extra = one(
    draft,
    frame.columns.filter((c) => c.name !== key && c !== group && isSortable(c)),
  );
  const first = joinReference(frame.relation, draft.nextId());
  const view = selfReference(frame.relation, draft.nextId());
  const table = joinReference(view, draft.nextId());
  const predicates = [
    make('Equals', { left: field(first, group.name), right: field(table, group.name) }),
    make('Less', { left: field(first, key), right: field(table, key) }),
  ];
  const other = `other_${key}`;
  const values = new Map<string, Value>([
    [key, field(first, key)],
    [other, field(table, key)],
    [group.name, field(first, group.name)],
  ]);
  const keyColumn = frame.columns.find(({ name }) => name === key);
  if (keyColumn === undefined || values.size < 3) return undefined;
  const columns: Column[] = [
    keyColumn,
    { name: other, type: keyColumn.type, meaning: 'key' },
    group,
  ];
  if (extra !== undefined && !values.has(extra.name)) {
    values.set(extra.name, field(first, extra.name));
    columns.push(extra);
  }
  return {
    relation: joinChain(first, [{ how: 'inner', table, predicates }], values),
    columns: columns.map(nullable),
    key: [key, other],
    subject: 'pair',
    tables: frame.tables,
  };
}

/** Joins the frame with an aggregate of itself: each row beside the figures of its group. */
export function joinBack(draft: Draft, frame: Frame): Frame | undefined {
  if (frame.relation.kind === 'JoinChain') return undefined;
  const group = one(draft, having(frame, ['category', 'calendar', 'key']));
  if (group === undefined || group.derived === 'window') return undefined;
  if (frame.key?.join() === group.name) return undefined;
  const taken = new Set(frame.columns.map(({ name }) => name));
  const found = metrics(draft, frame, 1, taken);
  if (found.length === 0) return undefined;
  const groups = [{ ...group, value: read(frame, group) }];
  return joinFrames(draft, frame, aggregated(frame, groups, found), 'inner', [
    [group.name, group.name],
  ]);
}
