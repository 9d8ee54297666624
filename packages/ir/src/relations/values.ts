import type { Value } from '../node.js';
import { field } from './make.js';
import type { Relation } from './types.js';

/**
 * What an output column is in terms of the parents, where the relation passes or computes it;
 * undefined for tables and set operations, through which no field can be traced.
 *
 * Source: `Relation.values` of ibis/expr/operations/relations.py.
 */
export function valueOf(rel: Relation, name: string): Value | undefined {
  switch (rel.kind) {
    case 'Project':
    case 'DummyTable':
    case 'JoinChain':
      return rel.values.get(name);
    case 'Aggregate':
      return rel.groups.get(name) ?? rel.metrics.get(name);
    case 'DropColumns':
    case 'Filter':
    case 'Sort':
    case 'Limit':
    case 'Distinct':
    case 'Sample':
    case 'DropNull':
    case 'FillNull':
    case 'TableUnnest':
    case 'JoinReference':
      return rel.schema.has(name) && rel.parent.schema.has(name)
        ? field(rel.parent, name)
        : undefined;
    default:
      return undefined;
  }
}
