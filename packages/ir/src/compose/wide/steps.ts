import type { Value } from '../../node.js';
import {
  aggregate,
  distinct,
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
} from '../../relations/make.js';
import { filterInput, isReduction, projectInput } from '../../rewrites/context.js';
import { conjuncts } from '../../traverse.js';
import { make } from '../../value.js';
import { literal } from '../literals.js';
import { crossJoin, drawnJoin, existence, membership } from './joins.js';
import { drawnKey } from './pool.js';
import type { Pool } from './pool.js';
import { drawnName, isSortable, keptKey, poolOf, totalOrder } from './stage.js';
import type { Stage, WideStep, Workshop } from './stage.js';
import { drawnWindow } from './windows.js';

const isBoolean = ({ dtype }: Value): boolean => dtype.kind === 'boolean';
const isColumn = ({ shape }: Value): boolean => shape === 'columnar';

/** Values of the pool under names that the relation does not have. */
function drawnValues(shop: Workshop, pool: Pool, count: number): Map<string, Value> {
  const values = new Map<string, Value>();
  for (let i = 0; i < count; i += 1) {
    const value = pool.value((v) => v.dtype.kind !== 'null');
    if (value === undefined || value.kind === 'Field') continue;
    const taken = { has: (name: string) => values.has(name) || pool.relation.schema.has(name) };
    values.set(drawnName(shop, taken), value);
  }
  return values;
}

const mutate: WideStep = (shop, stage) => {
  const values = drawnValues(shop, poolOf(shop, stage), shop.random.int(1, 3));
  if (values.size === 0) return undefined;
  return {
    ...stage,
    relation: project(stage.relation, new Map([...fieldsOf(stage.relation), ...values])),
  };
};

const select: WideStep = (shop, stage) => {
  if (stage.relation.kind === 'JoinChain') return undefined;
  const values = drawnValues(shop, poolOf(shop, stage), shop.random.int(1, 4));
  const kept = [...fieldsOf(stage.relation)].filter(() => shop.random.chance(0.4));
  const all = new Map(shop.random.shuffle([...kept, ...values]));
  if (![...all.values()].some(isColumn)) return undefined;
  return {
    relation: project(stage.relation, all),
    key: keptKey(stage.key, (name) => kept.some(([own]) => own === name)),
  };
};

const window: WideStep = (shop, stage) => {
  const value = drawnWindow(shop, stage);
  if (value === undefined) return undefined;
  const name = drawnName(shop, stage.relation.schema);
  return {
    ...stage,
    relation: project(stage.relation, new Map([...fieldsOf(stage.relation), [name, value]])),
  };
};

/** Reductions inside select are windows over all rows. */
const withReduction: WideStep = (shop, stage) => {
  const pool = poolOf(shop, stage, 10);
  const value = pool.reduction(undefined);
  if (value === undefined) return undefined;
  const column = projectInput(value, stage.relation);
  const name = drawnName(shop, stage.relation.schema);
  return {
    ...stage,
    relation: project(stage.relation, new Map([...fieldsOf(stage.relation), [name, column]])),
  };
};

const filtered: WideStep = (shop, stage) => {
  const pool = poolOf(shop, stage);
  const tests = [
    pool.value(isBoolean),
    shop.random.chance(0.3) ? pool.value(isBoolean) : undefined,
  ];
  const found = tests.flatMap((test) => (test === undefined ? [] : conjuncts(test)));
  const different = [...new Map(found.map((test) => [test.hash, test])).values()];
  if (different.length === 0 || !different.some(isColumn)) return undefined;
  return { ...stage, relation: filter(stage.relation, different.map(filterInput)) };
};

/** A filter that no row passes, or that a comparison with NULL empties. */
const emptied: WideStep = ({ random }, stage) => {
  const never = literal(random.choice([false, null]), { kind: 'boolean', nullable: true });
  return random.chance(0.8) ? undefined : { ...stage, relation: filter(stage.relation, [never]) };
};

/** Columns compared with a reduction of the table: a scalar subquery. */
const aboveTotal: WideStep = (shop, stage) => {
  const pool = poolOf(shop, stage, 10);
  const right = pool.reduction(undefined);
  const left =
    right === undefined
      ? undefined
      : pool.value((v) => isColumn(v) && v.dtype.kind === right.dtype.kind);
  if (left === undefined || right === undefined || !isSortable(left)) return undefined;
  const kind = shop.random.choice(['Greater', 'LessEqual', 'Equals', 'NotEquals'] as const);
  return { ...stage, relation: filter(stage.relation, [filterInput(make(kind, { left, right }))]) };
};

const subquery: WideStep = (shop, stage) => {
  // A figure of a whole table is a subquery itself, which Ibis does not look for in subqueries.
  if (stage.relation.kind === 'Aggregate' && stage.relation.groups.size === 0) return undefined;
  const arg = shop.random.chance(0.6) ? membership(shop, stage) : existence(shop, stage);
  if (arg === undefined) return undefined;
  const test = shop.random.chance(0.3) ? make('Not', { arg }) : arg;
  return { ...stage, relation: filter(stage.relation, [test]) };
};

function drawnMetrics(
  shop: Workshop,
  stage: Stage,
  pool: Pool,
  taken: ReadonlySet<string>,
): Map<string, Value> {
  const found = new Map<string, Value>();
  for (let i = shop.random.int(1, 3); i > 0; i -= 1) {
    const value = pool.reduction(totalOrder(shop, stage));
    if (value === undefined || !isReduction(value) || value.relations.length === 0) continue;
    found.set(drawnName(shop, { has: (name) => found.has(name) || taken.has(name) }), value);
  }
  return found;
}

const grouped: WideStep = (shop, stage) => {
  const pool = poolOf(shop, stage);
  const groups = new Map<string, Value>();
  for (let i = shop.random.int(1, 2); i > 0; i -= 1) {
    const value = pool.value((v) => isColumn(v) && isSortable(v));
    if (value === undefined) continue;
    const name =
      value.kind === 'Field' ? String(value.args['name']) : drawnName(shop, stage.relation.schema);
    groups.set(name, value);
  }
  const metrics = drawnMetrics(
    shop,
    stage,
    pool,
    new Set([...groups.keys(), ...stage.relation.schema.keys()]),
  );
  if (groups.size === 0 || metrics.size === 0) return undefined;
  return { relation: aggregate(stage.relation, groups, metrics), key: [...groups.keys()] };
};

const totals: WideStep = (shop, stage) => {
  const metrics = drawnMetrics(shop, stage, poolOf(shop, stage), new Set());
  return metrics.size === 0 || shop.random.chance(0.5)
    ? undefined
    : { relation: aggregate(stage.relation, new Map(), metrics), key: [] };
};

const limited: WideStep = (shop, stage) => {
  const order = totalOrder(shop, stage);
  if (order === undefined || order.length === 0) return undefined;
  const first = poolOf(shop, stage, 10).value((v) => isColumn(v) && isSortable(v));
  const keys = first === undefined ? order : [drawnKey(shop.random, first), ...order];
  const different = new Map(keys.map((key) => [(key.args['arg'] as Value).hash, key]));
  const sorted = sort(stage.relation, [...different.values()]);
  const count = shop.random.choice([0, 1, 3, 10, null]);
  const offset = shop.random.choice([0, 0, 2]);
  if (count === null && offset === 0) return { ...stage, relation: sorted };
  return { ...stage, relation: limit(sorted, count, offset) };
};

const sorted: WideStep = (shop, stage) => {
  const order = totalOrder(shop, stage);
  return order === undefined || order.length === 0
    ? undefined
    : { ...stage, relation: sort(stage.relation, order) };
};

const unique: WideStep = (_shop, stage) =>
  [...fieldsOf(stage.relation).values()].every(isSortable)
    ? { relation: distinct(stage.relation), key: [...stage.relation.schema.keys()] }
    : undefined;

const dropped: WideStep = ({ random }, stage) => {
  const names = [...stage.relation.schema.keys()];
  if (names.length < 3) return undefined;
  const gone = random.shuffle(names).slice(0, random.int(1, names.length - 2));
  return {
    relation: dropColumns(stage.relation, gone),
    key: keptKey(stage.key, (name) => !gone.includes(name)),
  };
};

const nullsDropped: WideStep = ({ random }, stage) => {
  const how = random.choice(['any', 'all'] as const);
  const fields = [...fieldsOf(stage.relation).values()];
  const subset = random.chance(0.3) ? null : random.shuffle(fields).slice(0, random.int(1, 3));
  return { ...stage, relation: dropNull(stage.relation, how, subset) };
};

const nullsFilled: WideStep = ({ random }, stage) => {
  const values = new Map<string, Value>();
  for (const [name, value] of fieldsOf(stage.relation)) {
    if (!random.chance(0.3)) continue;
    if (value.dtype.kind === 'string')
      values.set(name, literal('none', { ...value.dtype, nullable: true }));
    if (value.dtype.kind === 'int64')
      values.set(name, literal(0n, { kind: 'int8', nullable: true }));
    if (value.dtype.kind === 'float64')
      values.set(name, literal(0.5, { kind: 'float64', nullable: true }));
    if (value.dtype.kind === 'boolean')
      values.set(name, literal(false, { kind: 'boolean', nullable: true }));
  }
  if (values.size === 0) return undefined;
  return {
    relation: fillNull(stage.relation, values),
    key: keptKey(stage.key, (name) => !values.has(name)),
  };
};

const combined: WideStep = (shop, stage) => {
  const left = filtered(shop, stage);
  const right = filtered(shop, stage);
  if (left === undefined || right === undefined) return undefined;
  const kind = shop.random.choice(['Union', 'Intersection', 'Difference'] as const);
  const isDistinct = shop.random.chance(0.5);
  if (isDistinct && ![...fieldsOf(stage.relation).values()].every(isSortable)) return undefined;
  return {
    relation: setOperation(kind, left.relation, right.relation, isDistinct),
    key: undefined,
  };
};

const unnested: WideStep = ({ random }, stage) => {
  const lists = [...fieldsOf(stage.relation)].filter(([, { dtype }]) => dtype.kind === 'array');
  if (lists.length === 0) return undefined;
  const [name, value] = random.choice(lists);
  const offset = random.chance(0.5) ? 'place' : null;
  if (stage.relation.schema.has('place')) return undefined;
  const key = offset === null || stage.key === undefined ? undefined : [...stage.key, offset];
  return { relation: tableUnnest(stage.relation, value, name, offset, random.chance(0.5)), key };
};

const renamed: WideStep = (shop, stage) => {
  if (stage.relation.kind === 'JoinChain') return undefined;
  const names = [...stage.relation.schema.keys()];
  const old = shop.random.choice(names);
  const fresh = drawnName(shop, stage.relation.schema);
  const values = new Map(
    names.map((name) => [name === old ? fresh : name, field(stage.relation, name)]),
  );
  return {
    relation: project(stage.relation, values),
    key: stage.key?.map((name) => (name === old ? fresh : name)),
  };
};

/** The steps of wide programs; a step that stands twice is drawn twice as often. */
export const WIDE_STEPS: readonly WideStep[] = [
  mutate,
  mutate,
  mutate,
  select,
  select,
  select,
  window,
  window,
  withReduction,
  filtered,
  filtered,
  emptied,
  aboveTotal,
  subquery,
  grouped,
  grouped,
  totals,
  limited,
  sorted,
  unique,
  dropped,
  nullsDropped,
  nullsFilled,
  combined,
  unnested,
  renamed,
  drawnJoin,
  drawnJoin,
  crossJoin,
];
