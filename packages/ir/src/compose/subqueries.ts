import type { Value } from '../node.js';
import { aggregate, field, filter, project } from '../relations/make.js';
import { filterInput } from '../rewrites/context.js';
import { make } from '../value.js';
import { condition } from './conditions.js';
import { one } from './draft.js';
import type { Draft } from './draft.js';
import { having, read } from './frame.js';
import type { Frame } from './frame.js';
import { partnersOf } from './joins.js';
import { MEASURES } from './meaning.js';

/** A condition that needs another query: above the average, among the keys of, has a partner. */
export function subqueryCondition(draft: Draft, frame: Frame): Value | undefined {
  const kind = draft.random.choice([
    'average',
    'average',
    'member',
    'member',
    'exists',
    'other',
  ] as const);
  return MAKERS[kind](draft, frame);
}

type Maker = (draft: Draft, frame: Frame) => Value | undefined;

const MAKERS: Readonly<Record<'average' | 'member' | 'exists' | 'other', Maker>> = {
  average: (draft, frame) => {
    const column = one(draft, having(frame, MEASURES));
    if (column === undefined) return undefined;
    const left = read(frame, column);
    const kind = draft.random.choice(['Mean', 'Mean', 'Median', 'Max'] as const);
    const right = make(kind, { arg: left, where: null });
    const comparison =
      kind === 'Max' ? 'Equals' : draft.random.choice(['Greater', 'Less'] as const);
    return filterInput(make(comparison, { left, right }));
  },
  member: (draft, frame) => {
    const found = otherSide(draft, frame);
    if (found === undefined) return undefined;
    const { column, key, other } = found;
    const rel = project(other.relation, new Map([[key, field(other.relation, key)]]));
    const arg = make('InSubquery', { rel, needle: read(frame, column) });
    return draft.random.chance(0.3) ? make('Not', { arg }) : arg;
  },
  exists: (draft, frame) => {
    const [partner] = draft.random.shuffle(partnersOf(draft, frame));
    // The condition speaks of both tables by name.
    if (partner === undefined || frame.relation.kind === 'JoinChain') return undefined;
    const other = draft.table(partner.table).relation;
    const equal = make('Equals', {
      left: read(frame, partner.column),
      right: field(other, partner.key),
    });
    const arg = make('ExistsSubquery', { rel: filter(other, [equal]) });
    return draft.random.chance(0.4) ? make('Not', { arg }) : arg;
  },
  other: (draft, frame) => {
    const column = one(draft, having(frame, ['amount', 'quantity']));
    const name = one(
      draft,
      Object.keys(draft.tables).filter((table) => !frame.tables.includes(table)),
    );
    if (column === undefined || name === undefined) return undefined;
    const other = draft.table(name);
    const measure = one(draft, having(other, [column.meaning]));
    if (measure === undefined) return undefined;
    const metric = make('Mean', { arg: read(other, measure), where: null });
    const rel = aggregate(other.relation, new Map(), new Map([[`avg_${measure.name}`, metric]]));
    return make('Greater', { left: read(frame, column), right: make('ScalarSubquery', { rel }) });
  },
};

function otherSide(draft: Draft, frame: Frame) {
  const partner = one(draft, partnersOf(draft, frame));
  if (partner === undefined) return undefined;
  const table = draft.table(partner.table);
  const test = condition(draft, table, 1);
  if (test === undefined) return undefined;
  const other: Frame = { ...table, relation: filter(table.relation, [test]) };
  return { column: partner.column, key: partner.key, other };
}
