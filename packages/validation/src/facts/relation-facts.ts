import { isValue, some } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import type { ConstantUse } from './constant.js';
import { relationUses } from './ir-constants.js';
import { HIDDEN, UNORDERED } from './order.js';
import type { OrderFacts, SortKey } from './order.js';

/** What the comparison and the fixtures need to know of one side of an example. */
export interface QueryFacts {
  /** Lower-case names of the tables that it reads. */
  readonly tables: ReadonlySet<string>;
  readonly constants: readonly ConstantUse[];
  readonly order: OrderFacts;
}

/** The facts of an Ibis program, from its relation. */
export function relationFacts(relation: Relation): QueryFacts {
  return { ...relationUses(relation), order: relationOrder(relation) };
}

/**
 * The order that a relation fixes: that of the outermost sort, also below operations that keep
 * rows in their order.
 */
export function relationOrder(relation: Relation): OrderFacts {
  switch (relation.kind) {
    case 'Sort':
      return { order: 'ordered', keys: relation.keys.map((key) => sortKey(key)) };
    case 'Limit':
    case 'Filter':
    case 'DropNull':
    case 'AliasedRelation':
      return relationOrder(relation.parent);
    case 'Project':
      if ([...relation.values.values()].some(reorders)) return UNORDERED;
      return renamed(relationOrder(relation.parent), (name) => shownAs(relation.values, name));
    case 'DropColumns':
      return renamed(relationOrder(relation.parent), (name) =>
        relation.dropped.includes(name) ? undefined : name,
      );
    case 'FillNull':
      return renamed(relationOrder(relation.parent), () => undefined);
    default:
      return UNORDERED;
  }
}

function sortKey(key: Value): SortKey {
  const { arg } = key.args;
  const name = isValue(arg) ? fieldName(arg) : undefined;
  return name === undefined ? HIDDEN : { key: 'name', name };
}

const reorders = (value: Value): boolean => some(value, ({ kind }) => kind === 'WindowFunction');

function renamed(facts: OrderFacts, rename: (name: string) => string | undefined): OrderFacts {
  if (facts.order !== 'ordered') return facts;
  const keys = facts.keys.map((key): SortKey => {
    const name = key.key === 'name' ? rename(key.name) : undefined;
    return name === undefined ? HIDDEN : { key: 'name', name };
  });
  return { order: 'ordered', keys };
}

/** The output name under which a projection passes a column on. */
function shownAs(values: ReadonlyMap<string, Value>, column: string): string | undefined {
  for (const [name, value] of values) if (fieldName(value) === column) return name;
  return undefined;
}

function fieldName(value: Value): string | undefined {
  if (value.kind === 'Alias')
    return isValue(value.args['arg']) ? fieldName(value.args['arg']) : undefined;
  const { name } = value.args;
  return value.kind === 'Field' && typeof name === 'string' ? name : undefined;
}
