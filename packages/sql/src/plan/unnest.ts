import { InternalError } from '@ibert/core';
import * as ir from '@ibert/ir';

import { bind, columnsOf, has, ownTraits } from './binding.js';
import { isBare, isWindowed } from './checks.js';
import { querySource, selectFrom } from './context.js';
import type { PlanContext } from './context.js';
import { TRAIT } from './query.js';
import type { Columns, Env, Query, Select, Source } from './query.js';

/** The elements of an array beside the rows that they are of. */
export function addUnnest(select: Select, relation: ir.TableUnnest, env: Env): Select | null {
  if (!isBare(select) && !(select.groups === null && isFilterOnly(select))) return null;
  const array = bind(relation.column, env);
  if (
    // A lambda in FROM does not see the columns of the tables before it.
    has(array, TRAIT.window | TRAIT.unnest | TRAIT.lambda) ||
    (ownTraits(relation.column, array) & TRAIT.impure) !== 0
  )
    return null;
  const { columnName: element, offset, keepEmpty } = relation;
  const source: Source = {
    kind: 'unnest',
    array,
    element,
    offset,
    columns: offset === null ? [element] : [element, offset],
  };
  const fresh: Columns = columnsOf(source);
  const columns = new Map(select.columns);
  for (const [name, column] of fresh) columns.set(name, column);
  const join = { how: keepEmpty ? 'left' : 'cross', on: [] } as const;
  return { ...select, columns, from: [...select.from, { source, join, sampling: null }] };
}

const isFilterOnly = (select: Select): boolean =>
  !select.distinct && select.limit === null && select.orderBy.length === 0 && !isWindowed(select);

/** The array becomes a column of a query below, which is unnested. */
export function unnestComputed(
  context: PlanContext,
  relation: ir.TableUnnest,
  outer: Env | null,
): Query {
  const { parent, column } = relation;
  let name = 'a1';
  for (let i = 2; parent.schema.has(name); i += 1) name = `a${i}`;
  const wide = ir.project(parent, new Map([...ir.fieldsOf(parent), [name, column]]));
  const around = selectFrom(querySource(context.base(wide, outer)));
  const env: Env = { parents: [[wide, around.columns]], outer };
  const done = addUnnest(around, { ...relation, parent: wide, column: ir.field(wide, name) }, env);
  if (done === null) throw new InternalError(`an array above ${parent.kind} fits no SELECT`);
  const columns = new Map(done.columns);
  columns.delete(name);
  return { ...done, columns };
}
