import type { Relation } from '@ibert/ir';

import { has } from '../plan/binding.js';
import { TRAIT } from '../plan/query.js';
import type { Query, Select } from '../plan/query.js';

const LONGEST = 30;

/** A name that says what a query yields: `orders_by_customer_id`, `filtered_users`. */
export function queryLabel(query: Query, relation: Relation | null): string {
  if (relation?.kind === 'InMemoryTable') return clean(relation.name);
  if (query.kind === 'set') {
    const part = query.inputs[0];
    const base = part === undefined ? 'rows' : baseName(part);
    return fit(
      `${{ UNION: 'all', INTERSECT: 'common', EXCEPT: 'remaining' }[query.operator]}_${base}`,
    );
  }
  const base = baseName(query);
  if (query.groups !== null) {
    const keys = plainKeys(query);
    if (query.groups.length === 0) return fit(`${base}_total`);
    return keys === null
      ? fit(`${base}_summary`)
      : fit(`${base}_by_${keys.join('_')}`, `${base}_summary`);
  }
  if (query.limit !== null) return fit(`${query.orderBy.length > 0 ? 'top' : 'limited'}_${base}`);
  if (query.distinct) return fit(`distinct_${base}`);
  if (query.qualify.length > 0) return fit(`selected_${base}`);
  for (const column of query.columns.values()) {
    if (has(column, TRAIT.window)) return fit(`ranked_${base}`);
  }
  if (query.from.length > 1) return fit(`joined_${base}`);
  return fit(query.where.length > 0 ? `filtered_${base}` : `prepared_${base}`);
}

/** The name with a number behind it where it is taken; `taken` holds lower-case names. */
export function uniqueName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name.toLowerCase())) return name;
  let n = 2;
  while (taken.has(`${name}_${n}`.toLowerCase())) n += 1;
  return `${name}_${n}`;
}

function plainKeys(query: Select): readonly string[] | null {
  const { groups } = query;
  const names: string[] = [];
  for (const [name, column] of query.columns) {
    if (groups?.includes(column) === true && names.length < groups.length) names.push(clean(name));
  }
  return names.length > 2 ? null : names;
}

/** The table that a query mainly reads. */
function baseName(query: Query): string {
  const select = query.kind === 'set' ? undefined : query;
  const source = select?.from[0]?.source;
  if (query.kind === 'set')
    return query.inputs[0] === undefined ? 'rows' : baseName(query.inputs[0]);
  switch (source?.kind) {
    case 'table':
      return clean(source.table.name);
    case 'values':
      return clean(source.table.name);
    case 'query':
      return baseName(source.query);
    case 'shared':
      return 'rows';
    default:
      return 'rows';
  }
}

const clean = (name: string): string => {
  const plain = name.toLowerCase().replace(/[^a-z0-9_]+/g, '_');
  return /^[a-z_]/.test(plain) ? plain : `t_${plain}`;
};

const fit = (name: string, shorter?: string): string =>
  name.length <= LONGEST || shorter === undefined ? name : shorter;
