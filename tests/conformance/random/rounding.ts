import { childrenOf, isFloating, isRelation, some } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';
import { eachValue, resolved, valuesOf } from '@ibert/multitask';

/**
 * Whether a program asks if a fraction equals a computed mean or sum of fractions: the last bit of
 * that depends on how the engine adds up, which the plan decides.
 */
export function comparesRounding(root: Relation): boolean {
  let found = false;
  eachValue(root, (value) => {
    if (!EXACT.has(value.kind)) return;
    const operands = childrenOf(value);
    found ||= operands.every(({ dtype }) => isFloating(dtype)) && operands.some(rounds);
  });
  return found;
}

/** Whether a value is computed from such an aggregate, also in a query of its own. */
const rounds = (value: Value): boolean =>
  some(value, (v) => {
    const { kind, args } = resolved(v);
    if (ROUNDING.has(kind)) return true;
    return Object.values(args).some((arg) => isRelation(arg) && valuesOf(arg).some(rounds));
  });

/** Comparisons that one bit decides. */
const EXACT: ReadonlySet<string> = new Set(['Equals', 'NotEquals', 'IdenticalTo', 'InValues']);
/** Aggregates that round at every step. */
const ROUNDING: ReadonlySet<string> = new Set(['Mean', 'Sum', 'Variance', 'StandardDev']);
