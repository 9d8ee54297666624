import { isOp, parentsOf } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import { argumentsOf, stepsOf } from './query-steps.js';

/** What a value that is compared with nothing is for. */
export function useOf(mark: string, relation: Relation): string {
  const has = (value: Value): boolean =>
    (isOp(value, 'Literal') && String(value.args.value) === mark) || argumentsOf(value).some(has);
  const named = (value: Value): boolean =>
    (isOp(value, 'Field') && value.args.name === mark) || argumentsOf(value).some(named);
  const limits = (at: Relation): boolean =>
    (at.kind === 'Limit' && String(at.n) === mark) || parentsOf(at).some(limits);
  const skips = (at: Relation): boolean =>
    (at.kind === 'Limit' && String(at.offset) === mark) || parentsOf(at).some(skips);
  if (limits(relation)) return 'Most rows to return.';
  if (skips(relation)) return 'Number of rows to skip.';
  const all = stepsOf(relation);
  if (all.some(({ values }) => values.some(([, value]) => named(value))))
    return 'Name of a column.';
  const made = all.flatMap(({ values }) =>
    values.filter(([name, value]) => name !== undefined && has(value)).map(([name]) => name),
  );
  if (made.length > 0) {
    return `Used to compute ${[...new Set(made)].map((name) => `\`${name ?? ''}\``).join(', ')}.`;
  }
  if (all.some(({ values }) => values.some(([, value]) => has(value)))) {
    return 'Used to choose or order the rows.';
  }
  const isName = [...relation.schema.keys()].some((name) => name.includes(mark));
  return isName ? 'Used to name a column.' : 'Used to build the query.';
}
