import { conjuncts } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { any, capital, withoutArticle } from './phrase.js';
import type { Phrase } from './phrase.js';

/** What a value that a column is compared with does, by the comparison. */
const ROLES: Readonly<Record<string, (column: Phrase) => Phrase>> = {
  Equals: (column) =>
    any(['the ', withoutArticle(column), ' to keep'], ['value of ', column, ' to keep']),
  NotEquals: (column) =>
    any(['the ', withoutArticle(column), ' to leave out'], ['value of ', column, ' to leave out']),
  Greater: (column) =>
    any(['lower bound of ', column, ', exclusive'], ['value that ', column, ' must exceed']),
  GreaterEqual: (column) =>
    any(
      ['lower bound of ', column, ', inclusive'],
      ['smallest ', withoutArticle(column), ' to keep'],
    ),
  Less: (column) =>
    any(['upper bound of ', column, ', exclusive'], ['value that ', column, ' must stay below']),
  LessEqual: (column) =>
    any(
      ['upper bound of ', column, ', inclusive'],
      ['largest ', withoutArticle(column), ' to keep'],
    ),
};

/** What the function's values are for: those that conditions compare something with. */
export function testedValues(
  predicates: readonly Value[],
  parameter: (literal: Value) => string | undefined,
  noun: (value: Value) => Phrase,
): ReadonlyMap<string, Phrase> {
  const found = new Map<string, Phrase>();
  for (const predicate of predicates) {
    for (const value of conjuncts(predicate)) {
      const role = ROLES[value.kind];
      const { left, right } = value.args as { readonly left?: Value; readonly right?: Value };
      if (role === undefined || left === undefined || right === undefined) continue;
      const name = parameter(right);
      if (name !== undefined) found.set(name, [capital(role(noun(left))), '.']);
    }
  }
  return found;
}
