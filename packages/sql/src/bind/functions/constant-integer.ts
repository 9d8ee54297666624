import { isOp } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { constantOf } from '../literals.js';

type Compute<T> = (left: bigint, right: bigint) => T;

const SUMS: ReadonlyMap<string, Compute<bigint>> = new Map([
  ['Add', (left, right) => left + right],
  ['Subtract', (left, right) => left - right],
]);
const TESTS: ReadonlyMap<string, Compute<boolean>> = new Map<string, Compute<boolean>>([
  ['Equals', (left, right) => left === right],
  ['Less', (left, right) => left < right],
  ['LessEqual', (left, right) => left <= right],
  ['Greater', (left, right) => left > right],
  ['GreaterEqual', (left, right) => left >= right],
]);

/**
 * The integer of a literal or of what is computed of literals: generated SQL has `0 + 1`, and
 * `CASE WHEN (0 + 1) >= 1 THEN …` or `COALESCE(NULL, 1)` around it.
 */
export function integerOf(value: Value): bigint | undefined {
  const constant = constantOf(value);
  if (typeof constant === 'bigint') return constant;
  if (isOp(value, 'IfElse')) {
    const { bool_expr, true_expr, false_null_expr } = value.args;
    const test = computed(bool_expr, TESTS);
    return test === undefined ? undefined : integerOf(test ? true_expr : false_null_expr);
  }
  if (isOp(value, 'SearchedCase')) {
    const { cases, results } = value.args;
    const [first, ...others] = results;
    if (cases[0] === undefined || first === undefined) return undefined;
    const test = computed(cases[0], TESTS);
    if (test === true) return integerOf(first);
    return test === false && others.length === 0 ? integerOf(value.args.default) : undefined;
  }
  if (isOp(value, 'Coalesce')) {
    const present = value.args.arg.find((arg) => constantOf(arg) !== null);
    return present === undefined ? undefined : integerOf(present);
  }
  return computed(value, SUMS);
}

function computed<T>(value: Value, table: ReadonlyMap<string, Compute<T>>): T | undefined {
  const compute = table.get(value.kind);
  if (compute === undefined) return undefined;
  const { left, right } = value.args as { readonly left: Value; readonly right: Value };
  const [a, b] = [integerOf(left), integerOf(right)];
  return a === undefined || b === undefined ? undefined : compute(a, b);
}
