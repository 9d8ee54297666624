import { isOp, parentsOf, some, specOf } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import { cutsTies } from './ties.js';
import { eachValue, faultsOf } from './upstream-faults.js';

/** Something that real Ibis 12 does not stand behind. */
interface Limit {
  /** What is the matter, in a few words. */
  readonly why: string;
  readonly holds: (root: Relation) => boolean;
}

const anyRelation = (root: Relation, test: (relation: Relation) => boolean): boolean =>
  test(root) || parentsOf(root).some((parent) => anyRelation(parent, test));

function anyValue(root: Relation, test: (value: Value) => boolean): boolean {
  let found = false;
  eachValue(root, (value) => (found ||= test(value)));
  return found;
}

const isSorted = (relation: Relation): boolean => relation.kind === 'Sort';

const LIMITS: readonly Limit[] = [
  {
    why: 'Ibis cannot give intervals as a result',
    holds: ({ schema }) => [...schema.values()].some(({ kind }) => kind === 'interval'),
  },
  {
    why: 'which rows a sample has is chance',
    holds: (root) => anyRelation(root, ({ kind }) => kind === 'Sample'),
  },
  {
    why: 'of values that are equally frequent the mode is any',
    holds: (root) => anyValue(root, ({ kind }) => kind === 'Mode'),
  },
  {
    why: 'whether a root or logarithm of an aggregate is computed, and fails, is up to the plan',
    holds: (root) => anyValue(root, isPartialOfAggregate),
  },
  {
    why: 'Ibis has no weeks in the range of a window',
    holds: (root) => anyValue(root, isWeekBound),
  },
  {
    why: 'Ibis sorts distinct rows by what they no longer have',
    holds: (root) =>
      anyRelation(root, (relation) => relation.kind === 'Distinct' && sortsBelow(relation)),
  },
  {
    why: 'Ibis selects from the first rows without keeping their order',
    holds: (root) =>
      (root.kind === 'Project' || root.kind === 'DropColumns') &&
      root.parent.kind === 'Limit' &&
      isSorted(root.parent.parent),
  },
  {
    why: 'which of the rows that are equal by the order are taken is up to chance',
    holds: cutsTies,
  },
];

/** Functions that fail for numbers which an aggregate may well give. */
const PARTIAL: ReadonlySet<string> = new Set([
  'Ln',
  'Log',
  'Log2',
  'Log10',
  'Sqrt',
  'Acos',
  'Asin',
]);

const isPartialOfAggregate = (value: Value): boolean =>
  PARTIAL.has(value.kind) &&
  some(value, ({ kind }) => kind === 'ScalarSubquery' || specOf(kind).role === 'reduction');

const isWeekBound = (value: Value): boolean => {
  if (!isOp(value, 'WindowBoundary')) return false;
  const { dtype } = value.args.value;
  return dtype.kind === 'interval' && dtype.unit === 'W';
};

/** Whether rows are sorted below relations that keep their order. */
function sortsBelow(relation: Relation): boolean {
  return parentsOf(relation).some(
    (parent) =>
      isSorted(parent) ||
      ((parent.kind === 'Project' || parent.kind === 'DropColumns' || parent.kind === 'Filter') &&
        sortsBelow(parent)),
  );
}

/**
 * Why real Ibis 12 on DuckDB would not give a program's rows for sure, or any: what it cannot run,
 * leaves to chance, or is known to get wrong; undefined where nothing is known.
 */
export function ibisLimit(root: Relation): string | undefined {
  const limit = LIMITS.find(({ holds }) => holds(root));
  if (limit !== undefined) return limit.why;
  const [fault] = faultsOf(root);
  return fault === undefined ? undefined : `Ibis 12 writes wrong SQL for it (${fault})`;
}
