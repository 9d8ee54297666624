import { sameValue } from '../../hash.js';
import { isValue } from '../../node.js';
import type { Value } from '../../node.js';
import { isReduction } from '../../rewrites/context.js';
import { neverNull } from './never-null.js';
import { neverNullAt, rule, valueChange, whereOf } from './case.js';
import type { Rule } from './case.js';

/** NULL handling where there is no NULL. */
export const NULL_RULES: readonly Rule[] = [
  rule(
    'no NULL to replace',
    'a replacement of NULL is missing where the value is never NULL',
    (item) => {
      const change = valueChange(item);
      if (change?.from.kind !== 'Coalesce') return false;
      const [first] = change.from.args['arg'] as readonly Value[];
      return first !== undefined && sameValue(first, change.to) && neverNullAt(item, first);
    },
  ),
  rule(
    'no NULL to keep',
    'NULLs are kept or left out where the collected value is never NULL',
    (item) => {
      const change = valueChange(item);
      if (change === undefined || change.from.kind !== change.to.kind) return false;
      const { from, to } = change;
      const arg = from.args['arg'];
      return (
        isReduction(from) &&
        from.args['include_null'] !== to.args['include_null'] &&
        isValue(arg) &&
        neverNullAt(item, arg, whereOf(from))
      );
    },
  ),
  rule(
    'plain equality without NULL',
    'IDENTICAL TO and == agree in a filter where one side is never NULL',
    (item) => {
      const change = valueChange(item);
      if (change === undefined || change.place.slot.role !== 'filter') return false;
      const { from, to, place } = change;
      if (from.kind !== 'IdenticalTo' || to.kind !== 'Equals') return false;
      const sides = [from.args['left'], from.args['right']].filter(isValue);
      return (
        place.around.every(({ kind }) => kind === 'And') &&
        sides.some((side) => neverNullAt(item, side))
      );
    },
  ),
  rule(
    'condition that always holds',
    'a condition of a filter is missing that asks for NOT NULL where there is no NULL',
    ({ mutant: { edit, kind } }) => {
      const { owner, changed } = edit;
      if (kind !== 'condition' || owner.kind !== 'Filter' || edit.at !== undefined) return false;
      const kept = changed.kind === 'Filter' ? changed.predicates : [];
      const gone = owner.predicates.filter((p) => !kept.some((other) => sameValue(p, other)));
      const [only, more] = gone;
      return only !== undefined &&
        more === undefined &&
        only.kind === 'NotNull' &&
        isValue(only.args['arg'])
        ? neverNull(only.args['arg'])
        : false;
    },
  ),
];
