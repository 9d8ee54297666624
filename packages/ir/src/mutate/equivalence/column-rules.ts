import { sameRelation, sameValue } from '../../hash.js';
import type { Value } from '../../node.js';
import type { JoinChain, Relation } from '../../relations/types.js';
import { conjuncts } from '../../traverse.js';
import { columnOf, equatedIn, homeOf, isPadded } from './columns.js';
import { columnNeverNull, rejectsNull } from './never-null.js';
import { rule, valueChange } from './case.js';
import type { Rule } from './case.js';

/** Whether two columns of a relation hold the same value in every row. */
function sameColumn(relation: Relation, a: string, b: string): boolean {
  if (a === b) return true;
  switch (relation.kind) {
    case 'Project': {
      const [x, y] = [relation.values.get(a), relation.values.get(b)];
      if (x === undefined || y === undefined) return false;
      if (sameValue(x, y)) return true;
      const [p, q] = [columnOf(x), columnOf(y)];
      return p !== undefined && q !== undefined && sameColumn(relation.parent, p, q);
    }
    case 'JoinChain': {
      const [x, y] = [relation.values.get(a), relation.values.get(b)];
      if (x === undefined || y === undefined) return false;
      if (sameValue(x, y)) return true;
      const padded = [x, y].some((value) => isPadded(relation, homeOf(value) ?? relation));
      return (
        !padded &&
        relation.rest
          .filter(({ how }) => how === 'inner')
          .flatMap(({ predicates }) => equatedIn(predicates))
          .some(
            ({ left, right }) =>
              (sameValue(left, x) && sameValue(right, y)) ||
              (sameValue(left, y) && sameValue(right, x)),
          )
      );
    }
    case 'Filter':
    case 'Sort':
    case 'Limit':
    case 'Distinct':
    case 'DropColumns':
    case 'DropNull':
    case 'JoinReference':
    case 'SelfReference':
      return sameColumn(relation.parent, a, b);
    default:
      return false;
  }
}

/** Whether a column of a joined table is NULL only where the join pads the table. */
function isMatchedOnly(chain: JoinChain, value: Value): boolean {
  const home = homeOf(value);
  if (home === undefined) return false;
  const link = chain.rest.find(({ table }) => sameRelation(table, home));
  return (
    columnNeverNull(home, columnOf(value) as string) ||
    link?.predicates.flatMap(conjuncts).some((p) => rejectsNull(p, value)) === true
  );
}

/** Whether two columns come from one table of a join in which neither is ever NULL. */
function nullTogether(relation: Relation, a: string, b: string): boolean {
  switch (relation.kind) {
    case 'Filter':
    case 'Sort':
    case 'Distinct':
    case 'DropColumns':
      return nullTogether(relation.parent, a, b);
    case 'Project':
    case 'JoinChain': {
      const [x, y] = [relation.values.get(a), relation.values.get(b)];
      const [p, q] = [x, y].map((value) => (value === undefined ? undefined : columnOf(value)));
      const [home, other] = [x, y].map((value) =>
        value === undefined ? undefined : homeOf(value),
      );
      if (p === undefined || q === undefined || home === undefined || other === undefined) {
        return false;
      }
      if (!sameRelation(home, other)) return false;
      return relation.kind === 'Project'
        ? nullTogether(home, p, q)
        : [x, y].every((value) => isMatchedOnly(relation, value as Value));
    }
    default:
      return false;
  }
}

/** Columns that say the same. */
export const COLUMN_RULES: readonly Rule[] = [
  rule(
    'one column under two names',
    'a column is replaced by one that holds the same value in every row: by projection, or by the equality of an inner join',
    (item) => {
      const change = valueChange(item);
      if (change === undefined) return false;
      const [a, b] = [columnOf(change.from), columnOf(change.to)];
      const home = homeOf(change.from);
      if (a === undefined || b === undefined || home === undefined) return false;
      if (home.kind !== 'JoinReference' || item.mutant.edit.owner.kind !== 'JoinChain') {
        return sameColumn(home, a, b);
      }
      return sameColumn(home.parent, a, b);
    },
  ),
  rule(
    'counts of one padded side',
    'counts of two columns of one table of a join that are NULL only together, where a row is padded',
    (item) => {
      const change = valueChange(item);
      if (change === undefined) return false;
      const { from, to, place } = change;
      const home = homeOf(from);
      const [a, b] = [columnOf(from), columnOf(to)];
      if (place.around[0]?.kind !== 'Count' || place.argument !== 'arg') return false;
      return home !== undefined && a !== undefined && b !== undefined && nullTogether(home, a, b);
    },
  ),
];
