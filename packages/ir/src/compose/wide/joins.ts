import type { Value } from '../../node.js';
import {
  field,
  fieldsOf,
  filter,
  joinChain,
  joinReference,
  project,
} from '../../relations/make.js';
import type { JoinKind, JoinReference, Relation } from '../../relations/types.js';
import { make } from '../../value.js';
import { isSortable, poolOf } from './stage.js';
import type { Stage, WideStep, Workshop } from './stage.js';

const KINDS: readonly JoinKind[] = ['inner', 'inner', 'left', 'right', 'outer', 'semi', 'anti'];
const COMPARISONS = ['Equals', 'Equals', 'Equals', 'Less', 'GreaterEqual', 'NotEquals'] as const;

/** Two columns of one type, one of each side. */
function pair(
  { random }: Workshop,
  left: Relation,
  right: Relation,
): readonly [string, string] | undefined {
  const pairs = [...fieldsOf(left)].flatMap(([l, a]) =>
    [...fieldsOf(right)].flatMap(([r, b]): (readonly [string, string])[] =>
      a.dtype.kind === b.dtype.kind && isSortable(a) ? [[l, r]] : [],
    ),
  );
  return pairs.length === 0 ? undefined : random.choice(pairs);
}

/** The other table, sometimes with a filter. */
function otherOf(shop: Workshop): Stage {
  const other = shop.tableOf();
  if (!shop.random.chance(0.4)) return other;
  const test = poolOf(shop, other, 15).value(
    (v) => v.dtype.kind === 'boolean' && v.shape === 'columnar' && v.kind !== 'And',
  );
  return test === undefined ? other : { ...other, relation: filter(other.relation, [test]) };
}

/** The columns of both sides; names that both have are renamed, equal keys of inner joins are one. */
function outputs(
  first: JoinReference,
  table: JoinReference,
  how: JoinKind,
  predicates: readonly Value[],
): Map<string, Value> | undefined {
  const values = new Map(fieldsOf(first));
  if (how === 'semi' || how === 'anti') return values;
  const allEqual = how === 'inner' && predicates.every(({ kind }) => kind === 'Equals');
  for (const [name, value] of fieldsOf(table)) {
    const own = values.get(name);
    const isSame =
      allEqual &&
      own !== undefined &&
      predicates.some(
        ({ args }) =>
          (args['left'] as Value).hash === own.hash && (args['right'] as Value).hash === value.hash,
      );
    if (isSame) continue;
    const target = own === undefined ? name : `${name}_right`;
    if (values.has(target)) return undefined;
    values.set(target, value);
  }
  return values;
}

/** A join of any kind on columns of equal types. */
export const drawnJoin: WideStep = (shop, stage) => {
  if (stage.relation.kind === 'JoinChain') return undefined;
  const other = otherOf(shop);
  const on = pair(shop, stage.relation, other.relation);
  // A table joined with itself needs a view.
  if (on === undefined || sources(stage.relation).has(nameOfTable(other.relation)))
    return undefined;
  const first = joinReference(stage.relation, shop.nextId());
  const table = joinReference(other.relation, shop.nextId());
  const how = shop.random.choice(KINDS);
  const kind = shop.random.choice(COMPARISONS);
  const predicates = [make(kind, { left: field(first, on[0]), right: field(table, on[1]) })];
  const values = outputs(first, table, how, predicates);
  if (values === undefined) return undefined;
  const key = how === 'semi' || how === 'anti' ? stage.key : undefined;
  return { relation: joinChain(first, [{ how, table, predicates }], values), key };
};

/** Every row with every row of another table, of which only a few are left. */
export const crossJoin: WideStep = (shop, stage) => {
  if (stage.relation.kind === 'JoinChain' || shop.random.chance(0.7)) return undefined;
  const other = shop.tableOf();
  if (sources(stage.relation).has(nameOfTable(other.relation))) return undefined;
  const first = joinReference(stage.relation, shop.nextId());
  const table = joinReference(other.relation, shop.nextId());
  const values = outputs(first, table, 'cross', []);
  if (values === undefined) return undefined;
  return {
    relation: joinChain(first, [{ how: 'cross', table, predicates: [] }], values),
    key: undefined,
  };
};

function sources(relation: Relation): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (rel: Relation): void => {
    if (rel.kind === 'UnboundTable') found.add(rel.name);
    if (rel.kind === 'JoinChain')
      for (const { table } of [{ table: rel.first }, ...rel.rest]) visit(table);
    if ('parent' in rel) visit(rel.parent);
    if ('left' in rel) visit(rel.left);
  };
  visit(relation);
  return found;
}

function nameOfTable(relation: Relation): string {
  if (relation.kind === 'UnboundTable') return relation.name;
  return 'parent' in relation ? nameOfTable(relation.parent) : '';
}

/** Whether a column is among those of another table. */
export function membership(shop: Workshop, stage: Stage): Value | undefined {
  const other = otherOf(shop);
  const on = pair(shop, stage.relation, other.relation);
  if (on === undefined) return undefined;
  const [l, r] = on;
  const rel = project(other.relation, new Map([[r, field(other.relation, r)]]));
  return make('InSubquery', { rel, needle: field(stage.relation, l) });
}

/** Whether another table has a row that agrees. */
export function existence(shop: Workshop, stage: Stage): Value | undefined {
  const other = shop.tableOf();
  if (
    stage.relation.kind === 'JoinChain' ||
    sources(stage.relation).has(nameOfTable(other.relation))
  )
    return undefined;
  const on = pair(shop, stage.relation, other.relation);
  if (on === undefined) return undefined;
  const kind = shop.random.choice(['Equals', 'Less'] as const);
  const test = make(kind, {
    left: field(stage.relation, on[0]),
    right: field(other.relation, on[1]),
  });
  return make('ExistsSubquery', { rel: filter(other.relation, [test]) });
}
