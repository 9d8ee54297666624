import { printSchema, REST } from '@ibert/ir';
import type { Relation, UnboundTable } from '@ibert/ir';

import { quote } from './literals.js';
import { GLOBAL_NAMES, isName } from './reserved-names.js';

/** Whether the relation is a table that programs find bound to its name. */
export const isGiven = (
  relation: Relation,
): relation is UnboundTable & { readonly database: null } =>
  relation.kind === 'UnboundTable' &&
  relation.catalog === null &&
  relation.database === null &&
  isName(relation.name) &&
  !GLOBAL_NAMES.has(relation.name);

/** `ibis.table({…}, name=…)`, for a table that is somewhere else. */
export function tableCall({ name, schema, catalog, database }: UnboundTable): string {
  // Columns that nobody named are none that one could write down.
  const columns = Object.entries(printSchema(schema))
    .filter(([column]) => column !== REST)
    .map(([column, type]) => `${quote(column)}: ${quote(type)}`);
  const place = [
    ...(catalog === null ? [] : [`catalog=${quote(catalog)}`]),
    ...(database === null ? [] : [`database=${quote(database)}`]),
  ];
  return `ibis.table({${columns.join(', ')}}, ${[`name=${quote(name)}`, ...place].join(', ')})`;
}
