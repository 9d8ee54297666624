import { isOp, parentsOf } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

/** Made-up tables have fewer rows than this: a limit from here on takes all of them. */
const MANY_ROWS = 100;

/**
 * Whether a program takes the first rows by an order that may leave some of them equal, so that which
 * ones it takes is up to chance; the rows of one database need not show it.
 */
export function cutsTies(root: Relation): boolean {
  if (root.kind === 'Limit' && typeof root.n === 'number' && root.n < MANY_ROWS) {
    if (!isSettled(root.parent, root)) return true;
  }
  return parentsOf(root).some(cutsTies);
}

/** Whether the rows that are first are the same ones each time. */
function isSettled(relation: Relation, limit: Relation): boolean {
  switch (relation.kind) {
    case 'Sort': {
      const keys = new Set(relation.keys.flatMap((key) => fieldOf(key) ?? []));
      const holds = (names: Iterable<string>): boolean =>
        [...names].every((name) => keys.has(name));
      return holds(limit.schema.keys()) || uniqueColumns(relation.parent).some(holds);
    }
    case 'Filter':
    case 'DropColumns':
    case 'Project':
      return isSettled(relation.parent, limit);
    default:
      // Without an order the rows as they are stored decide, which the proof looks at.
      return true;
  }
}

/** Sets of columns whose values no two rows share. */
function uniqueColumns(relation: Relation): readonly (readonly string[])[] {
  switch (relation.kind) {
    case 'UnboundTable': {
      // Made-up tables keep to this convention.
      const [first] = relation.schema.keys();
      return first !== undefined && /^(?:id|.*_id)$/.test(first) ? [[first]] : [];
    }
    case 'Filter':
    case 'Limit':
    case 'Sort':
    case 'Sample':
    case 'DropNull':
      return uniqueColumns(relation.parent);
    case 'Distinct':
      return [[...relation.schema.keys()]];
    case 'Aggregate':
      return [[...relation.groups.keys()]];
    case 'DropColumns':
      return uniqueColumns(relation.parent).filter((names) =>
        names.every((name) => relation.schema.has(name)),
      );
    case 'Project':
      return uniqueColumns(relation.parent).flatMap((names) => {
        const passed = names.map((name) => passedAs(name, relation.values));
        return passed.includes(undefined) ? [] : [passed.flatMap((name) => name ?? [])];
      });
    default:
      return [];
  }
}

/** The name under which a column is passed on. */
const passedAs = (column: string, values: ReadonlyMap<string, Value>): string | undefined =>
  [...values].find(([, value]) => fieldOf(value) === column)?.[0];

/** The column that a sort key or an output column is. */
function fieldOf(value: Value): string | undefined {
  if (isOp(value, 'SortKey')) return fieldOf(value.args.arg);
  if (isOp(value, 'Alias')) return fieldOf(value.args.arg);
  return isOp(value, 'Field') ? value.args.name : undefined;
}
