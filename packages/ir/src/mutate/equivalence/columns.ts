import { isRelation } from '../../node.js';
import type { Value } from '../../node.js';
import { sameRelation } from '../../hash.js';
import type { Columns, JoinChain, Relation } from '../../relations/types.js';
import { conjuncts } from '../../traverse.js';

/** The name of the column that a value is; undefined for anything computed. */
export function columnOf(value: Value): string | undefined {
  if (value.kind === 'Alias') return columnOf(value.args['arg'] as Value);
  return value.kind === 'Field' ? (value.args['name'] as string) : undefined;
}

/** The relation that a column value reads. */
export function homeOf(value: Value): Relation | undefined {
  if (value.kind === 'Alias') return homeOf(value.args['arg'] as Value);
  const { rel } = value.args;
  return value.kind === 'Field' && isRelation(rel) ? rel : undefined;
}

/** Whether the value is that column of that relation. */
export const isColumn = (value: Value, relation: Relation, name: string): boolean => {
  const home = homeOf(value);
  return columnOf(value) === name && home !== undefined && sameRelation(home, relation);
};

/** The names under which a projection passes a parent's column on. */
export const shownAs = (values: Columns, parent: Relation, column: string): readonly string[] =>
  [...values].filter(([, value]) => isColumn(value, parent, column)).map(([name]) => name);

/** The columns that hold a value of every row: `a == b` among conditions that all rows meet. */
export interface Equated {
  readonly left: Value;
  readonly right: Value;
}

/** Pairs of columns that a list of conditions says are equal. */
export const equatedIn = (conditions: readonly Value[]): readonly Equated[] =>
  conditions
    .flatMap(conjuncts)
    .filter(({ kind }) => kind === 'Equals')
    .map(({ args }) => ({ left: args['left'] as Value, right: args['right'] as Value }))
    .filter(({ left, right }) => columnOf(left) !== undefined && columnOf(right) !== undefined);

/** Joins that give a row of the left side at most the columns of NULL. */
const PADS_RIGHT: ReadonlySet<string> = new Set(['left', 'outer', 'asof', 'any_left']);
const PADS_LEFT: ReadonlySet<string> = new Set(['right', 'outer']);

/** Whether a join may fill the columns of one of its tables with NULL. */
export function isPadded(chain: JoinChain, table: Relation): boolean {
  const at = chain.rest.findIndex((link) => sameRelation(link.table, table));
  const own = chain.rest[at];
  return (
    (own !== undefined && PADS_RIGHT.has(own.how)) ||
    chain.rest.slice(at + 1).some(({ how }) => PADS_LEFT.has(how))
  );
}
